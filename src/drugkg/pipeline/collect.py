"""What to build from: the files that paths name, each with what its folder's catalog says of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from drugkg.errors import DocumentError, Problem, UsageError
from drugkg.graph.imported import SUFFIXES
from drugkg.readers import catalog
from drugkg.store import Layout
from drugkg.text import Source

__all__ = ["Collected", "Input", "collect", "hash_of"]

#: Files that speak about a folder, and are no documents.
_ABOUT = frozenset({"catalog.yaml", "readme.md"})


@dataclass(frozen=True, slots=True)
class Input:
    """A file to build from. `revised` is source and content hash of the document that it revises."""

    path: Path
    source: Source
    content_hash: str
    revised: tuple[str, str] | None = None

    @property
    def name(self) -> str:
        """The name of the file, without folder."""
        return self.path.name

    @property
    def is_graph(self) -> bool:
        """Tell whether the file is a graph in the model's form rather than a document."""
        return self.path.suffix.lower() in SUFFIXES


@dataclass(frozen=True, slots=True)
class Collected:
    """The files that were found, sorted by path, and those that could not be used."""

    inputs: tuple[Input, ...]
    problems: tuple[Problem, ...]


def collect(paths: Iterable[str | Path]) -> Collected:
    """Return the files that paths name; in folders, hidden files, catalogs, README.md and stores are left out.

    Raises:
        UsageError: if a path does not exist, or nothing is named.
        DocumentError: if a catalog is malformed.
    """
    named = [Path(path) for path in paths]
    missing = [Problem(str(path), "there is no such file or folder") for path in named if not path.exists()]
    if missing or not named:
        raise UsageError(missing or Problem("PATH", "no path is given", "name files or folders to build from"))
    files = sorted({file.resolve(): file for path in named for file in _files(path)}.values())
    catalogs = _catalogs({file.parent for file in files})
    found: list[Input] = []
    empty = [path for path in named if path.is_dir() and not any(_files(path))]
    problems = [Problem(str(path), "the folder has no documents") for path in empty]
    for file in files:
        try:
            found.append(_input(file, catalogs[file.parent]))
        except OSError as error:
            problems.append(Problem(str(file), f"the file cannot be read ({error.strerror or error})"))
        except DocumentError as error:
            problems += error.problems
    if not found:
        raise DocumentError(problems)
    return Collected(tuple(found), tuple(problems))


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for inner in sorted(path.iterdir()):
        hidden = inner.name.startswith(".") or inner.name.lower() in _ABOUT
        if not (hidden or Layout(inner).marker.exists() or (inner.is_dir() and inner.is_symlink())):
            yield from _files(inner)


def _catalogs(folders: Iterable[Path]) -> dict[Path, Mapping[str, Source]]:
    loaded: dict[Path, Mapping[str, Source]] = {}
    problems: list[Problem] = []
    for folder in sorted(folders):
        try:
            loaded[folder] = catalog.load(folder)
        except DocumentError as error:
            problems += error.problems
    if problems:
        raise DocumentError(problems)
    return loaded


def _input(file: Path, sources: Mapping[str, Source]) -> Input:
    source = sources.get(file.name) or catalog.unlisted(file.name)
    if source.revises is None:
        return Input(file, source, hash_of(file))
    former = file.with_name(source.revises)
    if not former.is_file():
        what = f"the document that it revises, {source.revises}, is not beside it"
        raise DocumentError(Problem(str(file), what, "correct `revises` in the catalog"))
    former_source = sources.get(former.name) or catalog.unlisted(former.name)
    return Input(file, source, hash_of(file), (former_source.id, hash_of(former)))


def hash_of(file: Path) -> str:
    """Return `sha256:` and the hash of a file's bytes."""
    with file.open("rb") as opened:
        return "sha256:" + hashlib.file_digest(opened, "sha256").hexdigest()
