"""Tell which lines of a plain text are headings, and how deep they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from drugkg.readers.lines import Line
from drugkg.readers.words import alternatives, load

__all__ = ["Rank", "heading_rank", "is_question", "section_rank"]


class Rank(IntEnum):
    """How deep a heading stands, as far as its look tells; smaller is further out."""

    NONE = 0
    TITLE = 1
    CAPITALS = 2
    SENTENCE = 3
    GROUP = 4
    SUBGROUP = 5


#: Longest line that can be a heading, and the longest question.
_LONGEST, _LONGEST_QUESTION = 180, 250
_MOST_WORDS, _MOST_WORDS_SENTENCE = 14, 8

_ATTACHED_MARK = re.compile(r"[^\s\]}][{\[]\d{1,3}[}\]](?:\s*[{\[]\d{1,3}[}\]])*$")
_MARKS = re.compile(r"(\s*[{\[]\d{1,3}[}\]])+\s*$")
_SIGNS = re.compile(r"[•»|=<>]|\[|^\W")
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+(?=[A-Z])")
_WORDS = re.compile(r"[^\s/]+")


@dataclass(frozen=True, slots=True)
class _Patterns:
    questions: re.Pattern[str]
    leads: re.Pattern[str]
    small: frozenset[str]
    sections: tuple[re.Pattern[str], ...]
    groups: tuple[tuple[Rank, re.Pattern[str]], ...]


@cache
def _patterns() -> _Patterns:
    data = load(
        "headings.yaml",
        {
            "question_words": [str],
            "lead_words": [str],
            "small_words": [str],
            "sections": [str],
            "groups": [{"rank": int, "pattern": str}],
        },
    )
    return _Patterns(
        questions=re.compile(rf"(?:[Q\d]{{1,3}}[.:)]\s*)?{alternatives(data['question_words'])}\b", re.IGNORECASE),
        leads=re.compile(rf"\b{alternatives(data['lead_words'])}\b", re.IGNORECASE),
        small=frozenset(data["small_words"]),
        sections=tuple(re.compile(pattern, re.IGNORECASE) for pattern in data["sections"]),
        groups=tuple((Rank(row["rank"]), re.compile(row["pattern"], re.IGNORECASE)) for row in data["groups"]),
    )


def is_question(words: str) -> bool:
    """Tell whether a line is one question.

    >>> is_question("How should I store it?"), is_question("Drowsy? Do not drive.")
    (True, False)
    """
    return (
        words.endswith("?")
        and len(words) <= _LONGEST_QUESTION
        and not re.search(r"[.?!]\s", words)
        and _patterns().questions.match(words.lstrip("\u200b")) is not None
    )


def section_rank(words: str) -> Rank:
    """Return the rank of a line that names a section in common words, else `Rank.NONE`.

    >>> section_rank("Side Effects").name, section_rank("Incidence rare").name, section_rank("Aspirin").name
    ('CAPITALS', 'SUBGROUP', 'NONE')
    """
    words = _MARKS.sub("", words).rstrip(":").rstrip()
    if len(words) > _LONGEST:
        return Rank.NONE
    group = next((rank for rank, pattern in _patterns().groups if pattern.fullmatch(words)), Rank.NONE)
    if group or not any(pattern.fullmatch(words) for pattern in _patterns().sections):
        return group
    return Rank.CAPITALS if _title_case(words) else Rank.SENTENCE


def heading_rank(text: str, lines: Sequence[Line], index: int) -> Rank:
    """Return the rank of a line of plain text as a heading, `Rank.NONE` where it is none."""
    line = lines[index]
    words = line.span.of(text) if line.span.end - line.span.start <= _LONGEST_QUESTION else ""
    following = lines[index + 1] if index + 1 < len(lines) else None
    if not words or following is None:
        return Rank.NONE
    if words.endswith("?"):
        alone = line.before > 0 or index == 0 or not lines[index - 1].span.of(text).endswith("?")
        return Rank.CAPITALS if alone and is_question(words) and not _also_question(text, line, following) else Rank.NONE
    if len(words) > _LONGEST or words[-1] in ".;,!" or _SIGNS.search(words) or _ATTACHED_MARK.search(words):
        return Rank.NONE
    known = section_rank(words)
    if known:
        return known
    bare = _MARKS.sub("", words)
    if bare.endswith(("—", "–")):
        return Rank.GROUP if line.after == 0 and following.indent > line.indent else Rank.NONE
    if bare.endswith(":"):
        short = len(bare.split()) <= 6 and not _patterns().leads.search(bare)
        return Rank.SENTENCE if short and bare[0].isupper() else Rank.NONE
    return _by_look(text, line, following, bare)


def _also_question(text: str, line: Line, following: Line) -> bool:
    return line.after == 0 and following.span.of(text).endswith("?")


def _by_look(text: str, line: Line, following: Line, words: str) -> Rank:
    first = line.number == 1 or (line.before > 0 and line.number - line.before == 1)
    if not (line.before > 0 or first) or not words[0].isupper() or re.search(r"\d", words):
        return Rank.NONE
    if re.search(r"\b(?:or|and)$", words) or words.count(" ") >= _MOST_WORDS:
        return Rank.NONE
    next_words = following.span.of(text)
    sentence_follows = next_words[-1] in ".:!" or len(next_words) >= 60
    if _title_case(words):
        return Rank.CAPITALS if line.after > 0 or sentence_follows else Rank.NONE
    if words.count(" ") < _MOST_WORDS_SENTENCE and sentence_follows and line.after <= 1:
        return Rank.SENTENCE
    return Rank.NONE


def _title_case(words: str) -> bool:
    """Tell whether all words but small ones begin with a capital."""
    small = _patterns().small
    found = [word.strip("()[]“”\"',:") for word in _WORDS.findall(words)]
    return all(word in small or not word[:1].islower() for word in found if word)
