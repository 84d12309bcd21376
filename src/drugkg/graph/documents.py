"""Documents and sources as nodes, and all quads of one document."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from drugkg.claims.model import Claim
from drugkg.graph.claims import claim_quads, identified, plain_quads
from drugkg.graph.concepts import Lookup, concept_quads, with_broader
from drugkg.graph.evidence import SectionCode, evidence_quads
from drugkg.graph.iri import DEFAULT_IRIS, Iris, digest, document_id
from drugkg.graph.namespaces import Quad, iri, language_tag, literal, moment, term
from drugkg.graph.propositions import proposition_quads, quantity_quads
from drugkg.text import Document, Source
from drugkg.vocabulary.concept import Concept

__all__ = ["Making", "document_quads"]


def _nothing(_: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Making:
    """How a document's graph comes about: what its activity records, and what the writing of it needs.

    `concept` finds concepts of the vocabulary by key, `section_code` a heading's LOINC code, `covered` the names of the
    relations whose section a document has. `revised` is the IRI of the document that this one revises, `extractor` the
    tag of what read it beside the rules; evidence has it as its rule.
    """

    rules: str
    vocabulary: str
    software: str
    iris: Iris = DEFAULT_IRIS
    concept: Lookup = _nothing
    section_code: SectionCode = _nothing
    covered: Callable[[Document], Iterable[str]] = lambda _: ()
    revised: str | None = None
    extractor: str | None = None


def document_quads(document: Document, claims: Iterable[Claim], making: Making) -> Iterator[Quad]:
    """Write a document and its (merged) claims, with everything they name, each into its graph.

    Quads may come more than once, in no particular order.
    """
    name, iris = document_id(document.source.id, document.content_hash), making.iris
    claims = tuple(_settled(claim, making.concept) for claim in claims)
    yield from _source_quads(document.source, iris)
    yield from _document_quads(document, name, making)
    yield from _activity_quads(name, making)
    drugs = {claim.drug.key for claim in claims}
    for key in sorted(drugs):
        yield _in_sources(iris.of("document", name), "dct:subject", iri(iris.concept(key)), iris)
    told = [identified(claim, name, iris) for claim in claims]
    for proposition in dict.fromkeys(p for each in told for p in (each.proposition, each.proposition.core)):
        yield from proposition_quads(proposition, iris)
    for quantity in dict.fromkeys(quantity for each in told for quantity in each.quantities()):
        yield from quantity_quads(quantity, iris)
    for each in told:
        yield from claim_quads(each, name, iris)
        yield from plain_quads(each, name, iris)
    yield from evidence_quads(told, document, name, iris, making.section_code)
    yield from concept_quads(with_broader(_named(claims), making.concept), iris)


def _settled(claim: Claim, lookup: Lookup) -> Claim:
    """Return the claim with the vocabulary's own form of each concept, so that a key has one label in all documents."""

    def known(concept: Concept) -> Concept:
        return lookup(concept.key) or concept

    held = {key: known(value) if isinstance(value, Concept) else value for key, value in claim.qualifiers.items()}
    return replace(claim, drug=known(claim.drug), object=known(claim.object), qualifiers=held)


def _named(claims: Iterable[Claim]) -> Iterator[Concept]:
    """Yield the concepts that claims name; the best described first where one key has several."""
    named = {concept for claim in claims for concept in _concepts(claim)}
    return iter(sorted(named, key=lambda concept: (concept.key, not concept.ids, concept.label, concept.type)))


def _concepts(claim: Claim) -> Iterator[Concept]:
    yield claim.drug
    yield claim.object
    yield from (value for value in claim.qualifiers.values() if isinstance(value, Concept))


def _in_sources(subject: str, predicate: str, object: str, iris: Iris) -> Quad:
    return Quad(iri(subject), term(predicate), object, iri(iris.graph("sources")))


def _source_quads(source: Source, iris: Iris) -> Iterator[Quad]:
    node = iris.source(source.id)
    yield _in_sources(node, "rdf:type", term("dkg:EvidenceSource"), iris)
    yield _in_sources(node, "rdfs:label", literal(source.publisher or source.id, "en"), iris)
    words = {"dc:publisher": source.publisher, "dkg:kind": source.kind, "dkg:jurisdiction": source.jurisdiction}
    for predicate, text in words.items():
        if text:
            yield _in_sources(node, predicate, literal(text), iris)
    if source.licence:
        yield _in_sources(node, "dc:rights", literal(source.licence), iris)
    if source.quoting:
        yield _in_sources(node, "dkg:quoting", literal(source.quoting), iris)


def _document_quads(document: Document, name: str, making: Making) -> Iterator[Quad]:
    source, metadata, iris = document.source, document.metadata, making.iris
    node = iris.of("document", name)
    title = source.title or metadata.title or document.file_name
    language = language_tag(source.language)
    yield _in_sources(node, "rdf:type", term("dkg:Document"), iris)
    yield _in_sources(node, "dct:title", literal(" ".join(title.split()), language), iris)
    yield _in_sources(node, "dct:isVersionOf", iri(iris.source(source.id)), iris)
    yield _in_sources(node, "dkg:contentHash", literal(document.content_hash), iris)
    yield _in_sources(node, "dkg:fileName", literal(document.file_name), iris)
    yield _in_sources(node, "dkg:format", literal(document.format), iris)
    if document.origin is not None:
        hashed = hashlib.sha256(document.text.encode()).hexdigest()
        yield _in_sources(node, "dkg:textHash", literal(f"sha256:{hashed}"), iris)
    dates = {
        "dct:issued": source.issued,
        "dct:modified": source.modified or metadata.modified,
        "schema:lastReviewed": metadata.reviewed,
    }
    for predicate, when in dates.items():
        if when:
            yield _in_sources(node, predicate, moment(when), iris)
    words = {
        "dct:language": source.language,
        "pav:version": source.version or metadata.version,
        "dc:type": metadata.kind,
        "dc:identifier": metadata.identifier,
        "dkg:series": metadata.series,
    }
    for predicate, text in words.items():
        if text:
            yield _in_sources(node, predicate, literal(text), iris)
    for author in metadata.authors:
        yield _in_sources(node, "dc:creator", literal(author), iris)
    if making.revised:
        yield _in_sources(node, "prov:wasRevisionOf", iri(making.revised), iris)
    for relation in making.covered(document):
        yield _in_sources(node, "dkg:covers", term(f"dkg:{relation}"), iris)


def _activity_quads(name: str, making: Making) -> Iterator[Quad]:
    iris = making.iris
    rules, vocabulary = f"rules:{making.rules}", f"vocabulary:{making.vocabulary}"
    own = (making.extractor,) if making.extractor else ()
    activity = iris.of("activity", digest("activity", name, making.software, rules, vocabulary, *own))
    graph, document = iris.document_graph(name), iri(iris.of("document", name))
    yield _in_sources(graph, "rdf:type", term("prov:Entity"), iris)
    yield _in_sources(graph, "prov:wasDerivedFrom", document, iris)
    yield _in_sources(graph, "prov:wasGeneratedBy", iri(activity), iris)
    yield _in_sources(activity, "rdf:type", term("prov:Activity"), iris)
    yield _in_sources(activity, "prov:used", document, iris)
    yield _in_sources(activity, "dkg:extractorVersion", literal(making.software), iris)
    yield _in_sources(activity, "dkg:ruleSet", literal(rules), iris)
    yield _in_sources(activity, "dkg:vocabularyVersion", literal(vocabulary), iris)
    for tag in own:
        agent = iris.rule(tag)
        yield _in_sources(activity, "prov:wasAssociatedWith", iri(agent), iris)
        yield _in_sources(agent, "rdf:type", term("prov:SoftwareAgent"), iris)
        yield _in_sources(agent, "rdfs:label", literal(tag), iris)
