"""Flat: plain triples from drug to object, for tools that know nothing of claims. The head says what is lost."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill

from drugkg.claims.relations import RELATIONS
from drugkg.exports.format import ONE_FILE, Format
from drugkg.exports.headed import headed
from drugkg.exports.part import Part
from drugkg.graph.namespaces import DKG, RDF_TYPE, iri, term
from drugkg.graph.serialise import Described, Names, blocks
from drugkg.vocabulary.concept import ConceptType

__all__ = ["FORMAT"]

_PLAIN = [relation.name for relation in RELATIONS.values() if relation.plain]
_ENDINGS = ("", "InScope", "Denied", "Contested")
_TRIPLES = {term(f"dkg:{name}{ending}") for name in _PLAIN for ending in _ENDINGS}
_LABEL = term("rdfs:label")
#: What is told of concepts, and of the properties of plain triples.
_OF_CONCEPTS = {RDF_TYPE, *map(term, ("skos:prefLabel", "skos:exactMatch", "skos:broader"))}
_CONCEPTS = {term(f"dkg:{kind.value}") for kind in ConceptType}

_CONTESTED = f"""PREFIX dkg: <{DKG}>
SELECT DISTINCT ?subject ?relation ?object {{
  ?conflict a dkg:Conflict ; dkg:findingType ?type ; dkg:compares ?proposition .
  ?proposition dkg:subject ?subject ; dkg:relation ?relation ; dkg:object ?object
  FILTER(?type != dkg:value)
  FILTER NOT EXISTS {{ ?decision dkg:decidesOn ?conflict ; dkg:curationStatus dkg:dismissed }} }}"""

_HEAD = f"""Plain triples of a drugkg graph: drug, relation, object.

dkg:treats and so on: a document asserts it, at least in the scope that its claim states.
dkg:treatsInScope: the claim states a scope (in whom, how given, ...), which is left out here.
dkg:treatsDenied: a document denies it, without scope.
dkg:treatsContested: documents contradict each other about it; look into the whole graph before you use it.

Left out: who says so, when, where and in which words; scopes; values (how often, how much); what is hedged or \
doubted, or of which documents say that there are no data; denials within a scope; free text; and the relations \
{", ".join(name for name in RELATIONS if name not in _PLAIN)}.

What documents say, right or wrong. No medical advice."""


def _write(part: Part) -> Iterator[bytes]:
    names = Names(part.base)
    lines = [fill(line, 116) for line in _HEAD.split("\n")]
    head = "".join(f"# {line}".rstrip() + "\n" for line in "\n".join(lines).split("\n"))
    return headed(lambda: f"{head}\n{names.header()}", blocks(_nodes(part), names.shorten))


def _nodes(part: Part) -> Iterator[Described]:
    contested = _contested(part)
    for subject, told in part.nodes():
        types = told.get(RDF_TYPE, [])
        if subject in _TRIPLES:
            yield (
                subject,
                {predicate: objects for predicate, objects in told.items() if predicate in (RDF_TYPE, _LABEL)},
            )
        elif _CONCEPTS.intersection(types):
            kept = {
                predicate: objects
                for predicate, objects in told.items()
                if predicate in _OF_CONCEPTS or predicate in _TRIPLES
            }
            for predicate, objects in list(kept.items()):
                relation = f"{predicate[:-1].removesuffix('Denied')}>"
                marked = [each for each in objects if (subject, relation, each) in contested]
                if marked:
                    held = kept.setdefault(f"{relation[:-1]}Contested>", [])
                    held[:] = sorted({*held, *marked})
            yield subject, dict(sorted(kept.items()))


def _contested(part: Part) -> set[tuple[str, ...]]:
    """Return the plain triples about which documents contradict each other, whichever of them is there."""
    return {tuple(iri(cell.value) for cell in row) for row in part.query(_CONTESTED)}  # type: ignore[union-attr]


FORMAT = Format("flat", "plain triples from drug to object, in Turtle; its head tells what is lost", {ONE_FILE: _write})
