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
from itertools import chain
from pathlib import Path

import pyoxigraph

from drugkg.graph.namespaces import term
from drugkg.store.layout import FORMAT, Layout, replace_text
from drugkg.store.lock import in_use
from drugkg.store.shards import Shard

__all__ = ["Assembled", "publish", "united"]

_PREF, _ALT, _LABEL = (term(name) for name in ("skos:prefLabel", "skos:altLabel", "rdfs:label"))

#: How lines end that belong to a graph to which many documents give.
_SHARED = tuple(f"/graph/{name}> ." for name in ("propositions", "sources", "vocabulary"))
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Assembled:
    """A published generation; `fresh` is False where it was there before."""

    name: str
    fresh: bool


def publish(layout: Layout, shards: Iterable[Shard], base: str, shared: str = "") -> Assembled:
    """Assemble shards, and N-Quads that belong to every graph, and make them what readers see.

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
        _assemble(layout, shards, shared, draft)
        manifest = {"format": FORMAT, "base": base, "shards": [asdict(shard) for shard in shards]}
        (draft / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False) + "\n", encoding="utf-8")
        draft.replace(home)
    if layout.current() != name:
        replace_text(layout.pointer, f"{name}\n")
    _tidy(layout, name)
    return Assembled(name, fresh)


def united(parts: Iterable[str]) -> Iterator[str]:
    r"""Yield N-Quads, lines of shared graphs once, and one label a node: further ones become other names.

    Concepts that no vocabulary knows may be spelled in two ways in two documents; the first in order is the label.

    >>> start = f'<https://example.org/concept/a> {_PREF} '
    >>> lines = [f'{start}"{name}"@en <https://example.org/graph/vocabulary> .\n' for name in ("a-b", "a b")]
    >>> [_ALT in line for line in "".join(united([lines[0], "".join(lines)])).splitlines()]
    [False, True]
    """
    seen: set[str] = set()
    labels: dict[tuple[str, ...], set[str]] = {}
    for part in parts:
        # Whole parts are sorted out at once: a line alone would cost more than reading it into the database.
        lines = [line for line in part.split("\n") if line and line not in seen]
        shared = [line for line in lines if line.endswith(_SHARED)]
        seen.update(shared)
        named = {line for line in shared if _PREF in line or _LABEL in line}
        yield "".join(f"{line}\n" for line in lines if line not in named)
        for line in named:
            subject, predicate, rest = line.split(" ", 2)
            labels.setdefault((subject, predicate, _language(rest)), set()).add(line)
    for (_, predicate, _), named in sorted(labels.items()):
        first, *others = sorted(named)
        yield f"{first}\n"
        if predicate == _PREF:
            yield from (f"{line.replace(_PREF, _ALT, 1)}\n" for line in others)


def _language(rest: str) -> str:
    """Return the language tag of the literal with which the rest of a line begins."""
    return rest.rpartition('"')[2].partition(" ")[0]


def _name(keys: list[str], base: str, shared: str) -> str:
    content = json.dumps([FORMAT, keys, base, hashlib.sha256(shared.encode()).hexdigest()])
    return hashlib.sha256(content.encode()).hexdigest()[:24]


def _assemble(layout: Layout, shards: list[Shard], shared: str, draft: Path) -> None:
    draft.mkdir(parents=True)
    store = pyoxigraph.Store(str(draft / "graph"))
    parts = ((layout.shard(shard.key) / "graph.nq").read_bytes().decode() for shard in shards)
    store.bulk_load(io.BufferedReader(_Stream(united(chain([shared], parts))), _BLOCK), pyoxigraph.RdfFormat.N_QUADS)
    store.flush()


class _Stream(io.RawIOBase):
    """Texts as a stream of bytes, each made when the one before has been read."""

    def __init__(self, texts: Iterator[str]) -> None:
        self._texts = texts
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Give what is left of a text, as far as the buffer takes it; nothing only after the last text."""
        while not self._rest and (text := next(self._texts, None)) is not None:
            self._rest = memoryview(text.encode())
        size = min(len(self._rest), len(buffer))
        buffer[:size], self._rest = self._rest[:size], self._rest[size:]
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
