"""Turtle and TriG: read alike by everyone, the same bytes for the same graph, good to read and to compare."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from tests.factories import VOCABULARY, claims, document

from drugkg.graph import Making, Quad, document_quads, to_trig, to_turtle
from drugkg.graph.namespaces import literal, term

BASE = "https://w3id.org/drugkg/"
QUADS = list(document_quads(document(), claims(), Making("9c1f", "77ab", "0.1.0", concept=VOCABULARY.get)))
TRIPLES = {quad[:3] for quad in QUADS}

texts = st.text(st.characters(exclude_categories=["Cs"]))
locals_ = st.text(st.sampled_from("aB9-_.~/:é,()'"), max_size=6)
nodes = st.one_of(
    st.builds(
        lambda path, name: f"<{BASE}{path}{name}>",
        st.sampled_from(["concept/", "graph/", "graph/document/", "x/"]),
        locals_,
    ),
    st.sampled_from([term("rdf:type"), term("dkg:low"), term("skos:prefLabel"), term("obo:HP_0000001")]),
)
typed = [("5", "decimal"), ("true", "boolean"), ("x", "integer")]
objects = st.one_of(
    nodes, texts.map(literal), st.builds(literal, texts, st.just("en")),
    st.builds(lambda number: literal(str(number), datatype="integer"), st.integers(-99, 99)),
    st.sampled_from([literal(text, datatype=kind) for text, kind in typed]),
)  # fmt: skip
quads = st.builds(Quad, nodes, nodes, objects, st.one_of(nodes, st.just("")))


def parsed(text: str, format: pyoxigraph.RdfFormat) -> set[Quad]:
    def name(graph: object) -> str:
        return "" if isinstance(graph, pyoxigraph.DefaultGraph) else str(graph)

    found = pyoxigraph.parse(text.encode(), format)
    return {Quad(str(q.subject), str(q.predicate), str(q.object), name(q.graph_name)) for q in found}


@given(st.lists(quads))
def test_any_graph_comes_back_whole(written: list[Quad]) -> None:
    assert parsed(to_trig(written), pyoxigraph.RdfFormat.TRIG) == set(written)
    assert parsed(to_turtle(written), pyoxigraph.RdfFormat.TURTLE) == {Quad(*quad[:3]) for quad in written}


@given(st.lists(quads), st.randoms(use_true_random=False))
def test_the_order_of_building_does_not_show(written: list[Quad], random: object) -> None:
    shuffled = [*written, *written]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert to_turtle(shuffled) == to_turtle(written)
    assert to_trig(shuffled) == to_trig(written)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of rdflib, about itself
def test_rdflib_reads_the_same_number_of_triples() -> None:
    assert len(rdflib.Graph().parse(data=to_turtle(QUADS), format="turtle")) == len(TRIPLES)
    dataset = rdflib.Dataset().parse(data=to_trig(QUADS), format="trig")
    assert len(list(dataset.quads())) == len(set(QUADS))


@pytest.mark.needs_program("rapper")
@pytest.mark.parametrize(("format", "text"), [("turtle", to_turtle(QUADS)), ("trig", to_trig(QUADS))])
def test_raptor_reads_the_same_number_of_triples_without_a_warning(tmp_path: Path, format: str, text: str) -> None:
    file = tmp_path / "graph"
    file.write_text(text, encoding="utf-8")
    run = subprocess.run(["rapper", "-i", format, "-c", str(file)], capture_output=True, text=True, check=True)
    assert f"returned {len(TRIPLES if format == 'turtle' else set(QUADS))} triples" in run.stderr
    assert "arning" not in run.stderr


def test_it_reads_well() -> None:
    text = to_turtle(QUADS)
    assert '    rdfs:label "up to 63 %"@en' in text or '  rdfs:label "up to 63 %"@en ;\n' in text
    assert "c:examplin a dkg:Drug ;\n  skos:altLabel" in text
    assert " oa:end 72 ;" in text
    assert '"63"^^xsd:decimal' in text
    used = {line.split()[1] for line in text.splitlines() if line.startswith("@prefix")}
    assert all(prefix == "xsd:" or f" {prefix}" in text or f"\n{prefix}" in text for prefix in used)
    assert "owl:" not in used


def test_only_the_lines_of_a_change_differ() -> None:
    changed = [quad._replace(object=literal("Thirsty")) if quad.object == literal("Thirst") else quad for quad in QUADS]
    before, after = (to_trig(each).splitlines() for each in (QUADS, changed))
    assert [(a, b) for a, b in zip(before, after, strict=True) if a != b] == [
        ('    dkg:mention "Thirst" ;', '    dkg:mention "Thirsty" ;')
    ]


def test_a_node_stands_before_the_nodes_whose_names_continue_its_own() -> None:
    lines = to_turtle(QUADS).splitlines()
    passages = [line.split()[0] for line in lines if line.startswith("psg:")]
    node = passages[0]
    assert passages[:3] == [node, f"{node}-position", f"{node}-quote"]


def test_another_base_is_shortened_too() -> None:
    quad = Quad("<https://example.org/kg/concept/a>", term("rdf:type"), term("owl:Thing"))
    assert "c:a a owl:Thing ." in to_turtle([quad], "https://example.org/kg/")
