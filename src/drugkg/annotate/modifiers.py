"""Words before a name that are no part of it, or that make another thing of it; they stand in `modifiers.yaml`."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources

import yaml

__all__ = ["changing", "empty", "grade", "is_kind", "is_plain", "lead_length"]


# An item is looked at many times over, and the same items stand in many documents.
@lru_cache(maxsize=4096)
def lead_length(words: str) -> int:
    """Return how much of some words only introduces an item or example.

    >>> lead_length("such as nausea")
    8
    """
    found = _lead_in().match(words)
    return found.end() if found else 0


@cache
def _lead_in() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{_any_of('lead_in')})[\s,:]+)+", re.IGNORECASE)


@cache
def empty() -> re.Pattern[str]:
    """Return what may be left out without changing what is meant ("unusual")."""
    return re.compile(rf"(?:(?:{_any_of('empty')})\s+)+", re.IGNORECASE)


@cache
def changing() -> re.Pattern[str]:
    """Return what turns a known name into another one where it stands right before it ("severe")."""
    return re.compile(rf"\b(?:{_any_of('changing')})$", re.IGNORECASE)


@cache
def grade() -> re.Pattern[str]:
    """Return what only says how bad the finding behind it is.

    >>> grade().match("severe or life-threatening rash").end()
    27
    """
    return re.compile(rf"(?:(?:{_any_of('grade')})[\s,]+(?:(?:and|or|to)\s+)?)+", re.IGNORECASE)


def is_kind(word: str) -> bool:
    """Tell whether an adjective makes a kind of the finding behind it, rather than to judge or count it.

    >>> is_kind("retinal"), is_kind("frequent"), is_kind("with")
    (True, False, False)
    """
    return bool(_ADJECTIVE.search(word)) and word.casefold() not in _judging()


def is_plain(word: str) -> bool:
    """Tell whether a word before the name of a condition makes no kind of it.

    >>> is_plain("certain"), is_plain("nocturnal")
    (True, False)
    """
    return word.casefold() in _plain_words()


@cache
def _plain_words() -> frozenset[str]:
    return frozenset(_modifiers()["plain"])


@cache
def _judging() -> frozenset[str]:
    return frozenset(_modifiers()["judging"])


_ADJECTIVE = re.compile(r"[a-z](?:al|ic|ous|ive|ent|ant|ar|ary|ory|ible|able)$", re.IGNORECASE)


def _any_of(kind: str) -> str:
    return "|".join(re.escape(word) for word in sorted(_modifiers()[kind], key=len, reverse=True))


@cache
def _modifiers() -> dict[str, list[str]]:
    words = resources.files(__package__).joinpath("modifiers.yaml").read_text(encoding="utf-8")
    modifiers: dict[str, list[str]] = yaml.load(words, yaml.CSafeLoader)
    return modifiers
