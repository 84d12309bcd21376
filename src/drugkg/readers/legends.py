"""Signs that a document explains itself: a sign for clinically major entries, brackets for off-label uses.

A sign means something only where the document says what; elsewhere it is decoration and is dropped.
"""

from __future__ import annotations

import re

from drugkg.text.hints import has_any

__all__ = ["MAJOR_SIGN", "explains_brackets", "explains_major", "footnote", "is_bracketed"]

#: The sign as it stands in front of an entry, with the white space after it.
MAJOR_SIGN = re.compile(r"»\s*")
_MAJOR = re.compile(r"»\s*=\s*major", re.IGNORECASE)
_BRACKETS = re.compile(
    r"\bbracket(?:s|ed)?\b[^.]{0,200}\b(?:not (?:included|listed|approved|part)|off-label|unlabell?ed)\b", re.IGNORECASE
)
_FOOTNOTE = re.compile(r"\](\d{1,2})(?=\s*(?:—|–|$))")


def explains_major(words: str) -> bool:
    """Tell whether a block explains the sign for clinically major entries.

    >>> explains_major("listed by weight (» = major clinical significance):")
    True
    """
    return _MAJOR.search(words) is not None


def explains_brackets(words: str) -> bool:
    """Tell whether a block says that uses in brackets are outside the labelling.

    >>> explains_brackets("Note: Bracketed uses are not included in the approved labeling.")
    True
    """
    return has_any(words, ("bracket",)) and _BRACKETS.search(words) is not None


def footnote(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the footnote digit behind a closing bracket, as group 1."""
    return _FOOTNOTE.search(text, start, end)


def is_bracketed(words: str) -> bool:
    """Tell whether the block's head stands in brackets: all of it, or up to a dash.

    >>> is_bracketed("[Pain, chronic (treatment)]—It is used"), is_bracketed("[a] and [b]")
    (True, False)
    """
    if not words.startswith("["):
        return False
    depth = 0
    for place, character in enumerate(words):
        depth += (character == "[") - (character == "]")
        if depth == 0:
            rest = words[place + 1 :].lstrip()
            return not rest or rest[0] in "—–:-"
    return False
