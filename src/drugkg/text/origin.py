"""Origins: from the text of a document back to the file it was taken from.

Plain text and Markdown are read as they stand: the text is the file. Of every other format the reader makes a
*canonical* text, in which spans count, and an `Origin` that leads from it to the file.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from drugkg.text.span import Span

__all__ = ["Origin", "Piece"]


class Piece(NamedTuple):
    """The code points of a text from `start` to `end`, which stand in the file from `at` to `at_end`.

    Places in the file are code points of the decoded file or, where it has pages, of the text of page `page` (counted
    from 1). Where both stretches have one length, they match code point by code point. Else the whole stands for the
    whole: `&` for `&amp;`, a space for a line end with its indent.
    """

    start: int
    end: int
    at: int
    at_end: int
    page: int = 0

    @property
    def even(self) -> bool:
        """Tell whether the piece matches the file code point by code point."""
        return self.end - self.start == self.at_end - self.at


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a text stands in its file: pieces in the order of the text; what lies between them the reader added.

    >>> origin = Origin((Piece(0, 4, 10, 14), Piece(4, 5, 14, 19), Piece(6, 9, 30, 33)))
    >>> [tuple(piece) for piece in origin.find(Span(2, 8))]
    [(2, 4, 12, 14, 0), (4, 5, 14, 19, 0), (6, 8, 30, 32, 0)]
    """

    pieces: tuple[Piece, ...]

    def find(self, span: Span) -> tuple[Piece, ...]:
        """Return the pieces in which a span of the text stands, the first and the last cut to the span."""
        found: list[Piece] = []
        first = max(bisect_right(self.pieces, span.start, key=attrgetter("start")) - 1, 0)
        for piece in self.pieces[first:]:
            if piece.start >= span.end:
                break
            start, end = max(piece.start, span.start), min(piece.end, span.end)
            if start < end:
                shift = piece.at - piece.start
                found.append(Piece(start, end, start + shift, end + shift, piece.page) if piece.even else piece)
        return tuple(found)

    def to_json(self) -> str:
        """Return the origin as JSON: a list of pieces, each a list of numbers.

        >>> Origin((Piece(0, 4, 10, 14), Piece(4, 8, 0, 4, 2))).to_json()
        '[[0,4,10,14],[4,8,0,4,2]]'
        """
        rows = [piece if piece.page else piece[:4] for piece in self.pieces]
        return json.dumps(rows, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Origin:
        """Return the origin that `to_json` wrote."""
        return cls(tuple(Piece(*row) for row in json.loads(text)))
