"""Claims with their values, the plain triples that follow from them, and the identity of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from drugkg.claims.model import Claim, Quantity, Stance, Value
from drugkg.claims.relations import RELATIONS, Kind, Qualifier, ValueType
from drugkg.graph.iri import Iris, digest, quantity_id
from drugkg.graph.namespaces import RDF_TYPE, Quad, iri, literal, term
from drugkg.graph.propositions import Proposition, proposition_of
from drugkg.vocabulary.concept import Concept, ConceptType

__all__ = ["Identified", "claim_id", "claim_quads", "identified", "plain_names", "plain_quads", "word_name"]

_CLAIM, _STANCE, _PROPOSITION, _SOURCE = map(term, ("dkg:Claim", "dkg:stance", "dkg:proposition", "dct:source"))


@dataclass(frozen=True, slots=True)
class Identified:
    """A claim with its proposition, the IRI of that, its own id, and its qualifiers that are no scope."""

    claim: Claim
    proposition: Proposition
    proposition_iri: str
    id: str
    values: tuple[tuple[Qualifier, Value], ...]
    notes: tuple[tuple[Qualifier, Value], ...]

    def quantities(self) -> Iterator[Quantity]:
        """Yield the quantities of scope and values."""
        yield from (value for _, value in self.proposition.scope if isinstance(value, Quantity))
        yield from (value for _, value in self.values if isinstance(value, Quantity))


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


def identified(claim: Claim, document: str, iris: Iris) -> Identified:
    """Return a claim that the document with this id makes, with all that its names follow from."""
    relation = RELATIONS[claim.relation]
    held = [(relation.qualifier(key, value), value) for key, value in claim.qualifiers.items() if value is not False]
    values = tuple(pair for pair in held if pair[0].kind is Kind.VALUE)
    proposition = proposition_of(claim)
    proposition_iri = proposition.iri(iris)
    hashed = sorted([qualifier.property, _hashed(value)] for qualifier, value in values)
    id = digest("claim", document, proposition_iri.rpartition("/")[2], claim.stance.value, hashed)
    notes = tuple(pair for pair in held if pair[0].kind is Kind.NOTE)
    return Identified(claim, proposition, proposition_iri, id, values, notes)


def claim_id(claim: Claim, document: str, iris: Iris) -> str:
    """Return the id of a claim that the document with this id makes."""
    return identified(claim, document, iris).id


def claim_quads(told: Identified, document: str, iris: Iris) -> Iterator[Quad]:
    """Write a claim into its document's graph."""
    node, graph = iri(iris.of("claim", told.id)), iri(iris.document_graph(document))
    yield Quad(node, RDF_TYPE, _CLAIM, graph)
    yield Quad(node, _STANCE, term(f"dkg:{told.claim.stance.value}"), graph)
    yield Quad(node, _PROPOSITION, iri(told.proposition_iri), graph)
    yield Quad(node, _SOURCE, iri(iris.of("document", document)), graph)
    for qualifier, value in told.values:
        yield Quad(node, term(f"dkg:{qualifier.property}"), _value_term(qualifier, value, iris), graph)
    for qualifier, value in told.notes:
        yield Quad(node, term(f"dkg:{qualifier.property}"), literal(str(value)), graph)


def plain_quads(told: Identified, document: str, iris: Iris) -> Iterator[Quad]:
    """Write the plain triples of a claim: none for doubts, hedges, scoped denials and free text."""
    claim = told.claim
    if claim.object.type is ConceptType.PHRASE:
        return
    graph, off_label = iri(iris.document_graph(document)), claim.qualifiers.get("offLabel") is True
    for name in plain_names(claim.relation, claim.stance, scoped=bool(told.proposition.scope), off_label=off_label):
        subject, object = (iri(iris.concept(concept.key)) for concept in (claim.drug, claim.object))
        yield Quad(subject, term(f"dkg:{name}"), object, graph)


def plain_names(relation: str, stance: str, *, scoped: bool, off_label: bool) -> tuple[str, ...]:
    """Return the names of the plain triples that follow from a claim whose object is no free text.

    >>> plain_names("treats", "asserts", scoped=True, off_label=False)
    ('treats', 'treatsInScope')
    >>> plain_names("treats", "denies", scoped=True, off_label=False)
    ()
    """
    if not RELATIONS[relation].plain:
        return ()
    if stance == Stance.ASSERTS:
        return (relation, f"{relation}InScope") if scoped or off_label else (relation,)
    return (f"{relation}Denied",) if stance == Stance.DENIES and not scoped else ()


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
