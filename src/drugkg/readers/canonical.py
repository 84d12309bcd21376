"""Canonical text: what a reader makes of a format that is not plain text, with the way back to the file."""

from __future__ import annotations

import re

from drugkg.text import Origin, Piece, Span

__all__ = ["Canonical"]

_SPACE = re.compile(r"\s+")


class Canonical:
    r"""Collects a canonical text piece by piece; every piece says where it stands in the file.

    White space becomes one space, and none at the ends of a line: what the file has of it is layout.

    >>> made = Canonical()
    >>> words = made.mark()
    >>> made.add("GABA \n  B", at=5)
    >>> made.add("&", at=14, at_end=19)
    >>> made.since(words)
    Span(start=0, end=7)
    >>> made.write("\n")
    >>> made.finish()
    ('GABA B&\n', Origin(pieces=(Piece(start=0, end=4, at=5, at_end=9, page=0), ...)))
    """

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._pieces: list[Piece] = []
        self._length = 0
        self._fresh = True
        self._space: tuple[int, int, int] | None = None

    def mark(self) -> int:
        """Return how long the text is so far."""
        return self._length

    def since(self, mark: int) -> Span:
        """Return the stretch of the text from a mark up to here."""
        return Span(mark, self._length)

    def write(self, text: str) -> None:
        """Write what the file does not have: a line end between blocks, a sign between cells."""
        if text:
            if not text[0].isspace():
                self._flush()
            self._space = None
            self._texts.append(text)
            self._length += len(text)
            self._fresh = text[-1].isspace()

    def add(self, text: str, at: int, at_end: int | None = None, page: int = 0) -> None:
        """Write what stands in the file at `at`; up to `at_end`, where the file has other signs for it (`&amp;`)."""
        if at_end is not None and at_end - at != len(text):
            if text.isspace():
                self._pause(at, at_end, page)
            else:
                self._put(text, at, at_end, page)
            return
        done = 0
        for space in _SPACE.finditer(text):
            self._put(text[done : space.start()], at + done, at + space.start(), page)
            self._pause(at + space.start(), at + space.end(), page)
            done = space.end()
        self._put(text[done:], at + done, at + len(text), page)

    def finish(self) -> tuple[str, Origin]:
        """Return the text and its origin."""
        return "".join(self._texts), Origin(tuple(self._pieces))

    def _pause(self, at: int, at_end: int, page: int) -> None:
        """Remember white space, which is written only where words follow."""
        if not self._fresh and self._space is None:
            self._space = (at, at_end, page)

    def _flush(self) -> None:
        if self._space is not None:
            pause, self._space = self._space, None
            self._append(" ", *pause)

    def _put(self, text: str, at: int, at_end: int, page: int) -> None:
        if text:
            self._flush()
            self._append(text, at, at_end, page)
            self._fresh = False

    def _append(self, text: str, at: int, at_end: int, page: int) -> None:
        start, self._length = self._length, self._length + len(text)
        self._texts.append(text)
        last = self._pieces[-1] if self._pieces else None
        piece = Piece(start, self._length, at, at_end, page)
        if last and last.even and piece.even and (last.end, last.at_end, last.page) == (start, at, page):
            self._pieces[-1] = last._replace(end=piece.end, at_end=at_end)
        else:
            self._pieces.append(piece)
