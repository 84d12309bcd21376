"""Graphs that others made are let in only where they have the shapes that the graph must have."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

import pyoxigraph

from drugkg.errors import DocumentError, Problem
from drugkg.graph import Quad, to_nquads
from drugkg.query.shown import node_of, told
from drugkg.schema.conformance import violations

__all__ = ["admit"]

#: So many faults of one file are told.
_TOLD = 20


def admit(quads: Iterable[Quad], place: str) -> None:
    """Check the statements of a graph file, which must describe all that they name.

    Raises:
        DocumentError: if a node has not what it must have; each fault is told with its node.
    """
    store = pyoxigraph.Store()
    store.load(to_nquads(quads).encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    found = violations(lambda query: store.query(query, use_default_graph_as_union=True))
    problems = [
        Problem(f"{place}: {node_of(each)}", told(each), "mend the node; docs/checking.md tells of shapes")
        for each in islice(found, _TOLD + 1)
    ]
    if len(problems) > _TOLD:
        problems[_TOLD] = Problem(place, "more of its nodes lack something", "`drugkg check FILE` tells all of them")
    if problems:
        raise DocumentError(problems)
