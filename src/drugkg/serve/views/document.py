"""The pages of documents and their sources: full texts with every passage marked, and lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from drugkg.audit.page_text import Chunk, parts
from drugkg.audit.unread import Unread, unread
from drugkg.claims.relations import RELATIONS
from drugkg.errors import UsageError
from drugkg.graph.namespaces import DKG
from drugkg.serve.current import Snapshot
from drugkg.serve.views.concept import Near
from drugkg.serve.views.rows import among, pairs, rows
from drugkg.serve.views.shown import NOTHING, Asked, Shown, page_number
from drugkg.store import Store
from drugkg.text import Span

__all__ = ["document", "document_list", "source", "source_list"]

_PAGE = 100


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a document that make a claim."""

    span: Span
    passage: str
    claim: str
    relation: str
    object: str
    stance: str
    quote: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A document as lists have it, with its dates by what they mean."""

    iri: str
    title: str
    source: Near
    drugs: tuple[Near, ...]
    dates: tuple[tuple[str, str], ...]
    claims: int


def document(snapshot: Snapshot, iri: str, asked: Asked) -> Shown:
    """Return the page of a document: its text, with the words marked that make claims of the relation asked for."""
    store = snapshot.store
    told_of = listed(store, [iri])
    if not told_of:
        return NOTHING
    marks = tuple(
        Mark(
            Span(int(start), int(end)),
            passage,
            claim,
            relation.removeprefix(DKG),
            label,
            stance.removeprefix(DKG),
            quote,
        )
        for start, end, passage, claim, relation, label, stance, quote in rows(store, _MARKS, node=iri)
    )
    chosen = asked.get("relation", "")
    chosen = chosen if any(mark.relation == chosen for mark in marks) else ""
    kept = tuple(mark for mark in marks if not chosen or mark.relation == chosen)
    text, told = _text(store, iri, marks, kept)
    held: dict[str, list[Mark]] = {}
    for mark in kept:
        held.setdefault(mark.relation, []).append(mark)
    counts = {name: len({m.claim for m in marks if m.relation == name}) for name in RELATIONS}
    values = {
        "listed": told_of[0],
        "properties": tuple(rows(store, _PROPERTIES, node=iri)),
        "newer": tuple(Near(*row) for row in rows(store, _NEWER, node=iri)),
        "older": tuple(Near(*row) for row in rows(store, _OLDER, node=iri)),
        "counts": {name: count for name, count in counts.items() if count},
        "chosen": chosen,
        "held": {name: held[name] for name in RELATIONS if name in held},
        "text": text,
        "unread": told,
        "targets": _targets(kept),
    }
    return Shown("document.html", values)


def document_list(snapshot: Snapshot, asked: Asked) -> Shown:
    """Return a page of the list of all documents."""
    store, number = snapshot.store, page_number(asked)
    every: tuple[str, ...] = snapshot.once("documents", _by_title)
    shown = listed(store, every[(number - 1) * _PAGE : number * _PAGE])
    values = {"shown": shown, "total": len(every), "number": number, "pages": -(-len(every) // _PAGE)}
    return Shown("documents.html", values)


def source(snapshot: Snapshot, iri: str, asked: Asked) -> Shown:
    """Return the page of a source: who publishes it, and its documents."""
    store, number = snapshot.store, page_number(asked)
    every = [row[0] for row in rows(store, _OF_SOURCE, node=iri)]
    values = {
        "label": next((row[0] for row in rows(store, "SELECT ?l { $node rdfs:label ?l }", node=iri)), iri),
        "properties": tuple(rows(store, _PROPERTIES, node=iri)),
        "shown": listed(store, every[(number - 1) * _PAGE : number * _PAGE]),
        "total": len(every),
        "number": number,
        "pages": -(-len(every) // _PAGE),
    }
    return Shown("source.html", values)


def source_list(snapshot: Snapshot, asked: Asked) -> Shown:
    """Return a page of the list of all sources."""
    number = page_number(asked)
    every: tuple[tuple[str, ...], ...] = snapshot.once("sources", lambda store: tuple(rows(store, _SOURCES)))
    shown = [(Near(iri, label), int(count)) for iri, label, count in every[(number - 1) * _PAGE : number * _PAGE]]
    details: dict[str, list[tuple[str, str, str]]] = {}
    for iri, *detail in rows(
        snapshot.store, f"{_DETAILS} {{ {among('node', [near.iri for near, _ in shown])} {_DETAIL}"
    ):
        details.setdefault(iri, []).append(tuple(detail))  # type: ignore[arg-type]
    values = {
        "shown": shown,
        "details": details,
        "total": len(every),
        "number": number,
        "pages": -(-len(every) // _PAGE),
    }
    return Shown("sources.html", values)


def listed(store: Store, iris: Iterable[str]) -> list[Listed]:
    """Return documents as lists have them, in the order given."""
    wanted = list(iris)
    if not wanted:
        return []
    heads: dict[str, tuple[str, Near]] = {}
    subjects: dict[str, set[Near]] = {}
    dates: dict[str, set[tuple[str, str]]] = {}
    named = among("document", wanted)
    for iri, title, home, label, drug, drug_label in rows(store, f"{_LISTED} {{ {named} {_LIST_HEAD} }}"):
        heads[iri] = (title, Near(home, label))
        if drug:
            subjects.setdefault(iri, set()).add(Near(drug, drug_label))
    for iri, property, value in rows(store, f"SELECT ?document ?property ?value {{ {named} {_DATES} }}"):
        dates.setdefault(iri, set()).add((_DATE_WORDS[property.replace("#", "/").rpartition("/")[2]], value))
    counts = pairs(store, f"SELECT ?document (COUNT(?claim) AS ?n) {{ {named} {_CLAIMS} }} GROUP BY ?document")
    return [
        Listed(
            iri,
            *heads[iri],
            tuple(sorted(subjects.get(iri, ()), key=lambda near: near.label)),
            tuple(sorted(dates.get(iri, ()))),
            int(counts.get(iri, 0)),
        )
        for iri in wanted
        if iri in heads
    ]


def _text(
    store: Store, iri: str, marks: Iterable[Mark], kept: Iterable[Mark]
) -> tuple[list[list[Chunk]] | None, Unread | None]:
    """Return the text in pieces and what of it was not read; None for what the store has not."""
    try:
        text = store.text(iri)
    except UsageError:
        return None, None
    try:
        outline = store.outline(iri)
    except UsageError:
        return parts(text, None, (mark.span for mark in kept)), None
    left = unread(outline, text, {mark.span for mark in marks})
    spans = (span for section in left.sections for span in section.unread)
    return parts(text, outline, {mark.span for mark in kept}, spans), left


def _targets(marks: Iterable[Mark]) -> Mapping[Span, str]:
    """Return where the words of each span lead: to their claim, or to the passage where they make several."""
    found: dict[Span, set[tuple[str, str]]] = {}
    for mark in marks:
        found.setdefault(mark.span, set()).add((mark.claim, mark.passage))
    return {
        span: next(iter(held))[0] if len(held) == 1 else min(passage for _, passage in held)
        for span, held in found.items()
    }


def _by_title(store: Store) -> tuple[str, ...]:
    return tuple(row[0] for row in rows(store, _EVERY))


_MARKS = """SELECT DISTINCT ?start ?end ?passage ?claim ?relation ?label ?stance ?quote {
  ?claim dct:source $node ; dkg:proposition ?proposition ; dkg:stance ?stance .
  ?evidence oa:hasBody ?claim ; oa:hasTarget ?passage .
  ?passage oa:hasSelector ?position , ?words . ?position oa:start ?start ; oa:end ?end . ?words oa:exact ?quote .
  ?proposition dkg:relation ?relation ; dkg:object ?object . ?object skos:prefLabel ?label
} ORDER BY ?start ?end ?label ?claim"""

_PROPERTIES = """SELECT DISTINCT ?property ?value ?label { $node ?property ?value
  FILTER(?property NOT IN (rdf:type, dct:title, dct:subject, dkg:covers, rdfs:label, dct:isVersionOf,
    dct:issued, dct:modified, schema:lastReviewed, prov:wasRevisionOf))
  OPTIONAL { ?value rdfs:label ?name } OPTIONAL { ?value dct:title ?title }
  BIND(COALESCE(?name, ?title, "") AS ?label) } ORDER BY ?property ?value"""

_NEWER = "SELECT ?other ?title { ?other prov:wasRevisionOf $node ; dct:title ?title } ORDER BY ?title ?other"
_OLDER = "SELECT ?other ?title { $node prov:wasRevisionOf ?other . ?other dct:title ?title } ORDER BY ?title ?other"
_EVERY = """SELECT ?document { ?document a dkg:Document ; dct:title ?title ; dct:isVersionOf/rdfs:label ?label }
ORDER BY ?label ?title ?document"""
_OF_SOURCE = "SELECT ?document { ?document dct:isVersionOf $node ; dct:title ?title } ORDER BY ?title ?document"
_SOURCES = """SELECT ?source ?label (COUNT(?document) AS ?count) { ?source a dkg:EvidenceSource ; rdfs:label ?label
  OPTIONAL { ?document dct:isVersionOf ?source } } GROUP BY ?source ?label ORDER BY ?label ?source"""
_DETAILS = "SELECT ?node ?property ?value ?label"
_DETAIL = _PROPERTIES.partition("{")[2].replace("$node", "?node")

_LISTED = "SELECT ?document ?title ?source ?label ?drug ?drugLabel"
_LIST_HEAD = """?document dct:title ?title ; dct:isVersionOf ?source . ?source rdfs:label ?label
  OPTIONAL { ?document dct:subject ?drug . ?drug skos:prefLabel ?drugLabel }"""
_CLAIMS = "?claim dct:source ?document ; a dkg:Claim"
_DATES = "VALUES ?property { dct:issued dct:modified schema:lastReviewed } ?document ?property ?value"
_DATE_WORDS = {"issued": "issued", "modified": "modified", "lastReviewed": "reviewed"}
