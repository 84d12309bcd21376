"""Headings of European leaflets that run into the text behind them, told by their fixed words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from drugkg.readers.lines import Line
from drugkg.readers.words import load
from drugkg.text import Span

__all__ = ["fixed_heading", "split_run_in"]

_LONGEST = 160
_ENDS = ".:;!?)"


@cache
def _pattern() -> re.Pattern[str]:
    data = load("leaflet.yaml", {"headings": [str]})
    # The drug's name inside of a heading is as short as can be: what follows begins with a capital, too.
    names = "|".join(pattern.replace("NAME", r"\S+(?: \S+){0,3}?") for pattern in data["headings"])
    return re.compile(rf"(?i:{names})(?=\s+[A-Z]|\s*:?$)")


def fixed_heading(words: str) -> bool:
    """Tell whether a line is a heading in the fixed words of leaflets.

    >>> fixed_heading("If you forget to take Examplin"), fixed_heading("If you forget it, wait.")
    (True, False)
    """
    found = _pattern().match(words) if len(words) <= _LONGEST else None
    return found is not None and not words[found.end() :].strip(" :")


def split_run_in(text: str, found: Sequence[Line]) -> list[Line]:
    r"""Return the lines, those that begin with a fixed heading parted behind it.

    >>> lines_ = [Line(Span(0, 38), 0, 0, 0, 1)]
    >>> [line.span for line in split_run_in("Driving and using machines Do not drive", lines_)]
    [Span(start=0, end=26), Span(start=27, end=38)]
    """
    made: list[Line] = []
    for above, line in pairwise((None, *found)):
        assert line is not None
        stands = above is None or line.before > 0 or text[above.span.end - 1] in _ENDS
        match = _pattern().match(text, *line.span) if stands else None
        rest = Span(match.end(), line.span.end).strip(text) if match else line.span
        if match is None or match.start() == match.end() or rest.end - rest.start < 2:
            made.append(line)
            continue
        made.append(replace(line, span=Span(line.span.start, match.end()), after=0))
        made.append(replace(line, span=rest, before=0))
    return made
