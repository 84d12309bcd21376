"""What a reader of one format is, what it gets, and what it gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from drugkg.errors import DocumentError, Problem
from drugkg.readers.decode import decode
from drugkg.text import Block, Metadata, Origin, Span

__all__ = ["File", "Parsed", "Reader"]

_HEAD = 1024


@dataclass(frozen=True)
class File:
    """A file as readers see it: its bytes, and its name, which serves messages only.

    Of a file that holds several documents it is one, which begins `start` code points behind the file's beginning.
    """

    data: bytes
    name: str
    start: int = 0

    @cached_property
    def text(self) -> str:
        """The file as UTF-8 text, without a leading byte order mark. Raise DocumentError where it is none."""
        return decode(self.data, self.name)

    @cached_property
    def fault(self) -> Problem | None:
        """Why the file is no plain text of any kind; None where it is: UTF-8 that does not begin as another format."""
        try:
            _ = self.text
        except DocumentError as error:
            return error.problems[0]
        return None

    @cached_property
    def head(self) -> bytes:
        r"""The first bytes in lower case, without byte order mark and white space.

        >>> File(b"\xef\xbb\xbf\n<!DOCTYPE html>", "a").head
        b'<!doctype html>'
        """
        return self.data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip().lower()


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a reader finds in a file: the text in which all spans count, and what it says.

    `origin` leads from the text to the file; it is None where the text is the file.
    """

    text: str
    blocks: tuple[Block, ...]
    metadata: Metadata = field(default=Metadata())
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """One format: `sniff` tells how sure it is that a file is its own (0 is not at all, 100 is certain).

    `label` is what people call the format. The same bytes must always give the same text. `parts` finds the documents
    in a file of a format that can hold several: where each stands, in code points of the text.
    """

    name: str
    label: str
    suffixes: frozenset[str]
    sniff: Callable[[File], int]
    read: Callable[[File], Parsed]
    parts: Callable[[File], Sequence[Span]] | None = None
