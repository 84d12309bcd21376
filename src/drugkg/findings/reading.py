"""From a graph to cases: what its current documents say, drug by drug."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from drugkg.claims.model import Quantity, Stance
from drugkg.claims.relations import RELATIONS, Kind
from drugkg.curation.marks import marks
from drugkg.curation.model import Ask, Mark
from drugkg.findings.curated import without_set_aside
from drugkg.findings.model import Case, Concepts, Passage, StatedDocument, Statement
from drugkg.graph.namespaces import DKG, PREFIXES

__all__ = ["Ask", "Shared", "cases", "shared"]

_PREFIXES = "".join(
    f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("dct", "dkg", "oa", "prov", "rdfs", "schema", "skos")
)
_KINDS = {qualifier.property: qualifier.kind for relation in RELATIONS.values() for qualifier in relation.qualifiers}
#: Properties of a claim that hold its values and notes.
_HELD = {property for property, kind in _KINDS.items() if kind is not Kind.SCOPE}
_NOTES = {property for property, kind in _KINDS.items() if kind is Kind.NOTE}


class Shared(NamedTuple):
    """What all cases share: documents, concepts and quantities by IRI."""

    documents: dict[str, StatedDocument]
    concepts: Concepts
    quantities: dict[str, Quantity]
    marks: dict[str, tuple[Mark, ...]]


def shared(ask: Ask, base: str) -> Shared:
    """Return what the cases of a graph share."""
    return Shared(_documents(ask), _concepts(ask, base), _quantities(ask), marks(ask))


def cases(ask: Ask, base: str, drugs: Iterable[str] = (), known: Shared | None = None) -> Iterator[Case]:
    """Yield what the current documents say of each drug (all of them, or those whose IRIs are given), in order.

    A document that another one revises is not current. Claims that curators marked wrong, and those of documents that
    they marked withdrawn, are set aside. `known` is what `shared` gave, for those who ask again and again.
    """
    common = known or shared(ask, base)
    wanted = sorted(drugs) or sorted(_text(row[0]) for row in ask(_PREFIXES + _DRUGS))
    for drug in wanted:
        statements = _statements(ask, drug, common)
        if statements:
            label = common.concepts.label(drug)
            whole = Case(drug, label, statements, common.documents, common.concepts, marks=common.marks)
            yield without_set_aside(whole)


def _statements(ask: Ask, drug: str, shared: Shared) -> tuple[Statement, ...]:
    def rows(query: str, node: str) -> Iterator[tuple[str, ...]]:
        return (tuple(map(_text, row)) for row in ask(_PREFIXES + query.replace("$node", f"<{node}>")))

    propositions = {proposition: rest for proposition, *rest in rows(_PROPOSITIONS, drug)}
    frames: dict[str, tuple[str, str, str]] = {}
    values: dict[str, dict[str, str]] = {}
    passages: dict[str, set[Passage]] = {}
    # Graph by graph: what stands side by side is read many times faster than what is looked up one by one.
    for (graph,) in rows(_GRAPHS, drug):
        for claim, proposition, document, stance in rows(_CLAIMS, graph):
            if proposition in propositions and document in shared.documents:
                frames[claim] = (document, proposition, stance)
        for claim, property, value in sorted(rows(_VALUES, graph)):
            values.setdefault(claim, {})[property.removeprefix(DKG)] = value
        for claim, passage, start, end, *words in rows(_PASSAGES, graph):
            passages.setdefault(claim, set()).add(Passage(passage, int(start), int(end), *words))
    found = []
    for claim in sorted(frames):
        document, proposition, stance = frames[claim]
        relation, object, scope = propositions[proposition]
        held = values.get(claim, {})
        statement = Statement(
            claim,
            document,
            proposition,
            relation.removeprefix(DKG),
            object,
            _scope(scope),
            Stance(stance.removeprefix(DKG)),
            {name: _value(value, shared) for name, value in held.items() if name not in _NOTES},
            {name: value for name, value in held.items() if name in _NOTES},
            tuple(sorted(passages.get(claim, ()), key=lambda passage: (passage.start, passage.end, passage))),
        )
        found.append(statement)
    return tuple(found)


def _value(text: str, shared: Shared) -> Quantity | str | bool:
    return shared.quantities.get(text) or (True if text == "true" else text.removeprefix(DKG))


def _scope(key: str) -> tuple[tuple[str, str], ...]:
    pairs = (part.partition("=") for part in key.split(";") if part)
    return tuple((role, value) for role, _, value in pairs)


def _documents(ask: Ask) -> dict[str, StatedDocument]:
    found: dict[str, StatedDocument] = {}
    for row in ask(_PREFIXES + _DOCUMENTS):
        document, title, source, label, file_name, *dates = map(_text, row)
        known = found.get(document)
        date = max([*dates, known.date if known else ""])
        found[document] = StatedDocument(document, title, source, label, file_name, date)
    return found


def _concepts(ask: Ask, base: str) -> Concepts:
    labels = {_text(concept): _text(label) for concept, label in ask(_PREFIXES + _LABELS)}
    above: dict[str, set[str]] = {}
    for narrow, wide in ask(_PREFIXES + _ABOVE):
        above.setdefault(_text(narrow), set()).add(_text(wide))
    return Concepts(base, labels, {concept: frozenset(wider) for concept, wider in above.items()})


def _quantities(ask: Ask) -> dict[str, Quantity]:
    found = {}
    for node, unit, low, high, low_open, high_open in (map(_text, row) for row in ask(_PREFIXES + _QUANTITIES)):
        bounds = [Decimal(bound) if bound else None for bound in (low, high)]
        found[node] = Quantity(bounds[0], bounds[1], unit, low_open == "true", high_open == "true")
    return found


def _text(term: Any) -> str:
    return "" if term is None else str(term.value)


_DRUGS = "SELECT DISTINCT ?drug { ?proposition dkg:subject ?drug }"

_DOCUMENTS = """SELECT ?document ?title ?source ?label ?file ?issued ?modified ?reviewed {
  ?document a dkg:Document ; dct:title ?title ; dct:isVersionOf ?source . ?source rdfs:label ?label
  OPTIONAL { ?document dkg:fileName ?file } OPTIONAL { ?document dct:issued ?issued }
  OPTIONAL { ?document dct:modified ?modified } OPTIONAL { ?document schema:lastReviewed ?reviewed }
  FILTER NOT EXISTS { ?newer prov:wasRevisionOf ?document } }"""

_LABELS = "SELECT ?concept ?label { ?concept skos:prefLabel ?label }"
_ABOVE = "SELECT ?narrow ?wide { ?narrow skos:broaderTransitive ?wide }"

_QUANTITIES = """SELECT ?quantity ?unit ?low ?high ?lowOpen ?highOpen { ?quantity a dkg:Quantity ; dkg:unit ?unit
  OPTIONAL { ?quantity dkg:low ?low } OPTIONAL { ?quantity dkg:high ?high }
  OPTIONAL { ?quantity dkg:lowOpen ?lowOpen } OPTIONAL { ?quantity dkg:highOpen ?highOpen } }"""

_PROPOSITIONS = """SELECT ?proposition ?relation ?object ?scope { GRAPH ?graph {
  ?proposition dkg:subject $node ; dkg:relation ?relation ; dkg:object ?object ; dkg:scopeKey ?scope } }"""

_GRAPHS = (
    "SELECT DISTINCT ?graph { ?document dct:subject $node . ?graph prov:wasDerivedFrom ?document } ORDER BY ?graph"
)

# Each SELECT inside is read in one go, and they are joined in memory; without it, each row would be looked up in the
# database once for each of its properties.
_CLAIMS = """SELECT ?claim ?proposition ?document ?stance { GRAPH $node {
  { SELECT ?claim ?proposition { ?claim dkg:proposition ?proposition } }
  { SELECT ?claim ?document { ?claim dct:source ?document } }
  { SELECT ?claim ?stance { ?claim dkg:stance ?stance } } } }"""

_VALUES = """SELECT ?claim ?property ?value {
  VALUES ?property { $held } GRAPH $node { ?claim ?property ?value } }""".replace(
    "$held", " ".join(f"dkg:{name}" for name in sorted(_HELD))
)

_PASSAGES = """SELECT ?claim ?passage ?start ?end ?quote ?section ?before ?after { GRAPH $node {
  { SELECT ?claim ?evidence { ?evidence oa:hasBody ?claim } }
  { SELECT ?evidence ?passage { ?evidence oa:hasTarget ?passage } }
  { SELECT ?passage ?position { ?passage oa:hasSelector ?position } }
  { SELECT ?position ?start { ?position oa:start ?start } }
  { SELECT ?position ?end { ?position oa:end ?end } }
  { SELECT ?passage ?words { ?passage oa:hasSelector ?words } }
  { SELECT ?words { ?words a oa:TextQuoteSelector } }
  OPTIONAL { SELECT ?words ?quote { ?words oa:exact ?quote } }
  OPTIONAL { SELECT ?passage ?section { ?passage dkg:section ?section } }
  OPTIONAL { SELECT ?words ?before { ?words oa:prefix ?before } }
  OPTIONAL { SELECT ?words ?after { ?words oa:suffix ?after } } } }"""
