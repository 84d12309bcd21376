"""RDF formats: any graph comes back whole, in the same bytes whatever order it was stored in."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.exports.reading import read
from tests.graph.test_serialise import nodes, quads

from drugkg.errors import UsageError
from drugkg.exports import ONE_FILE, find_format
from drugkg.exports.context import context_text
from drugkg.exports.order import in_order
from drugkg.exports.part import Part
from drugkg.graph import DEFAULT_BASE, Quad, to_nquads, to_trig, to_turtle
from drugkg.graph.namespaces import literal, term
from drugkg.schema.files import path_of
from drugkg.store import Database

FORMATS = {
    "jsonld": pyoxigraph.RdfFormat.JSON_LD, "nquads": pyoxigraph.RdfFormat.N_QUADS,
    "rdfxml": pyoxigraph.RdfFormat.RDF_XML, "trig": pyoxigraph.RdfFormat.TRIG, "turtle": pyoxigraph.RdfFormat.TURTLE,
}  # fmt: skip
#: Texts that XML can write, and properties whose names it can.
printable = st.text(
    st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff", include_characters="\t\r\n")
)
properties = st.sampled_from([term("rdf:type"), term("dkg:low"), term("dkg:stance"), term("skos:prefLabel"), "<x:a-b>"])


def written(told: list[Quad], format: str) -> bytes:
    database = pyoxigraph.Store()
    lines = to_nquads(told)
    database.load(lines.encode(), pyoxigraph.RdfFormat.N_QUADS)
    return b"".join(find_format(format).files[ONE_FILE](Part(Database(database, DEFAULT_BASE))))


def found(data: bytes, format: str) -> set[Quad]:
    def name(graph: object) -> str:
        return "" if isinstance(graph, pyoxigraph.DefaultGraph) else str(graph)

    parsed = pyoxigraph.parse(data, FORMATS[format])
    return {Quad(str(q.subject), str(q.predicate), str(q.object), name(q.graph_name)) for q in parsed}


@given(st.lists(quads))
def test_any_graph_comes_back_whole(told: list[Quad]) -> None:
    for format in ("jsonld", "nquads", "trig"):
        assert found(written(told, format), format) == found(to_nquads(told).encode(), "nquads")


@given(st.lists(st.builds(Quad, nodes, properties, st.one_of(nodes, printable.map(literal)), st.just(""))))
def test_xml_holds_all_that_it_can_write(told: list[Quad]) -> None:
    assert found(written(told, "rdfxml"), "rdfxml") == set(told)


def test_xml_replaces_what_it_cannot_write() -> None:
    told = [Quad("<x:a>", term("dkg:mention"), literal("a\x0cb\rc<&"))]
    assert [quad.object for quad in found(written(told, "rdfxml"), "rdfxml")] == [literal("a\ufffdb\rc<&")]
    with pytest.raises(UsageError, match="no way to write this property"):
        written([Quad("<x:a>", "<https://example.org/1>", "<x:b>")], "rdfxml")


@given(st.lists(quads))
def test_streams_write_the_same_bytes_as_values(told: list[Quad]) -> None:
    stored = list(found(to_nquads(told).encode(), "nquads"))
    assert written(told, "turtle").decode() == to_turtle(stored)
    assert written(told, "trig").decode() == to_trig(stored)
    assert written(told, "nquads").decode() == to_nquads(stored)


@given(st.lists(st.binary(max_size=3).map(lambda data: data.replace(b"\n", b"") + b"\n")), st.integers(1, 4))
def test_lines_are_put_in_order_through_files(lines: list[bytes], run: int) -> None:
    assert list(in_order(lines, run)) == sorted(set(lines))


@given(st.lists(quads))
def test_nquads_are_canonical(told: list[Quad]) -> None:
    dataset = pyoxigraph.Dataset(pyoxigraph.parse(to_nquads(told).encode(), pyoxigraph.RdfFormat.N_QUADS))
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0_SHA_256)
    assert written(told, "nquads").decode() == "".join(sorted(f"{_canonical(quad)} .\n" for quad in dataset))


def _canonical(quad: pyoxigraph.Quad) -> str:
    graph = "" if isinstance(quad.graph_name, pyoxigraph.DefaultGraph) else f" {quad.graph_name}"
    return f"{quad.subject} {quad.predicate} {quad.object}{graph}"


def test_context_is_that_of_the_graph(request: pytest.FixtureRequest) -> None:
    path = path_of("context.jsonld")
    if request.config.getoption("--update-golden"):
        path.write_text(context_text(), encoding="utf-8")
    assert path.read_text("utf-8") == context_text(), "run pytest --update-golden, and read the diff"


def test_published_context_reads_an_export_without_its_own(tmp_path: Path) -> None:
    told = [
        Quad(f"<{DEFAULT_BASE}claim/a>", term("dkg:stance"), term("dkg:denies"), f"<{DEFAULT_BASE}graph/document/d>"),
        Quad(f"<{DEFAULT_BASE}evidence/e>", term("dkg:rule"), f"<{DEFAULT_BASE}rule/effect.listed>"),
        Quad(f"<{DEFAULT_BASE}quantity/q>", term("dkg:low"), literal("5", datatype="decimal")),
    ]
    export = json.loads(written(told, "jsonld"))
    file = tmp_path / "graph.jsonld"
    file.write_text(
        json.dumps({**json.loads(path_of("context.jsonld").read_text("utf-8")), "@graph": export["@graph"]})
    )
    assert read("rdflib", "jsonld", file) == {" ".join(filter(None, quad)) for quad in told}
    assert '"stance": "denies"' in file.read_text()
