"""Claims with all that pages tell of them: who says what of which drug, with which stance, in which words.

A few claims are looked up at a time, so that it takes no longer in a large graph than in a small one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from drugkg.audit.report import Said, in_words
from drugkg.claims.model import Quantity, Stance
from drugkg.claims.relations import RELATIONS, Kind
from drugkg.curation.marks import marks
from drugkg.curation.model import Mark
from drugkg.findings.model import Case, Concepts, Passage, StatedDocument, Statement
from drugkg.graph.namespaces import DKG
from drugkg.serve.views.rows import among, rows
from drugkg.store import Store

__all__ = ["Marks", "Voice", "curated", "documents", "labels", "voices"]

#: The decisions of curators by what they are about.
Marks = dict[str, tuple[Mark, ...]]

_KINDS = {qualifier.property: qualifier.kind for relation in RELATIONS.values() for qualifier in relation.qualifiers}
_HELD = {name for name, kind in _KINDS.items() if kind is not Kind.SCOPE}


@dataclass(frozen=True, slots=True)
class Voice:
    """A claim: its drug, what it says in words, and the document that says it."""

    drug: str
    drug_label: str
    object_label: str
    said: Said
    document: StatedDocument

    @property
    def statement(self) -> Statement:
        """The claim."""
        return self.said.statement

    @property
    def words(self) -> str:
        """The relation between drug and object, in words."""
        relation = RELATIONS.get(self.statement.relation)
        return relation.label if relation else self.statement.relation


def curated(once: Callable[[object, Callable[[Store], Marks]], Marks]) -> Marks:
    """Return what curators decided, read once in each state of the graph (`Snapshot.once`)."""
    return once("marks", lambda store: marks(store.query))


def voices(store: Store, claims: Iterable[str], decided: Marks) -> tuple[Voice, ...]:
    """Return claims with all that is told of them, in the order given; what is no claim is left out.

    Args:
        store: the graph.
        claims: the IRIs of the claims, not more than some hundreds.
        decided: what curators decided.
    """
    wanted = tuple(dict.fromkeys(claims))
    if not wanted:
        return ()
    named = among("claim", wanted)
    heads = {row[0]: row[1:] for row in rows(store, f"{_HEADS} {{ {named} {_HEAD} }}")}
    values = _values(store, named)
    passages: dict[str, set[Passage]] = {}
    for claim, passage, start, end, *words in rows(store, f"{_PASSAGES} {{ {named} {_PASSAGE} }}"):
        passages.setdefault(claim, set()).add(Passage(passage, int(start), int(end), *words))
    told = documents(store, {head[1] for head in heads.values()})
    scopes = {claim: _scope(head[6]) for claim, head in heads.items()}
    keys = {f"{store.base}concept/{value}" for scope in scopes.values() for _, value in scope if " " not in value}
    concepts = {iri for head in heads.values() for iri in (head[3], head[5])} | keys
    case = Case("", "", (), told, Concepts(store.base, labels(store, concepts), {}), marks=decided)
    found = []
    for claim in wanted:
        if claim not in heads or heads[claim][1] not in told:
            continue
        proposition, document, stance, drug, relation, object, _ = heads[claim]
        held = values.get(claim, {})
        statement = Statement(
            claim,
            document,
            proposition,
            relation.removeprefix(DKG),
            object,
            scopes[claim],
            Stance(stance.removeprefix(DKG)),
            {name: value for name, value in held.items() if _KINDS.get(name) is not Kind.NOTE},
            {name: str(value) for name, value in held.items() if _KINDS.get(name) is Kind.NOTE},
            tuple(sorted(passages.get(claim, ()), key=lambda passage: (passage.start, passage.end, passage))),
        )
        label = case.concepts.label
        found.append(Voice(drug, label(drug), label(object), in_words(statement, case), told[document]))
    return tuple(found)


def documents(store: Store, iris: Iterable[str]) -> dict[str, StatedDocument]:
    """Return documents by their IRIs, with the latest date that each gives."""
    found: dict[str, StatedDocument] = {}
    for document, title, source, label, file_name, *dates in rows(
        store, f"{_DOCUMENTS} {{ {among('document', sorted(iris))} {_DOCUMENT} }}"
    ):
        known = found.get(document)
        date = max([*dates, known.date if known else ""])
        found[document] = StatedDocument(document, title, source, label, file_name, date)
    return found


def labels(store: Store, iris: Iterable[str]) -> dict[str, str]:
    """Return the names of some nodes, as far as they have one."""
    found: dict[str, str] = {}
    query = f"SELECT ?node ?label {{ {among('node', sorted(iris))} ?node skos:prefLabel|rdfs:label|dct:title ?label }}"
    for node, label in rows(store, query):
        found[node] = min(found.get(node, label), label)
    return found


def _values(store: Store, named: str) -> dict[str, dict[str, Quantity | str | bool]]:
    """Return the values and notes of claims by the local names of their properties.

    All properties are read at once, and those that hold none left out here: that is many times faster than to ask for
    each of them.
    """
    held = [
        (claim, property.removeprefix(DKG), value)
        for claim, property, value in rows(
            store, f"SELECT ?claim ?property ?value {{ {named} ?claim ?property ?value }}"
        )
        if property.removeprefix(DKG) in _HELD
    ]
    quantities = {}
    nodes = sorted({value for _, _, value in held if value.startswith(f"{store.base}quantity/")})
    for node, unit, low, high, low_open, high_open in rows(
        store, f"{_QUANTITIES} {{ {among('node', nodes)} {_QUANTITY} }}"
    ):
        ends = [Decimal(bound) if bound else None for bound in (low, high)]
        quantities[node] = Quantity(ends[0], ends[1], unit, low_open == "true", high_open == "true")
    found: dict[str, dict[str, Quantity | str | bool]] = {}
    for claim, name, value in held:
        told = quantities.get(value) or (True if value == "true" else value.removeprefix(DKG))
        found.setdefault(claim, {})[name] = told
    return found


def _scope(key: str) -> tuple[tuple[str, str], ...]:
    pairs = (part.partition("=") for part in key.split(";") if part)
    return tuple((role, value) for role, _, value in pairs)


_HEADS = "SELECT ?claim ?proposition ?document ?stance ?drug ?relation ?object ?scope"
_HEAD = """?claim a dkg:Claim ; dkg:proposition ?proposition ; dct:source ?document ; dkg:stance ?stance .
  ?proposition dkg:subject ?drug ; dkg:relation ?relation ; dkg:object ?object ; dkg:scopeKey ?scope"""

_QUANTITIES = "SELECT ?node ?unit ?low ?high ?lowOpen ?highOpen"
_QUANTITY = """?node dkg:unit ?unit OPTIONAL { ?node dkg:low ?low } OPTIONAL { ?node dkg:high ?high }
  OPTIONAL { ?node dkg:lowOpen ?lowOpen } OPTIONAL { ?node dkg:highOpen ?highOpen }"""

_PASSAGES = "SELECT DISTINCT ?claim ?passage ?start ?end ?quote ?section ?before ?after"
_PASSAGE = """?evidence oa:hasBody ?claim ; oa:hasTarget ?passage .
  ?passage oa:hasSelector ?position , ?words . ?position oa:start ?start ; oa:end ?end . ?words oa:exact ?quote .
  OPTIONAL { ?passage dkg:section ?section }
  OPTIONAL { ?words oa:prefix ?before } OPTIONAL { ?words oa:suffix ?after }"""

_DOCUMENTS = "SELECT ?document ?title ?source ?label ?file ?issued ?modified ?reviewed"
_DOCUMENT = """?document dct:title ?title ; dct:isVersionOf ?source . ?source rdfs:label ?label
  OPTIONAL { ?document dkg:fileName ?file } OPTIONAL { ?document dct:issued ?issued }
  OPTIONAL { ?document dct:modified ?modified } OPTIONAL { ?document schema:lastReviewed ?reviewed }"""
