"""What vocabulary files hold: which there are, where a concept comes from, what is wrong or ambiguous in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from drugkg.errors import Problem
from drugkg.vocabulary.checks import check
from drugkg.vocabulary.files import Entry, Header, parse
from drugkg.vocabulary.raw import RawFile, gather, in_use
from drugkg.vocabulary.variants import plain

__all__ = ["Listed", "Sense", "ambiguous", "checked", "listed", "sources_of"]


@dataclass(frozen=True, slots=True)
class Listed:
    """A vocabulary file: what it says of itself, and how many concepts and names it has."""

    place: str
    header: Header
    concepts: int
    names: int


@dataclass(frozen=True, slots=True)
class Sense:
    """One of several meanings of a name."""

    name: str
    key: str
    type: str
    place: str


def listed(files: Iterable[RawFile] | None = None) -> Iterator[Listed]:
    """Yield the vocabulary files, by default those in use.

    >>> next(file for file in listed() if file.header.name == "routes.tsv").header.licence
    'CC0-1.0'
    """
    for file in gather(in_use()) if files is None else files:
        header, entries = parse(file, [])
        concepts = [entry.concept for entry in entries if entry.concept]
        if header:
            yield Listed(file.place, header, len(concepts), sum(1 + len(concept.synonyms) for concept in concepts))


def sources_of(key: str, files: Iterable[RawFile] | None = None) -> tuple[str, ...]:
    """Return where the rows of a key stand, as file:line.

    >>> sources_of("no-such-key")
    ()
    """
    wanted = b"\n" + key.encode() + b"\t"
    found = []
    for file in gather(in_use()) if files is None else files:
        at = file.data.find(wanted)
        if at >= 0:
            found.append(f"{file.name}:{file.data.count(bytes([10]), 0, at) + 2}")
    return tuple(found)


def checked(files: Iterable[RawFile]) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Return the rows of files and what is wrong in them; links may lead to the vocabulary in use."""
    problems: list[Problem] = []
    entries = [entry for file in files for entry in parse(file, problems)[1]]
    known = {entry.key for file in gather(in_use()) for entry in parse(file, [])[1]}
    between = (
        p for p in check(entries) if not any(p.what == f"there is no concept {key!r}" for key in _links(entries, known))
    )
    return tuple(entries), (*problems, *between)


def _links(entries: Iterable[Entry], known: set[str]) -> set[str]:
    return {key for entry in entries if entry.concept for key in entry.concept.broader if key in known}


def ambiguous(entries: Sequence[Entry]) -> Iterator[Sense]:
    """Yield each meaning of the names that several concepts have."""
    meant: dict[str, dict[str, Sense]] = {}
    for entry in entries:
        concept = entry.concept
        if concept and not concept.replaced_by:
            for name in (concept.label, *concept.synonyms):
                meant.setdefault(plain(name), {})[concept.key] = Sense(name, concept.key, concept.type, entry.place)
    yield from (sense for _, senses in sorted(meant.items()) if len(senses) > 1 for sense in senses.values())
