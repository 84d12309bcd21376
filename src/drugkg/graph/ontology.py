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

#: Kinds of findings, and in what their sides stand against each other.
_FINDINGS = ("Conflict", "Difference", "Agreement", "SetAside")
_FINDING_TYPES = {
    "polarity": "one side asserts what the other denies",
    "opposition": "two relations that exclude each other",
    "value": "numbers or words of frequency that cannot both hold",
    "certainty": "known on one side, unknown or uncertain on the other",
    "strength": "advice of another strength",
    "scope": "another population, route, species or phase",
    "granularity": "a wider or narrower concept or value, or less detail",
    "selection": "another selection of the same kind of things",
    "same": "the same in all documents",
}
#: What nodes of findings carry, and whether that is a literal.
_OF_FINDINGS = {
    "findingType": ("in what the sides stand against each other", False),
    "byRule": ("rule that found it", False),
    "reason": ("why, in one sentence", True),
    "weight": ("how much it matters to a patient, 0 to 100", True),
    "aboutDrug": ("drug of which the claims speak", False),
    "comparedValue": ("value that is compared", True),
    "compares": ("proposition that is compared", False),
    "side": ("side of a finding", False),
    "member": ("claim of a side, or passage of an echo", False),
    "wouldBe": ("what a finding would be, were no claim of it marked wrong or withdrawn", False),
    "independentSources": ("number of independent sources behind a side", True),
    "basis": ("what makes passages an echo", False),
    "sharedWords": ("words that passages share, or the work that they cite", True),
    "similarity": ("share of the wording that passages have in common at least", True),
    "conflictOf": ("claim of any side of a conflict", False),
    "differenceOf": ("claim of any side of a difference", False),
    "agreementOf": ("claim of an agreement", False),
}
#: What decisions of curators make of what they are about, and what nodes of decisions carry beside.
_CURATION_STATUSES = {
    "wrong": "a claim that its document does not make",
    "withdrawn": "a document that counts no longer",
    "dismissed": "a finding that needs no attention",
}
_OF_DECISIONS = {
    "curationStatus": ("what it makes of what it is about", False),
    "named": ("what it is about, as the curator named it", True),
    "decidesOn": ("what it is about", False),
}

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
    "Finding": "finding: where claims about one drug stand to each other, made anew with every build",
    "Conflict": "conflict: claims that cannot both hold",
    "Difference": "difference: claims of other scope, detail or strength, which can both hold",
    "Agreement": "agreement: the same said by several documents",
    "SetAside": "set aside: what was no finding any more when curators had decided",
    "CurationDecision": "decision of a curator: about a claim, a document or a finding, and why",
    "CurationStatus": "status: what a decision makes of what it is about",
    "Side": "side: claims of a finding that say the same",
    "FindingType": "type of a finding: in what its sides stand against each other",
    "ValueWord": "word: one of the few values that a qualifier admits",
    "EchoCluster": "echo: passages of different documents that are no independent witnesses",
    "EchoBasis": "basis of an echo: what makes passages one witness",
}
_ECHO_BASES = {"sharedWording": "shared wording", "sharedReference": "same cited work"}


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
    for name in _FINDINGS:
        yield _own(name), term("rdfs:subClassOf"), _own("Finding")
    for name, label in _FINDING_TYPES.items():
        yield from _named(name, label, "owl:NamedIndividual", "dkg:FindingType")
    for name, label in _CURATION_STATUSES.items():
        yield from _named(name, label, "owl:NamedIndividual", "dkg:CurationStatus")
    yield _own("CurationDecision"), term("rdfs:subClassOf"), term("prov:Activity")
    yield _own("decidesOn"), term("rdfs:subPropertyOf"), term("prov:used")
    for name, (label, literal_valued) in (_OF_FINDINGS | _OF_DECISIONS).items():
        yield from _named(name, label, "owl:DatatypeProperty" if literal_valued else "owl:ObjectProperty")
    for name, label in _ECHO_BASES.items():
        yield from _named(name, label, "owl:NamedIndividual", "dkg:EchoBasis")
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
