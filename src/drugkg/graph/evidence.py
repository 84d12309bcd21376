"""Evidence: the passages of a document that make its claims, and the works they cite."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from drugkg.graph.claims import Identified
from drugkg.graph.iri import Iris, digest
from drugkg.graph.namespaces import RDF_TYPE, Quad, iri, literal, term
from drugkg.text import Document, Reference, Span

__all__ = ["SectionCode", "evidence_quads"]

#: Tells the LOINC code of a section from its heading, None where it has none.
SectionCode = Callable[[str], str | None]

#: Code points of context on each side of a quote: words enough to tell whether a short quote stands in copied text.
_CONTEXT = 100

_ANNOTATION, _BODY, _TARGET, _SOURCE, _SELECTOR, _START, _END = (
    term(f"oa:{name}") for name in ("Annotation", "hasBody", "hasTarget", "hasSource", "hasSelector", "start", "end")
)
_RESOURCE, _POSITION_SELECTOR, _QUOTE_SELECTOR, _PREFIX, _EXACT, _SUFFIX = (
    term(f"oa:{name}")
    for name in ("SpecificResource", "TextPositionSelector", "TextQuoteSelector", "prefix", "exact", "suffix")
)
_MENTION, _RULE, _CITES = term("dkg:mention"), term("dkg:rule"), term("cito:citesAsEvidence")


def evidence_quads(
    claims: Iterable[Identified], document: Document, document_id: str, iris: Iris, section_code: SectionCode
) -> Iterator[Quad]:
    """Write the evidence of a document's claims, with passages and cited references, into the document's graph."""
    graph = iri(iris.document_graph(document_id))
    codes = {block.text: block.code for block in reversed(document.blocks) if block.code}
    passages: dict[tuple[Span, str | None], str] = {}
    works: dict[str, str] = {}
    for told in claims:
        claim = iri(iris.of("claim", told.id))
        for evidence in told.claim.evidence:
            place = digest("passage", document_id, *evidence.span)
            passages[evidence.span, evidence.section] = name = iris.of("passage", place)
            node = iri(iris.of("evidence", digest("evidence", told.id, place)))
            yield Quad(node, RDF_TYPE, _ANNOTATION, graph)
            yield Quad(node, _BODY, claim, graph)
            yield Quad(node, _TARGET, iri(name), graph)
            yield Quad(node, _MENTION, literal(evidence.mention), graph)
            yield Quad(node, _RULE, iri(iris.rule(evidence.rule)), graph)
            for label in evidence.cites:
                works[label] = work = iri(iris.of("reference", digest("reference", document_id, label)))
                yield Quad(node, _CITES, work, graph)
    for (span, section), name in passages.items():
        yield from _passage_quads(span, name, document, document_id, iris)
        if section is not None:
            yield from _section_quads(section, iri(name), graph, codes.get(section) or section_code(section))
    for label, work in works.items():
        yield from _reference_quads(label, work, document, document_id, iris)


def _passage_quads(span: Span, name: str, document: Document, document_id: str, iris: Iris) -> Iterator[Quad]:
    graph, node = iri(iris.document_graph(document_id)), iri(name)
    position, quote = iri(f"{name}-position"), iri(f"{name}-quote")
    yield Quad(node, RDF_TYPE, _RESOURCE, graph)
    yield Quad(node, _SOURCE, iri(iris.of("document", document_id)), graph)
    yield Quad(node, _SELECTOR, position, graph)
    yield Quad(node, _SELECTOR, quote, graph)
    start, end = span
    yield Quad(position, RDF_TYPE, _POSITION_SELECTOR, graph)
    yield Quad(position, _START, literal(str(start), datatype="integer"), graph)
    yield Quad(position, _END, literal(str(end), datatype="integer"), graph)
    yield Quad(quote, RDF_TYPE, _QUOTE_SELECTOR, graph)
    context = (_PREFIX, Span(max(0, start - _CONTEXT), start)), (_EXACT, span), (_SUFFIX, Span(end, end + _CONTEXT))
    for predicate, part in context:
        if text := part.of(document.text):
            yield Quad(quote, predicate, literal(text), graph)


def _section_quads(section: str, node: str, graph: str, code: str | None) -> Iterator[Quad]:
    yield Quad(node, term("dkg:section"), literal(section), graph)
    if code:
        yield Quad(node, term("dkg:sectionCode"), term(f"loinc:{code}"), graph)


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
