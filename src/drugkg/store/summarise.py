"""What a newcomer wants to know of a graph: how much there is, and where its documents contradict each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph

from drugkg.graph.namespaces import DKG
from drugkg.store.reader import Store

__all__ = ["Summary", "most_claimed", "summary"]

#: So many conflicts are told in words.
_TOLD = 3


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of documents, of claims by relation and of conflicts by type, most frequent first.

    `weightiest` are the conflicts that matter most, each in a sentence.
    """

    documents: int
    claims: Mapping[str, int]
    conflicts: Mapping[str, int]
    weightiest: tuple[str, ...]


def summary(store: Store) -> Summary:
    """Return the summary of a built graph, computed from the graph alone."""
    documents = sum(1 for _ in _rows(store, "SELECT ?document WHERE { ?document a dkg:Document }"))
    weightiest = tuple(_text(row[0]) for row in _rows(store, _WEIGHTIEST))
    return Summary(documents, _counted(store, _BY_RELATION), _counted(store, _BY_TYPE), weightiest)


def most_claimed(store: Store) -> str:
    """Return the name of the drug of which most is claimed, empty where nothing is."""
    return next((_text(row[0]) for row in _rows(store, _MOST_CLAIMED)), "")


def _counted(store: Store, query: str) -> dict[str, int]:
    counted = {_text(row[0]).removeprefix(DKG): int(_text(row[1])) for row in _rows(store, query)}
    return dict(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))


def _rows(store: Store, query: str) -> pyoxigraph.QuerySolutions:
    rows = store.query(_PREFIXES + query)
    assert isinstance(rows, pyoxigraph.QuerySolutions)
    return rows


def _text(cell: object) -> str:
    return str(getattr(cell, "value", ""))


_PREFIXES = f"""PREFIX dkg: <{DKG}>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""

_BY_RELATION = """SELECT ?relation (COUNT(?claim) AS ?claims) WHERE {
  ?claim dkg:proposition/dkg:relation ?relation } GROUP BY ?relation"""

_BY_TYPE = """SELECT ?type (COUNT(?conflict) AS ?conflicts) WHERE {
  ?conflict a dkg:Conflict ; dkg:findingType ?type } GROUP BY ?type"""

_WEIGHTIEST = f"""SELECT ?reason WHERE {{
  ?conflict a dkg:Conflict ; dkg:weight ?weight ; dkg:reason ?reason
}} ORDER BY DESC(?weight) ?reason ?conflict LIMIT {_TOLD}"""

_MOST_CLAIMED = """SELECT ?label (COUNT(?claim) AS ?claims) WHERE {
  ?claim dkg:proposition/dkg:subject ?drug . ?drug skos:prefLabel ?label
} GROUP BY ?label ORDER BY DESC(?claims) ?label LIMIT 1"""
