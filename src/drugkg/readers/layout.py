"""How a plain text is laid out as a whole: lines broken at a margin, or hardly a blank line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from drugkg.readers.lines import Line

__all__ = ["Layout", "layout"]

#: A text whose long lines are longer than this is not broken at a margin.
_WIDEST = 125
_FEWEST_BREAKS = 3
_FEWEST_LINES = 12


@dataclass(frozen=True, slots=True)
class Layout:
    """`margin` is where lines are broken, 0 where they are not; `dense` tells that blank lines part nothing."""

    margin: int = 0
    dense: bool = False


def layout(text: str, lines: Sequence[Line]) -> Layout:
    """Return the layout of a text.

    >>> layout("", [])
    Layout(margin=0, dense=False)
    """
    if len(lines) < _FEWEST_LINES:
        return Layout()
    dense = sum(line.before > 0 for line in lines) * 10 < len(lines)
    lengths = sorted(line.span.end - line.span.start for line in lines)
    margin = lengths[len(lengths) * 95 // 100]
    if margin > _WIDEST or lengths[-1] > 2 * _WIDEST:
        return Layout(0, dense)
    breaks = sum(
        (above.span.end - above.span.start) * 4 >= margin * 3
        and text[above.span.end - 1] not in ".:;!?"
        and text[below.span.start].islower()
        for above, below in pairwise(lines)
        if below.before == 0
    )
    return Layout(margin if breaks >= _FEWEST_BREAKS else 0, dense)
