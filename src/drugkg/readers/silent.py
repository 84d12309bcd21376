"""Tell which blocks can make no claim, and why."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from drugkg.readers.words import load
from drugkg.text.hints import has_any

__all__ = ["KINDS", "silent_heading", "silent_line"]

#: Why a block can be silent.
KINDS = ("advertisement", "author", "disclaimer", "navigation", "references", "related")
#: How much of a block is looked at.
_LOOK = 400
_LONGEST_HEADING = 100
_NUMBER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|[A-D]\.)\s+")


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The patterns of headings and of lines; `searching` has those tried only where a line has one of their stems."""

    headings: re.Pattern[str]
    lines: re.Pattern[str]
    kinds_of_lines: tuple[str, ...]
    searching: tuple[tuple[tuple[str, ...], str, re.Pattern[str]], ...]


@cache
def _patterns() -> _Patterns:
    data = load("silent.yaml", {"headings": dict, "lines": dict})
    for kind in (*data["headings"], *data["lines"]):
        if kind not in KINDS:
            raise ValueError(f"silent.yaml: {kind!r} is none of {KINDS}")
    rows = [(kind, row) for kind, listed in data["lines"].items() for row in listed]
    opening = {kind: [row for of, row in rows if of == kind and isinstance(row, str)] for kind, _ in rows}
    searching = [(kind, row) for kind, row in rows if not isinstance(row, str)]
    return _Patterns(
        _compiled(data["headings"]),
        _compiled({kind: listed for kind, listed in opening.items() if listed}),
        tuple(opening),
        tuple((tuple(row["has"]), kind, re.compile(row["pattern"], re.IGNORECASE)) for kind, row in searching),
    )


def _compiled(kinds: dict[str, list[str]]) -> re.Pattern[str]:
    """Return one pattern with a named group for each kind, in the order of the file."""
    groups = (f"(?P<{kind}>{'|'.join(f'(?:{pattern})' for pattern in listed)})" for kind, listed in kinds.items())
    return re.compile("|".join(groups), re.IGNORECASE)


@lru_cache(maxsize=4096)
def silent_heading(words: str) -> str:
    """Return why everything below a heading is silent, empty where it is not.

    >>> silent_heading("References"), silent_heading("Side Effects")
    ('references', '')
    """
    words = _NUMBER.sub("", words.rstrip(" :?"))
    found = _patterns().headings.fullmatch(words) if len(words) <= _LONGEST_HEADING else None
    return (found.lastgroup or "") if found else ""


@lru_cache(maxsize=4096)
def silent_line(words: str) -> str:
    """Return why a single block is silent, empty where it is not.

    >>> silent_line("Skip to content"), silent_line("Take it with food.")
    ('navigation', '')
    """
    words, patterns = words[:_LOOK], _patterns()
    found = patterns.lines.match(words)
    kinds = {found.lastgroup} if found else set()
    kinds |= {kind for stems, kind, pattern in patterns.searching if has_any(words, stems) and pattern.match(words)}
    return next((kind for kind in patterns.kinds_of_lines if kind in kinds), "")
