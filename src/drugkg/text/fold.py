"""Folding: the form in which words are compared, with every character at its old place."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

__all__ = ["fold"]


class _Table(dict[int, str]):
    """The folded form of each character, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    if not (character.isalpha() or character.isdecimal()):
        return " "
    parts = [part for part in unicodedata.normalize("NFKD", character) if not unicodedata.combining(part)]
    # A character that stands for several letters (a ligature, a syllable) has no form of one letter: it stays.
    base = parts[0] if len(parts) == 1 and (parts[0].isalpha() or parts[0].isdecimal()) else character
    lower = base.lower()
    return lower if len(lower) == 1 else base


_TABLE = _Table()


# The same text is folded for names, for cues and for numbers, one after the other.
@lru_cache(maxsize=256)
def fold(text: str) -> str:
    """Return text in lower case, without accents, with a space for all that is no letter or digit.

    The result has the length of the text, so that a position in one is a position in the other.
    Marks that follow a number or word, such as the superscript two, are no digits here.

    >>> fold("Ménière's disease² (5 µg)")
    'meniere s disease   5 μg '
    """
    return text.translate(_TABLE)
