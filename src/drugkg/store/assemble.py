"""Assembling: shards become a new generation of the graph, published by one atomic step."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyoxigraph

from drugkg.graph.namespaces import term
from drugkg.store.layout import FORMAT, Layout, replace_text
from drugkg.store.lock import in_use
from drugkg.store.shards import Shard

__all__ = ["Assembled", "Derive", "extend", "publish", "united"]

#: From what answers queries over the assembled graph, the lines of N-Quads that follow from it.
Derive = Callable[[Callable[[str], Any]], Iterable[str]]

_PREF, _ALT, _LABEL = (term(name) for name in ("skos:prefLabel", "skos:altLabel", "rdfs:label"))

#: How lines end that belong to a graph to which many documents give.
_SHARED = tuple(f"/graph/{name}> .\n" for name in ("propositions", "sources", "vocabulary"))
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Assembled:
    """A published generation; `fresh` is False where it was there before."""

    name: str
    fresh: bool


def publish(
    layout: Layout, shards: Iterable[Shard], base: str, shared: str = "", derive: Iterable[Derive] = ()
) -> Assembled:
    """Assemble shards, and N-Quads that belong to every graph, and make them what readers see.

    `derive` gives the N-Quads that follow from the whole, step by step, and each step sees what those before it gave;
    they must give the same for the same shards and `shared`.

    Needs the store's lock. Readers see the old generation until the new one is whole. Generations that nobody reads and
    shards that no generation names are removed.
    """
    shards = sorted(shards, key=lambda shard: shard.key)
    name = _name([shard.key for shard in shards], base, shared)
    home = layout.generations / name
    fresh = not (home / "manifest.json").exists()
    if fresh:
        _clear(layout.generations, lambda path: path.name.startswith("."))
        draft = layout.generations / f".{name}.{os.getpid()}"
        _assemble(layout, shards, shared, derive, draft)
        manifest = {"format": FORMAT, "base": base, "shards": [asdict(shard) for shard in shards]}
        (draft / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False) + "\n", encoding="utf-8")
        draft.replace(home)
    if layout.current() != name:
        replace_text(layout.pointer, f"{name}\n")
    _tidy(layout, name)
    return Assembled(name, fresh)


def extend(store: pyoxigraph.Store, derive: Derive) -> None:
    """Add to a database what follows from all that it holds."""
    _load(store, iter(derive(lambda query: store.query(query, use_default_graph_as_union=True))))


def united(parts: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield the lines of N-Quads, those of shared graphs once, and one label a node: further ones become other names.

    Concepts that no vocabulary knows may be spelled in two ways in two documents; the first in order is the label.

    >>> start = f'<https://example.org/concept/a> {_PREF} '
    >>> lines = [f'{start}"{name}"@en <https://example.org/graph/vocabulary> .' for name in ("a-b", "a b")]
    >>> lines = [f"{line}{chr(10)}" for line in lines]
    >>> [line.split(" ", 2)[1] == _ALT for line in united([lines[:1], lines])]
    [False, True]
    """
    seen: set[str] = set()
    labels: dict[tuple[str, ...], set[str]] = {}
    for part in parts:
        for line in part:
            if not line.endswith(_SHARED):
                yield line
                continue
            subject, predicate, rest = line.split(" ", 2)
            if predicate in (_PREF, _LABEL):
                labels.setdefault((subject, predicate, _language(rest)), set()).add(line)
            elif line not in seen:
                seen.add(line)
                yield line
    for (_, predicate, _), lines in labels.items():
        first, *others = sorted(lines)
        yield first
        if predicate == _PREF:
            yield from (line.replace(_PREF, _ALT, 1) for line in others)


def _language(rest: str) -> str:
    """Return the language tag of the literal with which the rest of a line begins."""
    return rest.rpartition('"')[2].partition(" ")[0]


def _name(keys: list[str], base: str, shared: str) -> str:
    content = json.dumps([FORMAT, keys, base, hashlib.sha256(shared.encode()).hexdigest()])
    return hashlib.sha256(content.encode()).hexdigest()[:24]


def _assemble(layout: Layout, shards: list[Shard], shared: str, derive: Iterable[Derive], draft: Path) -> None:
    draft.mkdir(parents=True)
    store = pyoxigraph.Store(str(draft / "graph"))
    lines = united(
        (io.StringIO(shared, newline="\n"), *(_lines(layout.shard(shard.key) / "graph.nq") for shard in shards))
    )
    _load(store, lines)
    for step in derive:
        extend(store, step)
    store.flush()
    # What was added lies in runs beside those of the load; in one run, queries take a third less time.
    store.optimize()


def _load(store: pyoxigraph.Store, lines: Iterator[str]) -> None:
    store.bulk_load(io.BufferedReader(_Stream(lines), _BLOCK), pyoxigraph.RdfFormat.N_QUADS)


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="\n") as file:
        yield from file


class _Stream(io.RawIOBase):
    """Lines as a stream of bytes, made as they are read."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._rest = b""

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer as far as there are lines."""
        parts, length = [self._rest], len(self._rest)
        while length < len(buffer) and (line := next(self._lines, "")):
            parts.append(line.encode())
            length += len(parts[-1])
        block = b"".join(parts)
        size = min(len(block), len(buffer))
        buffer[:size], self._rest = block[:size], block[size:]
        return size


def _tidy(layout: Layout, current: str) -> None:
    """Remove generations that nobody reads, and shards that no generation names."""
    _clear(layout.generations, lambda path: path.name != current and not in_use(path))
    named: set[str] = set()
    for manifest in layout.generations.glob("*/manifest.json"):
        named |= {shard["key"] for shard in json.loads(manifest.read_text(encoding="utf-8"))["shards"]}
    for group in layout.shards.iterdir():
        if group.name.startswith("."):
            shutil.rmtree(group, ignore_errors=True)
        else:
            _clear(group, lambda path: path.name not in named)
            with suppress(OSError):
                group.rmdir()


def _clear(folder: Path, unwanted: Callable[[Path], bool]) -> None:
    """Remove what is unwanted in a folder; it first gets a name that nobody looks for, so that no half is ever read."""
    for path in sorted(folder.iterdir()):
        if unwanted(path):
            grave = path.with_name(f".gone-{path.name.strip('.')}")
            try:
                path.replace(grave)
            except OSError:
                continue
            shutil.rmtree(grave, ignore_errors=True)
