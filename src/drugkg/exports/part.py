"""What an export is made from: a graph, or the part of one that was asked for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from tempfile import TemporaryDirectory

import pyoxigraph

from drugkg.exports.order import in_order
from drugkg.exports.selection import Selection, chosen_claims, statements_of
from drugkg.exports.withheld import Withheld, withheld
from drugkg.graph.namespaces import iri
from drugkg.graph.nquads import parse_nquads
from drugkg.graph.serialise import Described, described
from drugkg.store import Database, Store
from drugkg.store.database import Answer

__all__ = ["Part", "part_of"]


class Part:
    """A graph as the writers of formats read it: everything in a fixed order, and nothing of it held in memory."""

    def __init__(self, graph: Database, claim_lines: Callable[[], Iterable[str]] = tuple) -> None:
        self._graph = graph
        #: Returns the lines of the claims file; graphs that were read as they are have none.
        self.claim_lines = claim_lines
        #: What the IRIs of the data begin with.
        self.base = graph.base
        self.find = graph.find

    def query(self, sparql: str) -> Answer:
        """Return the answer of a SPARQL query over the union of all graphs."""
        return self._graph.query(sparql)

    def graphs(self) -> Iterator[str]:
        """Yield the terms of the graphs in order, first an empty one for statements outside of any graph."""
        yield ""
        yield from sorted(map(iri, self._graph.graphs()))

    def nquads(self) -> Iterator[bytes]:
        """Yield all statements in order, as lines of canonical N-Quads."""
        with closing(self._graph.lines()) as lines:
            yield from in_order(lines)

    def nodes(self, graph: str | None = None) -> Iterator[Described]:
        """Yield in order what a graph says of each of its nodes; by default, what all graphs say.

        Args:
            graph: the term of a graph.
        """
        with closing(self._graph.lines(None if graph is None else graph[1:-1])) as lines:
            # Without the closing bracket of its subject, a node stands before the nodes whose names continue its own.
            ordered = in_order(line.replace(b"> ", b" ", 1) for line in lines)
            quads = parse_nquads(line.decode().replace(" ", "> ", 1) for line in ordered)
            yield from described(quad[:3] for quad in quads)


@contextmanager
def part_of(graph: Store, selection: Selection) -> Iterator[Part]:
    """Open the part of a graph that a selection admits."""
    closed = withheld(graph)
    if selection.whole and closed is None:
        yield Part(graph, graph.claim_lines)
        return
    claims = None if selection.whole else chosen_claims(graph, selection)
    statements = graph.find() if claims is None else statements_of(graph, claims, selection)
    with TemporaryDirectory(prefix="drugkg-", ignore_cleanup_errors=True) as folder:
        chosen = pyoxigraph.Store(folder)
        chosen.bulk_extend(closed.left(statements) if closed else statements)
        yield Part(Database(chosen, graph.base), lambda: _lines(graph, claims, closed))


def _lines(graph: Store, claims: frozenset[str] | None, closed: Withheld | None) -> Iterator[str]:
    for line in graph.claim_lines():
        if claims is None or json.loads(line)["claim"] in claims:
            yield closed.line(line) if closed else line
