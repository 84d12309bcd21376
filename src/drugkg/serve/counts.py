"""What a graph holds, in numbers: statements by graph and property, things by class, what things of a class have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph

from drugkg.query.names import with_prefixes
from drugkg.store import Store

__all__ = ["Counts", "Partition", "Source", "counts"]

#: So many statements of a property tell what has it and what it holds: all of them take minutes in a large graph.
_LOOKED_AT = 300
#: So many graphs are described one by one, and so many sources.
_MOST = 1000


@dataclass(frozen=True, slots=True)
class Partition:
    """A property that things of a class have: `holds` is a class or a datatype of its values, empty if it has none."""

    of: str
    property: str
    holds: str
    literal: bool


@dataclass(frozen=True, slots=True)
class Source:
    """A source of documents: what it is called, the right to use it, and its documents with their dates."""

    iri: str
    label: str
    rights: str
    documents: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers of a graph: statements in all, by graph and by property, and things by class."""

    statements: int
    graphs: tuple[tuple[str, int], ...]
    classes: tuple[tuple[str, int], ...]
    properties: tuple[tuple[str, int], ...]
    partitions: tuple[Partition, ...]
    sources: tuple[Source, ...]
    documents: int


def counts(store: Store) -> Counts:
    """Return the numbers of a graph; in one of three million statements that takes some seconds."""
    classes = tuple(sorted((iri, int(number)) for iri, number in _texts(store, _CLASSES)))
    graphs, properties = Counter[str](), Counter[str]()
    for graph, property, number in _texts(store, _STATEMENTS):
        graphs[graph] += int(number)
        properties[property] += int(number)
    documents = _documents(store)
    return Counts(
        statements=len(store),
        graphs=tuple(sorted(graphs.items())[:_MOST]),
        classes=classes,
        properties=tuple(sorted(properties.items())),
        partitions=tuple(sorted(_partitions(store, properties), key=_order)),
        sources=tuple(
            Source(iri, label, rights, tuple(documents.get(iri, ())))
            for iri, label, rights in list(_texts(store, _SOURCES))[:_MOST]
        ),
        documents=sum(map(len, documents.values())),
    )


def _order(partition: Partition) -> tuple[str, str, str]:
    return partition.of, partition.property, partition.holds


def _partitions(store: Store, properties: Iterable[str]) -> Iterator[Partition]:
    for name in properties:
        query = _PARTITIONS.format(property=pyoxigraph.NamedNode(name), most=_LOOKED_AT)
        for of, kind, datatype in _texts(store, query):
            yield Partition(of, name, kind or datatype, bool(datatype))


def _documents(store: Store) -> dict[str, list[tuple[str, str, str, str]]]:
    found: dict[str, list[tuple[str, str, str, str]]] = {}
    for source, *document in _texts(store, _DOCUMENTS):
        found.setdefault(source, []).append((document[0], document[1], document[2], document[3]))
    return found


def _texts(store: Store, query: str) -> Iterator[tuple[str, ...]]:
    answer = store.query(with_prefixes(query))
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    for row in answer:
        yield tuple(str(getattr(cell, "value", "")) for cell in row)


_CLASSES = "SELECT ?class (COUNT(DISTINCT ?thing) AS ?n) { ?thing a ?class FILTER(ISIRI(?class)) } GROUP BY ?class"

#: Both numbers in one go through the graph: this takes longest.
_STATEMENTS = "SELECT ?graph ?property (COUNT(*) AS ?n) { GRAPH ?graph { ?s ?property ?o } } GROUP BY ?graph ?property"

_PARTITIONS = """SELECT DISTINCT ?of ?class ?datatype {{
  {{ SELECT ?thing ?value {{ ?thing {property} ?value }} LIMIT {most} }}
  ?thing a ?of FILTER(ISIRI(?of))
  OPTIONAL {{ ?value a ?class FILTER(ISIRI(?class)) }}
  BIND(IF(ISLITERAL(?value), DATATYPE(?value), ?unbound) AS ?datatype) }}"""

_SOURCES = """SELECT ?source (SAMPLE(?name) AS ?label) (SAMPLE(?right) AS ?rights) {
  ?source a dkg:EvidenceSource . OPTIONAL { ?source rdfs:label ?name } OPTIONAL { ?source dc:rights ?right }
} GROUP BY ?source ORDER BY ?source"""

_DOCUMENTS = """SELECT ?source ?document (SAMPLE(?name) AS ?title) (SAMPLE(?first) AS ?issued)
                       (SAMPLE(?last) AS ?modified) {
  ?document a dkg:Document ; dct:isVersionOf ?source . OPTIONAL { ?document dct:title ?name }
  OPTIONAL { ?document dct:issued ?first } OPTIONAL { ?document dct:modified ?last }
} GROUP BY ?source ?document ORDER BY ?source ?document"""
