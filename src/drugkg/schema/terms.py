"""The terms of the ontology as values, read from its file."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache

from drugkg.graph.namespaces import DKG, PREFIXES, RDF_TYPE, term
from drugkg.schema.files import ONTOLOGY, path_of, statements

__all__ = ["Kind", "Term", "terms"]


class Kind(StrEnum):
    """What a term is; the value is what people read."""

    CLASS = "class"
    RELATION = "relation"
    NODE_PROPERTY = "property of nodes"
    LITERAL_PROPERTY = "property of literals"
    ANNOTATION = "annotation"
    INDIVIDUAL = "individual"


#: The kind of a term by the first of its types that is one of these.
_KINDS = {
    "dkg:Relation": Kind.RELATION, "owl:Class": Kind.CLASS, "owl:ObjectProperty": Kind.NODE_PROPERTY,
    "owl:DatatypeProperty": Kind.LITERAL_PROPERTY, "owl:AnnotationProperty": Kind.ANNOTATION,
    "owl:NamedIndividual": Kind.INDIVIDUAL,
}  # fmt: skip
_SHORT = sorted(((namespace, prefix) for prefix, namespace in PREFIXES.items()), reverse=True)


@dataclass(frozen=True, slots=True)
class Term:
    """A term: what it means, and how it stands to others, which are named by prefix and local name.

    `of` are the classes of an individual, `above` the wider classes or properties.
    """

    name: str
    kind: Kind
    label: str
    definition: str
    example: str
    sources: tuple[str, ...]
    of: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    domain: str = ""
    range: str = ""
    inverse: str = ""
    excludes: tuple[str, ...] = ()

    def record(self) -> dict[str, object]:
        """Return what there is as plain values, as JSON has it."""
        return {"iri": f"{DKG}{self.name}"} | {key: value for key, value in asdict(self).items() if value}


@cache
def terms() -> tuple[Term, ...]:
    """Return drugkg's own terms, by kind and name.

    >>> next(term.range for term in terms() if term.name == "belongsToClass")
    'dkg:DrugClass'
    """
    said: dict[str, dict[str, list[str]]] = {}
    inverse = {}
    for subject, predicate, object, _ in statements(path_of(ONTOLOGY).read_bytes()):
        if subject.startswith(f"<{DKG}"):
            said.setdefault(subject, {}).setdefault(predicate, []).append(_short(object))
            if predicate == term("owl:inverseOf"):
                inverse[object] = _short(subject)
    found = [_term(node, held, inverse.get(node, "")) for node, held in said.items()]
    order = list(Kind)
    return tuple(sorted(found, key=lambda each: (order.index(each.kind), each.name)))


def _term(node: str, held: dict[str, list[str]], inverse: str) -> Term:
    def all_of(name: str) -> tuple[str, ...]:
        return tuple(sorted(held.get(term(name), ())))

    def one(name: str) -> str:
        return next(iter(all_of(name)), "")

    types = held[RDF_TYPE]
    return Term(
        node[1:-1].removeprefix(DKG),
        next(kind for type, kind in _KINDS.items() if type in types),
        one("rdfs:label"),
        one("skos:definition"),
        one("skos:example"),
        all_of("dc:source"),
        tuple(sorted(each for each in types if each.startswith("dkg:") and each != "dkg:Relation")),
        all_of("rdfs:subClassOf") + all_of("rdfs:subPropertyOf"),
        one("rdfs:domain"),
        one("rdfs:range"),
        inverse or one("owl:inverseOf"),
        all_of("dkg:excludes"),
    )


def _short(text: str) -> str:
    """Return an IRI with its prefix, where it has one of ours; of a literal, its words."""
    if not text.startswith("<"):
        words = text[1:].rpartition('"')[0]
        return words.replace('\\"', '"').replace("\\\\", "\\")
    iri = text[1:-1]
    for namespace, prefix in _SHORT:
        local = iri.removeprefix(namespace)
        if local != iri and re.fullmatch(r"\w+", local):
            return f"{prefix}:{local}"
    return iri
