"""Concepts as nodes of the vocabulary graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from drugkg.graph.iri import Iris
from drugkg.graph.namespaces import RDF_TYPE, Quad, exact_match, iri, literal, term
from drugkg.vocabulary.concept import Concept

__all__ = ["Lookup", "concept_quads", "with_broader"]

#: Finds a concept of the vocabulary by its key.
Lookup = Callable[[str], Concept | None]

_PREF, _ALT, _BROADER = term("skos:prefLabel"), term("skos:altLabel"), term("skos:broader")
_EXACT, _NOTATION, _REPLACED = term("skos:exactMatch"), term("skos:notation"), term("dct:isReplacedBy")
_INGREDIENT = term("dkg:hasIngredient")


def with_broader(concepts: Iterable[Concept], lookup: Lookup) -> dict[str, Concept]:
    """Return concepts by key, with all wider concepts, and those they gave way to, that the vocabulary knows."""
    found: dict[str, Concept] = {}
    waiting = list(concepts)
    while waiting:
        concept = waiting.pop()
        if concept.key not in found:
            found[concept.key] = concept
            near = (*concept.broader, *concept.ingredients, *((concept.replaced_by,) if concept.replaced_by else ()))
            waiting += [wider for key in near if (wider := lookup(key)) is not None]
    return found


def concept_quads(concepts: dict[str, Concept], iris: Iris) -> Iterator[Quad]:
    """Write concepts; wider concepts are linked where they are among them."""
    graph = iri(iris.graph("vocabulary"))
    for concept in concepts.values():
        node = iri(iris.concept(concept.key))
        yield Quad(node, RDF_TYPE, term(f"dkg:{concept.type.value}"), graph)
        yield Quad(node, _PREF, literal(concept.label, "en"), graph)
        for name in concept.synonyms:
            if name != concept.label:
                yield Quad(node, _ALT, literal(name, "en"), graph)
        for curie in concept.ids:
            home = exact_match(curie)
            yield Quad(node, _EXACT, iri(home), graph) if home else Quad(node, _NOTATION, literal(curie), graph)
        for key in concept.broader:
            if key in concepts:
                yield Quad(node, _BROADER, iri(iris.concept(key)), graph)
        for key in concept.ingredients:
            if key in concepts:
                yield Quad(node, _INGREDIENT, iri(iris.concept(key)), graph)
        if concept.replaced_by:
            yield Quad(node, _REPLACED, iri(iris.concept(concept.replaced_by)), graph)
