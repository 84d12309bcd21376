"""Readings from stretches of a document: holes cut out, white space made single spaces."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from drugkg.text import Offsets, Reading, Span

__all__ = ["position", "reading", "united", "within"]

#: Words with single spaces between them: they stand in the reading as they do in the text.
_RUN = re.compile(r"\S+(?: \S+)*")
#: White space that is no single space inside a line.
_UNEVEN = re.compile(r"[^\S ]|  ")


def reading(text: str, stretches: Sequence[Span], holes: Sequence[Span] = ()) -> Reading:
    r"""Return stretches of a text as one line, without the holes (all in document positions, in order).

    Stretches are joined by a space; any other white space becomes one space too.

    >>> line = reading("5 mg\n  **daily**", [Span(0, 4), Span(5, 16)], [Span(7, 9), Span(14, 16)])
    >>> line.text, line.source(Span(2, 10))
    ('5 mg daily', Span(start=2, end=14))
    """
    if len(stretches) == 1 and not holes and not _UNEVEN.search(text, *stretches[0]):
        return Reading.of(text, *stretches[0].strip(text))
    texts: list[str] = []
    places: list[int] = []
    source: list[int] = []
    at = 0
    kept_end = -1
    space = False
    for piece, first in _kept(stretches, holes):
        space = space or first
        for match in _RUN.finditer(text, piece.start, piece.end):
            space = space or match.start() > piece.start
            if space and texts:
                texts.append(" ")
                if text[kept_end : kept_end + 1] != " ":
                    places.append(at)
                    source.append(kept_end)
                at += 1
                kept_end += 1
            space = False
            if match.start() != kept_end:
                places.append(at)
                source.append(match.start())
            texts.append(match.group())
            at += match.end() - match.start()
            kept_end = match.end()
        space = space or text[piece.end - 1].isspace()
    nowhere = stretches[0].start if stretches else 0
    return Reading("".join(texts), Offsets(tuple(places) or (0,), tuple(source) or (nowhere,)))


def position(line: Reading, place: int) -> int:
    """Return how much of a reading stands in front of a place of the document.

    >>> position(reading("a {1} b", [Span(0, 7)], [Span(2, 5)]), 2)
    2
    """
    run = bisect_left(line.offsets.source, place) - 1
    if run < 0:
        return 0
    end = line.offsets.reading[run + 1] if run + 1 < len(line.offsets.reading) else len(line.text)
    return min(line.offsets.reading[run] + place - line.offsets.source[run], end)


def united(holes: Iterable[Span]) -> list[Span]:
    """Return holes in order, those that overlap as one.

    >>> united([Span(4, 6), Span(1, 2), Span(5, 9), Span(3, 3)])
    [Span(start=1, end=2), Span(start=4, end=9)]
    """
    found: list[Span] = []
    for hole in sorted(holes):
        if found and hole.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, hole.end))
        elif hole.end > hole.start:
            found.append(hole)
    return found


def within(spans: Sequence[Span], outer: Span) -> Sequence[Span]:
    """Return those of some spans, in order and apart from each other, that begin within another.

    >>> within([Span(0, 2), Span(4, 6), Span(8, 9)], Span(3, 8))
    [Span(start=4, end=6)]
    """
    return spans[bisect_left(spans, outer.start, key=_start) : bisect_left(spans, outer.end, key=_start)]


def _start(span: Span) -> int:
    return span.start


def _kept(stretches: Sequence[Span], holes: Sequence[Span]) -> Iterator[tuple[Span, bool]]:
    """Yield what the holes leave of the stretches, and whether a new stretch begins there."""
    hole = 0
    for stretch in stretches:
        at, first = stretch.start, True
        while hole < len(holes) and holes[hole].start < stretch.end:
            if holes[hole].start > at:
                yield Span(at, holes[hole].start), first
                first = False
            at = max(at, holes[hole].end)
            if holes[hole].end > stretch.end:
                break
            hole += 1
        if at < stretch.end:
            yield Span(at, stretch.end), first
