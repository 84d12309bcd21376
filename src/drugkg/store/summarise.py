"""What a newcomer wants to know of a graph: how much there is, and where its documents do not agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph

from drugkg.claims.relations import RELATIONS, Kind
from drugkg.graph.namespaces import DKG
from drugkg.store.reader import Store

__all__ = ["Disagreement", "Summary", "most_claimed", "summary"]


@dataclass(frozen=True, slots=True, order=True)
class Disagreement:
    """A proposition on which documents differ: `about` is `stance` or the property whose values differ.

    `sides` pairs what is said with the documents that say it, each by title and source.
    """

    proposition: str
    about: str
    sides: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of documents and of claims by relation, most frequent first; and where documents differ."""

    documents: int
    claims: Mapping[str, int]
    stances: tuple[Disagreement, ...]
    values: tuple[Disagreement, ...]


def summary(store: Store) -> Summary:
    """Return the summary of a built graph, computed from the graph alone."""
    counted = {_local(row[0]): int(_text(row[1])) for row in _rows(store, _BY_RELATION)}
    claims = dict(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))
    properties = {q.property for r in RELATIONS.values() for q in r.qualifiers if q.kind is Kind.VALUE}
    different_values = _DIFFERENT_VALUES % " ".join(f"dkg:{name}" for name in sorted(properties))
    documents = sum(1 for _ in _rows(store, "SELECT ?document WHERE { ?document a dkg:Document }"))
    stances = _disagreements(store, _DIFFERENT_STANCES, _STANCES)
    return Summary(documents, claims, stances, _disagreements(store, different_values, _VALUES))


def most_claimed(store: Store) -> str:
    """Return the name of the drug of which most is claimed, empty where nothing is."""
    return next((_text(row[0]) for row in _rows(store, _MOST_CLAIMED)), "")


def _disagreements(store: Store, different: str, sides: str) -> tuple[Disagreement, ...]:
    """Group rows of proposition, its label, what about it, what is said, document and title.

    `different` asks on what claims differ at all, `sides` who says what there: asked at once, the engine would work out
    the second for everything. Two documents disagree about a thing if what the one says of it in all its claims is not
    what the other says.
    """
    where = " ".join(f"({' '.join(map(str, row))})" for row in _rows(store, different))
    said: dict[tuple[str, str, str], dict[tuple[str, str], set[str]]] = {}
    for row in _rows(store, sides % where):
        proposition, label, about, what, document, title = (_text(cell) for cell in row)
        said.setdefault((label, proposition, about), {}).setdefault((document, title), set()).add(_local_text(what))
    found = []
    for (label, _, about), by_document in sorted(said.items()):
        by_words: dict[str, list[str]] = {}
        for (_, title), things in sorted(by_document.items()):
            by_words.setdefault("; ".join(sorted(things)), []).append(title)
        if len(by_words) > 1:
            told = tuple((words, tuple(titles)) for words, titles in sorted(by_words.items()))
            found.append(Disagreement(label, _local_text(about), told))
    return tuple(found)


def _rows(store: Store, query: str) -> pyoxigraph.QuerySolutions:
    rows = store.query(_PREFIXES + query)
    assert isinstance(rows, pyoxigraph.QuerySolutions)
    return rows


def _text(cell: object) -> str:
    return str(getattr(cell, "value", ""))


def _local(cell: object) -> str:
    return _local_text(_text(cell))


def _local_text(text: str) -> str:
    return text.removeprefix(DKG)


_PREFIXES = f"""PREFIX dkg: <{DKG}>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""

_BY_RELATION = """SELECT ?relation (COUNT(?claim) AS ?claims) WHERE {
  ?claim dkg:proposition/dkg:relation ?relation } GROUP BY ?relation"""

_MOST_CLAIMED = """SELECT ?label (COUNT(?claim) AS ?claims) WHERE {
  ?claim dkg:proposition/dkg:subject ?drug . ?drug skos:prefLabel ?label
} GROUP BY ?label ORDER BY DESC(?claims) ?label LIMIT 1"""

_DIFFERENT_STANCES = """SELECT ?proposition WHERE { ?claim dkg:proposition ?proposition ; dkg:stance ?stance }
GROUP BY ?proposition HAVING (COUNT(DISTINCT ?stance) > 1)"""

_STANCES = """SELECT ?proposition ?label ("stance" AS ?about) ?stance ?document ?title WHERE {
  VALUES (?proposition) { %s }
  ?claim dkg:proposition ?proposition ; dkg:stance ?stance ; dct:source ?document .
  ?proposition rdfs:label ?label . ?document dct:isVersionOf/rdfs:label ?publisher ; dct:title ?name
  BIND (CONCAT(STR(?name), ", ", STR(?publisher)) AS ?title) }"""

_DIFFERENT_VALUES = """SELECT ?proposition ?property WHERE {
  VALUES ?property { %s } ?claim ?property ?value ; dkg:stance dkg:asserts ; dkg:proposition ?proposition
} GROUP BY ?proposition ?property HAVING (COUNT(DISTINCT ?value) > 1)"""

_VALUES = """SELECT ?proposition ?label ?property (COALESCE(?name, ?value) AS ?said) ?document ?title WHERE {
  VALUES (?proposition ?property) { %s }
  ?claim dkg:proposition ?proposition ; ?property ?value ; dkg:stance dkg:asserts ; dct:source ?document .
  ?proposition rdfs:label ?label . ?document dct:isVersionOf/rdfs:label ?publisher ; dct:title ?heading
  BIND (CONCAT(STR(?heading), ", ", STR(?publisher)) AS ?title) OPTIONAL { ?value rdfs:label ?name } }"""
