"""From a graph to cases: what its current documents say, drug by drug."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from drugkg.claims.model import Quantity, Stance
from drugkg.findings.model import Case, Concepts, Passage, StatedDocument, Statement
from drugkg.graph.namespaces import DKG, PREFIXES

__all__ = ["Ask", "cases"]

#: Answers a SELECT query over the union of all graphs with rows of terms.
Ask = Callable[[str], Any]

_PREFIXES = "".join(f"PREFIX {name}: <{home}>\n" for name, home in PREFIXES.items())
#: Properties of a claim that are neither value nor note.
_FRAME = {f"{DKG}stance", f"{DKG}proposition", f"{PREFIXES['dct']}source", f"{PREFIXES['rdf']}type"}


class _Shared(NamedTuple):
    """What all cases share: documents, concepts and quantities by IRI."""

    documents: dict[str, StatedDocument]
    concepts: Concepts
    quantities: dict[str, Quantity]


def cases(ask: Ask, base: str, drugs: Iterable[str] = ()) -> Iterator[Case]:
    """Yield what the current documents say of each drug (all of them, or those whose IRIs are given), in order.

    A document that another one revises is not current.
    """
    shared = _Shared(_documents(ask), _concepts(ask, base), _quantities(ask))
    wanted = sorted(drugs) or sorted(_text(row[0]) for row in ask(_PREFIXES + _DRUGS))
    for drug in wanted:
        statements = _statements(ask, drug, shared)
        if statements:
            yield Case(drug, shared.concepts.label(drug), statements, shared.documents, shared.concepts)


def _statements(ask: Ask, drug: str, shared: _Shared) -> tuple[Statement, ...]:
    def rows(query: str) -> Iterator[tuple[str, ...]]:
        return (tuple(map(_text, row)) for row in ask(_PREFIXES + query.replace("$drug", f"<{drug}>")))

    values: dict[str, dict[str, Quantity | str | bool]] = {}
    notes: dict[str, dict[str, str]] = {}
    for claim, property, value in sorted(set(rows(_VALUES))):
        name = property.removeprefix(DKG)
        if property in _FRAME or not property.startswith(DKG):
            continue
        if name.endswith("Text"):
            notes.setdefault(claim, {})[name] = value
        else:
            held = shared.quantities.get(value) or (True if value == "true" else value.removeprefix(DKG))
            values.setdefault(claim, {})[name] = held
    passages: dict[str, set[Passage]] = {}
    for claim, passage, start, end, quote, section in rows(_PASSAGES):
        passages.setdefault(claim, set()).add(Passage(passage, int(start), int(end), quote, section))
    found = {}
    for claim, document, proposition, relation, object, scope, stance in rows(_CLAIMS):
        if document in shared.documents:
            found[claim] = Statement(
                claim,
                document,
                proposition,
                relation.removeprefix(DKG),
                object,
                _scope(scope),
                Stance(stance.removeprefix(DKG)),
                values.get(claim, {}),
                notes.get(claim, {}),
                tuple(sorted(passages.get(claim, ()), key=lambda passage: (passage.start, passage.end))),
            )
    return tuple(found[claim] for claim in sorted(found))


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
    for narrow, wide in ask(_PREFIXES + _BROADER):
        above.setdefault(_text(narrow), set()).add(_text(wide))
    return Concepts(base, labels, {concept: frozenset(_all_above(concept, above)) for concept in above})


def _all_above(concept: str, above: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [concept]
    while waiting:
        fresh = above.get(waiting.pop(), set()) - found
        found |= fresh
        waiting += fresh
    return found - {concept}


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
_BROADER = "SELECT ?narrow ?wide { ?narrow skos:broader ?wide }"

_QUANTITIES = """SELECT ?quantity ?unit ?low ?high ?lowOpen ?highOpen { ?quantity a dkg:Quantity ; dkg:unit ?unit
  OPTIONAL { ?quantity dkg:low ?low } OPTIONAL { ?quantity dkg:high ?high }
  OPTIONAL { ?quantity dkg:lowOpen ?lowOpen } OPTIONAL { ?quantity dkg:highOpen ?highOpen } }"""

_CLAIMS = """SELECT ?claim ?document ?proposition ?relation ?object ?scope ?stance {
  ?proposition dkg:subject $drug ; dkg:relation ?relation ; dkg:object ?object ; dkg:scopeKey ?scope .
  ?claim dkg:proposition ?proposition ; dct:source ?document ; dkg:stance ?stance }"""

_VALUES = "SELECT ?claim ?property ?value { ?claim dkg:proposition/dkg:subject $drug ; ?property ?value }"

_PASSAGES = """SELECT ?claim ?passage ?start ?end ?quote ?section {
  ?claim dkg:proposition/dkg:subject $drug . ?evidence oa:hasBody ?claim ; oa:hasTarget ?passage .
  ?passage oa:hasSelector ?position , ?words . ?position oa:start ?start ; oa:end ?end . ?words oa:exact ?quote
  OPTIONAL { ?passage dkg:section ?section } }"""
