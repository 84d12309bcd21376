"""Answers of queries as tables for people and in the field's formats for machines."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import Any

import pyoxigraph

from drugkg.errors import Problem, QueryError
from drugkg.graph.namespaces import PREFIXES
from drugkg.query.layout import layout
from drugkg.query.names import compact

__all__ = ["FORMATS", "Answer", "Table", "write"]

Answer = pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples
Cell = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple | None

_XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS: dict[str, Callable[[str], Any]] = {
    _XSD + "integer": int,
    _XSD + "decimal": Decimal,
    _XSD + "double": float,
    _XSD + "boolean": "true".__eq__,
}
_STANDARD = {
    "csv": pyoxigraph.QueryResultsFormat.CSV,
    "tsv": pyoxigraph.QueryResultsFormat.TSV,
    "json": pyoxigraph.QueryResultsFormat.JSON,
}

#: The formats of an answer: csv, tsv and json by the W3C's standards, table for people, jsonl one object a row.
FORMATS = ("table", "csv", "tsv", "json", "jsonl", "turtle")


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of an answer; a cell is an RDF term, None where the query leaves it unbound.

    A notebook shows it as a table; `print` shows it as text; `records()` gives Python values.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @classmethod
    def of(cls, answer: Answer) -> Table:
        """Return an answer as a table: ASK has the one column `answer`, a graph three columns."""
        if isinstance(answer, pyoxigraph.QuerySolutions):
            columns = tuple(variable.value for variable in answer.variables)
            return cls(columns, tuple(tuple(row) for row in answer))
        if isinstance(answer, pyoxigraph.QueryBoolean):
            return cls(("answer",), ((pyoxigraph.Literal(bool(answer)),),))
        triples = sorted(answer, key=str)
        return cls(("subject", "predicate", "object"), tuple((t.subject, t.predicate, t.object) for t in triples))

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.records())

    def records(self) -> list[dict[str, Any]]:
        """Return the rows as dictionaries of plain values: IRIs and texts as str, numbers as numbers."""
        return [{column: plain(cell) for column, cell in zip(self.columns, row, strict=True)} for row in self.rows]

    def text(self, width: int | None = None) -> str:
        """Return the rows as text, wrapped to `width` columns of a terminal if given."""
        return layout(self.columns, [[compact(cell) for cell in row] for row in self.rows], width)

    def write(self, format: str, width: int | None = None) -> bytes:
        """Return the rows as `table` or `jsonl`, or in one of the W3C's formats `csv`, `tsv`, `json`."""
        if format == "table":
            return self.text(width).encode()
        if format == "jsonl":
            lines = (json.dumps(row, ensure_ascii=False, default=_number) for row in self.records())
            return "".join(f"{line}\n" for line in lines).encode()
        return _standard(self._solutions(), format)

    def _solutions(self) -> pyoxigraph.QuerySolutions:
        """Return the rows as an answer of the engine, whose writers follow the standards."""
        rows = " ".join(f"({' '.join('UNDEF' if cell is None else str(cell) for cell in row)})" for row in self.rows)
        names = " ".join(f"?{column}" for column in self.columns)
        answer = pyoxigraph.Store().query(f"SELECT {names} {{ VALUES ({names}) {{ {rows} }} }}")
        assert isinstance(answer, pyoxigraph.QuerySolutions)
        return answer

    def __str__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(column)}</th>" for column in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(compact(cell))}</td>" for cell in row) + "</tr>" for row in self.rows
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def plain(cell: Cell) -> Any:
    """Return a cell as a plain Python value.

    >>> plain(pyoxigraph.Literal(5)), plain(pyoxigraph.Literal("ear", language="en")), plain(None)
    (5, 'ear', None)
    """
    if cell is None or isinstance(cell, pyoxigraph.Triple):
        return None if cell is None else str(cell)
    if isinstance(cell, pyoxigraph.Literal):
        return _NUMBERS.get(cell.datatype.value, str)(cell.value)
    return cell.value


def write(answer: Answer, format: str, width: int | None = None) -> bytes:
    """Return an answer in one of `FORMATS`; `width` is that of the terminal for a table.

    Raises:
        QueryError: if the answer has no such form (a graph has no csv, rows are no Turtle).
    """
    graph = isinstance(answer, pyoxigraph.QueryTriples)
    if (format == "turtle" and not graph) or (graph and format in _STANDARD):
        fitting = "turtle, table or jsonl" if graph else "table, csv, tsv, json or jsonl"
        kind = "a graph" if graph else "rows"
        raise QueryError(Problem("--format", f"the answer is {kind}, which {format} cannot hold", f"use {fitting}"))
    if isinstance(answer, pyoxigraph.QueryTriples) and format == "turtle":
        buffer = io.BytesIO()
        pyoxigraph.serialize(sorted(answer, key=str), buffer, format=pyoxigraph.RdfFormat.TURTLE, prefixes=PREFIXES)
        return buffer.getvalue()
    if isinstance(answer, pyoxigraph.QuerySolutions) and format in _STANDARD:
        return _standard(answer, format)
    if isinstance(answer, pyoxigraph.QueryBoolean) and format == "json":
        return _standard(answer, format)
    return Table.of(answer).write(format, width)


def _standard(answer: pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean, format: str) -> bytes:
    buffer = io.BytesIO()
    answer.serialize(buffer, format=_STANDARD[format])
    return buffer.getvalue() + (b"\n" if format == "json" else b"")


def _number(value: object) -> int | float | str:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)
