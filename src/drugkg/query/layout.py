"""Rows as text in columns that fit a terminal and lose nothing."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

__all__ = ["layout"]

_GAP = "  "
_NARROWEST = 8
#: A column whose cells are longer than this may stand below its row.
_LONG = 32
_INDENT = "    "


def layout(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int | None = None) -> str:
    """Return rows as text in columns; what all rows share stands once above them, empty columns are left out.

    Where the rows are wider than `width`, the column with the longest cells stands below each row.

    >>> print(layout(["drug", "effect", "often", "route"], [["x", "rash", "9 %", ""], ["x", "sleep", "", ""]]), end="")
    drug: x
    <BLANKLINE>
    effect  often
    ------  -----
    rash    9 %
    sleep
    <BLANKLINE>
    2 rows
    """
    count = "1 row" if len(rows) == 1 else f"{len(rows)} rows"
    if not rows:
        return f"{_GAP.join(columns)}\n\n{count}\n"
    filled = [i for i in range(len(columns)) if any(row[i] for row in rows)]
    shared = [i for i in filled if len({row[i] for row in rows}) == 1]
    shown = [i for i in filled if i not in shared]
    lines = [f"{columns[i]}: {rows[0][i]}" for i in shared]
    if shown:
        lines += [""] if lines else []
        lines += _grid([columns[i] for i in shown], [[row[i] for i in shown] for row in rows], width)
    return "\n".join([*lines, "", count]) + "\n"


def _grid(heads: list[str], rows: list[list[str]], width: int | None) -> list[str]:
    natural = [max(len(head), *(len(row[i]) for row in rows)) for i, head in enumerate(heads)]
    longest = natural.index(max(natural))
    if width is None or sum(natural) + len(_GAP) * (len(natural) - 1) <= width:
        return _lines(heads, rows, natural, [])
    below: list[str] = []
    if natural[longest] > _LONG and len(heads) > 1:
        below = [row[longest] for row in rows]
        heads, rows = _without(heads, longest), [_without(row, longest) for row in rows]
        natural = [size for i, size in enumerate(natural) if i != longest]
    widths = _fit(natural, width - len(_GAP) * (len(heads) - 1))
    folded = [textwrap.wrap(text, max(width - len(_INDENT), _LONG)) for text in below]
    return _lines(heads, rows, widths, folded)


def _lines(heads: list[str], rows: list[list[str]], widths: list[int], below: list[list[str]]) -> list[str]:
    """Return header, rule and rows as lines; rows of several lines stand apart."""
    lines = [*_line(heads, widths), _GAP.join("-" * w for w in widths)]
    apart = bool(below) or any(len(cell) > w for row in rows for cell, w in zip(row, widths, strict=True))
    for number, row in enumerate(rows):
        lines += [""] if apart and number else []
        lines += _line(row, widths)
        lines += [_INDENT + text for text in below[number]] if below else []
    return lines


def _fit(widths: list[int], room: int) -> list[int]:
    """Return the widths, the widest cut down until all fit or none can be narrower."""
    widths = list(widths)
    while sum(widths) > room and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _line(row: list[str], widths: list[int]) -> list[str]:
    cells = [textwrap.wrap(cell, w) or [""] for cell, w in zip(row, widths, strict=True)]
    return [
        _GAP.join((cell[i] if i < len(cell) else "").ljust(w) for cell, w in zip(cells, widths, strict=True)).rstrip()
        for i in range(max(map(len, cells)))
    ]


def _without(items: list[str], index: int) -> list[str]:
    return items[:index] + items[index + 1 :]
