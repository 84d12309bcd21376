"""What a graph says of a node, for programs: its own statements and those of the nodes that belong to it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import pyoxigraph

from drugkg.graph.namespaces import DATA_PREFIXES, DKG, PREFIXES
from drugkg.store import Store

__all__ = ["FORMS", "describe", "described"]

#: The forms of a description by what `?format=` calls them, the first the default.
FORMS = {
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
    "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
    "rdfxml": pyoxigraph.RdfFormat.RDF_XML,
}

#: Nodes that a node leads to and that belong to it, and nodes that lead to it and do.
_PARTS = {PREFIXES["oa"] + "hasSelector", PREFIXES["oa"] + "hasTarget", f"{DKG}side", f"{DKG}proposition"}
_WHOLE = {PREFIXES["oa"] + "hasBody"}
#: So many statements describe a node of which nothing is said but that others name it.
_NAMING = 1000


def describe(store: Store, iri: str) -> Iterator[pyoxigraph.Triple]:
    """Yield each statement about a node once, those of a claim with its proposition, evidence and passages.

    What belongs to a node is bounded by what a document says in one place. A node of which nothing is said, as a rule,
    is described by statements that name it; the ontology is described by all of its terms.
    """
    if iri == DKG[:-1]:
        yield from (quad.triple for quad in store.find(graph=f"{store.base}graph/ontology"))
        return
    waiting, seen = [iri], {iri}
    while waiting:
        at = waiting.pop()
        belonging = []
        for triple in _of(store, at):
            yield triple
            if triple.predicate.value in _PARTS:
                belonging.append(triple.object)
        belonging += [quad.subject for predicate in _WHOLE for quad in store.find(predicate=predicate, object=at)]
        for other in belonging:
            if isinstance(other, pyoxigraph.NamedNode) and other.value not in seen:
                seen.add(other.value)
                waiting.append(other.value)


def described(store: Store, iri: str, form: str) -> bytes:
    """Return the description of a node in a form, one of `FORMS`."""
    prefixes = PREFIXES | {name: store.base + path for name, path in DATA_PREFIXES.items()}
    text = pyoxigraph.serialize(describe(store, iri), format=FORMS[form], prefixes=prefixes)
    assert text is not None
    return text


def _of(store: Store, iri: str) -> Iterator[pyoxigraph.Triple]:
    """Yield the statements of one node, or those that name it."""
    told: set[pyoxigraph.Triple] = set()
    for quad in store.find(subject=iri):
        if quad.triple not in told:
            told.add(quad.triple)
            yield quad.triple
    if not told:
        for quad in islice(store.find(object=iri), _NAMING):
            yield quad.triple
        if any(True for _ in islice(store.find(graph=iri), 1)):
            rdf, named = PREFIXES["rdf"], "http://www.w3.org/ns/sparql-service-description#NamedGraph"
            yield pyoxigraph.Triple(
                pyoxigraph.NamedNode(iri), pyoxigraph.NamedNode(f"{rdf}type"), pyoxigraph.NamedNode(named)
            )
