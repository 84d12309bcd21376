"""Findings against the claims that they are computed from: whatever computes findings of a graph is asked here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode

from drugkg.audit.material import Material, Node
from drugkg.findings.derive import derived
from drugkg.graph.iri import Iris
from drugkg.graph.namespaces import Quad
from drugkg.graph.nquads import parse_nquads
from drugkg.query.names import compact

__all__ = ["fresh_findings", "otherwise_found"]


def fresh_findings(graph: Material) -> Iterator[Quad]:
    """Yield what the graph of findings must hold: all that a build computes from the claims."""
    return derived(graph.graph.query, graph.graph.base)


def otherwise_found(whole: Node, graph: Material) -> Iterator[str]:
    """Tell where findings are not those that follow from the claims; an export of some drugs may have none."""
    del whole
    home = Iris(graph.graph.base).graph("findings")
    held = _by_node(parse_nquads(f"{quad} ." for quad in graph.graph.find(None, None, None, home)))
    if not held and graph.store is None:
        return
    try:
        fresh = _by_node(fresh_findings(graph))
    except Exception as error:  # noqa: BLE001 (what is computed from a broken graph may break in any way)
        yield f"no findings can be computed from what it holds ({type(error).__name__}: {error})"
        return
    for node in sorted(held.keys() | fresh.keys()):
        if held.get(node) != fresh.get(node):
            what = (
                "is missing"
                if node not in held
                else "follows from no claims"
                if node not in fresh
                else "says otherwise"
            )
            yield f"the finding {compact(NamedNode(node[1:-1]))} {what}"


def _by_node(quads: Iterable[Quad]) -> dict[str, set[tuple[str, str]]]:
    """Return what is said of each node; findings are few beside the claims that they follow from."""
    found: dict[str, set[tuple[str, str]]] = {}
    for quad in quads:
        found.setdefault(quad.subject, set()).add((quad.predicate, quad.object))
    return found
