"""The ontology names and explains every term that the data uses, and is OWL 2 DL."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import owlready2
import pyhornedowl
import pytest
import yaml
from tests.factories import claims, document

from drugkg.claims.model import Stance
from drugkg.claims.relations import RELATIONS
from drugkg.curation.model import Status
from drugkg.findings.echoes import Basis
from drugkg.findings.model import FindingType, Verdict
from drugkg.graph import Iris, Making, document_quads
from drugkg.graph.covers import covered
from drugkg.graph.namespaces import DKG, RDF_TYPE, Quad, term
from drugkg.pipeline import build
from drugkg.schema.files import ALIGNMENTS, ONTOLOGY, ontology_quads, path_of, statements
from drugkg.schema.terms_text import ontology_text
from drugkg.store import open_store
from drugkg.text import Block, BlockKind, Reading
from drugkg.vocabulary.concept import ConceptType

ROOT = Path(__file__).resolve().parents[2]
QUADS = list(statements(path_of(ONTOLOGY).read_bytes()))
OWN = {quad.subject for quad in QUADS if quad.subject.startswith(f"<{DKG}")}


def values(node: str, name: str) -> set[str]:
    return {quad.object for quad in QUADS if quad.subject == node and quad.predicate == term(name)}


def of_type(name: str) -> set[str]:
    return {quad.subject for quad in QUADS if quad.predicate == RDF_TYPE and quad.object == term(name)}


def names(*texts: str) -> set[str]:
    return {f"<{DKG}{text}>" for text in texts}


def test_the_file_is_what_follows_from_its_parts(request: pytest.FixtureRequest) -> None:
    path = path_of(ONTOLOGY)
    if request.config.getoption("--update-golden"):
        path.write_text(ontology_text(), encoding="utf-8")
    assert path.read_text("utf-8") == ontology_text(), "run pytest --update-golden, and read the diff"


@pytest.mark.parametrize("node", sorted(OWN))
def test_every_term_has_one_label_and_definition_an_example_and_a_source(node: str) -> None:
    assert len(values(node, "rdfs:label")) == 1
    assert len(values(node, "skos:definition")) == 1
    assert values(node, "skos:example")
    assert values(node, "dc:source")
    assert values(node, "rdfs:isDefinedBy") == {f"<{DKG.rstrip('#')}>"}


def test_every_property_of_the_table_has_domain_and_range() -> None:
    qualifiers = {q.property for relation in RELATIONS.values() for q in relation.qualifiers}
    for node in names(*RELATIONS, *qualifiers):
        assert values(node, "rdfs:domain"), node
        assert values(node, "rdfs:range"), node


def test_every_plain_relation_has_an_inverse_and_a_denial() -> None:
    inverse = {quad.object for quad in QUADS if quad.predicate == term("owl:inverseOf")}
    plain = [relation.name for relation in RELATIONS.values() if relation.plain]
    assert inverse == names(*plain)
    for name in plain:
        assert names(f"{name}Denied") <= values(term(f"dkg:{name}"), "dkg:excludes")


def test_relations_exclude_each_other_where_findings_say_so() -> None:
    rows = yaml.safe_load((ROOT / "src/drugkg/findings/contraries.yaml").read_text("utf-8"))["contraries"]
    opposed = {
        pair
        for row in rows
        if row["type"] == "opposition" and row["match"] == "same"
        for one in row["one"]["relations"]
        for other in row["other"]["relations"]
        for pair in ((one, other), (other, one))
    }
    stated = {(quad.subject, quad.object) for quad in QUADS if quad.predicate == term("dkg:excludes")}
    told = {(one[1:-1].removeprefix(DKG), other[1:-1].removeprefix(DKG)) for one, other in stated}
    assert {pair for pair in told if not any(name.endswith("Denied") for name in pair)} == opposed


def test_stances_types_and_statuses_are_those_of_the_code() -> None:
    assert of_type("dkg:Stance") == names(*Stance)
    assert of_type("dkg:FindingType") == names(*FindingType)
    assert of_type("dkg:CurationStatus") == names(*Status)
    assert of_type("dkg:EchoBasis") == names(*Basis)
    assert names(*ConceptType, *(verdict.capitalize() for verdict in Verdict)) <= of_type("owl:Class")
    concepts = {
        node for node in of_type("owl:Class") if values(node, "rdfs:subClassOf") & names("Concept", "Treatment")
    }
    assert concepts - names("Treatment") == names(*ConceptType)


def test_what_documents_give_uses_declared_terms_only() -> None:
    data = list(document_quads(document(), claims(), Making("a", "b", "c")))
    assert undeclared(data) == set()


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = Path(tmp_path_factory.mktemp("samples")) / "store"
    build([ROOT / "sources" / "samples"], store)
    return store


def test_the_graph_of_the_samples_uses_declared_terms_only(samples: Path) -> None:
    with open_store(samples) as graph:
        quads = list(graph.quads())
    assert undeclared(quads) == set()
    home = f"<{Iris().graph('ontology')}>"
    assert {quad for quad in quads if quad.graph == home} == set(ontology_quads(Iris()))


def undeclared(quads: list[Quad]) -> set[str]:
    """Return the properties and classes of a graph that the ontology does not declare as such."""
    properties = of_type("owl:ObjectProperty") | of_type("owl:DatatypeProperty") | of_type("owl:AnnotationProperty")
    built_in = tuple(term(f"{prefix}:")[:-1] for prefix in ("rdf", "rdfs", "owl"))
    data = [quad for quad in quads if not quad.graph.endswith("graph/ontology>")]
    missing = {quad.predicate for quad in data} - properties
    missing |= {quad.object for quad in data if quad.predicate == RDF_TYPE} - of_type("owl:Class")
    missing |= {quad.object for quad in data if quad.object.startswith(f"<{DKG}")} - OWN
    return {name for name in missing if not name.startswith(built_in)}


def test_a_property_is_of_nodes_or_of_literals_or_describes() -> None:
    kinds = [of_type(f"owl:{kind}Property") for kind in ("Object", "Datatype", "Annotation")]
    assert all(not one & other for one in kinds for other in kinds if one is not other)
    for quad in QUADS:
        if quad.predicate in kinds[0]:
            assert quad.object.startswith("<")
        elif quad.predicate in kinds[1]:
            assert quad.object.startswith('"')


@pytest.mark.parametrize("name", [ONTOLOGY, ALIGNMENTS])
def test_nothing_is_imported_and_no_node_lacks_a_name(name: str) -> None:
    quads = list(statements(path_of(name).read_bytes()))
    assert not [quad for quad in quads if quad.predicate == term("owl:imports")]
    assert not [quad for quad in quads if any(part.startswith("_:") for part in quad)]


def test_alignments_name_terms_that_exist() -> None:
    aligned = list(statements(path_of(ALIGNMENTS).read_bytes()))
    assert {quad.subject for quad in aligned if quad.subject.startswith(f"<{DKG}")} <= OWN
    matched = {quad.object for quad in aligned if quad.predicate.endswith("Match>")}
    for name in ("prov", "oa", "pav", "skos", "obo", "cito", "schema"):
        start = term(f"{name}:x")[:-2]
        assert any(quad.object.startswith(start) for quad in aligned), name
    assert any(object.startswith("<https://w3id.org/biolink/vocab/") for object in matched)


@pytest.mark.parametrize("name", [ONTOLOGY, ALIGNMENTS])
def test_two_parsers_of_owl_read_it_alike(name: str, as_xml: dict[str, bytes]) -> None:
    world = owlready2.World()
    first = world.get_ontology(f"file://{name}").load(fileobj=io.BytesIO(as_xml[name]))
    second = pyhornedowl.open_ontology_from_string(as_xml[name].decode(), "rdf")
    own = {each.iri for each in first.classes()}
    assert own == {f"{each}" for each in second.get_classes()}
    properties = {each.iri for each in first.object_properties()}
    assert properties == {f"{each}" for each in second.get_object_properties()}
    assert len(own) > 5


@pytest.fixture(scope="module")
def as_xml() -> dict[str, bytes]:
    import rdflib

    return {
        name: rdflib.Graph().parse(path_of(name)).serialize(format="xml").encode() for name in (ONTOLOGY, ALIGNMENTS)
    }


@pytest.mark.needs_program("java")
def test_the_owl_api_finds_it_in_a_profile_of_owl_2_dl() -> None:
    jars = Path(owlready2.__file__).parent / "pellet"
    for name in (ONTOLOGY, ALIGNMENTS):
        command = ["java", "-cp", f"{jars}/*", "pellet.Pellet", "info", str(path_of(name))]
        told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout
        # The narrowest profile is told; each of them is part of OWL 2 DL.
        assert any(f"OWL Profile = OWL 2 {profile}\n" in told for profile in ("RL", "EL", "QL", "DL")), told


def headings() -> Iterator[Block]:
    yield Block(BlockKind.HEADING, Reading.of("Doses", 0, 5))
    yield Block(BlockKind.HEADING, Reading.of("Uses", 0, 4), silent="navigation")


def test_a_document_covers_the_relations_of_its_sections() -> None:
    types = {("Doses", None): "dosage", ("Uses", None): "indications"}
    section_type = lambda *heading: types.get(heading)  # noqa: E731
    assert covered(replace(document(), blocks=tuple(headings())), section_type) == ("hasDose",)
    assert covered(document(), section_type) == ()
