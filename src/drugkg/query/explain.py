"""Explain a claim: who makes it, in which words, by which rule, and who else speaks of the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import unquote

import pyoxigraph

from drugkg.curation.marks import marks
from drugkg.curation.model import Mark
from drugkg.errors import DrugKGError, Problem, UsageError
from drugkg.graph.namespaces import DKG
from drugkg.query.names import expand
from drugkg.query.resolve import Queryable

__all__ = ["Explanation", "Passage", "Texts", "Voice", "explain", "explained"]

_LISTED = 5
_SHORTEST = 4
#: The furthest that the words around a quote reach.
_AROUND = 200

_PREFIXES = f"""PREFIX dkg: <{DKG}>
PREFIX cito: <http://purl.org/spar/cito/>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""


class Texts(Queryable, Protocol):
    """A graph that also keeps the texts of its documents."""

    base: str

    def text(self, document: str) -> str:
        """Return the text of a document by its IRI."""
        ...


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that make the claim: `before` and `after` are what stands around the quote, on its lines."""

    start: int
    end: int
    quote: str
    before: str
    after: str
    mention: str
    section: str
    rule: str
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """Another claim of the same proposition."""

    stance: str
    source: str
    document: str
    claim: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything about one claim; `values` are its values and notes by property.

    `decisions` are those of curators on the claim and on its document.
    """

    claim: str
    label: str
    stance: str
    values: tuple[tuple[str, str], ...]
    source: str
    document: str
    file_name: str
    passages: tuple[Passage, ...]
    others: tuple[Voice, ...]
    decisions: tuple[Mark, ...] = ()


def explain(graph: Texts, claim: str) -> Explanation:
    """Return the explanation of a claim, given by its IRI or the first letters of its id.

    Raises:
        UsageError: if no claim or more than one has this name.
    """
    iri = _find(graph, claim)
    return explained(graph, iri, marks(graph.query))


def explained(graph: Texts, iri: str, decided: Mapping[str, tuple[Mark, ...]]) -> Explanation:
    """Return the explanation of the claim with an IRI.

    Args:
        graph: the graph, which has this claim.
        iri: the claim.
        decided: what curators decided, by node.
    """
    (head,) = _rows(graph, _HEAD % iri)
    values = {
        row["property"]: row["value"]
        for row in _rows(graph, _VALUES % iri)
        if row["property"] not in ("proposition", "stance")
    }
    return Explanation(
        claim=iri,
        label=head["label"],
        stance=head["stance"],
        values=tuple(sorted(values.items())),
        source=head["source"],
        document=head["title"],
        file_name=head["file"],
        passages=_passages(graph, iri, head["document"]),
        others=tuple(
            Voice(row["stance"], row["source"], row["title"], row["other"])
            for row in _rows(graph, _OTHERS % (iri, iri))
        ),
        decisions=(*decided.get(iri, ()), *decided.get(head["document"], ())),
    )


def _find(graph: Texts, claim: str) -> str:
    """Return the IRI of the one claim that `claim` names."""
    wanted = claim.strip().removeprefix("<").removesuffix(">")
    if "/" not in wanted:
        name = wanted.rpartition(":")[2].lower()
        if not re.fullmatch(rf"[a-z2-7]{{{_SHORTEST},}}", name):
            remedy = f"give its IRI, or at least {_SHORTEST} letters of its id as a table shows it"
            raise UsageError(Problem(claim, "this is no name of a claim", remedy))
        wanted = f"{graph.base}claim/{name}"
    pattern = pyoxigraph.Literal(expand(wanted) or wanted)
    found = [row["claim"] for row in _rows(graph, _FIND % pattern)]
    if wanted in found:
        return wanted
    if not found:
        raise UsageError(Problem(claim, "the graph has no such claim", "take an id from the last column of a query"))
    if len(found) > 1:
        shown = ", ".join(found[:_LISTED]) + (", ..." if len(found) > _LISTED else "")
        raise UsageError(Problem(claim, f"{len(found)} claims begin so: {shown}", "give more letters"))
    return found[0]


def _passages(graph: Texts, claim: str, document: str) -> tuple[Passage, ...]:
    try:
        text = graph.text(document)
    except DrugKGError:
        text = ""  # a graph that was read as it is has only the words around each quote
    works: dict[str, set[str]] = {}
    for row in _rows(graph, _REFERENCES % claim):
        works.setdefault(row["evidence"], set()).add(f"{row['label']}: {row['work']}" if row["work"] else row["label"])
    found = []
    for row in _rows(graph, _PASSAGES % claim):
        start, end = int(row["start"]), int(row["end"])
        before, after = _around(text, start, end) if text else (row["prefix"], row["suffix"])
        references = tuple(sorted(works.get(row["evidence"], ())))
        rule = unquote(row["rule"].rpartition("/")[2])
        found.append(Passage(start, end, row["quote"], before, after, row["mention"], row["section"], rule, references))
    return tuple(found)


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the rest of the quote's lines on both sides, cut at a space where they are long."""
    before = text[max(text.rfind("\n", 0, start) + 1, start - _AROUND) : start]
    line_end = text.find("\n", end)
    after = text[end : min(line_end if line_end >= 0 else len(text), end + _AROUND)]
    if len(before) == _AROUND:
        before = "... " + before.partition(" ")[2]
    if len(after) == _AROUND:
        after = after.rpartition(" ")[0] + " ..."
    return before, after


def _rows(graph: Queryable, query: str) -> list[Mapping[str, str]]:
    """Return the rows of a query as texts; terms of drugkg's ontology lose their namespace."""
    answer = graph.query(_PREFIXES + query)
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    names = [variable.value for variable in answer.variables]
    return [
        {name: str(getattr(cell, "value", "")).removeprefix(DKG) for name, cell in zip(names, row, strict=True)}
        for row in answer
    ]


_FIND = "SELECT DISTINCT ?claim { ?claim a dkg:Claim FILTER(STRSTARTS(STR(?claim), %s)) } ORDER BY ?claim"

_HEAD = """SELECT ?label ?stance ?document ?source ?title ?file {
  BIND(<%s> AS ?claim)
  ?claim dkg:stance ?stance ; dkg:proposition/rdfs:label ?label ; dct:source ?document .
  ?document dct:title ?title ; dct:isVersionOf/rdfs:label ?source .
  OPTIONAL { ?document dkg:fileName ?file } } ORDER BY ?label ?source ?title LIMIT 1"""

_VALUES = """SELECT ?property ?value {
  <%s> ?property ?node
  FILTER(STRSTARTS(STR(?property), STR(dkg:)))
  OPTIONAL { ?node rdfs:label ?quantity }
  BIND(COALESCE(?quantity, ?node) AS ?value) } ORDER BY ?property ?value"""

_PASSAGES = """SELECT ?evidence ?start ?end ?quote ?prefix ?suffix ?mention ?section ?rule {
  ?evidence oa:hasBody <%s> ; oa:hasTarget ?passage ; dkg:mention ?mention ; dkg:rule ?rule .
  ?passage oa:hasSelector ?position , ?words .
  ?position oa:start ?start ; oa:end ?end .
  ?words oa:exact ?quote .
  OPTIONAL { ?words oa:prefix ?prefix }
  OPTIONAL { ?words oa:suffix ?suffix }
  OPTIONAL { ?passage dkg:section ?section } } ORDER BY ?start ?end ?evidence"""

_REFERENCES = """SELECT ?evidence ?label ?work {
  ?evidence oa:hasBody <%s> ; cito:citesAsEvidence ?reference .
  ?reference rdfs:label ?label
  OPTIONAL { ?reference dct:bibliographicCitation ?work } } ORDER BY ?evidence ?label"""

_OTHERS = """SELECT DISTINCT ?stance ?source ?title ?other {
  <%s> dkg:proposition ?proposition .
  ?other dkg:proposition ?proposition ; dkg:stance ?stance ; dct:source ?document .
  FILTER(?other != <%s>)
  ?document dct:title ?title ; dct:isVersionOf/rdfs:label ?source .
} ORDER BY ?stance ?source ?title ?other"""
