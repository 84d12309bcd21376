"""What shapes cannot tell: what must fit across nodes and graphs, and which terms are none."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph

from drugkg.audit.check_identity import relation_of, scope
from drugkg.audit.material import Material, Node
from drugkg.audit.sides import key
from drugkg.graph.namespaces import DKG
from drugkg.query.names import compact, one_line
from drugkg.schema.terms import terms

__all__ = ["blank", "elsewhere", "homeless", "misscoped", "revises_itself", "undeclared"]


def misscoped(proposition: Node, graph: Material) -> Iterator[str]:
    """Tell where the key of a proposition's scope, or its core, does not fit what it says."""
    relation = relation_of(proposition)
    if relation is None:
        return
    held = scope(proposition, relation, graph) or []
    canonical = ";".join(f"{role}={value}" for role, value in held)
    if proposition.one("dkg:scopeKey") != canonical:
        yield f'its scope is "{canonical}", its dkg:scopeKey says "{one_line(proposition.one("dkg:scopeKey") or "")}"'
    core = graph.node(proposition.one("dkg:core") or "")
    same = all(core.one(name) == proposition.one(name) for name in ("dkg:subject", "dkg:relation", "dkg:object"))
    if not same or core.one("dkg:scopeKey") != "" or (not canonical and core.iri != proposition.iri):
        yield "its dkg:core is not the same proposition without scope"


def elsewhere(evidence: Node, graph: Material) -> Iterator[str]:
    """Tell where the passage of a claim stands in another document than the one that makes the claim."""
    claim, passage = (graph.node(evidence.one(name) or "") for name in ("oa:hasBody", "oa:hasTarget"))
    said, stands = claim.one("dct:source"), passage.one("oa:hasSource")
    if said and stands and said != stands:
        yield f"its claim is made by {_short(said)}, its passage stands in {_short(stands)}"


def revises_itself(document: Node, graph: Material) -> Iterator[str]:
    """Tell where the versions that a document revises lead back to it."""
    seen: set[str] = set()
    waiting = list(document.all("prov:wasRevisionOf"))
    while waiting:
        former = waiting.pop()
        if former == document.iri:
            yield "the versions that it revises lead back to it"
            return
        if former not in seen:
            seen.add(former)
            waiting += graph.node(former).all("prov:wasRevisionOf")


def homeless(node: Node, graph: Material) -> Iterator[str]:
    """Tell where what belongs to a document stands in another graph than the document's."""
    names = ("dct:source", "oa:hasSource", "dct:isReferencedBy")
    document = next((found for name in names if (found := node.one(name))), None)
    if document is None:
        document = graph.node(node.one("oa:hasBody") or "").one("dct:source")
    if document is None:
        return
    if document.startswith(graph.graph.base):
        wrong = [name for name in sorted(node.graphs) if name and not name.endswith(f"/graph/document/{key(document)}")]
    else:
        derived = set(graph.of("prov:wasDerivedFrom", document))
        wrong = [name for name in sorted(node.graphs) if name and derived and name not in derived]
    yield from (f"it belongs to {_short(document)}, but stands in {_short(name)}" for name in wrong)


def blank(_: Node, graph: Material) -> Iterator[str]:
    """Tell of nodes without a name."""
    answer = graph.graph.query("SELECT ?s ?p ?o { ?s ?p ?o FILTER(isBlank(?s) || isBlank(?o)) } LIMIT 20")
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    yield from sorted({f"{row['s']} {compact(row['p'])} has a node without a name" for row in answer})


def undeclared(whole: Node, graph: Material) -> Iterator[str]:
    """Tell of properties and classes of drugkg's that the ontology does not know, so that nobody would ask for them."""
    del whole
    known = {each.name for each in terms()}
    for query in ("SELECT DISTINCT ?name { ?s ?name ?o }", "SELECT DISTINCT ?name { ?s a ?name }"):
        answer = graph.graph.query(query)
        assert isinstance(answer, pyoxigraph.QuerySolutions)
        names = sorted({str(getattr(row["name"], "value", "")) for row in answer})
        yield from (
            f"{_short(name)} is no term of the ontology"
            for name in names
            if name.startswith(DKG) and name.removeprefix(DKG) not in known
        )


def _short(text: str) -> str:
    """Return an IRI as people read it; of what is none, its words."""
    try:
        return compact(pyoxigraph.NamedNode(text))
    except ValueError:
        return one_line(text)
