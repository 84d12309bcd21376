"""The ontology names every term that the data uses."""

from __future__ import annotations

from dataclasses import replace

from tests.factories import claims, document

from drugkg.claims.relations import RELATIONS
from drugkg.graph import Iris, Making, document_quads
from drugkg.graph.covers import covered
from drugkg.graph.namespaces import DKG, RDF_TYPE, term
from drugkg.graph.ontology import ontology_quads
from drugkg.text import Block, BlockKind, Reading

QUADS = list(ontology_quads(Iris()))


def test_every_relation_qualifier_and_word_of_the_data_is_named() -> None:
    named = {quad.subject for quad in QUADS if quad.predicate == term("rdfs:label")}
    data = list(document_quads(document(), claims(), Making("a", "b", "c")))
    qualifiers = {f"<{DKG}{q.property}>" for relation in RELATIONS.values() for q in relation.qualifiers}
    used = {part for quad in data for part in (quad.predicate, quad.object) if part in qualifiers}
    assert used
    assert used | qualifiers <= named
    assert {quad.object for quad in data if quad.predicate in qualifiers and quad.object.startswith(f"<{DKG}")} <= named
    assert {quad.object for quad in data if quad.predicate == RDF_TYPE and quad.object.startswith(f"<{DKG}")} <= named


def test_a_property_is_never_both_of_objects_and_of_data() -> None:
    def properties(kind: str) -> set[str]:
        return {quad.subject for quad in QUADS if quad.predicate == RDF_TYPE and quad.object == term(f"owl:{kind}")}

    assert not properties("ObjectProperty") & properties("DatatypeProperty")


def test_a_document_covers_the_relations_of_its_sections() -> None:
    heading = Block(BlockKind.HEADING, Reading.of("Doses", 0, 5))
    silent = Block(BlockKind.HEADING, Reading.of("Uses", 0, 4), silent="navigation")
    types = {("Doses", None): "dosage", ("Uses", None): "indications"}
    section_type = lambda *heading: types.get(heading)  # noqa: E731
    assert covered(replace(document(), blocks=(heading, silent)), section_type) == ("hasDose",)
    assert covered(document(), section_type) == ()
