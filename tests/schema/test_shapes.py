"""Shapes: what the file says, pySHACL and drugkg's own queries find alike, in sound graphs and in broken ones."""

from __future__ import annotations

from random import Random

import pyoxigraph
import pyshacl
import pytest
import rdflib
from tests.factories import VOCABULARY, claims, document

from drugkg.claims.relations import RELATIONS
from drugkg.graph import Making, Quad, document_quads
from drugkg.graph.namespaces import RDF_TYPE, term
from drugkg.schema.conformance import queries_of, violations
from drugkg.schema.files import ONTOLOGY, SHAPES, path_of
from drugkg.schema.shapes import shapes, shapes_in
from drugkg.schema.shapes_text import shapes_text

SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
MAKING = Making("9c1f", "77ab", "0.1.0", concept=VOCABULARY.get)
QUADS = sorted({quad._replace(graph="") for quad in document_quads(document(), claims(), MAKING)})
#: Who lacks something, what is told, the component, and the value where it is a node.
Told = set[tuple[str, str, str, str]]


@pytest.fixture(scope="module")
def shapes_graph() -> rdflib.Graph:
    return rdflib.Graph().parse(path_of(SHAPES))


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(path_of(ONTOLOGY))


def by_pyshacl(quads: list[Quad], shapes_graph: rdflib.Graph, ontology: rdflib.Graph) -> Told:
    data = rdflib.Graph().parse(data=lines(quads), format="nt")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes_graph, ont_graph=ontology, inference="none")
    assert isinstance(report, rdflib.Graph)
    found = set()
    for result in report.subjects(rdflib.RDF.type, SH.ValidationResult):
        focus, value = report.value(result, SH.focusNode), report.value(result, SH.value)
        component = str(report.value(result, SH.sourceConstraintComponent)).removeprefix(SH)
        message = str(report.value(result, SH.resultMessage))
        assert focus is not None
        found.add((focus.n3(), message, component, value.n3() if isinstance(value, rdflib.URIRef) else ""))
    return found


def by_queries(quads: list[Quad]) -> Told:
    store = pyoxigraph.Store()
    store.load(lines(quads).encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)
    found = set()
    for each in violations(store.query):
        component = each.component[0].upper() + each.component[1:] + "ConstraintComponent"
        found.add((each.node, each.message, component, each.value if each.value.startswith("<") else ""))
    return found


def lines(quads: list[Quad]) -> str:
    return "".join(f"{s} {p} {o} .\n" for s, p, o, _ in quads)


def test_the_file_is_what_follows_from_its_parts(request: pytest.FixtureRequest) -> None:
    path = path_of(SHAPES)
    if request.config.getoption("--update-golden"):
        path.write_text(shapes_text(), encoding="utf-8")
    assert path.read_text("utf-8") == shapes_text(), "run pytest --update-golden, and read the diff"


def test_every_shape_says_what_holds_and_what_a_node_must_have() -> None:
    for shape in shapes():
        assert shape.sentence
        assert shape.targets
        assert shape.constraints
        for constraint in shape.constraints:
            assert constraint.message, (shape.name, constraint)
            assert all(list(queries_of(shape, constraint))), constraint
    qualifiers = {q.property for relation in RELATIONS.values() for q in relation.qualifiers}
    assert qualifiers <= {shape.name for shape in shapes()}


def test_a_sound_graph_has_its_shapes(shapes_graph: rdflib.Graph, ontology: rdflib.Graph) -> None:
    assert by_pyshacl(QUADS, shapes_graph, ontology) == by_queries(QUADS) == set()


def broken(seed: int) -> list[Quad]:
    """Return the graph with some statements gone, some with another value, and some doubled."""
    chance = Random(seed)
    more = ['"-7"^^<http://www.w3.org/2001/XMLSchema#decimal>', '""']
    objects = [*sorted({quad.object for quad in QUADS}), *more * 9]
    found = []
    for quad in QUADS:
        fate = chance.random()
        if fate < 0.08:
            continue
        if fate < 0.2 and not (quad.predicate == RDF_TYPE and fate < 0.17):
            found.append(quad._replace(object=chance.choice(objects)))
        if fate < 0.12 or fate >= 0.2:
            found.append(quad)
    return found


@pytest.mark.parametrize("seed", range(8))
def test_faults_are_those_that_pyshacl_finds(seed: int, shapes_graph: rdflib.Graph, ontology: rdflib.Graph) -> None:
    quads = broken(seed)
    found = by_queries(quads)
    assert len(found) > 5
    assert found == by_pyshacl(quads, shapes_graph, ontology)


def test_the_seeds_break_every_kind_of_constraint() -> None:
    found = {component for seed in range(8) for _, _, component, _ in by_queries(broken(seed))}
    used = {constraint.component for shape in shapes() for constraint in shape.constraints}
    missing = used - {component[0].lower() + component.removesuffix("ConstraintComponent")[1:] for component in found}
    assert not missing


@pytest.mark.parametrize(
    "part",
    [
        "sh:property [ sh:path ex:p ; sh:maxExclusive 3 ]",
        "sh:property [ sh:path [ sh:zeroOrMorePath ex:p ] ; sh:minCount 1 ]",
        "sh:closed true",
    ],
)
def test_what_is_not_known_of_shacl_is_not_ignored(part: str) -> None:
    text = (
        "@prefix ex: <https://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> . "
        f"ex:shape a sh:NodeShape ; sh:targetClass ex:C ; {part} ."
    )
    with pytest.raises(ValueError, match="not known"):
        shapes_in(text.encode())


@pytest.mark.parametrize("component", ["minCount", "maxCount"])
def test_counts_other_than_one_are_not_known(component: str) -> None:
    text = (
        "@prefix ex: <https://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> . "
        f"ex:shape a sh:NodeShape ; sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:{component} 2 ] ."
    )
    (shape,) = shapes_in(text.encode())
    with pytest.raises(ValueError, match="not known"):
        list(queries_of(shape, shape.constraints[0]))


def test_subclasses_have_the_shapes_of_their_classes() -> None:
    store = pyoxigraph.Store()
    finding = term("dkg:Conflict")
    store.load(f"<https://example.org/f> {RDF_TYPE} {finding} .".encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert {each.shape for each in violations(store.query)} == {"finding"}
