"""What is told of a graph as a whole, derived once in each of its states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from drugkg.graph.namespaces import DKG
from drugkg.serve.current import Snapshot
from drugkg.serve.views.names import Names, names
from drugkg.serve.views.rows import among, pairs, rows
from drugkg.store import Store

__all__ = ["DrugCount", "Told", "drugs", "findings", "known_names", "reasons"]


@dataclass(frozen=True, slots=True)
class DrugCount:
    """A drug of which documents speak, with the numbers of its claims, documents and conflicts."""

    iri: str
    label: str
    claims: int
    documents: int
    conflicts: int


@dataclass(frozen=True, slots=True)
class Told:
    """A finding as lists have it; verdict and type as the ontology names them."""

    iri: str
    drug: str
    verdict: str
    type: str
    weight: int


def known_names(snapshot: Snapshot) -> Names:
    """Return the names of a graph."""
    return snapshot.once("search", names)


def drugs(snapshot: Snapshot) -> dict[str, DrugCount]:
    """Return the drugs of which documents speak by IRI, those of which most is claimed first."""
    return snapshot.once("drugs", _drugs)


def findings(snapshot: Snapshot) -> Sequence[Told]:
    """Return all findings, conflicts before differences before agreements, the weightiest first."""
    return snapshot.once("findings", _findings)


def reasons(store: Store, iris: Sequence[str]) -> dict[str, str]:
    """Return the reasons of some findings."""
    return pairs(store, f"SELECT ?finding ?reason {{ {among('finding', iris)} ?finding dkg:reason ?reason }}")


def _drugs(store: Store) -> dict[str, DrugCount]:
    conflicts = pairs(store, _CONFLICTS)
    found = [
        DrugCount(drug, label, int(claims), int(documents), int(conflicts.get(drug, 0)))
        for drug, label, claims, documents in rows(store, _DRUGS)
    ]
    return {each.iri: each for each in sorted(found, key=lambda each: (-each.claims, each.label, each.iri))}


def _findings(store: Store) -> tuple[Told, ...]:
    order = ["conflict", "difference", "agreement"]
    found = [
        Told(iri, drug, verdict.removeprefix(DKG).lower(), type.removeprefix(DKG), int(weight))
        for iri, drug, verdict, type, weight in rows(store, _FINDINGS)
    ]
    standing = [each for each in found if each.verdict in order]
    return tuple(sorted(standing, key=lambda each: (order.index(each.verdict), -each.weight, each.iri)))


_DRUGS = """SELECT ?drug ?label ?claims ?documents {
  { SELECT ?drug (COUNT(DISTINCT ?claim) AS ?claims) (COUNT(DISTINCT ?document) AS ?documents) {
    ?proposition dkg:subject ?drug . ?claim dkg:proposition ?proposition ; dct:source ?document } GROUP BY ?drug }
  ?drug skos:prefLabel ?label }"""

_CONFLICTS = """SELECT ?drug (COUNT(?finding) AS ?conflicts) {
  ?finding a dkg:Conflict ; dkg:aboutDrug ?drug } GROUP BY ?drug"""

_FINDINGS = """SELECT ?finding ?drug ?verdict ?type ?weight {
  ?finding a ?verdict ; dkg:aboutDrug ?drug ; dkg:findingType ?type ; dkg:weight ?weight }"""
