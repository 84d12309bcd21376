"""Answers of small queries as texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph

from drugkg.query.names import with_prefixes
from drugkg.store import Store

__all__ = ["among", "exists", "pairs", "rows"]


def rows(store: Store, query: str, **nodes: str) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a query as texts, empty where a variable is unbound.

    Args:
        store: the graph.
        query: the query without prefixes; `$name` stands for an IRI.
        nodes: the IRIs by name.

    Raises:
        ValueError: if one of them is no IRI.
    """
    for name, iri in nodes.items():
        query = query.replace(f"${name}", str(pyoxigraph.NamedNode(iri)))
    answer = store.query(with_prefixes(query))
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    for row in answer:
        yield tuple("" if cell is None else str(getattr(cell, "value", "")) for cell in row)


def pairs(store: Store, query: str, **nodes: str) -> dict[str, str]:
    """Return the rows of a query for two variables as a mapping."""
    return {key: value for key, value in rows(store, query, **nodes)}  # noqa: C416 (names how many there are)


def among(variable: str, iris: Iterable[str]) -> str:
    """Return the pattern by which a variable is one of some IRIs.

    >>> among("x", ["urn:a", "urn:b"])
    'VALUES ?x { <urn:a> <urn:b> }'
    """
    return f"VALUES ?{variable} {{ {' '.join(str(pyoxigraph.NamedNode(iri)) for iri in iris)} }}"


def exists(store: Store, iri: str) -> bool:
    """Tell whether a graph has anything with this IRI: a node, a property or a graph."""
    try:
        found = (
            store.find(subject=iri), store.find(object=iri), store.find(graph=iri), store.find(predicate=iri)
        )  # fmt: skip
        return any(True for quads in found for _ in quads)
    except ValueError:
        return False
