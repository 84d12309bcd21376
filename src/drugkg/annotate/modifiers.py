"""Words before a name that are no part of it, or that make another thing of it; they stand in `modifiers.yaml`."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

import yaml

__all__ = ["changing", "empty", "lead_in"]


@cache
def lead_in() -> re.Pattern[str]:
    """Return what introduces an item or example.

    >>> lead_in().match("such as nausea").end()
    8
    """
    return re.compile(rf"(?:(?:{_any_of('lead_in')})[\s,:]+)+", re.IGNORECASE)


@cache
def empty() -> re.Pattern[str]:
    """Return what may be left out without changing what is meant ("unusual")."""
    return re.compile(rf"(?:(?:{_any_of('empty')})\s+)+", re.IGNORECASE)


@cache
def changing() -> re.Pattern[str]:
    """Return what turns a known name into another one where it stands right before it ("severe")."""
    return re.compile(rf"\b(?:{_any_of('changing')})$", re.IGNORECASE)


def _any_of(kind: str) -> str:
    return "|".join(re.escape(word) for word in sorted(_modifiers()[kind], key=len, reverse=True))


@cache
def _modifiers() -> dict[str, list[str]]:
    words = resources.files(__package__).joinpath("modifiers.yaml").read_text(encoding="utf-8")
    modifiers: dict[str, list[str]] = yaml.load(words, yaml.CSafeLoader)
    return modifiers
