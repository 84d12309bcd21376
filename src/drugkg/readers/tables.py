"""Tables that lost their lines: heads one below another, then the cells row by row.

Such a table is told by two or more heads in a row, and by the first cell of each row being a label
while the rest are not all labels.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from drugkg.readers.blocks import Draft
from drugkg.readers.headings import Rank
from drugkg.text import BlockKind

__all__ = ["with_tables"]

_LONGEST_CELL, _LONGEST_LABEL = 250, 60
_FEWEST_HEADS, _MOST_HEADS, _FEWEST_ROWS = 2, 8, 2


def with_tables(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts with each row's label as a heading, and its cells below the heads of their columns."""
    made = list(drafts)
    at = 0
    while at < len(made):
        heads, cells, width = _table(text, made, at)
        if not width:
            at += 1
            continue
        first = heads[-1] + 1
        for place, draft in enumerate(cells):
            column = place % width
            made[first + place] = (
                replace(draft, kind=BlockKind.HEADING, rank=int(Rank.GROUP))
                if column == 0
                else replace(draft, kind=BlockKind.PARAGRAPH, rank=0, column=heads[column - width])
            )
        if width == len(heads):
            made[heads[0]] = replace(made[heads[0]], heads_labels=True)
        at = first + len(cells)
    return made


def _table(text: str, drafts: Sequence[Draft], at: int) -> tuple[list[int], list[Draft], int]:
    """Return heads, cells and width of the table below the heading at `at`, width 0 where there is none.

    The first label may look like a head, so that fewer heads are tried too.
    """
    heads = _heads(text, drafts, at)
    while len(heads) >= _FEWEST_HEADS:
        cells = _cells(text, drafts, heads[-1] + 1)
        width = _width(text, cells, len(heads))
        if width:
            return heads, cells, width
        heads = heads[:-1]
    return heads, [], 0


def _heads(text: str, drafts: Sequence[Draft], at: int) -> list[int]:
    """Return the indexes of headings in title case, or of one word, right below the heading at `at`."""
    heads: list[int] = []
    if drafts[at].kind is not BlockKind.HEADING:
        return heads
    following = at + 1
    while following < min(at + _MOST_HEADS + 2, len(drafts)) and drafts[following].kind is BlockKind.HEADING:
        draft = drafts[following]
        if draft.rank != Rank.CAPITALS and not (draft.rank == Rank.SENTENCE and _is_word(text, draft)):
            break
        heads.append(following)
        following += 1
    return heads if len(heads) <= _MOST_HEADS else []


def _cells(text: str, drafts: Sequence[Draft], first: int) -> list[Draft]:
    cells: list[Draft] = []
    for draft in drafts[first:]:
        length = draft.stretches[-1].end - draft.stretches[0].start
        section = draft.kind is BlockKind.HEADING and draft.rank < Rank.SENTENCE and not _is_word(text, draft)
        if section or draft.listed or length > _LONGEST_CELL or not draft.gap:
            break
        cells.append(draft)
    return cells


def _width(text: str, cells: Sequence[Draft], heads: int) -> int:
    """Return how many cells a row has: as many as there are heads, or one more where the corner is empty; else 0."""
    labels = [_is_label(text, cell) for cell in cells]
    for width in (heads, heads + 1):
        rows, rest = divmod(len(cells), width)
        if rest or rows < _FEWEST_ROWS:
            continue
        if all(labels[::width]) and not all(labels):
            return width
    return 0


def _is_word(text: str, draft: Draft) -> bool:
    return " " not in draft.stretches[0].of(text)


def _is_label(text: str, cell: Draft) -> bool:
    words = " ".join(part.of(text) for part in cell.stretches)
    return len(words) <= _LONGEST_LABEL and words[-1] not in ".:;!?" and not re.match(r"\W?\d", words)
