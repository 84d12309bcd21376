"""Tell which blocks can make no claim, and why."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from drugkg.readers.words import load

__all__ = ["KINDS", "silent_heading", "silent_line"]

#: Why a block can be silent.
KINDS = ("advertisement", "author", "disclaimer", "navigation", "references", "related")
#: How much of a block is looked at.
_LOOK = 400


@dataclass(frozen=True, slots=True)
class _Patterns:
    headings: tuple[tuple[str, re.Pattern[str]], ...]
    lines: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def _patterns() -> _Patterns:
    data = load("silent.yaml", {"headings": dict, "lines": dict})
    for kind in (*data["headings"], *data["lines"]):
        if kind not in KINDS:
            raise ValueError(f"silent.yaml: {kind!r} is none of {KINDS}")
    return _Patterns(
        tuple((kind, _compiled(pattern)) for kind, listed in data["headings"].items() for pattern in listed),
        tuple((kind, _compiled(pattern)) for kind, listed in data["lines"].items() for pattern in listed),
    )


def _compiled(pattern: Any) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def silent_heading(words: str) -> str:
    """Return why everything below a heading is silent, empty where it is not.

    >>> silent_heading("References"), silent_heading("Side Effects")
    ('references', '')
    """
    words = words.rstrip(" :?")
    if len(words) > 100:
        return ""
    return next((kind for kind, pattern in _patterns().headings if pattern.fullmatch(words)), "")


def silent_line(words: str) -> str:
    """Return why a single block is silent, empty where it is not.

    >>> silent_line("Skip to content"), silent_line("Take it with food.")
    ('navigation', '')
    """
    words = words[:_LOOK]
    return next((kind for kind, pattern in _patterns().lines if pattern.match(words)), "")
