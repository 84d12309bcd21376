"""Excerpts: the passages of a case with the words around them and the works that they cite."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from drugkg.findings.model import Case, Passage
from drugkg.findings.reading import Ask
from drugkg.findings.wording import Excerpt
from drugkg.graph.namespaces import PREFIXES

__all__ = ["cited_works", "excerpts", "names_of"]

_PREFIXES = "".join(f"PREFIX {name}: <{home}>\n" for name, home in PREFIXES.items())
_WORKS = """SELECT ?passage ?cited {
  ?evidence oa:hasTarget ?passage ; cito:citesAsEvidence ?work . ?work dct:bibliographicCitation ?cited }"""
_AROUND = """SELECT ?passage ?before ?after { ?passage oa:hasSource <$node> ; oa:hasSelector ?words .
  ?words oa:exact ?quote OPTIONAL { ?words oa:prefix ?before } OPTIONAL { ?words oa:suffix ?after } }"""
_NAMES = "SELECT ?name { <$node> skos:altLabel ?name }"


def cited_works(ask: Ask) -> dict[str, tuple[str, ...]]:
    """Return the works that a graph's passages cite, where it is certain which work, by passage."""
    found: dict[str, set[str]] = {}
    for passage, cited in _rows(ask, _WORKS):
        found.setdefault(passage, set()).add(cited)
    return {passage: tuple(sorted(cited)) for passage, cited in found.items()}


def names_of(case: Case, ask: Ask) -> set[str]:
    """Return what the drug of a case is called, brands that documents tell of included."""
    brands = {case.concepts.label(told.object) for told in case.statements if told.relation == "hasBrandName"}
    return {case.label, *brands, *(name for (name,) in _rows(ask, _NAMES, case.drug))}


def excerpts(case: Case, ask: Ask, works: Mapping[str, tuple[str, ...]]) -> Iterator[Excerpt]:
    """Yield the passages of a case, each once."""
    passages: dict[str, dict[str, Passage]] = {}
    for told in case.statements:
        passages.setdefault(told.document, {}).update((passage.iri, passage) for passage in told.passages)
    for document in sorted(passages):
        around = {passage: rest for passage, *rest in _rows(ask, _AROUND, document)}
        for name, passage in passages[document].items():
            before, after = around.get(name, ("", ""))
            yield Excerpt(name, document, passage.start, passage.end, passage.quote, before, after, works.get(name, ()))


def _rows(ask: Ask, query: str, node: str = "") -> Iterator[list[str]]:
    for row in ask(_PREFIXES + query.replace("$node", node)):
        yield ["" if term is None else str(term.value) for term in row]
