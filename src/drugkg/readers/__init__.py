"""Readers: bytes to documents. Each format is a module of this package that holds a `READER`."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from pathlib import PurePath

from drugkg.discover import discover
from drugkg.readers.base import Parsed, Reader
from drugkg.readers.decode import decode
from drugkg.text import Document, Source

__all__ = ["Parsed", "Reader", "choose", "read", "readers"]


@cache
def readers() -> dict[str, Reader]:
    """Return all readers by name."""
    return discover(sys.modules[__name__], "READER", Reader, "drugkg.readers")


def choose(data: bytes, file_name: str) -> Reader:
    """Return the reader for a file: the one surest of the content, then the one of the suffix, then by name."""
    text, suffix = decode(data, file_name), PurePath(file_name).suffix.lower()
    return max(reversed(readers().values()), key=lambda reader: (reader.sniff(text), suffix in reader.suffixes))


def read(data: bytes, source: Source, file_name: str) -> Document:
    r"""Return the document in a file's bytes. Raise DocumentError where they hold none.

    >>> read(b"Aspirin\n\nIt relieves pain.\n", Source("a"), "a.txt").blocks[1].text
    'It relieves pain.'
    """
    text, reader = decode(data, file_name), choose(data, file_name)
    parsed, digest = reader.read(text, file_name), "sha256:" + hashlib.sha256(data).hexdigest()
    return Document(text, PurePath(file_name).name, digest, reader.name, source, parsed.blocks, parsed.metadata)
