"""Grids: the tables of a document, with the words that stand over them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from drugkg.text import Block, Document
from drugkg.text.figures import is_figure

__all__ = ["Grid", "cells", "grids"]

_TITLE = re.compile(r"\W*Table\b", re.IGNORECASE)
#: How many blocks above a table its title is looked for: remarks may stand between.
_TITLE_REACH = 5


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: `title` has the words over it, `heads` the cells of its rows of heads, `rows` those of the others."""

    title: str
    heads: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def width(self) -> int:
        """How many cells with figures a row has, most often; 0 where none has any."""
        counts = [sum(map(is_figure, row)) for row in self.rows]
        told = [count for count in counts if count]
        return max(sorted(set(told)), key=told.count) if told else 0

    @property
    def words(self) -> str:
        """The words of title and heads."""
        return " ".join((self.title, *(" ".join(head) for head in self.heads)))


def cells(block: Block) -> tuple[str, ...]:
    """Return the words of a row's cells."""
    return tuple(cell.of(block.text) for cell in block.cells)


def grids(document: Document) -> Mapping[int, Grid]:
    """Return the grid of each block that is a row of a table, by its index."""
    found: dict[int, Grid] = {}
    blocks = document.blocks
    first = 0
    while first < len(blocks):
        end = first + 1
        if blocks[first].cells:
            while end < len(blocks) and blocks[end].cells and not (blocks[end].head and not blocks[end - 1].head):
                end += 1
            rows = blocks[first:end]
            grid = Grid(
                _title(blocks, first),
                tuple(cells(row) for row in rows if row.head),
                tuple(cells(row) for row in rows if not row.head),
            )
            found |= dict.fromkeys(range(first, end), grid)
        first = end
    return found


def _title(blocks: Sequence[Block], first: int) -> str:
    """Return the title of a table, else the line right above it."""
    above = [block.text for block in reversed(blocks[max(0, first - _TITLE_REACH) : first]) if not block.cells]
    return next((line for line in above if _TITLE.match(line)), above[0] if above else "")
