"""Offsets: from the text one reads to the text that stands in the document.

Markup, line folding and citation marks get in the way of matching words, yet every quote must be
verbatim. A `Reading` is a stretch of a document as one reads it, with a piecewise map back to the
code points of the document. Readings are built once, by readers, and never changed in place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from drugkg.text.span import Span

__all__ = ["Offsets", "Reading"]


@dataclass(frozen=True, slots=True)
class Offsets:
    """A piecewise map: code point `reading[i]` and what follows stand at `source[i]` and after.

    >>> Offsets((0, 3), (10, 20)).to_source(4)
    21
    """

    reading: tuple[int, ...]
    source: tuple[int, ...]

    def to_source(self, position: int) -> int:
        """Return where the code point at `position` of the reading stands in the document."""
        run = bisect_right(self.reading, position) - 1
        return self.source[run] + position - self.reading[run]


@dataclass(frozen=True, slots=True)
class Reading:
    """Text as one reads it, and where each of its code points stands in the document.

    >>> line = Reading.of("a  *bold* word", 0, 14)
    >>> shown = line.without([Span(1, 2), Span(3, 4), Span(8, 9)])
    >>> shown.text, shown.source(Span(2, 6))
    ('a bold word', Span(start=4, end=8))
    """

    text: str
    offsets: Offsets

    @classmethod
    def of(cls, document: str, start: int, end: int) -> Reading:
        """Return the reading of a stretch of a document, unchanged."""
        return cls(document[start:end], Offsets((0,), (start,)))

    @classmethod
    def join(cls, parts: Iterable[Reading], glue: str = " ") -> Reading:
        """Return the parts as one reading; the glue stands, in the document, where its left part ends."""
        texts: list[str] = []
        reading: list[int] = []
        source: list[int] = []
        at = source_end = 0
        for part in parts:
            if texts:
                texts.append(glue)
                reading.append(at)
                source.append(source_end)
                at += len(glue)
            reading += [at + position for position in part.offsets.reading]
            source += part.offsets.source
            texts.append(part.text)
            at += len(part.text)
            source_end = part.source(Span(0, len(part.text))).end
        return cls("".join(texts), Offsets(tuple(reading) or (0,), tuple(source) or (0,)))

    def source(self, span: Span) -> Span:
        """Return the stretch of the document in which the span of the reading stands."""
        start = self.offsets.to_source(span.start)
        if span.end <= span.start:
            return Span(start, start)
        return Span(start, self.offsets.to_source(span.end - 1) + 1)

    def without(self, holes: Iterable[Span]) -> Reading:
        """Return the reading without the given spans, which are in order and do not overlap."""
        texts: list[str] = []
        reading: list[int] = []
        source: list[int] = []
        at = kept = 0
        for hole in (*holes, Span(len(self.text), len(self.text))):
            if hole.start > kept:
                texts.append(self.text[kept : hole.start])
                for start, to in self._runs(kept, hole.start):
                    reading.append(at + start - kept)
                    source.append(to)
                at += hole.start - kept
            kept = max(kept, hole.end)
        if not reading:
            reading, source = [0], [self.offsets.to_source(0)]
        return Reading("".join(texts), Offsets(tuple(reading), tuple(source)))

    def part(self, span: Span) -> Reading:
        """Return the reading of a part."""
        return self.without([Span(0, span.start), Span(span.end, len(self.text))])

    def strip(self) -> Reading:
        """Return the reading without white space at its ends."""
        return self.part(Span(0, len(self.text)).strip(self.text))

    def drop(self, pattern: re.Pattern[str]) -> Reading:
        """Return the reading without what the pattern matches (its group 1 where it has one)."""
        group = 1 if pattern.groups else 0
        holes = [
            Span(*match.span(group)) for match in pattern.finditer(self.text) if match.end(group) > match.start(group)
        ]
        return self.without(holes) if holes else self

    def _runs(self, start: int, end: int) -> Iterable[tuple[int, int]]:
        first = bisect_right(self.offsets.reading, start) - 1
        yield start, self.offsets.to_source(start)
        for run in range(first + 1, len(self.offsets.reading)):
            if self.offsets.reading[run] >= end:
                return
            yield self.offsets.reading[run], self.offsets.source[run]
