"""What holds the statements of a graph: the ways into an open database, however large it is."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import Any

import pyoxigraph

__all__ = ["Answer", "Database", "Dataset", "matching"]

Answer = pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a query sees: those that stand together as the default graph, and those that `GRAPH` may name.

    None leaves the choice to what the query says by FROM and FROM NAMED.
    """

    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None


def matching(
    database: pyoxigraph.Store,
    subject: str | None = None,
    predicate: str | None = None,
    object: str | None = None,
    graph: str | None = None,
) -> Iterator[pyoxigraph.Quad]:
    """Yield the statements that have the given IRIs at their places, one by one; `""` is the graph without a name."""
    nodes = [None if part is None else pyoxigraph.NamedNode(part) for part in (subject, predicate, object)]
    named = None if graph is None else _graph(graph)
    return iter(database.quads_for_pattern(nodes[0], nodes[1], nodes[2], named))


class Database:
    """A database of named graphs, open for questions; `base` is what the IRIs of its data begin with."""

    def __init__(self, database: pyoxigraph.Store, base: str) -> None:
        self._database = database
        #: What the IRIs of the data begin with.
        self.base = base

    def __len__(self) -> int:
        return len(self._database)

    def query(self, sparql: str, dataset: Dataset | None = None, /) -> Answer:
        """Return the answer of a SPARQL query over a data set, else over all graphs; `GRAPH` names one of them.

        Raises:
            SyntaxError: if the query is malformed.
        """
        if dataset is None:
            return self._database.query(sparql, base_iri=self.base, use_default_graph_as_union=True)
        return self._database.query(
            sparql, base_iri=self.base, default_graph=_nodes(dataset.default), named_graphs=_nodes(dataset.named)
        )

    def find(
        self,
        subject: str | None = None,
        predicate: str | None = None,
        object: str | None = None,
        graph: str | None = None,
    ) -> Iterator[pyoxigraph.Quad]:
        """Yield the statements that have the given IRIs at their places, one by one, however many there are."""
        return matching(self._database, subject, predicate, object, graph)

    def graphs(self) -> tuple[str, ...]:
        """Return the IRIs of all graphs."""
        return tuple(node.value for node in self._database.named_graphs())

    def lines(self, graph: str | None = None) -> Generator[bytes]:
        """Yield all statements as lines of N-Quads, in no particular order; a file holds them, not memory.

        Args:
            graph: the IRI of the one graph to read, as N-Triples; `""` is the graph without a name.
        """
        with TemporaryFile(prefix="drugkg-") as file:
            if graph is None:
                self._database.dump(file, format=pyoxigraph.RdfFormat.N_QUADS)
            else:
                self._database.dump(file, format=pyoxigraph.RdfFormat.N_TRIPLES, from_graph=_graph(graph))
            file.seek(0)
            yield from file


def _graph(iri: str) -> pyoxigraph.NamedNode | pyoxigraph.DefaultGraph:
    return pyoxigraph.NamedNode(iri) if iri else pyoxigraph.DefaultGraph()


def _nodes(iris: tuple[str, ...] | None) -> Any:
    return None if iris is None else [pyoxigraph.NamedNode(iri) for iri in iris]
