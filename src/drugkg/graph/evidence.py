"""Evidence: the passages of a document that make a claim, and the works they cite."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from drugkg.claims.model import Claim, Evidence
from drugkg.graph.claims import claim_id
from drugkg.graph.iri import Iris, digest
from drugkg.graph.namespaces import RDF_TYPE, Quad, iri, literal, term
from drugkg.text import Document, Reference, Span

__all__ = ["SectionCode", "evidence_quads"]

#: Tells the LOINC code of a section from its heading, None where it has none.
SectionCode = Callable[[str], str | None]

#: Code points of context on each side of a quote.
_CONTEXT = 32


def evidence_quads(
    claim: Claim, document: Document, document_id: str, iris: Iris, section_code: SectionCode
) -> Iterator[Quad]:
    """Write the evidence of a claim, with passages and cited references, into the document's graph."""
    graph = iri(iris.document_graph(document_id))
    claim_name = claim_id(claim, document_id, iris)
    for passage in claim.evidence:
        place = digest("passage", document_id, passage.span.start, passage.span.end)
        node = iri(iris.of("evidence", digest("evidence", claim_name, place)))
        yield Quad(node, RDF_TYPE, term("oa:Annotation"), graph)
        yield Quad(node, term("oa:hasBody"), iri(iris.of("claim", claim_name)), graph)
        yield Quad(node, term("oa:hasTarget"), iri(iris.of("passage", place)), graph)
        yield Quad(node, term("dkg:mention"), literal(passage.mention), graph)
        yield Quad(node, term("dkg:rule"), iri(iris.rule(passage.rule)), graph)
        for label in passage.cites:
            work = iri(iris.of("reference", digest("reference", document_id, label)))
            yield Quad(node, term("cito:citesAsEvidence"), work, graph)
            yield from _reference_quads(label, work, document, document_id, iris)
        yield from _passage_quads(passage, place, document, document_id, iris, section_code)


def _passage_quads(
    passage: Evidence, place: str, document: Document, document_id: str, iris: Iris, section_code: SectionCode
) -> Iterator[Quad]:
    graph, name = iri(iris.document_graph(document_id)), iris.of("passage", place)
    node, position, quote = iri(name), iri(f"{name}-position"), iri(f"{name}-quote")
    yield Quad(node, RDF_TYPE, term("oa:SpecificResource"), graph)
    yield Quad(node, term("oa:hasSource"), iri(iris.of("document", document_id)), graph)
    if passage.section is not None:
        yield Quad(node, term("dkg:section"), literal(passage.section), graph)
        code = section_code(passage.section)
        if code:
            yield Quad(node, term("dkg:sectionCode"), term(f"loinc:{code}"), graph)
    yield Quad(node, term("oa:hasSelector"), position, graph)
    yield Quad(node, term("oa:hasSelector"), quote, graph)
    start, end = passage.span
    yield Quad(position, RDF_TYPE, term("oa:TextPositionSelector"), graph)
    yield Quad(position, term("oa:start"), literal(str(start), datatype="integer"), graph)
    yield Quad(position, term("oa:end"), literal(str(end), datatype="integer"), graph)
    yield Quad(quote, RDF_TYPE, term("oa:TextQuoteSelector"), graph)
    context = Span(max(0, start - _CONTEXT), start), passage.span, Span(end, end + _CONTEXT)
    for name, span in zip(("prefix", "exact", "suffix"), context, strict=True):
        if text := span.of(document.text):
            yield Quad(quote, term(f"oa:{name}"), literal(text), graph)


def _reference_quads(label: str, node: str, document: Document, document_id: str, iris: Iris) -> Iterator[Quad]:
    """Write a cited work; its text only where the document lists exactly one work under that label."""
    graph = iri(iris.document_graph(document_id))
    yield Quad(node, RDF_TYPE, term("dkg:Reference"), graph)
    yield Quad(node, term("rdfs:label"), literal(label), graph)
    yield Quad(node, term("dct:isReferencedBy"), iri(iris.of("document", document_id)), graph)
    works: list[Reference] = [work for work in document.metadata.references if work.label == label]
    if len(works) == 1:
        cited = " ".join(works[0].span.of(document.text).split())
        yield Quad(node, term("dct:bibliographicCitation"), literal(cited), graph)
