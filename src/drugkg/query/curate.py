"""What a curator decides on, in words: a claim by its passage, and a line that tells people what a node is."""

from __future__ import annotations

import pyoxigraph

from drugkg.curation.model import Words
from drugkg.errors import Problem, UsageError
from drugkg.graph.namespaces import DKG, PREFIXES
from drugkg.query.names import one_line
from drugkg.query.resolve import Queryable

__all__ = ["about_in_words", "in_words"]

_PREFIXES = "".join(f"PREFIX {name}: <{home}>\n" for name, home in PREFIXES.items())
_LONGEST = 300


def in_words(graph: Queryable, claim: str) -> Words:
    """Return a claim by its document, first quote, relation, object and scope.

    Raises:
        UsageError: if its document has no file name.
    """
    rows = _rows(graph, _WORDS % claim)
    if not rows:
        what, remedy = "its document has no file name, so that words cannot name it", "leave out `--by-words`"
        raise UsageError(Problem(claim, what, remedy))
    file_name, quote, relation, object, scope = rows[0]
    return Words(file_name, " ".join(quote.split()), relation.removeprefix(DKG), object, scope)


def about_in_words(graph: Queryable, node: str) -> str:
    """Return a line that tells people what a claim, document or finding is."""
    told = [", ".join(one_line(each) for each in row if each) for row in _rows(graph, _ABOUT % ((node,) * 3))]
    return told[0][:_LONGEST] if told else ""


def _rows(graph: Queryable, query: str) -> list[list[str]]:
    answer = graph.query(_PREFIXES + query)
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    return sorted([str(getattr(cell, "value", "")) for cell in row] for row in answer)


_WORDS = """SELECT ?file ?quote ?relation ?object ?scope {
  BIND(<%s> AS ?claim)
  ?claim dct:source/dkg:fileName ?file ; dkg:proposition ?proposition .
  ?proposition dkg:relation ?relation ; dkg:object/skos:prefLabel ?object ; dkg:scopeKey ?scope .
  ?evidence oa:hasBody ?claim ; oa:hasTarget ?passage .
  ?passage oa:hasSelector ?words , ?position . ?words oa:exact ?quote . ?position oa:start ?start
} ORDER BY ?start LIMIT 1"""

_ABOUT = """SELECT ?told ?by {
  { <%s> dkg:proposition/rdfs:label ?told ; dct:source ?document . ?document dct:title ?by }
  UNION { <%s> dct:title ?told ; dct:isVersionOf/rdfs:label ?by }
  UNION { <%s> dkg:findingType ?type ; dkg:reason ?told } }"""
