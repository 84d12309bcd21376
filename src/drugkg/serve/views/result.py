"""Rows of an answer for a page: cells that lead to what they name, columns that know what they hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

import pyoxigraph

from drugkg.claims.relations import RELATIONS
from drugkg.graph.namespaces import DKG
from drugkg.query.names import compact, one_line, with_prefixes
from drugkg.query.resolve import Names, Queryable
from drugkg.query.results import Table, plain
from drugkg.serve.views.paths import Paths

__all__ = ["Cell", "Column", "Result", "result"]

#: Further rows are counted up to here.
_COUNTED = 20_000
#: Of which class a column's names are; all others hold names of concepts.
_CLASSES = {
    "drugLabel": ("Drug",), "sourceLabel": ("EvidenceSource",),
    "documentTitle": ("Document",), "olderTitle": ("Document",), "newerTitle": ("Document",),
}  # fmt: skip
_SUFFIX = re.compile(r"(?<=[a-z])(?:Label|Title|Key)$")
#: The name of a column whose cells tell how a claim stands, or what its document says.
_MARKED = ("finding", "verdict", "stance")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in the query, a heading, what it means, and what its cells are: number, text or iri."""

    name: str
    heading: str
    meaning: str
    kind: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: what is shown, where it leads, a mark for how it looks, and its number."""

    text: str
    href: str = ""
    mark: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """A page of rows: columns that are empty are left out, what all rows share stands in `shared`.

    `total` is the number of all rows; where there are more than anyone would leaf through, `more` is true.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    shared: tuple[tuple[Column, Cell], ...]
    first: int
    total: int
    more: bool

    @property
    def last(self) -> int:
        """The number of the last row that is shown."""
        return self.first + len(self.rows) - 1


def result(
    names: Names,
    base: str,
    answer: pyoxigraph.QuerySolutions,
    meanings: Mapping[str, str],
    page: tuple[int, int] = (1, 100),
) -> Result:
    """Return a page of an answer.

    Args:
        names: the names of the graph that gave the answer.
        base: what the IRIs of the graph begin with.
        answer: the rows.
        meanings: what columns mean, by name.
        page: its number, and how many rows a page has.
    """
    number, size = page
    columns = [variable.value for variable in answer.variables]
    skipped = sum(1 for _ in islice(answer, (number - 1) * size))
    rows = [tuple(row) for row in islice(answer, size)]
    counted = skipped + len(rows) + sum(1 for _ in islice(answer, _COUNTED))
    more = next(answer, None) is not None
    table = Table(tuple(columns), tuple(rows))
    cells = list(_cells(table, names, Paths(base)))
    filled = [i for i in range(len(columns)) if any(row[i].text for row in cells)]
    shared = [i for i in filled if len(rows) > 1 and columns[i] != "claim" and len({row[i] for row in cells}) == 1]
    heads = [Column(name, _heading(name), meanings.get(name, ""), _kind(table, i)) for i, name in enumerate(columns)]
    shown = [i for i in filled if i not in shared]
    return Result(
        columns=tuple(heads[i] for i in shown),
        rows=tuple(tuple(row[i] for i in shown) for row in cells),
        shared=tuple((heads[i], cells[0][i]) for i in shared),
        first=skipped + 1,
        total=counted,
        more=more,
    )


def _heading(name: str) -> str:
    """Return the name of a column as words.

    >>> _heading("documentTitle"), _heading("timesPerDay"), _heading("offLabel")
    ('document', 'times per day', 'off label')
    """
    stem = name if name == "offLabel" else _SUFFIX.sub("", name)
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", stem).lower()


def _kind(table: Table, index: int) -> str:
    cells = [row[index] for row in table.rows if row[index] is not None]
    if cells and all(isinstance(plain(cell), int | float | Decimal) and not _truth(cell) for cell in cells):
        return "number"
    return "iri" if cells and all(isinstance(cell, pyoxigraph.NamedNode) for cell in cells) else "text"


def _truth(cell: object) -> bool:
    return isinstance(cell, pyoxigraph.Literal) and cell.datatype.value.endswith("#boolean")


def _cells(table: Table, names: Names, paths: Paths) -> Iterator[tuple[Cell, ...]]:
    claims = {row["claim"] for row in table.records() if row.get("claim")} if "claim" in table.columns else set()
    near = _around(names.graph, claims)
    for row in table.rows:
        own = dict(zip(table.columns, row, strict=True))
        beside = dict(near.get(getattr(own.get("claim"), "value", ""), {}))
        document = own.get("document")
        if isinstance(document, pyoxigraph.NamedNode):
            beside[getattr(own.get("documentTitle"), "value", "")] = document.value
        yield tuple(_cell(column, cell, beside, names, paths) for column, cell in own.items())


def _cell(column: str, cell: object, beside: Mapping[str, str], names: Names, paths: Paths) -> Cell:
    """Return a cell; `beside` are the things that its row is about, by their names."""
    text = compact(cell)
    if isinstance(cell, pyoxigraph.NamedNode):
        relation = RELATIONS.get(cell.value.removeprefix(DKG))
        return Cell(relation.label if relation else text, paths.of(cell.value), text if column in _MARKED else "")
    if not isinstance(cell, pyoxigraph.Literal):
        return Cell(text)
    if column in _MARKED:
        return Cell(text, mark=text)
    if column != "offLabel" and column.endswith(("Label", "Title")):
        iri = beside.get(cell.value) or _only(names, _CLASSES.get(column, ()), cell.value)
        return Cell(one_line(text), paths.of(iri) if iri else "")
    value = plain(cell)
    return Cell(text, number=str(value) if isinstance(value, int | float | Decimal) and not _truth(cell) else "")


def _only(names: Names, classes: tuple[str, ...], label: str) -> str:
    """Return the one thing that has this name, empty where none or several have it."""
    found = names.of(classes).find(label)
    return found[0] if len(found) == 1 else ""


def _around(graph: Queryable, claims: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return the things that claims are about, by their names: concepts, document and source."""
    listed = " ".join(str(pyoxigraph.NamedNode(claim)) for claim in sorted(claims))
    if not listed:
        return {}
    answer = graph.query(with_prefixes(_AROUND % listed))
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    found: dict[str, dict[str, str]] = {}
    for row in answer:
        found.setdefault(row["claim"].value, {})[row["name"].value] = row["thing"].value
    return found


_AROUND = """SELECT ?claim ?name ?thing { VALUES ?claim { %s }
  { ?claim dkg:proposition/(dkg:subject|dkg:object) ?thing . ?thing skos:prefLabel ?name }
  UNION { ?claim dct:source ?thing . ?thing dct:title ?name }
  UNION { ?claim dct:source/dct:isVersionOf ?thing . ?thing rdfs:label ?name } }"""
