"""One side of a comparison: a graph, its documents, and what each of them claims.

Nodes are told by their ids, without the base of their IRIs: ids follow from content, so two graphs with different bases
can be compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote

import pyoxigraph

from drugkg.claims.relations import RELATIONS, Kind
from drugkg.errors import DocumentError
from drugkg.pipeline import build
from drugkg.query.names import with_prefixes
from drugkg.query.resolve import Queryable
from drugkg.store import Layout, Store, open_store

__all__ = ["About", "Edition", "Passage", "Said", "editions", "key", "opened", "statements"]


#: A stance, and the values that go with it.
Key = tuple[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True, order=True)
class Edition:
    """A document of one side: `series` is what its versions share, `revises` the id of the version before it.

    Versions share the series that they name themselves, or else their source.
    """

    file_name: str
    title: str
    publisher: str
    id: str
    iri: str
    series: tuple[str, str]
    revises: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """Words of a document that make a claim; `document` is the document's title."""

    document: str
    file_name: str
    start: int
    end: int
    section: str
    quote: str


@dataclass(frozen=True, slots=True, order=True)
class Said:
    """What a side says of one proposition: a stance and values, in these passages, by these claims.

    `values` pairs each property with what people read, `identity` with what tells values apart.
    """

    stance: str
    identity: tuple[tuple[str, str], ...]
    values: tuple[tuple[str, str], ...]
    passages: tuple[Passage, ...]
    claims: tuple[str, ...]

    @property
    def key(self) -> Key:
        """What two documents share that say the same of a proposition."""
        return (self.stance, self.identity)

    @property
    def words(self) -> frozenset[str]:
        """The quotes, however their lines are broken."""
        return frozenset(" ".join(passage.quote.split()) for passage in self.passages)


@dataclass(frozen=True, slots=True, order=True)
class About:
    """A proposition: drug, relation and object by their labels, and the label and id of the whole."""

    drug: str
    relation: str
    object: str
    label: str
    id: str
    drug_id: str


@contextmanager
def opened(path: str | Path) -> Iterator[Store]:
    """Open what a path names as a graph: a store as it is; a graph file, a document or a folder built aside.

    Raises:
        DrugKGError: if there is nothing of the kind, or it cannot be read.
    """
    if Layout(Path(path)).marker.exists():
        with open_store(path) as store:
            yield store
        return
    with TemporaryDirectory(prefix="drugkg-") as folder:
        report = build([path], folder)
        if report.problems:
            raise DocumentError(report.problems)
        with open_store(folder) as store:
            yield store


def editions(graph: Queryable) -> tuple[Edition, ...]:
    """Return the documents of a graph, sorted."""
    found: dict[str, Edition] = {}
    for row in _rows(graph, _EDITIONS):
        series = ("series", row["series"]) if row["series"] else ("source", key(row["source"]))
        publisher = row["publisher"] or key(row["source"])
        name = row["file"] or key(row["document"])
        edition = Edition(
            name, row["title"] or name, publisher, key(row["document"]), row["document"], series, key(row["revises"])
        )
        found[edition.id] = min(edition, found.get(edition.id, edition))
    return tuple(sorted(found.values()))


def statements(graph: Queryable, documents: Iterable[Edition]) -> dict[str, tuple[About, tuple[Said, ...]]]:
    """Return what some documents say together, by proposition; equal claims of several documents are one."""
    by_iri = {edition.iri: edition for edition in documents}
    if not by_iri:
        return {}
    asked = " ".join(f"<{iri}>" for iri in sorted(by_iri))
    values: dict[str, dict[str, tuple[str, str]]] = {}
    for row in _rows(graph, _VALUES % (asked, _value_properties())):
        identity = key(row["value"]) if row["named"] == "true" else row["value"]
        values.setdefault(row["claim"], {})[key(row["property"])] = (identity, row["label"] or identity)
    passages: dict[str, set[Passage]] = {}
    for row in _rows(graph, _PASSAGES % asked):
        of = by_iri[row["document"]]
        place = Passage(
            of.title, of.file_name, int(row["start"] or -1), int(row["end"] or -1), row["section"], row["quote"]
        )
        passages.setdefault(row["claim"], set()).add(place)
    abouts: dict[str, About] = {}
    grouped: dict[str, dict[Key, list[Said]]] = {}
    told: set[str] = set()
    for row in _rows(graph, _CLAIMS % asked):
        if row["claim"] in told:  # a node that two graphs label in two ways is one node
            continue
        told.add(row["claim"])
        held = sorted(values.get(row["claim"], {}).items())
        said = Said(
            key(row["stance"]),
            tuple((name, identity) for name, (identity, _) in held),
            tuple((name, shown) for name, (_, shown) in held),
            tuple(sorted(passages.get(row["claim"], ()))),
            (row["claim"],),
        )
        about = abouts.setdefault(key(row["proposition"]), _about(row))
        grouped.setdefault(about.id, {}).setdefault(said.key, []).append(said)
    return {id: (abouts[id], tuple(sorted(map(_joined, by_key.values())))) for id, by_key in grouped.items()}


def _about(row: Mapping[str, str]) -> About:
    drug, object = row["drugLabel"] or key(row["drug"]), row["objectLabel"] or key(row["object"])
    relation = key(row["relation"])
    label = row["label"] or f"{drug} {relation} {object}"
    return About(drug, relation, object, label, key(row["proposition"]), key(row["drug"]))


def _joined(alike: list[Said]) -> Said:
    first = min(alike)
    passages = tuple(sorted({passage for said in alike for passage in said.passages}))
    claims = tuple(sorted({claim for said in alike for claim in said.claims}))
    return Said(first.stance, first.identity, first.values, passages, claims)


@cache
def _value_properties() -> str:
    names = {q.property for r in RELATIONS.values() for q in r.qualifiers if q.kind is Kind.VALUE}
    return " ".join(f"dkg:{name}" for name in sorted(names))


def _rows(graph: Queryable, query: str) -> Iterator[Mapping[str, str]]:
    """Yield the rows of a query as texts, empty where a cell is."""
    answer = graph.query(with_prefixes(query))
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    names = [variable.value for variable in answer.variables]
    for row in answer:
        yield {name: str(getattr(cell, "value", "")) for name, cell in zip(names, row, strict=True)}


def key(node: str) -> str:
    """Return what tells a node apart whatever its base: the last part of its IRI.

    >>> key("https://w3id.org/drugkg/concept/b%C3%A9zoar"), key("https://w3id.org/drugkg/ontology#treats")
    ('bézoar', 'treats')
    """
    return unquote(re.split(r"[/#]", node)[-1])


_EDITIONS = """SELECT ?document ?source ?publisher ?title ?file ?series ?revises {
  ?document a dkg:Document ; dct:isVersionOf ?source .
  OPTIONAL { ?source rdfs:label ?publisher } OPTIONAL { ?document dct:title ?title }
  OPTIONAL { ?document dkg:fileName ?file } OPTIONAL { ?document dkg:series ?series }
  OPTIONAL { ?document prov:wasRevisionOf ?revises } }"""

_CLAIMS = """SELECT ?claim ?proposition ?label ?drug ?drugLabel ?relation ?object ?objectLabel ?stance {
  VALUES ?document { %s } ?claim dct:source ?document ; dkg:proposition ?proposition ; dkg:stance ?stance .
  ?proposition dkg:subject ?drug ; dkg:relation ?relation ; dkg:object ?object .
  OPTIONAL { ?proposition rdfs:label ?label }
  OPTIONAL { ?drug skos:prefLabel ?drugLabel } OPTIONAL { ?object skos:prefLabel ?objectLabel }
} ORDER BY ?claim ?label ?drugLabel ?objectLabel"""

_VALUES = """SELECT ?claim ?property ?value ?label (isIRI(?value) AS ?named) {
  VALUES ?document { %s } VALUES ?property { %s } ?claim dct:source ?document ; ?property ?value .
  OPTIONAL { ?value rdfs:label ?label } } ORDER BY ?claim ?property ?value ?label"""

_PASSAGES = """SELECT ?claim ?document ?start ?end ?section ?quote {
  VALUES ?document { %s } ?claim dct:source ?document . ?evidence oa:hasBody ?claim ; oa:hasTarget ?passage .
  ?passage oa:hasSelector ?words . ?words oa:exact ?quote .
  OPTIONAL { ?passage oa:hasSelector ?position . ?position oa:start ?start ; oa:end ?end }
  OPTIONAL { ?passage dkg:section ?section } }"""
