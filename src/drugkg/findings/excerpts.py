"""Excerpts: the passages of a case with the words around them and the works that they cite."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from drugkg.findings.model import Case
from drugkg.findings.reading import Ask
from drugkg.findings.wording import Excerpt
from drugkg.graph.namespaces import PREFIXES

__all__ = ["cited_works", "excerpts", "names_of"]

_PREFIXES = "".join(f"PREFIX {name}: <{home}>\n" for name, home in PREFIXES.items())
_WORKS = """SELECT ?passage ?cited {
  ?evidence oa:hasTarget ?passage ; cito:citesAsEvidence ?work . ?work dct:bibliographicCitation ?cited }"""
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


def excerpts(case: Case, works: Mapping[str, tuple[str, ...]]) -> Iterator[Excerpt]:
    """Yield the passages of a case, each once."""
    passages = {passage.iri: (told.document, passage) for told in case.statements for passage in told.passages}
    for name, (document, said) in sorted(passages.items()):
        place = said.start, said.end, said.quote, said.before, said.after
        # Words that were withheld are nobody's.
        if said.quote:
            yield Excerpt(name, document, *place, works.get(name, ()))


def _rows(ask: Ask, query: str, node: str = "") -> Iterator[list[str]]:
    for row in ask(_PREFIXES + query.replace("$node", node)):
        yield ["" if term is None else str(term.value) for term in row]
