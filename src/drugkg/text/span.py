"""A span: a stretch of a text, counted in Unicode code points."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Span"]


class Span(NamedTuple):
    """The code points from `start` up to, not including, `end`.

    >>> Span(2, 5).of("baclofen")
    'clo'
    >>> Span(2, 5).overlaps(Span(5, 6))
    False
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the text that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share a code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Tell whether `other` lies within this span."""
        return self.start <= other.start and other.end <= self.end

    def shift(self, by: int) -> Span:
        """Return the span moved to the right by `by` code points."""
        return Span(self.start + by, self.end + by)

    def strip(self, text: str, characters: str | None = None) -> Span:
        """Return the span without white space (or the given characters) at its ends.

        >>> Span(0, 6).strip("  ab  ")
        Span(start=2, end=4)
        """
        start, end = self
        inside = text[start:end]
        bare = inside.strip(characters)
        if len(bare) == end - start:
            return self
        left = start + len(inside) - len(inside.lstrip(characters)) if bare else start
        return Span(left, left + len(bare))
