"""Lines of a text with exact places, and the white space around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from drugkg.text import Span

__all__ = ["Line", "lines"]

_BREAK = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that has something on it.

    `span` leaves out white space at both ends; `indent` counts the white space in front; `before` and
    `after` count the blank lines around it; `number` counts from 1.
    """

    span: Span
    indent: int
    before: int
    after: int
    number: int


def lines(text: str, start: int = 0, end: int | None = None) -> list[Line]:
    r"""Return the lines that are not blank.

    >>> [(line.span, line.indent, line.before) for line in lines("a\n\n  b \n")]
    [(Span(start=0, end=1), 0, 0), (Span(start=5, end=6), 2, 1)]
    """
    found: list[tuple[Span, int, int]] = []
    for number, raw in enumerate(_raw(text, start, len(text) if end is None else end), 1):
        span = raw.strip(text)
        if span.end > span.start:
            found.append((span, span.start - raw.start, number))
    total = number if found else 0
    return [
        Line(
            span,
            indent,
            before=number - (found[index - 1][2] if index else 0) - 1,
            after=(found[index + 1][2] if index + 1 < len(found) else total + 1) - number - 1,
            number=number,
        )
        for index, (span, indent, number) in enumerate(found)
    ]


def _raw(text: str, start: int, end: int) -> Iterator[Span]:
    at = start
    for match in _BREAK.finditer(text, start, end):
        yield Span(at, match.start())
        at = match.end()
    yield Span(at, end)
