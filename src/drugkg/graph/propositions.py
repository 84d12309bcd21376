"""Propositions: what could be true, whoever says it. And the quantities that scopes and values share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from drugkg.claims.model import Claim, Quantity, Value, plain
from drugkg.claims.relations import RELATIONS, Kind
from drugkg.graph.iri import Iris, quantity_id, scope_text
from drugkg.graph.namespaces import RDF_TYPE, Quad, iri, literal, term
from drugkg.vocabulary.concept import Concept

__all__ = ["Proposition", "proposition_of", "proposition_quads", "quantity_quads"]

#: Scope roles that a reader recognises by their value alone.
_SELF_EXPLAINING = frozenset({"population", "route", "species", "country", "brand"})

_PROPOSITION, _SUBJECT, _RELATION, _OBJECT, _CORE, _SCOPE_KEY = (
    term(f"dkg:{name}") for name in ("Proposition", "subject", "relation", "object", "core", "scopeKey")
)
_LABEL = term("rdfs:label")


@dataclass(frozen=True, slots=True)
class Proposition:
    """Subject, relation and object, and the scope as (property, value) pairs in order."""

    subject: Concept
    relation: str
    object: Concept
    scope: tuple[tuple[str, Value], ...] = ()

    @property
    def core(self) -> Proposition:
        """The same without scope."""
        return Proposition(self.subject, self.relation, self.object)

    @property
    def scope_key(self) -> str:
        """The scope in canonical form: `population=adult;route=oral`, empty where there is none."""
        return ";".join(f"{role}={scope_text(value)}" for role, value in self.scope)

    @property
    def label(self) -> str:
        """A name for people: `baclofen hasDose initial dose (adult; oral)`."""
        scope = "; ".join(_scope_label(role, value) for role, value in self.scope)
        return f"{self.subject.label} {self.relation} {self.object.label}" + (f" ({scope})" if scope else "")

    def iri(self, iris: Iris) -> str:
        """Return the IRI of the proposition."""
        scope = [(role, scope_text(value)) for role, value in self.scope]
        return iris.proposition(self.subject.key, self.relation, self.object.key, scope)


def proposition_of(claim: Claim) -> Proposition:
    """Return the proposition on which a claim takes its stance."""
    relation = RELATIONS[claim.relation]
    scope = [
        (qualifier.property, value)
        for key, value in claim.qualifiers.items()
        if (qualifier := relation.qualifier(key, value)).kind is Kind.SCOPE and value is not False
    ]
    return Proposition(claim.drug, claim.relation, claim.object, tuple(sorted(scope, key=lambda pair: pair[0])))


def proposition_quads(proposition: Proposition, iris: Iris) -> Iterator[Quad]:
    """Write a proposition, without the quantities in its scope; it refers to the one without scope."""
    node, graph = iri(proposition.iri(iris)), iri(iris.graph("propositions"))
    yield Quad(node, RDF_TYPE, _PROPOSITION, graph)
    yield Quad(node, _LABEL, literal(proposition.label, "en"), graph)
    yield Quad(node, _SUBJECT, iri(iris.concept(proposition.subject.key)), graph)
    yield Quad(node, _RELATION, term(f"dkg:{proposition.relation}"), graph)
    yield Quad(node, _OBJECT, iri(iris.concept(proposition.object.key)), graph)
    yield Quad(node, _CORE, iri(proposition.core.iri(iris)) if proposition.scope else node, graph)
    yield Quad(node, _SCOPE_KEY, literal(proposition.scope_key), graph)
    for role, value in proposition.scope:
        yield Quad(node, term(f"dkg:{role}"), _scope_term(value, iris), graph)


def quantity_quads(quantity: Quantity, iris: Iris) -> Iterator[Quad]:
    """Write a quantity, shared by all that state it."""
    node, graph = iri(iris.of("quantity", quantity_id(quantity))), iri(iris.graph("propositions"))
    yield Quad(node, RDF_TYPE, term("dkg:Quantity"), graph)
    yield Quad(node, _LABEL, literal(str(quantity), "en"), graph)
    yield Quad(node, term("dkg:unit"), literal(quantity.unit), graph)
    for name, bound in (("low", quantity.low), ("high", quantity.high)):
        if bound is not None:
            yield Quad(node, term(f"dkg:{name}"), literal(plain(bound), datatype="decimal"), graph)
    for name, is_open in (("lowOpen", quantity.low_open), ("highOpen", quantity.high_open)):
        if is_open:
            yield Quad(node, term(f"dkg:{name}"), literal("true", datatype="boolean"), graph)


def _scope_label(role: str, value: Value) -> str:
    if value is True:
        return role
    text = str(getattr(value, "label", value))
    return text if role in _SELF_EXPLAINING else f"{role}: {text}"


def _scope_term(value: Value, iris: Iris) -> str:
    if isinstance(value, Concept):
        return iri(iris.concept(value.key))
    if isinstance(value, Quantity):
        return iri(iris.of("quantity", quantity_id(value)))
    return literal("true", datatype="boolean") if value is True else literal(str(value))
