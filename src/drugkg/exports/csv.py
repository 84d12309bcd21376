"""CSV of claims: RFC 4180, one row for each passage of each claim."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from drugkg.exports.format import ONE_FILE, Format
from drugkg.exports.part import Part
from drugkg.exports.rows import COLUMNS, Cell, rows
from drugkg.exports.told import told

__all__ = ["FORMAT", "csv_lines"]


def csv_lines(columns: Sequence[str], rows: Iterable[Mapping[str, Cell]]) -> Iterator[bytes]:
    r"""Yield a head and rows; what is None stays empty, and true and false are written small.

    >>> list(csv_lines(["a", "b"], [{"a": "x,y", "b": True}]))
    [b'a,b\r\n', b'"x,y",true\r\n']
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(columns)
    for row in rows:
        yield _taken(buffer)
        writer.writerow([str(cell).lower() if isinstance(cell, bool) else cell for cell in map(row.get, columns)])
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()


def _write(part: Part) -> Iterator[bytes]:
    return csv_lines(tuple(COLUMNS), (row for each in told(part.find) for row in rows(each)))


FORMAT = Format("csv", "claims as a table, one row for each passage of each claim", {ONE_FILE: _write}, ".csv")
