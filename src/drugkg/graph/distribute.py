"""Turtle knows no graphs: put its triples back into the graphs where the model has them."""

from __future__ import annotations

from collections.abc import Iterable

from drugkg.claims.relations import RELATIONS
from drugkg.graph.iri import Iris, digest
from drugkg.graph.namespaces import DKG, PREFIXES, RDF_TYPE, Quad, iri, term

__all__ = ["distribute"]

#: The graph of a node that belongs to no document, by its kind.
_SHARED = {
    "activity": "sources", "concept": "vocabulary", "curator": "curation", "decision": "curation",
    "document": "sources", "finding": "findings", "graph": "sources",
    "proposition": "propositions", "quantity": "propositions", "rule": "sources", "source": "sources",
}  # fmt: skip
#: The property by which a node of a document's graph names the document, or a node nearer to it.
_HOMEWARD = tuple(term(name) for name in ("dct:source", "oa:hasBody", "oa:hasSource", "dct:isReferencedBy"))
_PLAIN = {f"<{DKG}{name}{ending}>": (name, ending) for name in RELATIONS for ending in ("", "InScope", "Denied")}
_SUBJECT, _OBJECT, _RELATION, _SCOPE = (term(f"dkg:{name}") for name in ("subject", "object", "relation", "scopeKey"))
_STANCE, _PROPOSITION, _OFF_LABEL = (term(f"dkg:{name}") for name in ("stance", "proposition", "offLabel"))
_ABOVE = term("skos:broaderTransitive")
_OWL = f"<{PREFIXES['owl']}"

Pair = tuple[str, str]


def distribute(quads: Iterable[Quad], iris: Iris) -> list[Quad]:
    """Return quads, those outside of any graph put where the model has them.

    A plain triple goes to the graph of each document whose claims it follows from. What the model has no place for gets
    a graph of its own, named after its content.
    """
    quads = list(quads)
    loose = [quad for quad in quads if not quad.graph]
    if not loose:
        return quads
    facts = {(quad.subject, quad.predicate): quad.object for quad in quads}
    # A term of others that an ontology declares belongs to the ontology, whatever its name.
    declared = {quad.subject for quad in quads if quad.predicate == RDF_TYPE and quad.object.startswith(_OWL)}
    plain = _plain_homes(quads, facts, iris)
    other = iri(iris.of("graph/import", digest("import", sorted(" ".join(quad[:3]) for quad in loose))))
    placed = [quad for quad in quads if quad.graph]
    for quad in loose:
        homes = plain.get(quad[:3]) if quad.predicate in _PLAIN else None
        if quad.subject in declared:
            home = iri(iris.graph("ontology"))
        elif quad.predicate == _ABOVE:
            home = iri(iris.graph("hierarchy"))
        else:
            home = _home(quad.subject, facts, iris) or other
        placed += [quad._replace(graph=graph) for graph in homes or (home,)]
    return placed


def _home(node: str, facts: dict[Pair, str], iris: Iris) -> str | None:
    if node.startswith(f"<{DKG}"):
        return iri(iris.graph("ontology"))
    kind = node[1:].removeprefix(iris.base).partition("/")[0] if node.startswith(f"<{iris.base}") else ""
    if kind in _SHARED:
        return iri(iris.graph(_SHARED[kind]))
    document = _document(node, facts)
    return iri(iris.document_graph(document)) if document else None


def _document(node: str, facts: dict[Pair, str]) -> str | None:
    """Return the id of the document to which a claim, evidence, passage, selector or reference belongs."""
    for ending in ("-position>", "-quote>"):
        if node.endswith(ending):
            node = f"{node.removesuffix(ending)}>"
    while "/document/" not in node:
        nearer = next((facts[node, step] for step in _HOMEWARD if (node, step) in facts), None)
        if nearer is None:
            return None
        node = nearer
    return node[1:-1].rpartition("/")[2]


def _plain_homes(quads: list[Quad], facts: dict[Pair, str], iris: Iris) -> dict[tuple[str, str, str], list[str]]:
    """Return the graphs of the documents from whose claims each plain triple follows."""
    homes: dict[tuple[str, str, str], set[str]] = {}
    for claim, predicate, proposition, _ in quads:
        document = _document(claim, facts) if predicate == _PROPOSITION else None
        if document is None:
            continue
        subject, relation, object = (facts.get((proposition, step), "") for step in (_SUBJECT, _RELATION, _OBJECT))
        bounded = facts.get((proposition, _SCOPE), '""') != '""'
        stance = facts.get((claim, _STANCE), "")
        endings = []
        if stance == term("dkg:asserts"):
            endings = ["", "InScope"] if bounded or (claim, _OFF_LABEL) in facts else [""]
        elif stance == term("dkg:denies") and not bounded:
            endings = ["Denied"]
        for ending in endings:
            triple = (subject, f"{relation[:-1]}{ending}>", object)
            homes.setdefault(triple, set()).add(iri(iris.document_graph(document)))
    return {triple: sorted(graphs) for triple, graphs in homes.items()}
