"""The plain page of a node that has none of its own: its properties, and what names it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from drugkg.graph.namespaces import DKG
from drugkg.serve.current import Snapshot
from drugkg.serve.views.rows import among, pairs, rows
from drugkg.serve.views.shown import Asked, Shown
from drugkg.serve.views.voices import curated, labels, voices
from drugkg.store import Store

__all__ = ["node", "terms"]

_MOST = 200


def node(snapshot: Snapshot, iri: str, _: Asked) -> Shown:
    """Return the page of a node by its properties."""
    store = snapshot.store
    own = sorted(set(rows(store, f"SELECT DISTINCT ?p ?o {{ $node ?p ?o }} LIMIT {_MOST}", node=iri)))
    naming = sorted(
        {(q.predicate.value, str(getattr(q.subject, "value", ""))) for q in islice(store.find(object=iri), _MOST)}
    )
    shown = {iri, *(value for _, value in own), *(value for _, value in naming)}
    nodes = {
        text
        for text in shown
        if text.startswith((store.base, "http://", "https://")) and not set(text) & set(' "<>{}|^`\\')
    }
    claims = [subject for _, subject in naming if subject.startswith(f"{store.base}claim/")]
    naming = [pair for pair in naming if pair[1] not in claims]
    said = voices(store, claims, curated(snapshot.once))
    values = {
        "voices": said,
        "iri": iri,
        "own": own,
        "naming": naming,
        "labels": labels(store, nodes) | _spoken(store, nodes),
        "graph": f"{store.base}graph/",
    }
    return Shown("node.html", values)


def _spoken(store: Store, nodes: Iterable[str]) -> dict[str, str]:
    """Return names for nodes that have none of their own: what a claim says, and the words of passages and evidence."""
    query = f"""SELECT ?node ?label {{ {among("node", sorted(nodes))}
      ?node dkg:proposition/rdfs:label|oa:hasSelector/oa:exact|dkg:mention ?label }} ORDER BY ?node DESC(?label)"""
    return pairs(store, query)


def terms(snapshot: Snapshot) -> Shown:
    """Return the page of the ontology: every class, property and word, with what it means."""
    return Shown("terms.html", {"terms": snapshot.once("terms", _terms)})


def _terms(store: Store) -> tuple[tuple[str, str, str], ...]:
    """Return the local name, kind and meaning of each term."""
    return tuple(
        (term.removeprefix(DKG), kind.replace("#", "/").rpartition("/")[2], label)
        for term, kind, label in rows(store, _TERMS)
        if term.startswith(DKG)
    )


_TERMS = """SELECT ?term (MIN(STR(?class)) AS ?kind) (MIN(?text) AS ?label) {
  VALUES ?class { owl:Class owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty owl:NamedIndividual }
  ?term a ?class ; rdfs:label ?name OPTIONAL { ?term skos:definition ?definition }
  BIND(COALESCE(?definition, ?name) AS ?text) } GROUP BY ?term ORDER BY ?kind ?term"""
