"""Nodes of a graph with all that is said of them, looked up one by one: a graph may be far larger than memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import pyoxigraph

from drugkg.graph.namespaces import term

__all__ = ["Find", "Node", "Nodes", "full", "value_of"]

#: Yields the statements that have the given IRIs at their places: subject, predicate, object, graph.
Find = Callable[..., Iterator[pyoxigraph.Quad]]

#: So many nodes are remembered; concepts, quantities and propositions are looked up by many others.
_REMEMBERED = 1 << 13


def full(name: str) -> str:
    """Return the IRI of a prefixed name.

    >>> full("dkg:stance")
    'https://w3id.org/drugkg/ontology#stance'
    """
    return term(name)[1:-1]


@dataclass(frozen=True, slots=True)
class Node:
    """A node with what is said of it: values by the IRI of the property, sorted, and the graphs that say it."""

    iri: str
    held: Mapping[str, tuple[str, ...]]
    graphs: frozenset[str]

    def all(self, name: str) -> tuple[str, ...]:
        """Return the values of a property, given by its prefixed name."""
        return self.held.get(full(name), ())

    def one(self, name: str) -> str | None:
        """Return the value of a property that has exactly one, else None."""
        values = self.all(name)
        return values[0] if len(values) == 1 else None

    def is_a(self, name: str) -> bool:
        """Tell whether the node is of a class."""
        return full(name) in self.all("rdf:type")


class Nodes:
    """Looks up nodes, and remembers those that it looked up last."""

    def __init__(self, find: Find) -> None:
        self.find = find
        self.node = lru_cache(_REMEMBERED)(self._node)

    def _node(self, iri: str) -> Node:
        held: dict[str, set[str]] = {}
        graphs = set()
        for quad in self.find(iri):
            held.setdefault(quad.predicate.value, set()).add(value_of(quad.object))
            graphs.add(value_of(quad.graph_name))
        return Node(iri, {name: tuple(sorted(values)) for name, values in held.items()}, frozenset(graphs))

    def of(self, predicate: str, object: str, graph: str | None = None) -> Iterator[str]:
        """Yield the IRIs of the nodes that have a property with the given IRI as its value."""
        found = self.find(None, full(predicate), object, graph)
        yield from (iri for iri, _ in groupby(value_of(quad.subject) for quad in found))


def value_of(term: object) -> str:
    """Return a term as text: an IRI, `_:` and a name, or a literal's words; empty for the graph without a name."""
    return str(term) if isinstance(term, pyoxigraph.BlankNode) else str(getattr(term, "value", ""))
