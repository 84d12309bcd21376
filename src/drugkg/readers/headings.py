"""Tell which lines of a plain text are headings, and how deep they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache

from drugkg.readers.layout import Layout
from drugkg.readers.lines import Line
from drugkg.readers.run_in import fixed_heading
from drugkg.readers.words import alternatives, load

__all__ = ["Rank", "heading_rank", "is_question", "numbered_rank", "section_rank", "settle", "title_like"]


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
_MARKS = re.compile(r"(\s*[{\[]\d{1,3}[}\]])+$")
_SIGNS = re.compile(r"[•»|=<>]|\[|^\W")
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+(?=[A-Z])")
_WORDS = re.compile(r"[^\s/]+")


@dataclass(frozen=True, slots=True)
class _Patterns:
    questions: re.Pattern[str]
    leads: re.Pattern[str]
    small: frozenset[str]
    sections: re.Pattern[str]
    ranks: tuple[Rank, ...]


@cache
def _patterns() -> _Patterns:
    group = {"rank": int, "pattern": str}
    lists = {name: [str] for name in ("question_words", "lead_words", "small_words", "main", "parts")}
    data = load("headings.yaml", {**lists, "groups": [group]})
    named = [(Rank(row["rank"]), row["pattern"]) for row in data["groups"]]
    named += [(Rank.SENTENCE, pattern) for pattern in data["parts"]]
    named += [(Rank.CAPITALS, pattern) for pattern in data["main"]]
    return _Patterns(
        questions=re.compile(rf"(?:[Q\d]{{1,3}}[.:)]\s*)?{alternatives(data['question_words'])}\b", re.IGNORECASE),
        leads=re.compile(rf"\b{alternatives(data['lead_words'])}\b", re.IGNORECASE),
        small=frozenset(data["small_words"]),
        sections=re.compile("|".join(f"(?P<_{at}>{pattern})" for at, (_, pattern) in enumerate(named)), re.IGNORECASE),
        ranks=tuple(rank for rank, _ in named),
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


@lru_cache(maxsize=4096)
def section_rank(words: str) -> Rank:
    """Return the rank of a line that names a section in common words, else `Rank.NONE`.

    >>> section_rank("Side Effects").name, section_rank("Incidence rare").name, section_rank("Aspirin").name
    ('CAPITALS', 'SUBGROUP', 'NONE')
    """
    bare = _unmarked(words).rstrip(":").rstrip()
    if len(bare) > _LONGEST:
        return Rank.NONE
    found = _patterns().sections.fullmatch(bare)
    if found:
        return _patterns().ranks[int(str(found.lastgroup)[1:])]
    return Rank.SENTENCE if fixed_heading(bare) else Rank.NONE


def _unmarked(words: str) -> str:
    """Return words without reference marks at their end."""
    return _MARKS.sub("", words) if words.endswith(("}", "]")) else words


def title_like(text: str, line: Line) -> bool:
    """Tell whether a line may be the title of a document: short, and no sentence."""
    words = line.span.of(text) if line.span.end - line.span.start <= _LONGEST else ""
    return bool(words) and words[-1] not in ".;,:!" and not _SIGNS.search(words)


def numbered_rank(text: str, lines: Sequence[Line], index: int) -> Rank:
    """Return the rank of a heading with a number in front, `Rank.NONE` for another line or the item of a list."""
    words = lines[index].span.of(text)[: _LONGEST + 1]
    number = _NUMBERED.match(words)
    if number is None or len(words) > _LONGEST or words[-1] in ".;,:!" or index + 1 == len(lines):
        return Rank.NONE
    near = [lines[index + 1], *lines[index - 1 : index]]
    if any(_NUMBERED.match(text, *line.span) and _depth(line.span.of(text)) == _depth(words) for line in near):
        return Rank.NONE
    return Rank(min(Rank.TITLE + _depth(words), Rank.SUBGROUP))


def _depth(words: str) -> int:
    number = _NUMBERED.match(words)
    return number.group(1).count(".") + 1 if number else 0


def heading_rank(text: str, lines: Sequence[Line], index: int, shape: Layout, looks: int = 2) -> Rank:
    """Return the rank of a line of plain text as a heading, `Rank.NONE` where it is none.

    `looks` is how many headings in a row it may lean on to tell.
    """
    line = lines[index]
    words = line.span.of(text) if line.span.end - line.span.start <= _LONGEST_QUESTION else ""
    following = lines[index + 1] if index + 1 < len(lines) else None
    if not words or following is None:
        return Rank.NONE
    if words.endswith("?"):
        alone = line.before > 0 or index == 0 or not lines[index - 1].span.of(text).endswith("?")
        alone = alone and (line.after > 0 or not following.span.of(text).endswith("?"))
        return Rank.CAPITALS if alone and is_question(words) else Rank.NONE
    if len(words) > _LONGEST or words[-1] in ".;,!" or _SIGNS.search(words) or _ATTACHED_MARK.search(words):
        return Rank.NONE
    known = section_rank(words)
    if known:
        return known if known >= Rank.GROUP else _rank_by_case(words, known)
    bare = _unmarked(words)
    if bare.endswith(("—", "–")):
        return Rank.GROUP if line.after == 0 and following.indent > line.indent else Rank.NONE
    if bare.endswith(":"):
        short = len(bare.split()) <= 6 and not _patterns().leads.search(bare)
        return Rank.SENTENCE if short and bare[0].isupper() else Rank.NONE
    return _by_look(text, lines, index, shape, looks)


def _rank_by_case(words: str, single: Rank) -> Rank:
    """Take title case for further out than sentence case; a single word has the rank of `single`."""
    if words.endswith(":"):
        return Rank.SENTENCE
    if not re.search(r"[\s/]", words):
        return single
    return Rank.CAPITALS if _title_case(words) else Rank.SENTENCE


def _by_look(text: str, lines: Sequence[Line], index: int, shape: Layout, looks: int) -> Rank:
    line, following = lines[index], lines[index + 1]
    words, next_words = line.span.of(text), following.span.of(text)[:_LONGEST_QUESTION]
    bare = _unmarked(words)
    if (
        not bare
        or not bare[0].isupper()
        or bare.count(" ") >= _MOST_WORDS
        or re.search(r"\d|[a-z]{2}[.!?]\s|\b(?:or|and)$", bare)
    ):
        return Rank.NONE
    heads_group = line.after <= 1 and section_rank(next_words) >= Rank.GROUP
    if not (line.before > 0 or index == 0 or shape.dense or (heads_group and not line.after)):
        return Rank.NONE
    broken = shape.margin > 0 and line.after == 0 and next_words[0].islower()
    if broken or heads_group or (line.after == 0 and _is_entry(next_words)):
        return Rank.NONE if broken else Rank.GROUP
    body_follows = next_words[-1] in ".:!" or len(next_words) >= 60 or next_words[0] in "(•"
    if looks and line.after and bare == words:
        body_follows = body_follows or bool(heading_rank(text, lines, index + 1, shape, looks - 1))
    if _title_case(bare):
        return _rank_by_case(bare, Rank.SENTENCE) if line.after > 0 or body_follows else Rank.NONE
    if bare.count(" ") < _MOST_WORDS_SENTENCE and body_follows and line.after <= 1:
        return Rank.SENTENCE
    return Rank.NONE


def _is_entry(words: str) -> bool:
    """Tell whether a line is an entry of a list that writes its entries in lower case."""
    return words[0].islower() and words[-1] not in ".,;:!?" and len(words) < _LONGEST


def _title_case(words: str) -> bool:
    """Tell whether all words but small ones begin with a capital."""
    small = _patterns().small
    found = [word.strip("()[]“”\"',:") for word in _WORDS.findall(words)]
    return all(word in small or not word[:1].islower() for word in found if word)


def settle(ranks: Sequence[Rank], words: Sequence[str]) -> list[Rank]:
    """Return the ranks of a document's headings, all of them seen: one level of case means one rank.

    >>> settle([Rank.TITLE, Rank.CAPITALS, Rank.SENTENCE], ["Aspirin", "Dosage", "Mode of action"])[1:]
    [<Rank.CAPITALS: 2>, <Rank.CAPITALS: 2>]
    """
    both = list(zip(ranks, words, strict=True))
    telling = {rank for rank, line in both if re.search(r"[\s/]", line) and line[-1] not in ":?"}
    if {Rank.CAPITALS, Rank.SENTENCE} <= telling:
        return list(ranks)
    return [Rank.CAPITALS if rank is Rank.SENTENCE and line[-1] != ":" else rank for rank, line in both]
