"""Hints: whether a text can have what a pattern looks for, told at a fraction of the cost of the pattern."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["has_any"]


def has_any(text: str, stems: Iterable[str]) -> bool:
    """Tell whether a text has one of the stems (given in lower case), in any case and anywhere in a word.

    >>> has_any("Seldom SERIOUS", ["rare", "serious"]), has_any("Seldom", ["rare", "serious"])
    (True, False)
    """
    lower = text.lower()
    for stem in stems:  # noqa: SIM110 - a generator costs more than the search itself
        if stem in lower:
            return True
    return False
