"""What to build from: the files that paths name, each with what its folder's catalog says of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from drugkg.curation import file as curation
from drugkg.errors import DocumentError, Problem, UsageError
from drugkg.graph.imported import SUFFIXES
from drugkg.readers import catalog
from drugkg.readers.parts import Part, may_hold_several, parts
from drugkg.store import Layout
from drugkg.text import Source

__all__ = ["Collected", "Input", "collect", "hash_of"]

#: Files that speak about a folder, and are no documents.
_ABOUT = frozenset({catalog.FILE_NAME, curation.FILE_NAME, "readme.md"})
#: So many bytes tell whether a file may hold several documents.
_HEAD = 256


@dataclass(frozen=True, slots=True)
class Input:
    """A file to build from. `revised` is source and content hash of the document that it revises.

    `part` is which of the documents in the file it is, where the file holds several.
    """

    path: Path
    source: Source
    content_hash: str
    revised: tuple[str, str] | None = None
    part: Part | None = None

    @property
    def name(self) -> str:
        """The name of the file, without folder; behind `#` the number of the document, where it holds several."""
        return f"{self.path.name}#{self.part.number}" if self.part else self.path.name

    @property
    def start(self) -> int:
        """How many code points of the file stand in front of the document."""
        return self.part.first if self.part else 0

    def read(self) -> bytes:
        """Return the bytes of the document."""
        return _bytes(self.path, self.part)

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
    """Return the documents that paths name.

    In folders, hidden files, stores and what speaks about documents (catalogs, curation files, README.md) are left out.
    Of a file that holds several documents each is one; `labels.json#2` names the second.

    Raises:
        UsageError: if a path does not exist, or nothing is named.
        DocumentError: if a catalog is malformed.
    """
    chosen: dict[Path, set[str | None]] = {}
    for path, number in map(_chosen, paths):
        chosen.setdefault(path, set()).add(number)
    named = list(chosen)
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
            found += _wanted(file, _inputs(file, catalogs[file.parent]), chosen)
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


def _chosen(path: str | Path) -> tuple[Path, str | None]:
    """Return the file that a path names, and which of its documents, if it names one."""
    stem, sign, number = str(path).rpartition("#")
    if sign and number.isdecimal() and not Path(path).exists() and Path(stem).is_file():
        return Path(stem), number
    return Path(path), None


def _wanted(file: Path, inputs: list[Input], chosen: Mapping[Path, set[str | None]]) -> list[Input]:
    numbers = chosen.get(file, {None})
    there = {str(each.part.number) if each.part else "1": each for each in inputs}
    missing = sorted(number for number in numbers if number is not None and number not in there)
    if missing:
        what, remedy = f"there is no document {missing[0]} in the file", f"give a number up to {len(inputs)}"
        raise DocumentError(Problem(str(file), what, remedy))
    return [each for number, each in there.items() if None in numbers or number in numbers]


def _inputs(file: Path, sources: Mapping[str, Source]) -> list[Input]:
    """Return the documents in a file; those with the same bytes are one."""
    with file.open("rb") as opened:
        may_be_many = file.suffix.lower() not in SUFFIXES and may_hold_several(opened.read(_HEAD))
    found = parts(file.read_bytes(), file.name) if may_be_many else ()
    if not found:
        return [_input(file, sources)]
    # What a catalog says of one document is no word on all of them.
    source = replace(sources.get(file.name) or catalog.unlisted(file.name), title=None, version=None, revises=None)
    made: dict[str, Part] = {}
    for part in found:
        made.setdefault(hash_of(file, part), part)
    return [Input(file, source, hashed, part=part) for hashed, part in made.items()]


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


def hash_of(file: Path, part: Part | None = None) -> str:
    """Return `sha256:` and the hash of a file's bytes, or of those of a document in it."""
    if part:
        return "sha256:" + hashlib.sha256(_bytes(file, part)).hexdigest()
    with file.open("rb") as opened:
        return "sha256:" + hashlib.file_digest(opened, "sha256").hexdigest()


def _bytes(file: Path, part: Part | None) -> bytes:
    with file.open("rb") as opened:
        opened.seek(part.start if part else 0)
        return opened.read(part.end - part.start if part else -1)
