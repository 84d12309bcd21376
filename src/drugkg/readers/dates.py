"""Dates in a document's own words, as ISO 8601."""

from __future__ import annotations

import re
from datetime import date as calendar_date

__all__ = ["date"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"((?:19|20)\d\d)(?:-(\d\d))?(?:-(\d\d))?(?!\d)")
_MONTH_FIRST = re.compile(r"([A-Z][a-z]{2,8})\.?(?:\s+(\d{1,2})(?:st|nd|rd|th)?,?)?,?\s+((?:19|20)\d\d)")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([A-Z][a-z]{2,8})\.?,?\s+((?:19|20)\d\d)")


def date(words: str) -> str | None:
    """Return the date that words begin with, as exact as they give it; None where there is none.

    >>> date("July 2019."), date("January 31, 2026 by the board"), date("3 May 2024"), date("2025-09-22T17:21:52Z")
    ('2019-07', '2026-01-31', '2024-05-03', '2025-09-22')
    """
    if match := _ISO.match(words):
        return _checked(match.group(1), match.group(2), match.group(3))
    if (match := _MONTH_FIRST.match(words)) and (month := _month(match.group(1))):
        return _checked(match.group(3), month, match.group(2))
    if (match := _DAY_FIRST.match(words)) and (month := _month(match.group(2))):
        return _checked(match.group(3), month, match.group(1))
    return None


def _month(name: str) -> str | None:
    start = name[:3].lower()
    return str(_MONTHS.index(start) + 1) if start in _MONTHS else None


def _checked(year: str, month: str | None, day: str | None) -> str | None:
    try:
        calendar_date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if month is None:
        return year
    return f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")
