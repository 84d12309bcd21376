"""From a graph to cases: what its current documents say, drug by drug."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple

from drugkg.claims.model import Quantity, Stance
from drugkg.findings.model import Case, Concepts, Passage, StatedDocument, Statement
from drugkg.graph.namespaces import DKG, PREFIXES

__all__ = ["Ask", "cases"]

#: Answers a SELECT query over the union of all graphs with rows of terms.
Ask = Callable[[str], Any]

_PREFIXES = "".join(f"PREFIX {name}: <{home}>\n" for name, home in PREFIXES.items())
_STANCE, _PROPOSITION, _SOURCE = f"{DKG}stance", f"{DKG}proposition", f"{PREFIXES['dct']}source"
#: Properties of a claim that are neither value nor note.
_FRAME = {_STANCE, _PROPOSITION, _SOURCE, f"{PREFIXES['rdf']}type"}


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
    def rows(query: str, node: str) -> Iterator[tuple[str, ...]]:
        return (tuple(map(_text, row)) for row in ask(_PREFIXES + query.replace("$node", f"<{node}>")))

    propositions = {proposition: rest for proposition, *rest in rows(_PROPOSITIONS, drug)}
    told: dict[str, dict[str, str]] = {}
    passages: dict[str, set[Passage]] = {}
    # Graph by graph: what stands side by side is read many times faster than what is looked up one by one.
    for (graph,) in rows(_GRAPHS, drug):
        here: dict[str, dict[str, str]] = {}
        for claim, property, value in sorted(rows(_CLAIMS, graph)):
            here.setdefault(claim, {})[property] = value
        for claim, held in here.items():
            if held.get(_PROPOSITION) in propositions and held.get(_SOURCE) in shared.documents:
                told.setdefault(claim, {}).update(held)
        for claim, passage in _evidence(partial(rows, node=graph)):
            if claim in told:
                passages.setdefault(claim, set()).add(passage)
    return tuple(
        _statement(claim, told[claim], propositions[told[claim][_PROPOSITION]], passages.get(claim, set()), shared)
        for claim in sorted(told)
    )


def _statement(
    claim: str, held: dict[str, str], proposition: list[str], passages: set[Passage], shared: _Shared
) -> Statement:
    relation, object, scope = proposition
    values: dict[str, Quantity | str | bool] = {}
    notes: dict[str, str] = {}
    for property, value in held.items():
        name = property.removeprefix(DKG)
        if property in _FRAME or not property.startswith(DKG):
            continue
        if name.endswith("Text"):
            notes[name] = value
        else:
            values[name] = shared.quantities.get(value) or (True if value == "true" else value.removeprefix(DKG))
    return Statement(
        claim,
        held[_SOURCE],
        held[_PROPOSITION],
        relation.removeprefix(DKG),
        object,
        _scope(scope),
        Stance(held[_STANCE].removeprefix(DKG)),
        values,
        notes,
        tuple(sorted(passages, key=lambda passage: (passage.start, passage.end))),
    )


def _evidence(rows: Callable[[str], Iterator[tuple[str, ...]]]) -> Iterator[tuple[str, Passage]]:
    """Yield the claims of a graph with their passages."""
    positions = {selector: (int(start), int(end)) for selector, start, end in rows(_POSITIONS)}
    quotes = {selector: quote for selector, quote in rows(_QUOTES)}  # noqa: C416 (dict() knows no rows)
    sections = {passage: section for passage, section in rows(_SECTIONS)}  # noqa: C416
    places: dict[str, tuple[int, int]] = {}
    words: dict[str, str] = {}
    for passage, selector in rows(_SELECTORS):
        if selector in positions:
            places[passage] = positions[selector]
        elif selector in quotes:
            words[passage] = quotes[selector]
    for claim, passage in rows(_EVIDENCE):
        if passage in places and passage in words:
            yield claim, Passage(passage, *places[passage], words[passage], sections.get(passage, ""))


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

_PROPOSITIONS = """SELECT ?proposition ?relation ?object ?scope {
  ?proposition dkg:subject $node ; dkg:relation ?relation ; dkg:object ?object ; dkg:scopeKey ?scope }"""

_GRAPHS = """SELECT DISTINCT ?graph {
  ?proposition dkg:subject $node . GRAPH ?graph { ?claim dkg:proposition ?proposition } } ORDER BY ?graph"""

_CLAIMS = "SELECT ?claim ?property ?value { GRAPH $node { ?claim a dkg:Claim ; ?property ?value } }"
_EVIDENCE = "SELECT ?claim ?passage { GRAPH $node { ?evidence oa:hasBody ?claim ; oa:hasTarget ?passage } }"
_SELECTORS = "SELECT ?passage ?selector { GRAPH $node { ?passage oa:hasSelector ?selector } }"
_POSITIONS = "SELECT ?selector ?start ?end { GRAPH $node { ?selector oa:start ?start ; oa:end ?end } }"
_QUOTES = "SELECT ?selector ?quote { GRAPH $node { ?selector oa:exact ?quote } }"
_SECTIONS = "SELECT ?passage ?section { GRAPH $node { ?passage dkg:section ?section } }"
