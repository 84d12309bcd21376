"""From vocabulary files to a compiled vocabulary."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from drugkg.errors import Problem, VocabularyError
from drugkg.vocabulary.checks import check
from drugkg.vocabulary.compiled import compile_concepts
from drugkg.vocabulary.concept import Concept
from drugkg.vocabulary.files import Entry, Header, parse
from drugkg.vocabulary.raw import RawFile

__all__ = ["build"]


def build(files: Iterable[RawFile]) -> bytes:
    """Return the compiled vocabulary of the files.

    Raises:
        VocabularyError: with all problems of all files, those inside a file first.
    """
    problems: list[Problem] = []
    headers: list[Header] = []
    entries: list[Entry] = []
    for file in files:
        header, rows = parse(file, problems)
        headers += [header] if header else []
        _join(entries, rows)
    problems += check(entries)
    if problems:
        raise VocabularyError(problems)
    return compile_concepts(headers, (entry.concept for entry in entries if entry.concept))


def _join(entries: list[Entry], rows: Iterable[Entry]) -> None:
    """Add the rows of a file; one with the key and type of a row in another folder only adds to that."""
    earlier = {entry.key: number for number, entry in enumerate(entries)}
    for row in rows:
        number = earlier.get(row.key)
        known = entries[number].concept if number is not None else None
        if number is None or known is None or row.concept is None or not _adds(entries[number], row):
            entries.append(row)
        else:
            entries[number] = entries[number]._replace(concept=_both(known, row.concept))


def _adds(known: Entry, more: Entry) -> bool:
    types = {entry.concept.type for entry in (known, more) if entry.concept}
    return len(types) == 1 and known.folder != more.folder


def _both(known: Concept, more: Concept) -> Concept:
    return replace(
        known,
        synonyms=tuple(name for name in _once(*known.synonyms, more.label, *more.synonyms) if name != known.label),
        ids=_once(*known.ids, *more.ids),
        broader=_once(*known.broader, *more.broader),
    )


def _once(*words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
