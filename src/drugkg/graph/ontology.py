"""The terms of the graph as a small ontology, made from the table of relations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drugkg.claims.model import Stance
from drugkg.claims.relations import RELATIONS, Qualifier, Relation, ValueType
from drugkg.graph.claims import word_name
from drugkg.graph.iri import Iris
from drugkg.graph.namespaces import DKG, RDF_TYPE, Quad, iri, literal, term
from drugkg.vocabulary.concept import ConceptType

__all__ = ["ontology_quads"]

_CLASSES = {
    "EvidenceSource": "source of evidence: a publisher's series of documents",
    "Document": "document: one version of a text",
    "Proposition": "proposition: what could be true, whoever says it",
    "Claim": "claim: the stance of one document on one proposition",
    "Quantity": "quantity: a number or interval with a unit",
    "Reference": "reference: a work that a document cites",
    "Concept": "concept: one thing that documents name in many words",
    "Stance": "stance: how a document stands to a proposition",
    "Relation": "relation: what a proposition says of its subject and object",
    "ValueWord": "word: one of the few values that a qualifier admits",
}


def ontology_quads(iris: Iris) -> Iterator[Quad]:
    """Write classes, relations, qualifiers and their words, each with a label, into the ontology's graph."""
    for subject, predicate, object in _triples():
        yield Quad(subject, predicate, object, iri(iris.graph("ontology")))


def _triples() -> Iterator[tuple[str, str, str]]:
    yield iri(DKG.rstrip("#")), RDF_TYPE, term("owl:Ontology")
    yield iri(DKG.rstrip("#")), term("rdfs:label"), literal("drugkg: claims that documents make about drugs", "en")
    for name, label in _CLASSES.items():
        yield from _named(name, label, "owl:Class")
    for kind in ConceptType:
        yield from _named(kind.value, _spaced(kind.value), "owl:Class")
        yield _own(kind.value), term("rdfs:subClassOf"), _own("Concept")
    for stance in Stance:
        yield from _named(stance.value, _spaced(stance.value), "owl:NamedIndividual", "dkg:Stance")
    for relation in RELATIONS.values():
        yield from _relation(relation)
        for qualifier in relation.qualifiers:
            yield from _qualifier(qualifier)


def _relation(relation: Relation) -> Iterator[tuple[str, str, str]]:
    yield from _named(relation.name, relation.label, "owl:ObjectProperty", "dkg:Relation")
    if relation.plain:
        yield from _named(f"{relation.name}InScope", f"{relation.label}, in a stated scope,", "owl:ObjectProperty")
        yield from _named(f"{relation.name}Denied", f"is denied to hold: {relation.label}", "owl:ObjectProperty")


def _qualifier(qualifier: Qualifier) -> Iterator[tuple[str, str, str]]:
    literal_valued = qualifier.holds in (ValueType.TEXT, ValueType.TRUE)
    kind = "owl:DatatypeProperty" if literal_valued else "owl:ObjectProperty"
    yield from _named(qualifier.property, _spaced(qualifier.property.removesuffix("Text")), kind)
    for word in qualifier.words:
        yield from _named(word_name(qualifier, word), word, "owl:NamedIndividual", "dkg:ValueWord")


def _named(name: str, label: str, *types: str) -> Iterator[tuple[str, str, str]]:
    for type in types:
        yield _own(name), RDF_TYPE, term(type)
    yield _own(name), term("rdfs:label"), literal(label, "en")
    yield _own(name), term("rdfs:isDefinedBy"), iri(DKG.rstrip("#"))


def _own(name: str) -> str:
    return term(f"dkg:{name}")


def _spaced(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
