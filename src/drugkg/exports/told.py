"""Claims as a graph holds them, each with all that tables and property graphs say of it, document after document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from drugkg.claims.model import Stance
from drugkg.claims.relations import RELATIONS, Kind
from drugkg.graph.namespaces import DKG
from drugkg.store.nodes import Find, Node, Nodes, full

__all__ = ["Quoted", "TellingDocument", "Thing", "Told", "told"]

_KINDS = {qualifier.property: qualifier.kind for relation in RELATIONS.values() for qualifier in relation.qualifiers}
_VERDICTS = ("conflictOf", "differenceOf", "agreementOf")


@dataclass(frozen=True, slots=True)
class Thing:
    """A concept: its name, its class in the ontology and its identifiers in open terminologies (IRIs or CURIEs)."""

    iri: str
    label: str
    type: str = ""
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TellingDocument:
    """A document with its source."""

    iri: str
    title: str
    file_name: str
    content_hash: str
    text_hash: str
    issued: str
    version: str
    source: str
    source_label: str
    rights: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage of a claim; `quote` and `mention` are None where they were withheld."""

    evidence: str
    passage: str
    start: int
    end: int
    quote: str | None
    mention: str | None
    section: str
    rule: str
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A claim; `scope`, `values` and `notes` go by the local name of their property, as people read them.

    `findings` are the IRIs of the findings that it is part of, by verdict.
    """

    claim: str
    proposition: str
    drug: Thing
    relation: str
    object: Thing
    stance: Stance
    document: TellingDocument
    scope: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    passages: tuple[Quoted, ...] = ()
    findings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def negated(self) -> bool:
        """Whether the document denies it or doubts it; no data is no denial."""
        return self.stance in (Stance.DENIES, Stance.DOUBTS)


def told(find: Find) -> Iterator[Told]:
    """Yield the claims of a graph: by file name, then in the order of their first passages.

    Args:
        find: yields the statements that have the given IRIs at their places.
    """
    reader = _Reader(find)
    documents = sorted((reader.document(iri) for iri in set(reader.of("rdf:type", full("dkg:Document")))), key=_place)
    for document in documents:
        claims = (reader.claim(iri, document) for iri in reader.of("dct:source", document.iri))
        yield from sorted(claims, key=_order)


def _place(document: TellingDocument) -> tuple[str, str]:
    return document.file_name, document.iri


def _order(each: Told) -> tuple[int, str, str, str]:
    return each.passages[0].start if each.passages else -1, each.relation, each.object.label, each.claim


class _Reader(Nodes):
    """Reads claims node by node."""

    def document(self, iri: str) -> TellingDocument:
        node = self.node(iri)
        source = self.node(_one(node, "dct:isVersionOf"))
        return TellingDocument(
            iri,
            _one(node, "dct:title"),
            _one(node, "dkg:fileName"),
            _one(node, "dkg:contentHash"),
            _one(node, "dkg:textHash"),
            _one(node, "dct:issued"),
            _one(node, "pav:version"),
            source.iri,
            _one(source, "rdfs:label"),
            "; ".join(source.all("dc:rights")),
        )

    def thing(self, iri: str) -> Thing:
        node = self.node(iri)
        kinds = (kind.removeprefix(DKG) for kind in node.all("rdf:type") if kind.startswith(DKG))
        ids = (*node.all("skos:exactMatch"), *node.all("skos:notation"))
        return Thing(iri, _one(node, "skos:prefLabel") or iri.rpartition("/")[2], next(kinds, ""), ids)

    def claim(self, iri: str, document: TellingDocument) -> Told:
        node = self.node(iri)
        proposition = self.node(_one(node, "dkg:proposition"))
        held: dict[Kind, dict[str, str]] = {kind: {} for kind in Kind}
        for said in (proposition, node):
            for property, values in said.held.items():
                name = property.removeprefix(DKG)
                if name in _KINDS:
                    held[_KINDS[name]][name] = "; ".join(map(self._words, values))
        found = {verdict: tuple(self.of(f"dkg:{verdict}", iri)) for verdict in _VERDICTS}
        return Told(
            iri,
            proposition.iri,
            self.thing(_one(proposition, "dkg:subject")),
            _one(proposition, "dkg:relation").removeprefix(DKG),
            self.thing(_one(proposition, "dkg:object")),
            Stance(_one(node, "dkg:stance").removeprefix(DKG)),
            document,
            dict(sorted(held[Kind.SCOPE].items())),
            dict(sorted(held[Kind.VALUE].items())),
            dict(sorted(held[Kind.NOTE].items())),
            tuple(sorted(map(self._quoted, self.of("oa:hasBody", iri)), key=_position)),
            {verdict.removesuffix("Of"): tuple(sorted(iris)) for verdict, iris in found.items() if iris},
        )

    def _quoted(self, iri: str) -> Quoted:
        evidence = self.node(iri)
        passage = self.node(_one(evidence, "oa:hasTarget"))
        selectors = [self.node(each) for each in passage.all("oa:hasSelector")]
        said = {name: next((value for s in selectors for value in s.all(name)), None) for name in _OF_SELECTORS}
        works = (self.node(each) for each in evidence.all("cito:citesAsEvidence"))
        return Quoted(
            iri,
            passage.iri,
            int(said["oa:start"] or 0),
            int(said["oa:end"] or 0),
            said["oa:exact"],
            evidence.one("dkg:mention"),
            "; ".join(passage.all("dkg:section")),
            _one(evidence, "dkg:rule").rpartition("/")[2],
            tuple(_one(work, "dct:bibliographicCitation") or _one(work, "rdfs:label") for work in works),
        )

    def _words(self, value: str) -> str:
        """Return a value as people read it: the name of a node, a literal's words."""
        if not value.startswith("http"):
            return value
        node = self.node(value)
        return _one(node, "skos:prefLabel") or _one(node, "rdfs:label") or value.removeprefix(DKG)


_OF_SELECTORS = ("oa:start", "oa:end", "oa:exact")


def _position(quoted: Quoted) -> tuple[int, int, str]:
    return quoted.start, quoted.end, quoted.evidence


def _one(node: Node, name: str) -> str:
    return node.one(name) or ""
