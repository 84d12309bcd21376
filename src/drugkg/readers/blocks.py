"""From drafts of blocks, as a format finds them, to the blocks of a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from drugkg.readers.advertisement import advertisements
from drugkg.readers.citations import Mark, marks
from drugkg.readers.legends import MAJOR_SIGN, explains_brackets, explains_major, footnote, is_bracketed
from drugkg.readers.outline import outline
from drugkg.readers.readings import position, reading
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
    column of labels, `firm` a heading that is part of nothing but headings of smaller rank.
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


def blocks(text: str, drafts: Sequence[Draft], *, guess: bool = False) -> tuple[Block, ...]:
    """Return the blocks that the drafts stand for, in order; drafts without words are left out.

    `guess` tells that headings were told by their look, so that their ranks are only hints.
    """
    cited = marks(
        text, [draft.stretches for draft in drafts], [draft.kind is not BlockKind.HEADING for draft in drafts]
    )
    kept: list[Draft] = []
    made: list[Block] = []
    places: dict[int, int] = {}
    for number, (draft, own) in enumerate(zip(drafts, _shares(drafts, cited), strict=True)):
        block = _block(text, draft, own)
        if block.reading.text:
            places[number] = len(kept)
            kept.append(draft)
            made.append(block)
    ranks = [draft.rank if draft.kind is BlockKind.HEADING else 0 for draft in kept]
    apart = {at for at, draft in enumerate(kept) if draft.firm}
    columns = [None if draft.column is None else places.get(draft.column) for draft in kept]
    heads = {column for column in columns if column is not None}
    heads |= {at for at, draft in enumerate(kept) if draft.heads_labels}
    paths, levels = outline(ranks, guess=guess, apart=apart, columns=heads)
    paths = [
        path if column is None else (*path[:-1], column, *path[-1:])
        for path, column in zip(paths, columns, strict=True)
    ]
    made = [
        replace(block, headings=path, level=level if block.kind is BlockKind.HEADING else block.level)
        for block, path, level in zip(made, paths, levels, strict=True)
    ]
    made = _silenced(made, [draft.gap for draft in kept])
    made = _signed(text, kept, made)
    leads = _leads(kept, made)
    return tuple(replace(block, lead=lead) for block, lead in zip(made, leads, strict=True))


def _shares(drafts: Sequence[Draft], cited: Sequence[Mark]) -> Iterator[list[Mark]]:
    """Yield the marks of each draft."""
    at = 0
    for draft in drafts:
        end = draft.stretches[-1].end
        first = at
        while at < len(cited) and cited[at].span.start < end:
            at += 1
        yield list(cited[first:at])


def _block(text: str, draft: Draft, own: Sequence[Mark]) -> Block:
    signs = [Span(*match.span()) for part in draft.stretches for match in MAJOR_SIGN.finditer(text, *part)]
    notes = [Span(*note.span(1)) for part in draft.stretches if (note := footnote(text, *part))]
    holes = _united([*draft.holes, *signs, *notes, *(mark.span for mark in own)])
    line = reading(text, draft.stretches, holes)
    if draft.kind is not BlockKind.HEADING:
        line = _complete(line)
    citations = tuple(
        Citation(label, len(line.text[: position(line, mark.span.start)].rstrip()))
        for mark in own
        for label in mark.labels
    )
    return Block(draft.kind, line, level=draft.rank, topic=draft.topic, citations=citations)


def _united(holes: Sequence[Span]) -> list[Span]:
    united: list[Span] = []
    for hole in sorted(holes):
        if united and hole.start < united[-1].end:
            united[-1] = Span(united[-1].start, max(united[-1].end, hole.end))
        elif hole.end > hole.start:
            united.append(hole)
    return united


def _complete(line: Reading) -> Reading:
    """Leave out the last sentence of a text that was cut short, or its last clause where it has only one."""
    if not _CUT_SHORT.search(line.text[-8:]):
        return line
    words = line.text.rstrip(".… ")
    ends = [match.end() for match in _SENTENCE_END.finditer(words)]
    end = ends[-1] if ends else max(words.rfind(";"), words.rfind(","), 0)
    return line.part(Span(0, end)).strip()


def _silenced(made: Sequence[Block], gaps: Sequence[int]) -> list[Block]:
    why = [silent_heading(block.text) if block.kind is BlockKind.HEADING else silent_line(block.text) for block in made]
    why = [
        own
        or next((why[above] for above in block.headings if made[above].kind is BlockKind.HEADING and why[above]), "")
        for own, block in zip(why, made, strict=True)
    ]
    for index in advertisements(made, why, gaps):
        why[index] = "advertisement"
    return [replace(block, silent=reason) for block, reason in zip(made, why, strict=True)]


def _signed(text: str, drafts: Sequence[Draft], made: Sequence[Block]) -> list[Block]:
    """Set what signs mean, as far as the document explains them above, in the same section or around it."""
    brackets = any(explains_brackets(block.text) for block in made)
    explained: set[tuple[int, ...]] = set()
    signed: list[Block] = []
    for draft, block in zip(drafts, made, strict=True):
        raw = " ".join(part.of(text) for part in draft.stretches)
        if explains_major(raw):
            explained.add(block.headings)
            signed.append(block)
            continue
        # A block that joins several lines is major only if all of them are.
        sign = bool(explained) and all(part.of(text).startswith("»") for part in draft.stretches)
        major = sign and any(block.headings[: len(scope)] == scope for scope in explained)
        signed.append(replace(block, major=major, bracketed=brackets and is_bracketed(block.text)))
    return signed


def _leads(drafts: Sequence[Draft], made: Sequence[Block]) -> list[int | None]:
    leads: list[int | None] = []
    open_items: list[tuple[int, int]] = []
    intro: int | None = None
    previous: int | None = None
    for index, (draft, block) in enumerate(zip(drafts, made, strict=True)):
        lead = None
        if block.kind is BlockKind.ITEM:
            while open_items and open_items[-1][0] >= block.level:
                open_items.pop()
            if open_items:
                lead = open_items[-1][1]
            elif draft.listed:
                lead = previous
            else:
                lead = intro
            open_items.append((block.level, index))
        else:
            open_items = []
            previous = index if block.kind is BlockKind.PARAGRAPH else None
            if block.kind is BlockKind.HEADING:
                intro = None
            elif block.text.endswith(":"):
                intro = index
        leads.append(lead)
    return leads
