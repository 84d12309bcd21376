from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph
import pytest
from tests.query.corpus import build_store

from drugkg.errors import QueryError, UsageError
from drugkg.query.opened import Graph

DKG = "https://w3id.org/drugkg/ontology#"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return Graph(build_store(Path(tmp_path_factory.mktemp("export")) / "store"))


def loaded(text: str, format: pyoxigraph.RdfFormat) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    store.load(text.encode(), format=format)
    return store


def test_formats_hold_the_same_statements(graph: Graph) -> None:
    nquads = loaded(graph.export("nquads"), pyoxigraph.RdfFormat.N_QUADS)
    trig = loaded(graph.export("trig"), pyoxigraph.RdfFormat.TRIG)
    turtle = loaded(graph.export("turtle"), pyoxigraph.RdfFormat.TURTLE)
    assert set(nquads) == set(trig)
    assert {quad.triple for quad in nquads} == {quad.triple for quad in turtle}


def test_claims_are_one_object_a_line(graph: Graph) -> None:
    lines = [json.loads(line) for line in graph.export("claims").splitlines()]
    assert len(lines) == 41
    assert {line["drug"]["label"] for line in lines} == {"baclofen", "tizanidine"}


def test_drug_alone_takes_its_documents_and_what_they_name(graph: Graph) -> None:
    part = loaded(graph.export("nquads", ["tizanidine"]), pyoxigraph.RdfFormat.N_QUADS)
    whole = loaded(graph.export("nquads"), pyoxigraph.RdfFormat.N_QUADS)
    assert set(part) < set(whole)
    ask = f"SELECT DISTINCT ?drug {{ ?claim <{DKG}proposition>/<{DKG}subject> ?drug }}"
    rows = part.query(ask, use_default_graph_as_union=True)
    assert [row["drug"].value for row in rows] == ["https://w3id.org/drugkg/concept/tizanidine"]  # type: ignore[union-attr]
    # Nothing that a statement names is left without a name of its own.
    dangling = """SELECT ?x { { ?p <%ssubject>|<%sobject>|<%srelation> ?x } UNION { ?c <%sproposition> ?x }
      FILTER(!STRSTARTS(STR(?x), "%s")) FILTER NOT EXISTS { ?x ?property ?value } }""".replace("%s", DKG)
    assert not list(part.query(dangling, use_default_graph_as_union=True))  # type: ignore[arg-type]
    claims = graph.export("claims", ["tizanidine"]).splitlines()
    assert {json.loads(line)["drug"]["label"] for line in claims} == {"tizanidine"}


def test_wrong_format_and_drug_are_told(graph: Graph) -> None:
    with pytest.raises(UsageError, match="Use claims, conflicts"):
        graph.export("docx")
    with pytest.raises(QueryError, match="no Drug"):
        graph.export("claims", ["zzz"])
