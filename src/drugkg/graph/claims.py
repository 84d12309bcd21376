"""Claims with their values, the plain triples that follow from them, and the identity of each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drugkg.claims.model import Claim, Quantity, Stance, Value
from drugkg.claims.relations import RELATIONS, Kind, Qualifier, ValueType
from drugkg.graph.iri import Iris, digest, quantity_id
from drugkg.graph.namespaces import RDF_TYPE, Quad, iri, literal, term
from drugkg.graph.propositions import Proposition, proposition_of, quantity_quads
from drugkg.vocabulary.concept import Concept, ConceptType

__all__ = ["claim_id", "claim_quads", "plain_quads", "word_name"]


def word_name(qualifier: Qualifier, word: str) -> str:
    """Return the local name of the individual that stands for a word.

    >>> word_name(RELATIONS["hasAdverseEffect"].qualifier("incidence", ""), "very common")
    'veryCommon'
    >>> word_name(RELATIONS["hasDose"].qualifier("per", ""), "dose")
    'perDose'
    """
    words: list[str] = re.findall(r"[A-Za-z0-9]+", f"per {word}" if qualifier.key == "per" else word)
    first, *rest = words
    return first.lower() + "".join(part.capitalize() for part in rest)


def claim_id(claim: Claim, document: str, iris: Iris) -> str:
    """Return the id of a claim that the document with this id makes."""
    proposition = proposition_of(claim).iri(iris).rpartition("/")[2]
    values = [[qualifier.property, _hashed(value)] for qualifier, value in _of_kind(claim, Kind.VALUE)]
    return digest("claim", document, proposition, claim.stance.value, sorted(values))


def claim_quads(claim: Claim, document: str, iris: Iris) -> Iterator[Quad]:
    """Write a claim into its document's graph, its quantities into the graph of propositions."""
    node, graph = iri(iris.of("claim", claim_id(claim, document, iris))), iri(iris.document_graph(document))
    yield Quad(node, RDF_TYPE, term("dkg:Claim"), graph)
    yield Quad(node, term("dkg:stance"), term(f"dkg:{claim.stance.value}"), graph)
    yield Quad(node, term("dkg:proposition"), iri(proposition_of(claim).iri(iris)), graph)
    yield Quad(node, term("dct:source"), iri(iris.of("document", document)), graph)
    for qualifier, value in _of_kind(claim, Kind.VALUE):
        if isinstance(value, Quantity):
            yield from quantity_quads(value, iris)
        yield Quad(node, term(f"dkg:{qualifier.property}"), _value_term(qualifier, value, iris), graph)
    for qualifier, value in _of_kind(claim, Kind.NOTE):
        yield Quad(node, term(f"dkg:{qualifier.property}"), literal(str(value)), graph)


def plain_quads(claim: Claim, document: str, iris: Iris) -> Iterator[Quad]:
    """Write the plain triples of a claim: none for doubts, hedges, scoped denials and free text."""
    if not RELATIONS[claim.relation].plain or claim.object.type is ConceptType.PHRASE:
        return
    proposition = proposition_of(claim)
    graph = iri(iris.document_graph(document))
    for name in _plain_names(claim, proposition):
        subject, object = (iri(iris.concept(concept.key)) for concept in (claim.drug, claim.object))
        yield Quad(subject, term(f"dkg:{name}"), object, graph)


def _plain_names(claim: Claim, proposition: Proposition) -> tuple[str, ...]:
    if claim.stance is Stance.ASSERTS:
        bounded = bool(proposition.scope) or claim.qualifiers.get("offLabel") is True
        return (claim.relation, f"{claim.relation}InScope") if bounded else (claim.relation,)
    denied = claim.stance is Stance.DENIES and not proposition.scope
    return (f"{claim.relation}Denied",) if denied else ()


def _of_kind(claim: Claim, kind: Kind) -> Iterator[tuple[Qualifier, Value]]:
    relation = RELATIONS[claim.relation]
    for key, value in claim.qualifiers.items():
        qualifier = relation.qualifier(key, value)
        if qualifier.kind is kind and value is not False:
            yield qualifier, value


def _hashed(value: Value) -> str:
    if isinstance(value, Quantity):
        return quantity_id(value)
    return "true" if value is True else str(getattr(value, "key", value))


def _value_term(qualifier: Qualifier, value: Value, iris: Iris) -> str:
    if isinstance(value, Concept):
        return iri(iris.concept(value.key))
    if isinstance(value, Quantity):
        return iri(iris.of("quantity", quantity_id(value)))
    if isinstance(value, bool):
        return literal("true", datatype="boolean")
    return term(f"dkg:{word_name(qualifier, value)}") if qualifier.holds is ValueType.WORD else literal(value)
