"""What is a kind of what: all wider concepts of each concept, however far above, in a graph of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from drugkg.graph.iri import Iris
from drugkg.graph.namespaces import PREFIXES, Quad, iri, term

__all__ = ["above", "hierarchy_quads"]

_ABOVE = term("skos:broaderTransitive")
_BROADER = f"SELECT ?narrow ?wide {{ ?narrow <{PREFIXES['skos']}broader> ?wide }}"


def hierarchy_quads(ask: Callable[[str], Any], base: str) -> Iterator[Quad]:
    """Yield what follows from the steps between concepts that a graph holds; `ask` answers queries over it."""
    graph = iri(Iris(base).graph("hierarchy"))
    steps: dict[str, set[str]] = {}
    for narrow, wide in ask(_BROADER):
        steps.setdefault(str(narrow), set()).add(str(wide))
    for concept in sorted(steps):
        for wider in sorted(above(concept, steps)):
            yield Quad(concept, _ABOVE, wider, graph)


def above(concept: str, steps: Mapping[str, Iterable[str]]) -> set[str]:
    """Return what a concept is a kind of; a ring of concepts makes none a kind of itself.

    >>> sorted(above("a", {"a": ["b"], "b": ["c"], "c": ["a"]}))
    ['b', 'c']
    """
    found: set[str] = set()
    waiting = [concept]
    while waiting:
        fresh = set(steps.get(waiting.pop(), ())) - found
        found |= fresh
        waiting += fresh
    return found - {concept}
