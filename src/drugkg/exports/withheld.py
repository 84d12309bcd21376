"""Words that may not be passed on: what an export leaves out of sources whose licence forbids quoting.

Quotes, the words around them, mentions and notes go, and with them what only such documents say in words of their own:
the labels of their phrases. Positions and hashes stay, so that whoever has the document finds the words.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pyoxigraph

from drugkg.claims.relations import RELATIONS, Kind
from drugkg.graph.iri import Iris
from drugkg.graph.namespaces import DKG, PREFIXES
from drugkg.graph.rights import FORBIDDEN
from drugkg.store import Database
from drugkg.store.nodes import full, value_of

__all__ = ["WITHHELD", "Withheld", "withheld"]

#: What stands in place of a label that may not be passed on.
WITHHELD = "words withheld"

_NOTES = {f"{DKG}{q.property}" for relation in RELATIONS.values() for q in relation.qualifiers if q.kind is Kind.NOTE}
_WORDS = {*map(full, ("oa:exact", "oa:prefix", "oa:suffix", "dkg:mention")), *_NOTES}
_LABELS = frozenset(map(full, ("rdfs:label", "skos:prefLabel", "dkg:reason", "dkg:comparedValue")))
_NAMES = full("skos:altLabel")
_SHARED = full("dkg:sharedWords")


@dataclass(frozen=True, slots=True)
class Withheld:
    """Of which sources no words may be passed on, and where these words stand; nodes as IRIs.

    `phrases` are labels of phrases that no other source has; `nodes` tells for each node which of them its labels may
    contain; `echoes` share words with their documents.
    """

    base: str
    sources: frozenset[str]
    graphs: frozenset[str]
    phrases: frozenset[str]
    nodes: Mapping[str, frozenset[str]]
    echoes: frozenset[str]

    def left(self, quads: Iterable[pyoxigraph.Quad]) -> Iterator[pyoxigraph.Quad]:
        """Yield what may be passed on."""
        for quad in quads:
            predicate, subject = quad.predicate.value, value_of(quad.subject)
            if predicate in _WORDS and value_of(quad.graph_name) in self.graphs:
                continue
            if predicate == _SHARED and subject in self.echoes:
                continue
            phrases = self.nodes.get(subject)
            if phrases is None or not isinstance(quad.object, pyoxigraph.Literal):
                yield quad
            elif predicate in _LABELS:
                yield pyoxigraph.Quad(quad.subject, quad.predicate, _without(quad.object, phrases), quad.graph_name)
            elif predicate != _NAMES:
                yield quad

    def line(self, line: str) -> str:
        """Return a line of the claims file as it may be passed on."""
        record: dict[str, Any] = json.loads(line)
        if Iris(self.base).source(record["source"]) not in self.sources:
            return line
        relation = RELATIONS[record["predicate"]]
        for key, value in list(record["qualifiers"].items()):
            if relation.qualifier(key, value).kind is Kind.NOTE or value in self.phrases:
                del record["qualifiers"][key]
        if record["object"]["label"] in self.phrases:
            record["object"] |= {"label": WITHHELD, "altLabels": []}
        record["evidence"] = [each | {"quote": None, "mention": None} for each in record["evidence"]]
        return json.dumps(record, ensure_ascii=False)


def _without(words: pyoxigraph.Literal, phrases: Iterable[str]) -> pyoxigraph.Literal:
    text = words.value
    # The longest first: one phrase may contain another.
    for phrase in sorted(phrases, key=len, reverse=True):
        text = text.replace(phrase, WITHHELD)
    return pyoxigraph.Literal(text, language=words.language) if words.language else pyoxigraph.Literal(text)


def withheld(graph: Database) -> Withheld | None:
    """Return what may not be passed on of a graph, None where all may."""
    sources = frozenset(_column(graph, _SOURCES))
    if not sources:
        return None
    listed = " ".join(f"<{each}>" for each in sorted(sources))
    others = listed.replace(" ", ", ")
    closed = dict(_rows(graph, _PHRASES.replace("$sources", listed).replace("$listed", others)))
    nodes: dict[str, set[str]] = {phrase: {label} for phrase, label in closed.items()}
    for phrase, label in closed.items():
        for node in _column(graph, _NAMING.replace("$phrase", f"<{phrase}>")):
            nodes.setdefault(node, set()).add(label)
    return Withheld(
        graph.base,
        sources,
        frozenset(_column(graph, _GRAPHS.replace("$sources", listed))),
        frozenset(closed.values()),
        {node: frozenset(labels) for node, labels in nodes.items()},
        frozenset(_column(graph, _ECHOES.replace("$sources", listed))),
    )


def _rows(graph: Database, query: str) -> list[Any]:
    prefixes = " ".join(f"PREFIX {name}: <{home}>" for name, home in PREFIXES.items())
    rows: Any = graph.query(f"{prefixes} {query}")
    return [tuple(value_of(cell) for cell in row) for row in rows]


def _column(graph: Database, query: str) -> list[str]:
    return [row[0] for row in _rows(graph, query)]


_SOURCES = f'SELECT ?source {{ ?source dkg:quoting "{FORBIDDEN}" }}'
_GRAPHS = """SELECT ?graph { VALUES ?source { $sources }
  ?document dct:isVersionOf ?source . ?graph prov:wasDerivedFrom ?document }"""
_ECHOES = """SELECT DISTINCT ?echo { VALUES ?source { $sources }
  ?document dct:isVersionOf ?source . ?passage oa:hasSource ?document . ?echo dkg:member ?passage ;
  a dkg:EchoCluster }"""
#: Phrases that claims of these sources name, and claims of no other.
_PHRASES = """SELECT DISTINCT ?phrase ?label { VALUES ?source { $sources }
  ?document dct:isVersionOf ?source . ?claim dct:source ?document ; dkg:proposition ?proposition .
  ?proposition ?names ?phrase .
  ?phrase a dkg:Phrase ; skos:prefLabel ?label
  FILTER NOT EXISTS { ?said ?naming ?phrase . ?telling dkg:proposition ?said ; dct:source/dct:isVersionOf ?other
    FILTER(?other NOT IN ($listed)) } }"""
#: Propositions that name a phrase, findings that compare these, and their sides.
_NAMING = """SELECT DISTINCT ?node { { ?node ?names $phrase ; a dkg:Proposition }
  UNION { ?proposition ?names $phrase . ?node dkg:compares ?proposition }
  UNION { ?proposition ?names $phrase . ?finding dkg:compares ?proposition ; dkg:side ?node } }"""
