"""The context of JSON-LD: short names for the terms of the graph, and what their values are.

Terms of drugkg's own ontology need no prefix, in keys and in values. What is a node, and not words, is told by the
ontology.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from drugkg.graph.iri import DEFAULT_IRIS
from drugkg.graph.namespaces import DATA_PREFIXES, DEFAULT_BASE, DKG, PREFIXES, RDF_TYPE, term
from drugkg.graph.serialise import Names
from drugkg.schema.files import ontology_quads

__all__ = ["Context", "context", "context_text"]

Context = dict[str, str | Mapping[str, str]]

#: Properties whose values are nodes, though the ontology makes annotations of them; and those with English words.
_NODES = (
    "dct:isReplacedBy", "dct:license", "rdfs:domain", "rdfs:isDefinedBy", "rdfs:range", "rdfs:subClassOf",
    "rdfs:subPropertyOf", "skos:broader", "skos:exactMatch",
)  # fmt: skip
_ENGLISH = ("rdfs:label", "reason", "skos:altLabel", "skos:definition", "skos:example", "skos:prefLabel")
_DECIMALS = ("high", "low")


def context(base: str = DEFAULT_BASE) -> Context:
    """Return the context for data under a base.

    >>> context()["stance"], context()["claim"]
    ({'@type': '@vocab'}, 'https://w3id.org/drugkg/claim/')
    """
    kinds: dict[str, Mapping[str, str]] = {name: {"@type": "@vocab"} for name in {*_NODES, *_of_ontology()}}
    kinds |= {name: {"@language": "en"} for name in _ENGLISH} | {name: {"@type": "xsd:decimal"} for name in _DECIMALS}
    prefixes = dict(sorted((PREFIXES | {prefix: base + path for prefix, path in DATA_PREFIXES.items()}).items()))
    # What is also a prefix keeps its own: `rule` begins the names of rules.
    named = {f"dkg:{name}" if name in prefixes else name: kind for name, kind in sorted(kinds.items())}
    return {"@vocab": DKG, "id": "@id", "type": "@type", **prefixes, **named}


def context_text() -> str:
    """Return the file of the context, as others may refer to it."""
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(told)}" for name, told in context().items())
    return f'{{"@context": {{\n{lines}\n}}}}\n'


def _of_ontology() -> set[str]:
    """Return the properties whose values are nodes, without those that graphs never state."""
    quads = list(ontology_quads(DEFAULT_IRIS))
    unused = {quad.subject for quad in quads if quad.predicate == term("owl:inverseOf")}
    nodes = {quad.subject for quad in quads if (quad.predicate, quad.object) == (RDF_TYPE, term("owl:ObjectProperty"))}
    shorten = Names(DEFAULT_BASE).shorten
    return {shorten(each).removeprefix("dkg:") for each in nodes - unused}
