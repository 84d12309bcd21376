"""From drafts of blocks, as a format finds them, to the blocks of a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from drugkg.readers.advertisement import advertisements
from drugkg.readers.citations import Mark, marks
from drugkg.readers.legends import MAJOR_SIGN, explains_brackets, explains_major, footnote, is_bracketed
from drugkg.readers.outline import outline
from drugkg.readers.readings import position, reading, united
from drugkg.readers.silent import silent_heading, silent_line
from drugkg.text import Block, BlockKind, Citation, Reading, Span

__all__ = ["Draft", "blocks"]

_CUT_SHORT = re.compile(r"(?:\.\.\.|…)\W{0,3}$")
_SENTENCE_END = re.compile(r"[.!?]\)?(?=\s)")


@dataclass(frozen=True, slots=True)
class Draft:
    """A block as a format finds it: the stretches of text it has, and the markup in them (`holes`).

    `rank` is how deep a heading or item stands, smaller is further out. `listed` tells that an item
    has a bullet or number. `gap` counts the blank lines in front. `column` is the index of the draft
    that heads the column of a table in which the block stands; `heads_labels` marks the head of the
    column of labels, `firm` a heading that is part of nothing but headings of smaller rank. `ends` is the rank from
    which on headings above have ended in front of a block: those of a table's rows, behind the table. `silent` says why
    the format knows that a block, and all below it, can make no claim; `code` is the LOINC code of a section, by its
    heading. `cells` are those of a row of a table (one that spans several columns
    stands in each), `head` marks a row of heads.
    """

    kind: BlockKind
    stretches: tuple[Span, ...]
    rank: int = 0
    holes: tuple[Span, ...] = ()
    topic: str | None = None
    listed: bool = False
    gap: int = 0
    column: int | None = None
    heads_labels: bool = False
    firm: bool = False
    ends: int = 0
    silent: str = ""
    code: str | None = None
    cells: tuple[Span, ...] = ()
    head: bool = False


@dataclass(frozen=True, slots=True)
class _Told:
    """A draft and what it says."""

    draft: Draft
    reading: Reading
    citations: tuple[Citation, ...]


def blocks(text: str, drafts: Sequence[Draft], *, guess: bool = False) -> tuple[Block, ...]:
    """Return the blocks that the drafts stand for, in order; drafts without words are left out.

    `guess` tells that headings were told by their look, so that their ranks are only hints.
    """
    body = [draft.kind is not BlockKind.HEADING for draft in drafts]
    cited = marks(text, [draft.stretches for draft in drafts], body)
    all_told = [_told(text, draft, own) for draft, own in zip(drafts, _shares(drafts, cited), strict=True)]
    numbers = [number for number, one in enumerate(all_told) if one.reading.text]
    told = [all_told[number] for number in numbers]
    paths, levels = _paths(told, {number: place for place, number in enumerate(numbers)}, guess=guess)
    why = _silences(told, paths)
    majors, brackets = _signs(text, told, paths)
    leads = _leads(told)
    return tuple(
        Block(
            one.draft.kind,
            one.reading,
            headings=paths[at],
            level=levels[at],
            lead=leads[at],
            topic=one.draft.topic,
            code=one.draft.code,
            silent=why[at],
            major=majors[at],
            bracketed=brackets and is_bracketed(one.reading.text),
            citations=one.citations,
            cells=_cells(one),
            head=one.draft.head,
        )
        for at, one in enumerate(told)
    )


def _cells(one: _Told) -> tuple[Span, ...]:
    """Return the cells of a row as stretches of its reading."""
    line = one.reading
    places = [Span(position(line, cell.start), position(line, cell.end)) for cell in one.draft.cells]
    return tuple(place.strip(line.text) for place in places)


def _paths(told: Sequence[_Told], places: Mapping[int, int], *, guess: bool) -> tuple[list[tuple[int, ...]], list[int]]:
    """Return the headings above each block, and the level of each; `places` leads from draft to block."""
    columns = [None if one.draft.column is None else places.get(one.draft.column) for one in told]
    heads = {column for column in columns if column is not None}
    heads |= {at for at, one in enumerate(told) if one.draft.heads_labels}
    apart = {at for at, one in enumerate(told) if one.draft.firm}
    ranks = [one.draft.rank if one.draft.kind is BlockKind.HEADING else 0 for one in told]
    ends = {at: one.draft.ends for at, one in enumerate(told) if one.draft.ends}
    paths, levels = outline(ranks, guess=guess, apart=apart, columns=heads, ends=ends)
    paths = [
        path if column is None else (*path[:-1], column, *path[-1:])
        for path, column in zip(paths, columns, strict=True)
    ]
    return paths, [level or one.draft.rank for level, one in zip(levels, told, strict=True)]


def _shares(drafts: Sequence[Draft], cited: Sequence[Mark]) -> Iterator[list[Mark]]:
    """Yield the marks of each draft."""
    at = 0
    for draft in drafts:
        end = draft.stretches[-1].end
        first = at
        while at < len(cited) and cited[at].span.start < end:
            at += 1
        yield list(cited[first:at])


def _told(text: str, draft: Draft, own: Sequence[Mark]) -> _Told:
    signs = [Span(*match.span()) for part in draft.stretches for match in MAJOR_SIGN.finditer(text, *part)]
    notes = [Span(*note.span(1)) for part in draft.stretches if (note := footnote(text, *part))]
    holes = united([*draft.holes, *signs, *notes, *(mark.span for mark in own)])
    line = reading(text, draft.stretches, holes)
    if draft.kind is not BlockKind.HEADING:
        line = _complete(line)
    citations = tuple(
        Citation(label, len(line.text[: position(line, mark.span.start)].rstrip()))
        for mark in own
        for label in mark.labels
    )
    return _Told(draft, line, citations)


def _complete(line: Reading) -> Reading:
    """Leave out the last sentence of a text that was cut short, or its last clause where it has only one."""
    if not _CUT_SHORT.search(line.text[-8:]):
        return line
    words = line.text.rstrip(".… ")
    ends = [match.end() for match in _SENTENCE_END.finditer(words)]
    end = ends[-1] if ends else max(words.rfind(";"), words.rfind(","), 0)
    return line.part(Span(0, end)).strip()


def _silences(told: Sequence[_Told], paths: Sequence[tuple[int, ...]]) -> list[str]:
    kinds, texts = [one.draft.kind for one in told], [one.reading.text for one in told]
    # A heading may silence all below it, or be a line that says nothing by itself.
    own = [
        one.draft.silent or (silent_heading(text) if kind is BlockKind.HEADING else "")
        for one, kind, text in zip(told, kinds, texts, strict=True)
    ]
    why = [
        reason or silent_line(text) or next((own[above] for above in path if own[above]), "")
        for reason, text, path in zip(own, texts, paths, strict=True)
    ]
    for index in advertisements(kinds, texts, why, [one.draft.gap for one in told]):
        why[index] = "advertisement"
    return why


def _signs(text: str, told: Sequence[_Told], paths: Sequence[tuple[int, ...]]) -> tuple[list[bool], bool]:
    """Tell which blocks are major, and whether brackets mean anything, as far as the document explains it.

    The sign for major ones is explained for the section in which the explanation stands, and below it.
    """
    brackets = any(explains_brackets(one.reading.text) for one in told)
    explained: set[tuple[int, ...]] = set()
    majors: list[bool] = []
    for one, path in zip(told, paths, strict=True):
        stretches = one.draft.stretches
        legend = any(text.find("»", *part) >= 0 and explains_major(part.of(text)) for part in stretches)
        if legend:
            explained.add(path)
        # A block that joins several lines is major only if all of them are.
        sign = bool(explained) and not legend and all(text[part.start] == "»" for part in stretches)
        majors.append(sign and any(path[: len(scope)] == scope for scope in explained))
    return majors, brackets


#: "Excerpt: * the first of several": itself the first item of the list that follows.
_FIRST_ITEM = re.compile(r"^(?:[^.:]{1,60}:)?\s*[*•]\s")


def _leads(told: Sequence[_Told]) -> list[int | None]:
    leads: list[int | None] = []
    open_items: list[tuple[int, int]] = []
    intro: int | None = None
    previous: int | None = None
    for index, one in enumerate(told):
        lead = None
        if one.draft.kind is BlockKind.ITEM:
            while open_items and open_items[-1][0] >= one.draft.rank:
                open_items.pop()
            listed_below = previous if one.draft.listed else intro
            lead = open_items[-1][1] if open_items else listed_below
            open_items.append((one.draft.rank, index))
        else:
            open_items = []
            introduces = one.draft.kind is BlockKind.PARAGRAPH and not _FIRST_ITEM.search(one.reading.text)
            previous = index if introduces else None
            if one.draft.kind is BlockKind.HEADING:
                intro = None
            elif one.reading.text.endswith(":"):
                intro = index
        leads.append(lead)
    return leads
