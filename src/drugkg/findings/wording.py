"""Wording: how much of the words in and around two passages is the same.

A list item of one word is no evidence of copying, a list of twenty is. So what is compared is the **window** of a
passage: its quote, and where that is short, words of the document on both sides of it. The measure is the containment
of word shingles: A. Z. Broder, On the resemblance and containment of documents, Proceedings of Compression and
Complexity of Sequences 1997, pages 21-29.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from importlib.resources import files

from drugkg.text.fold import fold
from drugkg.vocabulary.spelling import spellings

__all__ = [
    "Excerpt",
    "Wording",
    "containment",
    "folded_names",
    "likeness",
    "shared_words",
    "wording",
]

#: Words that stand side by side and are compared as one.
_SHINGLE = 4
#: Words that a window has at least, where the document has them.
_WINDOW = 20
#: Shingles of a full window; a window that has fewer is too short to tell much, and is measured as if it had so many.
_FULL = _WINDOW - _SHINGLE + 1
#: Code points that shared words are shown with at most.
_SHOWN = 300
#: References to works and to sections between words; raised numbers are no word characters anyway.
_MARK = re.compile(r"[\[{(]\s*\d[\d\s,;.–-]*[\]})]")
_SEE = re.compile(r"[\[(]\s*see\b[^\])]{0,200}[\])]", re.IGNORECASE)
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage with the text in front of it and behind it; `works` are the works cited there, as they are listed.

    `passage` and `document` are names of any kind, such as IRIs.
    """

    passage: str
    document: str
    start: int
    end: int
    quote: str
    before: str = ""
    after: str = ""
    works: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wording:
    """What of a passage is compared: the shingles of its window; `anchors` are those that begin or end in the quote.

    A sign in front of an anchor tells which of the two it does.
    """

    shingles: frozenset[str]
    anchors: frozenset[str]


def wording(excerpt: Excerpt, names: frozenset[str] = frozenset()) -> Wording:
    """Return what of a passage is compared; phrases that everyone uses are left out.

    The names of the drug, given as folded words, are all the same: whoever copies a text puts the own brand in.

    >>> told = wording(Excerpt("p", "d", 9, 15, "nausea", "Expect some ", " and also oedema now"))
    >>> sorted(told.shingles)
    ['nausea and also edema', 'some nausea and also']
    >>> sorted(told.anchors)
    ['<nausea and also edema']
    """
    before, quote, after = _window(excerpt)
    words = tuple("*" if word in names else word for word in (*before, *quote, *after))
    shingles = _shingles(words)
    first, last = len(before), len(before) + len(quote)
    begin, end = shingles[first:last], shingles[max(0, first + 1 - _SHINGLE) : max(0, last + 1 - _SHINGLE)]
    anchors = (*(f"<{shingle}" for shingle in begin), *(f">{shingle}" for shingle in end))
    return Wording(frozenset(shingles) - _stock(), frozenset(anchors))


def folded_names(names: Iterable[str]) -> frozenset[str]:
    """Return names of one word in the form in which words are compared.

    >>> sorted(folded_names(["Examplin", "Examplin Forte", "Exampl-In"]))
    ['examplin']
    """
    return frozenset(words[0] for name in names if len(words := _words(name)) == 1)


def likeness(one: Wording, other: Wording) -> float:
    """Return how alike two wordings are, from 0 to 1: how much of the smaller window stands in the other.

    That is 0 where they do not share a shingle at a word that both quote: neighbours in a copied list are no echoes.

    >>> words = tuple("abcdefghijklmnopqrst")
    >>> whole = wording(Excerpt("p", "d", 0, 39, " ".join(words)))
    >>> likeness(whole, whole), likeness(whole, wording(Excerpt("q", "e", 0, 25, " ".join(words[:13]))))
    (1.0, 0.5882352941176471)
    """
    return 0.0 if one.anchors.isdisjoint(other.anchors) else containment(one, other)


def containment(one: Wording, other: Wording) -> float:
    """Return how much of the smaller window stands in the other, whatever they quote."""
    return len(one.shingles & other.shingles) / max(_FULL, min(len(one.shingles), len(other.shingles)))


def shared_words(one: Excerpt, other: Excerpt) -> str:
    """Return the longest run of words that two windows share, as the first has it, white space aside.

    >>> one = Excerpt("p", "d", 0, 40, "Ringing in the ears, thirst and cramps")
    >>> shared_words(one, Excerpt("q", "e", 0, 40, "Rare: ringing in the ears; thirst or pain"))
    'Ringing in the ears, thirst'
    """
    text = f"{one.before}{one.quote}{one.after}"
    places = [match.span() for match in _WORD.finditer(_folded(text))]
    words = [_plain(fold(text[start:end])) for start, end in places]
    theirs = [word for part in _window(other) for word in part]
    found = SequenceMatcher(None, words, theirs, autojunk=False).find_longest_match()
    if not found.size:
        return ""
    last = found.a + found.size - 1
    while places[last][1] - places[found.a][0] > _SHOWN and last > found.a:
        last -= 1
    return " ".join(text[places[found.a][0] : places[last][1]].split())


def _window(excerpt: Excerpt) -> tuple[Sequence[str], Sequence[str], Sequence[str]]:
    """Return the words of the quote, and those on both sides that belong to its window."""
    quote = _words(excerpt.quote)
    lacking = max(0, _WINDOW - len(quote) + 1) // 2
    if not lacking:
        return (), quote, ()
    before, after = _words(excerpt.before), _words(excerpt.after)
    # The outermost words may be cut in two.
    whole = excerpt.start == len(excerpt.before)
    return before[0 if whole else 1 :][-lacking:], quote, after[:-1][:lacking]


def _words(text: str) -> list[str]:
    return [_plain(word) for word in _folded(text).split()]


def _folded(text: str) -> str:
    return fold(_SEE.sub(_blank, _MARK.sub(_blank, text)))


def _blank(mark: re.Match[str]) -> str:
    return " " * len(mark.group())


# Each word comes many times.
@lru_cache(maxsize=1 << 16)
def _plain(word: str) -> str:
    """Return one spelling for the British and the American one."""
    return min(spellings(word))


def _shingles(words: Sequence[str]) -> list[str]:
    return [" ".join(words[start : start + _SHINGLE]) for start in range(len(words) - _SHINGLE + 1)]


@cache
def _stock() -> frozenset[str]:
    """Return the shingles of phrases that texts on any drug have."""
    lines = files("drugkg.findings").joinpath("stock.txt").read_text("utf-8").splitlines()
    phrases = (line for line in lines if line and not line.startswith("#"))
    return frozenset(shingle for phrase in phrases for shingle in _shingles(_words(phrase)))
