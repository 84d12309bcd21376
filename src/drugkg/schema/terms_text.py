"""The ontology's file: what is written by hand of the terms, and what follows from the table of relations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from drugkg.claims.relations import RELATIONS, Kind, Qualifier, Relation, ValueType
from drugkg.graph.claims import word_name
from drugkg.graph.namespaces import DKG, RDF_TYPE, Quad, literal, term
from drugkg.graph.serialise import to_turtle
from drugkg.schema.files import TERMS, path_of, statements

__all__ = ["ontology_text"]

_HEAD = "# drugkg's ontology (OWL 2 DL). Made from parts/terms.ttl and the table of relations: change those.\n\n"
_LABEL, _DEFINITION, _EXAMPLE, _SOURCE = (
    term(name) for name in ("rdfs:label", "skos:definition", "skos:example", "dc:source")
)
_DOMAIN, _RANGE, _INVERSE, _SUB = (
    term(name) for name in ("rdfs:domain", "rdfs:range", "owl:inverseOf", "rdfs:subPropertyOf")
)
_OBJECTS, _DATA = term("owl:ObjectProperty"), term("owl:DatatypeProperty")

#: What a qualifier is a special case of, by its kind and by whether it holds a literal.
_ABOVE = {
    (Kind.SCOPE, False): "hasScope", (Kind.SCOPE, True): "hasCircumstance",
    (Kind.VALUE, False): "hasValue", (Kind.VALUE, True): "hasMark",
    (Kind.NOTE, True): "hasNote",
}  # fmt: skip
#: What holds a value; concepts have the range that is written by hand.
_RANGES = {
    ValueType.QUANTITY: "dkg:Quantity", ValueType.WORD: "dkg:ValueWord", ValueType.TRUE: "xsd:boolean",
    ValueType.TEXT: "xsd:string",
}  # fmt: skip
#: The sections of the file, by the types of the terms in them; the first that fits.
_SECTIONS = (
    ("Ontology", ("owl:Ontology",)),
    ("Classes", ("owl:Class",)),
    ("Annotations", ("owl:AnnotationProperty",)),
    ("Relations and other properties whose values are nodes", ("owl:ObjectProperty",)),
    ("Properties whose values are literals", ("owl:DatatypeProperty",)),
    ("Stances, words and other individuals", ("owl:NamedIndividual",)),
)
_RULE_WIDTH = 100

Triple = tuple[str, str, str]


def ontology_text() -> str:
    """Return the text of the ontology's file.

    >>> "dkg:treatsDenied a owl:ObjectProperty ;" in ontology_text()
    True
    """
    written = [quad[:3] for quad in statements(path_of(TERMS).read_bytes())]
    return _HEAD + _in_sections({*written, *_derived(written)})


def _derived(written: Iterable[Triple]) -> Iterator[Triple]:
    """Yield what follows from the table of relations, and completes what is written by hand."""
    said = {(subject, predicate): object for subject, predicate, object in written}
    for relation in RELATIONS.values():
        yield from _relation(relation, said)
    for qualifier in {q.property: q for relation in RELATIONS.values() for q in relation.qualifiers}.values():
        yield from _qualifier(qualifier)
    for subject, predicate, object in written:
        if predicate == _INVERSE:
            yield from _inverse(subject, object, said)
    own = {subject for subject, predicate, _ in written if subject.startswith(f"<{DKG}") and predicate == _LABEL}
    for subject in own:
        yield subject, term("rdfs:isDefinedBy"), f"<{DKG.rstrip('#')}>"


def _relation(relation: Relation, said: dict[tuple[str, str], str]) -> Iterator[Triple]:
    name, label = relation.name, relation.label
    yield from _named(name, label, "owl:ObjectProperty", "dkg:Relation")
    yield _own(name), _DOMAIN, _own("Treatment")
    if not relation.plain:
        return
    range, example = said[_own(name), _RANGE], _words(said[_own(name), _EXAMPLE])
    source = said[_own(name), _SOURCE]
    for ending, told, definition, shown in (
        (
            "InScope",
            f"{label}, in a stated scope,",
            f"A document asserts it within a scope that it states, or as off-label use: the drug {label} the object.",
            f"{example}, told of adults only",
        ),
        (
            "Denied",
            f"is denied to hold: {label}",
            f"A document denies it without any scope: the drug {label} the object.",
            f"“It is not so that {example}.”",
        ),
        (
            "Contested",
            f"is contested: {label}",
            f"Documents contradict each other about it: the drug {label} the object. Only flat exports state it.",
            f"One document says that {example}, another that it is not so.",
        ),
    ):
        node = _own(f"{name}{ending}")
        yield from _named(f"{name}{ending}", told, "owl:ObjectProperty")
        yield node, _DOMAIN, _own("Treatment")
        yield node, _RANGE, range
        yield node, _DEFINITION, literal(definition, "en")
        yield node, _EXAMPLE, literal(shown, "en")
        yield node, _SOURCE, source
    yield _own(f"{name}InScope"), _SUB, _own(name)
    yield _own(name), term("dkg:excludes"), _own(f"{name}Denied")
    yield _own(f"{name}Denied"), term("dkg:excludes"), _own(name)


def _qualifier(qualifier: Qualifier) -> Iterator[Triple]:
    literal_valued = qualifier.holds in (ValueType.TEXT, ValueType.TRUE)
    node = _own(qualifier.property)
    label = _spaced(qualifier.property.removesuffix("Text"))
    yield from _named(qualifier.property, label, "owl:DatatypeProperty" if literal_valued else "owl:ObjectProperty")
    yield node, _SUB, _own(_ABOVE[qualifier.kind, literal_valued])
    yield node, _DOMAIN, _own("Proposition" if qualifier.kind is Kind.SCOPE else "Claim")
    if qualifier.holds in _RANGES:
        yield node, _RANGE, term(_RANGES[qualifier.holds])
    for word in qualifier.words:
        yield from _named(word_name(qualifier, word), word, "owl:NamedIndividual", "dkg:ValueWord")


def _inverse(node: str, relation: str, said: dict[tuple[str, str], str]) -> Iterator[Triple]:
    """Yield what a relation read from object to subject has of the relation itself."""
    name = relation[1:-1].removeprefix(DKG)
    yield node, RDF_TYPE, _OBJECTS
    yield node, _DOMAIN, said[relation, _RANGE]
    yield node, _RANGE, _own("Treatment")
    yield node, _DEFINITION, literal(f"The inverse of dkg:{name}; graphs state that one only.", "en")
    yield node, _SOURCE, said[relation, _SOURCE]


def _named(name: str, label: str, *types: str) -> Iterator[Triple]:
    for type in types:
        yield _own(name), RDF_TYPE, term(type)
    yield _own(name), _LABEL, literal(label, "en")
    yield _own(name), term("rdfs:isDefinedBy"), f"<{DKG.rstrip('#')}>"


def _in_sections(triples: set[Triple]) -> str:
    """Return triples as Turtle, term by term, each in the first section that fits one of its types."""
    types: dict[str, set[str]] = {}
    for subject, predicate, object in triples:
        if predicate == RDF_TYPE:
            types.setdefault(subject, set()).add(object)
    prefixes: set[str] = set()
    bodies = []
    left = set(triples)
    for title, wanted in _SECTIONS:
        of = {subject for subject, held in types.items() if held & {term(name) for name in wanted}}
        part = {triple for triple in left if triple[0] in of}
        left -= part
        head, _, body = to_turtle(Quad(*triple) for triple in part).partition("\n\n")
        prefixes.update(head.splitlines())
        bodies.append(f"# --- {title} ".ljust(_RULE_WIDTH, "-") + f"\n\n{body}")
    assert not left, f"terms without a type: {sorted(left)[:3]}"
    return "\n".join(sorted(prefixes)) + "\n\n" + "\n".join(bodies)


def _own(name: str) -> str:
    return term(f"dkg:{name}")


def _words(text: str) -> str:
    return text[1:].rpartition('"')[0]


def _spaced(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
