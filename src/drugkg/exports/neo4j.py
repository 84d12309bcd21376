"""CSV for `neo4j-admin database import`: claims are nodes, so that nobody takes a denied one for a true one."""

from __future__ import annotations

import json
from collections.abc import Iterator

from drugkg.exports.csv import csv_lines
from drugkg.exports.format import Format
from drugkg.exports.part import Part
from drugkg.exports.rows import Cell
from drugkg.exports.told import told
from drugkg.graph.namespaces import DKG
from drugkg.store.nodes import Node, Nodes, full
from drugkg.vocabulary.concept import ConceptType

__all__ = ["FORMAT"]

Row = dict[str, Cell]

_CONCEPTS = ("iri:ID", "label", "ids:string[]", ":LABEL")
_CLAIMS = (
    "iri:ID", "relation", "stance", "negated:boolean", "certain:boolean", "scope", "values", "notes", "proposition",
    ":LABEL",
)  # fmt: skip
_PASSAGES = ("iri:ID", "quote", "section", "start:int", "end:int", ":LABEL")
_DOCUMENTS = ("iri:ID", "title", "fileName", "issued", "version", "contentHash", "textHash", ":LABEL")
_SOURCES = ("iri:ID", "label", "kind", "licence", ":LABEL")
_TIES = (":START_ID", ":END_ID", ":TYPE", "mention", "rule")


def _concepts(part: Part) -> Iterator[Row]:
    for node, kind in _all(part, [kind.value for kind in ConceptType]):
        ids = ";".join((*node.all("skos:exactMatch"), *node.all("skos:notation")))
        yield dict(zip(_CONCEPTS, (node.iri, node.one("skos:prefLabel"), ids, f"Concept;{kind}"), strict=True))


def _documents(part: Part) -> Iterator[Row]:
    properties = "dct:title", "dkg:fileName", "dct:issued", "pav:version", "dkg:contentHash", "dkg:textHash"
    for node, _ in _all(part, ["Document"]):
        yield dict(zip(_DOCUMENTS, (node.iri, *map(node.one, properties), "Document"), strict=True))


def _sources(part: Part) -> Iterator[Row]:
    for node, _ in _all(part, ["EvidenceSource"]):
        rights = "; ".join(node.all("dc:rights"))
        cells = (node.iri, node.one("rdfs:label"), node.one("dkg:kind"), rights, "Source")
        yield dict(zip(_SOURCES, cells, strict=True))


def _claims(part: Part) -> Iterator[Row]:
    for each in told(part.find):
        held = (_json(each.scope), _json(each.values), _json(each.notes))
        marks = (each.relation, each.stance.value, each.negated, each.stance.certain)
        yield dict(zip(_CLAIMS, (each.claim, *marks, *held, each.proposition, "Claim"), strict=True))


def _passages(part: Part) -> Iterator[Row]:
    document, seen = "", set[str]()
    for each in told(part.find):
        if each.document.iri != document:
            document, seen = each.document.iri, set()
        for passage in each.passages:
            if passage.passage not in seen:
                seen.add(passage.passage)
                cells = (passage.passage, passage.quote, passage.section, passage.start, passage.end, "Passage")
                yield dict(zip(_PASSAGES, cells, strict=True))


def _ties(part: Part) -> Iterator[Row]:
    document, seen = "", set[str]()
    for each in told(part.find):
        if each.document.iri != document:
            document, seen = each.document.iri, set()
        yield _tie(each.claim, each.drug.iri, "SUBJECT")
        yield _tie(each.claim, each.object.iri, "OBJECT")
        yield _tie(each.claim, document, "STATED_IN")
        for passage in each.passages:
            yield _tie(each.claim, passage.passage, "SAID_BY", passage.mention, passage.rule)
            if passage.passage not in seen:
                seen.add(passage.passage)
                yield _tie(passage.passage, document, "PART_OF")
    for node, _ in _all(part, ["Document"]):
        yield from (_tie(node.iri, source, "VERSION_OF") for source in node.all("dct:isVersionOf"))
        yield from (_tie(node.iri, older, "REVISES") for older in node.all("prov:wasRevisionOf"))
    for node, _ in _all(part, [kind.value for kind in ConceptType]):
        yield from (_tie(node.iri, wider, "BROADER") for wider in node.all("skos:broader"))


def _tie(start: str, end: str, type: str, mention: str | None = None, rule: str | None = None) -> Row:
    return dict(zip(_TIES, (start, end, type, mention, rule), strict=True))


def _all(part: Part, kinds: list[str]) -> Iterator[tuple[Node, str]]:
    """Yield all nodes of some classes in order, each with its class."""
    nodes = Nodes(part.find)
    found = {
        iri: kind for kind in kinds for iri in nodes.of("rdf:type", full(f"dkg:{kind}")) if not iri.startswith(DKG)
    }
    for iri, kind in sorted(found.items()):
        yield nodes.node(iri), kind


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) if value else ""


FORMAT = Format(
    "neo4j",
    "a folder of CSV for neo4j-admin: claims, passages, documents, concepts",
    {
        "concepts.csv": lambda part: csv_lines(_CONCEPTS, _concepts(part)),
        "claims.csv": lambda part: csv_lines(_CLAIMS, _claims(part)),
        "passages.csv": lambda part: csv_lines(_PASSAGES, _passages(part)),
        "documents.csv": lambda part: csv_lines(_DOCUMENTS, _documents(part)),
        "sources.csv": lambda part: csv_lines(_SOURCES, _sources(part)),
        "ties.csv": lambda part: csv_lines(_TIES, _ties(part)),
    },
)
