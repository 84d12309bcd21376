"""Reference marks in a text: which style the document uses, and where its marks stand.

One style is chosen for a document, by what occurs most, so that a number is taken for a reference
only where the document as a whole cites that way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from drugkg.readers.words import alternatives, load
from drugkg.text import Span

__all__ = ["Mark", "marks"]

_LIST = r"\d{1,3}(?:\s?[,–-]\s?\d{1,3}){0,20}"
_HIGH = "[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}"
#: What must stand in front is looked at behind the first sign: so places where no mark can begin are passed fast.
_STYLES = {
    "braces": re.compile(rf"\{{({_LIST})\}}"),
    "brackets": re.compile(rf"\[({_LIST})\](?![(:])"),
    "tags": re.compile(rf"<sup>\s?\[?({_LIST})\]?\s?</sup>", re.IGNORECASE),
    "superscripts": re.compile(
        rf"([⁰¹²³⁴⁵⁶⁷⁸⁹](?<=[^\W\d_].|[.,;:)\]%].)(?<!\bm.)(?<!\b[cdkm]m.)[⁰¹²³⁴⁵⁶⁷⁸⁹]{{0,2}}(?:[,⁻˒]{_HIGH}){{0,20}})"
    ),
    "glued": re.compile(r"(\d(?<=[a-z)][.,;]\d)\d{0,2}(?:[,–-]\d{1,3}){0,20})(?=\s|$)"),
}
_TRAILING = re.compile(r" (?<=[^\W\d_] |[.)%\]] )(\d{1,3}(?:, ?\d{1,3}){0,20})\.?$")
_INNER = re.compile(r" (?<=[^\W\d_)%][.!?] )(\d{1,3}(?:, ?\d{1,3}){0,20})(?= [A-Z])")
_PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻˒", "0123456789-,")
_ITEM = re.compile(r"\d{1,3}")
#: Fewer marks than this are no style.
_FEWEST = 2
_FEWEST_TRAILING = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """A reference mark: where it stands in the document, white space in front included, and its labels."""

    span: Span
    labels: tuple[str, ...]


def marks(text: str, blocks: Sequence[Sequence[Span]], body: Sequence[bool]) -> tuple[Mark, ...]:
    """Return the reference marks in blocks of a text, in order, in the style that prevails.

    A block is given as the stretches it has; `body` tells which blocks are no headings.

    >>> marks("It relieves pain {01} {02}. It is oral {01}.", [[Span(0, 44)]], [True])[0]
    Mark(span=Span(start=16, end=26), labels=('01', '02'))
    """
    parts = [part for block in blocks for part in block]
    found = {
        name: [match for part in parts for match in style.finditer(text, *part)] for name, style in _STYLES.items()
    }
    trailing = _trailing(text, [block[-1] for block, counts in zip(blocks, body, strict=True) if counts])
    best = max(found, key=lambda name: len(found[name]))
    if len(found[best]) >= max(_FEWEST, len(trailing)):
        return _joined(text, [(Span(*match.span()), _labels(match.group(1))) for match in found[best]])
    return _joined(text, [(Span(match.start(), match.end(1)), _labels(match.group(1))) for match in trailing])


def _labels(listed: str) -> tuple[str, ...]:
    labels: list[str] = []
    for part in listed.translate(_PLAIN_DIGITS).split(","):
        numbers = _ITEM.findall(part)
        if len(numbers) == 2 and 0 < int(numbers[1]) - int(numbers[0]) <= 50:
            labels += [numbers[0], *(str(number) for number in range(int(numbers[0]) + 1, int(numbers[1]))), numbers[1]]
        else:
            labels += numbers
    return tuple(labels)


def _joined(text: str, found: Sequence[tuple[Span, tuple[str, ...]]]) -> tuple[Mark, ...]:
    """Join marks that stand side by side, and take in the white space that belongs to the mark."""
    joined: list[tuple[int, int, list[str]]] = []
    for span, labels in found:
        if joined and not text[joined[-1][1] : span.start].strip(" \xa0"):
            start, _, all_labels = joined[-1]
            all_labels += labels
            joined[-1] = (start, span.end, all_labels)
        else:
            joined.append((*span, list(labels)))
    return tuple(Mark(_with_space(text, Span(start, end)), tuple(labels)) for start, end, labels in joined)


def _with_space(text: str, span: Span) -> Span:
    follows = text[span.end : span.end + 1]
    if follows and not follows.isspace() and follows not in ".,;:)]":
        return span
    start = span.start
    while start > 0 and text[start - 1] in " \t\xa0":
        start -= 1
    return Span(start, span.end)


def _trailing(text: str, stretches: Sequence[Span]) -> list[re.Match[str]]:
    """Find bare numbers after sentences, where they run from 1 upwards as reference labels do."""
    candidates = [match for part in stretches for match in _ends(text, part) if not _counted(text, match)]
    numbers = sorted({int(label) for match in candidates for label in _labels(match.group(1))})
    largest = max((number for rank, number in enumerate(numbers, 1) if rank * 2 >= number), default=0)
    kept = [match for match in candidates if all(0 < int(label) <= largest for label in _labels(match.group(1)))]
    return kept if len(kept) >= _FEWEST_TRAILING else []


def _ends(text: str, part: Span) -> Iterator[re.Match[str]]:
    yield from _INNER.finditer(text, *part)
    closes = text[part.end - 1 : part.end].isdecimal() or text[part.end - 2 : part.end - 1].isdecimal()
    last = _TRAILING.search(text, max(part.start, part.end - 120), part.end) if closes else None
    if last:
        yield last


def _counted(text: str, match: re.Match[str]) -> bool:
    """Tell whether the number counts something: the word in front says so."""
    return _number_words().search(text, max(0, match.start() - 20), match.start()) is not None


@cache
def _number_words() -> re.Pattern[str]:
    words = alternatives(load("citations.yaml", {"number_words": [str]})["number_words"])
    return re.compile(rf"(?<!\bper )(?<!\ba )(?<!\beach )(?<!\bone )(?<!\bonce )(?<!/)\b{words}\Z", re.IGNORECASE)
