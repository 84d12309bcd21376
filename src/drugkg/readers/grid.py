"""Tables whose cells are known: rows of numbers stay lines, rows of words become labels with what is said of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from drugkg.readers.blocks import Draft
from drugkg.readers.cross_references import cross_references
from drugkg.readers.readings import within
from drugkg.text import BlockKind, Span

__all__ = ["Cell", "Grid", "ended"]

#: What stands in a cell where there is no number.
_NONE = frozenset({"-", "–", "—", "NA", "N/A", "ND", "NR"})
_LONGEST_HEAD, _LONGEST_LABEL, _LONGEST_VALUE = 60, 160, 40
#: A row's label stands below all headings of the section.
_LABEL_RANK = 20


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: where its words stand in the text; `head` tells that the format calls it the head of a column or row."""

    span: Span
    head: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of cells, each row one line of the text, with a tab between cells; heads first.

    `heads` counts the rows that the format calls heads. `links` lead to other places of the document, `ends` is the
    rank from which on headings end in front of the table.
    """

    rows: tuple[tuple[Cell, ...], ...]
    heads: int = 0
    links: tuple[Span, ...] = ()
    silent: str = ""
    ends: int = 0

    def drafts(self, text: str, first: int) -> list[Draft]:
        r"""Return the drafts of the table, of which the first will be number `first` of the document.

        >>> cells = [[Cell(Span(0, 3)), Cell(Span(4, 8))], [Cell(Span(9, 17)), Cell(Span(18, 22))]]
        >>> table = Grid(tuple(map(tuple, cells)), 1).drafts("Age\tDose\nchildren\t5 mL", 0)
        >>> [(draft.kind.value, draft.column) for draft in table]
        [('heading', None), ('heading', None), ('heading', None), ('paragraph', 1)]
        """
        seen = Span(self.rows[0][0].span.start, self.rows[-1][-1].span.end)
        holes = tuple(cross_references(text, seen, self.links))
        made = [_with_holes(draft, holes) for draft in self._drafts(text, first)]
        return [replace(made[0], ends=self.ends), *made[1:]] if self.ends and made else made

    def _drafts(self, text: str, first: int) -> list[Draft]:
        rows = [row for row in self.rows if any(cell.span.of(text).strip() for cell in row)]
        heads = self._heads(text, rows)
        body = rows[heads:]
        if max((len(row) for row in rows), default=0) < 2 or not body or self.silent:
            made = [self._draft(BlockKind.PARAGRAPH, cell.span) for row in rows for cell in row]
        elif _is_numeric(text, body):
            made = [
                replace(self._line(row, silent="head" if at < heads else ""), cells=_spans(row), head=at < heads)
                for at, row in enumerate(rows)
            ]
        else:
            made = self._labelled(text, rows[:heads], body, first)
        return made

    def _heads(self, text: str, rows: Sequence[tuple[Cell, ...]]) -> int:
        """Return how many rows are heads: those that the format calls so, else a first row that looks like one."""
        told = max(self.heads, next((at for at, row in enumerate(rows) if not all(cell.head for cell in row)), 0))
        if told or len(rows) < 2 or len(rows[0]) < 2:
            return min(told, len(rows))
        words = [cell.span.of(text).strip() for cell in rows[0]]
        looks = all(len(cell) <= _LONGEST_HEAD and not cell.endswith((".", ";", ":")) for cell in words)
        return int(looks and not any(_is_number(cell) or cell[:1].islower() for cell in words[1:]) and bool(words[1]))

    def _labelled(
        self, text: str, heads: Sequence[tuple[Cell, ...]], body: Sequence[tuple[Cell, ...]], first: int
    ) -> list[Draft]:
        """Return each row's first cell as a heading, the others below the head of their column."""
        made = [self._line(row, silent="head") for row in heads[:-1]]
        columns: dict[int, int] = {}
        for place, cell in enumerate(heads[-1] if heads else ()):
            if cell.span.of(text).strip():
                columns[place] = first + len(made)
                made.append(self._draft(BlockKind.HEADING, cell.span, _LABEL_RANK, heads_labels=not place))
        for row in body:
            label, *others = row
            told = [place for place, cell in enumerate(others, 1) if cell.span.of(text).strip()]
            if not label.span.of(text).strip() or len(label.span.of(text)) > _LONGEST_LABEL or not told:
                made.append(replace(self._line(row), kind=BlockKind.PARAGRAPH, rank=0, ends=_LABEL_RANK))
                continue
            made.append(self._draft(BlockKind.HEADING, label.span, _LABEL_RANK))
            for place in told:
                column = columns.get(place)
                made.append(self._draft(BlockKind.PARAGRAPH, row[place].span, column=column))
        return made

    def _line(self, row: Sequence[Cell], silent: str = "") -> Draft:
        """Return a row as one line, its cells side by side."""
        return self._draft(BlockKind.ITEM, Span(row[0].span.start, row[-1].span.end), 1, silent=silent)

    def _draft(
        self, kind: BlockKind, span: Span, rank: int = 0, *, column: int | None = None, heads_labels: bool = False,
        silent: str = "",
    ) -> Draft:  # fmt: skip
        return Draft(kind, (span,), rank, column=column, heads_labels=heads_labels, silent=self.silent or silent)


def _spans(row: Sequence[Cell]) -> tuple[Span, ...]:
    return tuple(cell.span for cell in row)


def _with_holes(draft: Draft, holes: Sequence[Span]) -> Draft:
    inside = tuple(within(holes, draft.stretches[0]))
    return replace(draft, holes=inside) if inside else draft


def ended(draft: Draft) -> Draft:
    """Return the draft that follows a table: what headed its rows has ended."""
    return replace(draft, ends=_LABEL_RANK) if not draft.ends else draft


def _is_numeric(text: str, body: Sequence[tuple[Cell, ...]]) -> bool:
    """Tell whether the cells behind the labels are numbers, or of several columns short values, for the most part."""
    cells = [words for row in body for cell in row[1:] if (words := cell.span.of(text).strip())]
    if sum(map(_is_number, cells)) * 2 > len(cells):
        return True
    values = sum(len(words) <= _LONGEST_VALUE and any(map(str.isdigit, words)) for words in cells)
    return values * 2 > len(cells) and max(map(len, body)) > 2


def _is_number(words: str) -> bool:
    return words in _NONE or (any(map(str.isdigit, words)) and not any(map(str.isalpha, words)))
