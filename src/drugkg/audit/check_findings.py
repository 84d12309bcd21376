"""What follows from a graph against what it holds: findings, and what is a kind of what, are computed anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode

from drugkg.audit.material import Material, Node, full
from drugkg.findings.derive import derived
from drugkg.graph.iri import Iris
from drugkg.graph.namespaces import Quad
from drugkg.graph.nquads import parse_nquads
from drugkg.query.names import compact
from drugkg.schema.hierarchy import hierarchy_quads

__all__ = ["fresh_findings", "otherwise_above", "otherwise_found"]


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


def otherwise_above(whole: Node, graph: Material) -> Iterator[str]:
    """Tell where the wider concepts of a concept are not those that follow; an exported graph may have none."""
    del whole
    held = {(narrow, wide) for narrow, wide, _ in graph.saying(full("skos:broaderTransitive"))}
    if not held and graph.store is None:
        return
    fresh = {(q.subject[1:-1], q.object[1:-1]) for q in hierarchy_quads(graph.graph.query, graph.graph.base)}
    for concept in sorted({narrow for narrow, _ in held ^ fresh}):
        yield f"{compact(NamedNode(concept))} has other wider concepts than those that follow from its next ones"


def _by_node(quads: Iterable[Quad]) -> dict[str, set[tuple[str, str]]]:
    """Return what is said of each node; findings are few beside the claims that they follow from."""
    found: dict[str, set[tuple[str, str]]] = {}
    for quad in quads:
        found.setdefault(quad.subject, set()).add((quad.predicate, quad.object))
    return found
