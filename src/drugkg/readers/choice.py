"""Which reader gets a file."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import cache
from pathlib import PurePath

from drugkg.discover import discover
from drugkg.errors import DocumentError
from drugkg.readers.base import File, Reader

__all__ = ["choose", "readers"]


@cache
def readers() -> dict[str, Reader]:
    """Return all readers by name."""
    return discover(sys.modules[__package__], "READER", Reader, "drugkg.readers")


def choose(file: File) -> Reader:
    r"""Return the reader for a file: the one surest of the content, then the one of the suffix, then by name.

    Raise DocumentError where none knows the format.

    >>> choose(File(b"# Aspirin\n\n## Uses\n\n* pain\n", "aspirin.txt")).name
    'markdown'
    """
    suffix = PurePath(file.name).suffix.lower()
    rated = [(reader.sniff(file), suffix in reader.suffixes, reader) for reader in reversed(readers().values())]
    best = max(rated, key=lambda rating: rating[:2])
    if best[0]:
        return best[2]
    assert file.fault is not None  # plain text takes every text
    known = ", ".join(sorted((reader.label for reader in readers().values()), key=str.lower))
    raise DocumentError(replace(file.fault, remedy=f"{file.fault.remedy}; drugkg reads {known}"))
