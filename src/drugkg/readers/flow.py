"""Narrative of structured documents: paragraphs, lists and tables, written into a canonical text as they come."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from drugkg.readers.blocks import Draft
from drugkg.readers.canonical import Canonical
from drugkg.readers.cross_references import cross_references
from drugkg.readers.grid import Cell, Grid, ended
from drugkg.readers.readings import united, within
from drugkg.text import BlockKind, Origin, Span

__all__ = ["Flow"]

_BULLET = re.compile(r"(?<!\S)[•◦▪‣●■](?!\S)\s*|(?<!\S)[•◦▪‣●■](?=[^\W\d])")
#: How words end that introduce a list.
_LEADS = re.compile(
    r"(?::|\b(?:a|an|and|are|for|has|have|if|in|include|includes|including|is|of|or|the|to|use|uses|when|who|with|you))$",
    re.IGNORECASE,
)
#: The number of a section in front of its title.
_SECTION_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}\.?\s+(?=\S)")
_LONGEST_HEADING = 100
#: Words set off as a line of their own are a heading below those of sections.
_SET_OFF_RANK = 12


@dataclass(frozen=True, slots=True)
class _Line:
    """A block as it was written: its draft, and what in it is set off, links within the document, or is layout."""

    draft: Draft
    set_off: tuple[Span, ...] = ()
    links: tuple[Span, ...] = ()
    holes: tuple[Span, ...] = ()


class Flow:
    r"""Writes blocks into a canonical text, and keeps their drafts.

    >>> flow = Flow()
    >>> flow.open(BlockKind.PARAGRAPH)
    >>> flow.add("Take it daily", 3)
    >>> flow.close()
    >>> text, drafts, origin = flow.finish()
    >>> text, drafts[0].stretches
    ('Take it daily\n', (Span(start=0, end=13),))
    """

    def __init__(self) -> None:
        self._out = Canonical()
        self._parts: list[_Line | Grid] = []
        self._draft: Draft | None = None
        self._start = self._ends = 0
        self._set_off: list[Span] = []
        self._links: list[Span] = []
        self._holes: list[Span] = []
        self._rows: list[tuple[Cell, ...]] | None = None
        self._cells: list[Cell] = []

    def open(
        self,
        kind: BlockKind,
        rank: int = 0,
        *,
        listed: bool = False,
        silent: str = "",
        code: str | None = None,
        ends: int = 0,
    ) -> None:
        """Begin a block; one that is open is closed."""
        self.close()
        self._draft = Draft(kind, (), rank, listed=listed, ends=ends or self._ends, silent=silent, code=code)
        self._ends = 0
        self._start = self._out.mark()

    def add(self, text: str, at: int, at_end: int | None = None) -> None:
        """Write what stands in the file."""
        self._out.add(text, at, at_end)

    def write(self, text: str) -> None:
        """Write what the file does not have."""
        self._out.write(text)

    def mark(self) -> int:
        """Return how long the text is so far."""
        return self._out.mark()

    def set_off(self, mark: int) -> None:
        """Tell that what was written since a mark is set off from other words."""
        self._set_off.append(self._out.since(mark))

    def link(self, mark: int) -> None:
        """Tell that what was written since a mark leads to another place of the document."""
        self._links.append(self._out.since(mark))

    def hole(self, mark: int) -> None:
        """Tell that what was written since a mark is a sign of layout, such as the number of an item."""
        self._holes.append(self._out.since(mark))

    def breaks(self) -> None:
        """End a line inside of a block; in a cell, where a line is a row, a space stands for it."""
        if self._rows is not None:
            self._out.write(" ")
        elif self._draft is not None:
            stretch = self._out.since(self._start)
            if stretch.end > stretch.start:
                self._draft = replace(self._draft, stretches=(*self._draft.stretches, stretch))
                self._out.write("\n")
            self._start = self._out.mark()

    def close(self) -> None:
        """End the open block, if there is one."""
        if self._draft is not None and self._rows is None:
            self.breaks()
            if self._draft.stretches:
                self._parts.append(_Line(self._draft, tuple(self._set_off), tuple(self._links), tuple(self._holes)))
            self._draft = None
            self._set_off, self._links, self._holes = [], [], []

    def end_headings(self, rank: int) -> None:
        """Tell that headings from a rank on stand above nothing that follows."""
        self.close()
        self._ends = rank

    def table(self) -> None:
        """Begin a table."""
        self.close()
        self._rows, self._cells = [], []

    def open_cell(self) -> int:
        """Begin a cell, and return its mark."""
        self._out.write("\t" if self._cells else "")
        return self._out.mark()

    def close_cell(self, mark: int, *, head: bool = False, columns: int = 1) -> None:
        """End the cell that began at a mark; one that is wider than a column leaves the others empty."""
        self._cells.append(Cell(self._out.since(mark), head))
        for _ in range(columns - 1):
            at = self.open_cell()
            self._cells.append(Cell(Span(at, at), head))

    def row(self) -> None:
        """End a row."""
        if self._rows is not None and self._cells:
            self._rows.append(tuple(self._cells))
            self._cells = []
            self._out.write("\n")

    def end_table(self, heads: int = 0, silent: str = "") -> None:
        """End the table, of which so many rows are heads."""
        self.row()
        if self._rows:
            self._parts.append(Grid(tuple(self._rows), heads, tuple(self._links), silent, self._ends))
            self._ends = 0
        self._rows, self._links, self._set_off, self._holes = None, [], [], []

    @property
    def is_open(self) -> bool:
        """Tell whether words written now belong to a block or a cell."""
        return self._draft is not None or self._rows is not None

    def finish(self) -> tuple[str, list[Draft], Origin]:
        """Return the text, the drafts of its blocks, and the origin."""
        self.close()
        text, origin = self._out.finish()
        drafts: list[Draft] = []
        behind = False
        for part in self._parts:
            if isinstance(part, Grid):
                drafts += part.drafts(text, len(drafts))
                behind = True
                continue
            made = list(_drafts(text, part))
            drafts += [ended(made[0]), *made[1:]] if behind and made else made
            behind = False
        return text, drafts, origin


def _drafts(text: str, line: _Line) -> Iterator[Draft]:
    """Yield the drafts of a block: a heading where all of it is set off, several where bullets stand inside."""
    draft = line.draft
    words = " ".join(part.of(text) for part in draft.stretches)
    holes = [*line.holes, *(hole for part in draft.stretches for hole in cross_references(text, part, line.links))]
    if (
        draft.kind is not BlockKind.HEADING
        and draft.code
        and (number := _SECTION_NUMBER.match(text, draft.stretches[0].start))
    ):
        holes.append(Span(*number.span()))
    if draft.kind is BlockKind.PARAGRAPH and _is_set_off(line, words):
        yield replace(draft, kind=BlockKind.HEADING, rank=_SET_OFF_RANK, holes=tuple(united(holes)))
        return
    pieces = _bulleted(text, draft.stretches) if draft.kind is not BlockKind.HEADING else []
    if len(pieces) < 2 and not (pieces and pieces[0][0]):
        yield replace(draft, holes=tuple(united(holes)))
        return
    # "heart disease • high blood pressure": bullets part items, unless what stands in front of the first leads them.
    cut = united(holes)
    leads = not pieces[0][0] and _LEADS.search(pieces[0][1][-1].of(text).rstrip()) is not None
    for at, (_, stretches) in enumerate(pieces):
        inside = tuple(hole for part in stretches for hole in within(cut, part))
        if leads and not at:
            yield replace(draft, stretches=stretches, holes=inside)
        else:
            rank = max(draft.rank, 1) + (leads and draft.kind is BlockKind.ITEM)
            ends = draft.ends if not at else 0
            yield replace(
                draft, kind=BlockKind.ITEM, rank=rank, stretches=stretches, holes=inside, listed=True, ends=ends
            )


def _is_set_off(line: _Line, words: str) -> bool:
    if not words or len(words) > _LONGEST_HEADING or words.rstrip().endswith((".", ":", ";", ",", "!")):
        return False
    covered = sum(min(a.end, b.end) - max(a.start, b.start) for a in united(line.set_off) for b in line.draft.stretches
                  if a.overlaps(b))  # fmt: skip
    return covered == sum(part.end - part.start for part in line.draft.stretches) and any(map(str.isalpha, words))


def _bulleted(text: str, stretches: Sequence[Span]) -> list[tuple[bool, tuple[Span, ...]]]:
    """Return what stands between bullets, and whether a bullet stands in front of it."""
    found: list[tuple[bool, tuple[Span, ...]]] = []
    for number, stretch in enumerate(stretches):
        at, bullet = stretch.start, False
        for match in (*_BULLET.finditer(text, *stretch), None):
            piece = Span(at, match.start() if match else stretch.end)
            if piece.of(text).strip():
                if found and not bullet and at == stretch.start and number:
                    found[-1] = (found[-1][0], (*found[-1][1], piece))
                else:
                    found.append((bullet, (piece,)))
            if match:
                at, bullet = match.end(), True
    return found
