"""Tables in plain text whose cells stand beside each other, parted by wide gaps.

Such a table is told by two or more lines of a label and figures; the lines between and above them belong to it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from drugkg.readers.lines import Line
from drugkg.text import Span
from drugkg.text.figures import figures_start, is_figure

__all__ = ["Row", "rows"]

_GAP = re.compile(r"[ \t\u00a0]{2,}|\t")
_MARKED = re.compile(r"[»•◦▪‣·●○■*+-]\s|\d{1,2}(?:\.\d{1,2})*(?:[.)]\s+(?=[A-Za-z])|\s+(?!N/?[AR])(?=[A-Z]))")
_SENTENCE_END = re.compile(r"[.!?:;]\W{0,2}$")
_TITLE = re.compile(r"\W*(?:Table|Figure)\s", re.IGNORECASE)
#: What tells a line of heads: counts of people, shares, words for how severe.
_HEAD_SIGN = re.compile(r"[Nn]\s?=\s?\d|%|\b(?:all|any)\s+grades?\b", re.IGNORECASE)
_EXPLAINS = re.compile(r"\bincludes?\b|\bgrading\b", re.IGNORECASE)
_PEOPLE = re.compile(r"\W*[Nn]\s?=")
_COUNT = re.compile(r"[Nn]\s?=\s?\d")
_MARK = re.compile(r"\d")
_SHARE_SIGN = re.compile(r"\(?%\)?")
_WIDE = 3
_LONGEST_ROW, _LONGEST_LABEL = 900, 130
#: How many lines of heads a table may have, and how many labels may follow each other.
_MOST_HEADS, _MOST_LABELS, _FEWEST_ROWS, _FEWEST_TEXT_ROWS = 8, 4, 2, 3
_MOST_BLANK = 2


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its last line and its cells; `head` tells that it heads the columns."""

    last: int
    cells: tuple[Span, ...]
    head: bool = False


@dataclass(frozen=True, slots=True)
class _Cut:
    """A line cut into cells: those of words, then those of figures; `near`: the first of these may be a mark."""

    words: tuple[Span, ...] = ()
    figures: tuple[Span, ...] = ()
    is_text_row: bool = False
    near: bool = False

    @property
    def cells(self) -> tuple[Span, ...]:
        return self.words + self.figures

    @property
    def is_row(self) -> bool:
        return bool(self.words and self.figures)


def rows(text: str, found: Sequence[Line]) -> Mapping[int, Row]:
    r"""Return the rows of all tables, each at the index of its first line.

    >>> from drugkg.readers.lines import lines
    >>> text = "            Drug     Placebo\nNausea      12%      3%\nVomiting    4%       1%"
    >>> [(row.head, [cell.of(text) for cell in row.cells]) for row in rows(text, lines(text)).values()]
    [(True, ['Drug', 'Placebo']), (False, ['Nausea', '12%', '3%']), (False, ['Vomiting', '4%', '1%'])]
    """
    cuts = [_cut(text, line) for line in found]
    made: dict[int, Row] = {}
    at = done = 0
    while at < len(found):
        if not (cuts[at].is_row or cuts[at].is_text_row or _is_above_figures(text, found, cuts, at)):
            at += 1
            continue
        end = _end(text, found, cuts, at)
        figured = sum(bool(cut.figures) for cut in cuts[at:end])
        texted = sum(cut.is_text_row for cut in cuts[at:end])
        if figured >= _FEWEST_ROWS or (not figured and texted >= _FEWEST_TEXT_ROWS):
            body = next((row for row in range(at, end) if cuts[row].figures), at)
            body -= not cuts[body].words
            first = _top(text, found, cuts, at, done) if figured else at
            made |= _table(text, found, cuts, (first, _body(text, found, cuts, first, body), end))
            done = end
        at = max(end, at + 1)
    return made


def _cut(text: str, line: Line) -> _Cut:
    span = line.span
    if span.end - span.start > _LONGEST_ROW or _MARKED.match(text, *span) or _TITLE.match(text, *span):
        return _Cut()
    parts: list[Span] = []
    gaps = [0]
    start = span.start
    for gap in _GAP.finditer(text, *span):
        parts.append(Span(start, gap.start()))
        gaps.append(gap.end() - gap.start() if "\t" not in gap.group() else _WIDE)
        start = gap.end()
    parts.append(Span(start, span.end))
    count = len(parts)
    counts_people = _PEOPLE.match(text, *span)
    while not counts_people and count and is_figure(parts[count - 1].of(text)):
        count -= 1
    if all(_SHARE_SIGN.fullmatch(part.of(text)) for part in parts[count:]):
        count = len(parts)
    figures = parts[count:]
    words: list[Span] = []
    for part, gap_size in zip(parts[:count], gaps, strict=False):
        # A gap of two signs stands before the mark of a footnote, or inside of a cell.
        if words and gap_size < _WIDE:
            words[-1] = Span(words[-1].start, part.end)
        else:
            words.append(part)
    if len(words) == 1 and not figures:
        last = words[-1]
        begin = last.start + figures_start(last.of(text))
        tokens = [Span(*token.span()) for token in re.finditer(r"\S+", text[begin : last.end])]
        label = text[last.start : begin].rstrip()
        if label and len(tokens) > 1 and not _SENTENCE_END.search(label) and text[begin] != "(":
            words[-1] = Span(last.start, begin).strip(text)
            figures = [Span(begin + token.start, begin + token.end) for token in tokens]
    if words and not any(sign.isalpha() or sign == "%" for sign in words[0].of(text)):
        return _Cut()
    # A remark in brackets is no cell, however far it stands from what it speaks of.
    texts = len(words) > 1 and not figures and max(gaps) >= _WIDE and text[words[1].start] not in "(["
    near = bool(
        1 < len(figures) == len(parts) - count and words and gaps[count] < _WIDE and _MARK.fullmatch(text, *figures[0])
    )
    return _Cut(tuple(words), tuple(figures), texts, near)


def _is_above_figures(text: str, found: Sequence[Line], cuts: Sequence[_Cut], at: int) -> bool:
    """Tell whether a line is a label whose figures stand in the next line."""
    return (
        at + 1 < len(found)
        and not found[at + 1].before
        and len(cuts[at].words) == 1
        and bool(cuts[at + 1].figures and not cuts[at + 1].words)
        and _is_label(text, found[at])
    )


def _end(text: str, found: Sequence[Line], cuts: Sequence[_Cut], start: int) -> int:
    """Return the index behind the last row of the table that has a row at `start`."""
    end = at = start + 1
    labels = 0
    while at < len(found) and found[at].before <= 1:
        cut = cuts[at]
        if cut.is_row or cut.is_text_row or (cut.figures and not cut.words):
            end, labels = at + 1, 0
        elif labels < _MOST_LABELS and _is_label(text, found[at]):
            labels += 1
        else:
            break
        at += 1
    return end


def _is_label(text: str, line: Line) -> bool:
    words = line.span.of(text)
    return (
        len(words) <= _LONGEST_LABEL
        and words[0].isalpha()
        and not _MARKED.match(words)
        and not _SENTENCE_END.search(words)
        and not _TITLE.match(words)
    )


def _top(text: str, found: Sequence[Line], cuts: Sequence[_Cut], start: int, done: int) -> int:
    """Return the index of the first line of the table whose first row is at `start`."""
    first = start
    while first > done and start - first < _MOST_HEADS:
        line = found[first - 1]
        words = line.span.of(text)
        many = len(cuts[first - 1].words) > 1 or len(_COUNT.findall(words)) > 1
        if found[first].before > (_MOST_BLANK if many else 0):
            break
        if _TITLE.match(words) or _MARKED.match(words) or (not many and not _is_label(text, line)):
            break
        if (not many and _SENTENCE_END.search(words)) or _EXPLAINS.search(words):
            break
        first -= 1
    return first


def _body(text: str, found: Sequence[Line], cuts: Sequence[_Cut], first: int, body: int) -> int:
    """Return the index of the first line below the heads."""
    for at in range(body, first, -1):
        if len(cuts[at - 1].words) > 1 or _HEAD_SIGN.search(found[at - 1].span.of(text)):
            return at
    return first


def _table(text: str, found: Sequence[Line], cuts: Sequence[_Cut], bounds: tuple[int, int, int]) -> Mapping[int, Row]:
    first, body, end = bounds
    made: dict[int, Row] = {}
    widths = Counter(len(cut.figures) for cut in cuts[body:end] if cut.figures)
    width = max(widths, key=lambda count: (widths[count], count), default=0)
    at = first
    while at < end:
        cut = cuts[at]
        if cut.near and len(cut.figures) == width + 1:
            # "Rash  2    90": the mark of a footnote.
            cut = replace(cut, words=_joined(cut.words, cut.figures[:1]), figures=cut.figures[1:])
        cells = cut.cells or (found[at].span,)
        following = cuts[at + 1] if at + 1 < end else None
        if at >= body and following and not cut.figures and len(cut.words) <= 1 and not found[at + 1].before:
            begins_small = text[found[at + 1].span.start].islower()
            if following.figures and (not following.words or begins_small):
                # The figures stand in the line below, or the label goes on there.
                made[at] = Row(at + 1, (*_joined(cells, following.words), *following.figures))
                at += 2
                continue
        made[at] = Row(at, cells, head=at < body)
        at += 1
    return made


def _joined(cells: Sequence[Span], more: Sequence[Span]) -> tuple[Span, ...]:
    return (*cells[:-1], Span(cells[-1].start, more[-1].end)) if more else tuple(cells)
