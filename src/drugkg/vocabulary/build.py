"""From vocabulary files to a compiled vocabulary."""

from __future__ import annotations

from collections.abc import Iterable

from drugkg.errors import Problem, VocabularyError
from drugkg.vocabulary.checks import check
from drugkg.vocabulary.compiled import compile_concepts
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
        entries += rows
    problems += check(entries)
    if problems:
        raise VocabularyError(problems)
    return compile_concepts(headers, (entry.concept for entry in entries if entry.concept))
