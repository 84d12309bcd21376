"""Tables and property graphs: each read by a tool of its field; negation, stance, quotes and sources come through."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable
from pathlib import Path

import networkx as nx
import pyoxigraph
import pytest
import rdflib
from nanopub.nanopub import Nanopub
from pyarrow import parquet
from tests.query.corpus import build_store

import drugkg
from drugkg.errors import UsageError
from drugkg.exports.rows import COLUMNS
from drugkg.graph.namespaces import DKG

#: A claim: drug, relation, object, stance, source, and the words of one passage.
Said = tuple[str, str, str, str, str, str]

EXPECTED = """SELECT ?drug ?relation ?object ?stance ?source ?quote { ?claim dkg:proposition ?p ; dkg:stance ?stance ;
  dct:source/dct:isVersionOf/rdfs:label ?source . ?p dkg:subject/skos:prefLabel ?drug ; dkg:relation ?relation ;
  dkg:object/skos:prefLabel ?object . ?e oa:hasBody ?claim ; oa:hasTarget/oa:hasSelector/oa:exact ?quote }"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = Path(tmp_path_factory.mktemp("tables"))
    build_store(home / "store")
    for format in ("csv", "flat", "graphml", "kgx", "nanopub", "neo4j", "parquet"):
        drugkg.export_to(home / format, format, home / "store")
    return home


@pytest.fixture(scope="module")
def said(folder: Path) -> set[Said]:
    with drugkg.open(folder / "store") as graph:
        rows = [
            tuple(str(value).removeprefix(DKG) for value in row.values()) for row in graph.sparql(EXPECTED).records()
        ]
    told = set(rows)
    assert {row[3] for row in told} >= {"asserts", "denies", "hedges"}
    return told  # type: ignore[return-value]


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def claims(rows: Iterable[dict[str, object]]) -> set[Said]:
    names = ("drug", "relation", "object", "stance", "source", "quote")
    return {tuple(str(row[name]) for name in names) for row in rows}  # type: ignore[misc]


def test_csv_tells_every_claim_with_every_passage(folder: Path, said: set[Said]) -> None:
    rows = rows_of(folder / "csv")
    assert claims(rows) == said  # type: ignore[arg-type]
    assert {row["stance"] for row in rows if row["negated"] == "true"} == {"denies", "doubts"} & {
        row["stance"] for row in rows
    }
    assert list(rows[0]) == list(COLUMNS)


def test_parquet_is_the_same_table_with_types(folder: Path, said: set[Said]) -> None:
    table = parquet.read_table(folder / "parquet")
    rows = table.to_pylist()
    assert claims(rows) == said
    assert [row["claim"] for row in rows] == [row["claim"] for row in rows_of(folder / "csv")]
    assert {row["negated"] for row in rows} == {True, False}
    assert all(row["end"] - row["start"] == len(row["quote"]) for row in rows)


def test_graphml_has_an_edge_for_every_claim(folder: Path, said: set[Said]) -> None:
    graph = nx.read_graphml(folder / "graphml", force_multigraph=True)
    names = nx.get_node_attributes(graph, "label")
    found = set()
    for start, end, told in graph.edges(data=True):
        assert told["negated"] == (told["stance"] in ("denies", "doubts"))
        assert told["label"].startswith(f"{told['stance']}: ") == (told["stance"] != "asserts")
        for quote in json.loads(told["quotes"]):
            found.add((names[start], told["relation"], names[end], told["stance"], told["source"], quote))
    assert found == said


def test_neo4j_ties_every_claim_to_its_words_and_its_source(folder: Path, said: set[Said]) -> None:
    tables = {path.stem: rows_of(path) for path in (folder / "neo4j").iterdir()}
    nodes = {row["iri:ID"]: row for name, rows in tables.items() if name != "ties" for row in rows}
    assert len(nodes) == sum(len(rows) for name, rows in tables.items() if name != "ties"), "every id is there once"
    ties: dict[tuple[str, str], list[str]] = {}
    for row in tables["ties"]:
        assert {row[":START_ID"], row[":END_ID"]} <= set(nodes)
        ties.setdefault((row[":START_ID"], row[":TYPE"]), []).append(row[":END_ID"])
    found = set()
    for claim in tables["claims"]:
        iri = claim["iri:ID"]
        (drug,), (object,), (document,) = (ties[iri, name] for name in ("SUBJECT", "OBJECT", "STATED_IN"))
        (source,) = ties[document, "VERSION_OF"]
        for passage in ties[iri, "SAID_BY"]:
            assert ties[passage, "PART_OF"] == [document]
            ends = (nodes[drug]["label"], claim["relation"], nodes[object]["label"], claim["stance"])
            found.add((*ends, nodes[source]["label"], nodes[passage]["quote"]))
        assert (claim["negated:boolean"] == "true") == (claim["stance"] in ("denies", "doubts"))
    assert found == said


def test_kgx_has_what_is_asserted_or_denied(folder: Path, said: set[Said]) -> None:
    nodes, edges = (
        [json.loads(line) for line in (folder / "kgx" / f"drugkg_{name}.jsonl").read_text("utf-8").splitlines()]
        for name in ("nodes", "edges")
    )
    names = {node["id"]: node["name"] for node in nodes}
    assert len(names) == len(nodes)
    found = set()
    for edge in edges:
        assert edge["primary_knowledge_source"].startswith("infores:")
        assert edge["publications"]
        for quote in edge["supporting_text"]:
            stance = "denies" if edge["negated"] else "asserts"
            found.add((names[edge["subject"]], edge["original_predicate"][4:], names[edge["object"]], stance, quote))
    told = {(*row[:4], row[5]) for row in said}
    assert found < told
    assert {row[3] for row in found} == {"asserts", "denies"}
    left = {row for row in told - found if row[3] == "asserts"}
    assert not {row[1] for row in left} & {"treats", "hasAdverseEffect", "contraindicatedIn", "interactsWith"}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of rdflib, about itself
def test_nanopubs_are_valid_and_say_what_the_claims_say(folder: Path, said: set[Said]) -> None:
    text = (folder / "nanopub").read_text("utf-8")
    head, *parts = (part for part in text.split("\n\n") if part.strip())
    for part in parts:
        told = rdflib.Dataset()
        told.parse(data=f"{head}\n{part}", format="trig")
        assert Nanopub(rdf=told).is_valid
    graph = pyoxigraph.Store()
    graph.load(text.encode(), pyoxigraph.RdfFormat.TRIG)
    rows = graph.query(
        f"""PREFIX dkg: <{DKG}> PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX prov: <http://www.w3.org/ns/prov#>
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX np: <http://www.nanopub.org/nschema#>
        SELECT ?relation ?stance ?source ?quote {{ ?np np:hasAssertion ?a ; np:hasProvenance ?p .
          GRAPH ?a {{ ?claim dkg:stance ?stance ; dkg:proposition/dkg:relation ?relation }}
          GRAPH ?p {{ ?a prov:hadPrimarySource/rdfs:label ?source .
            ?e oa:hasBody ?claim ; oa:hasTarget/oa:hasSelector/oa:exact ?quote }} }}""",
        use_default_graph_as_union=True,
    )
    found = {tuple(cell.value.removeprefix(DKG) for cell in row) for row in rows}  # type: ignore[union-attr]
    assert found == {(row[1], *row[3:]) for row in said}
    denied = """ASK { GRAPH ?assertion { ?claim <#stance> <#denies> ; <#proposition> ?said . ?drug <#treats> ?object }
      ?said <#subject> ?drug ; <#object> ?object }""".replace("<#", f"<{DKG}")
    assert not graph.query(denied, use_default_graph_as_union=True)


def test_flat_has_plain_triples_and_marks_what_is_contested(folder: Path) -> None:
    text = (folder / "flat").read_text("utf-8")
    head = "".join(line for line in text.splitlines(keepends=True) if line.startswith("#"))
    assert "Left out: who says so" in head
    assert "hasDose" in head
    graph = rdflib.Graph()
    graph.parse(data=text, format="turtle")
    dkg = rdflib.Namespace(DKG)
    names = {
        name: {str(o).rpartition("/")[2] for o in graph.objects(None, dkg[f"treats{name}"])}
        for name in ("", "Denied", "Contested")
    }
    assert names["Denied"]
    assert names["Contested"] == {"rheumatic-disorder"}
    assert names["Contested"] <= names[""] & names["Denied"]
    assert not list(graph.subjects(rdflib.RDF.type, dkg.Claim))


def test_parquet_without_its_package_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"pyarrow is missing.*drugkg\[parquet\]"):
        drugkg.export_to(folder / "again.parquet", store=folder / "store")
    assert not (folder / "again.parquet").exists()


def test_parquet_keeps_withheld_words_out(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "closed" / "page.txt").write_text("Baclofen\n\nUses\n\nBaclofen treats spasticity.\n", encoding="utf-8")
    entry = "documents: {page.txt: {id: closed-house, quoting: forbidden, drug: baclofen}}"
    (tmp_path / "closed" / "catalog.yaml").write_text(entry, encoding="utf-8")
    drugkg.build([tmp_path / "closed"], tmp_path / "store")
    drugkg.export_to(tmp_path / "claims.parquet", store=tmp_path / "store")
    (row,) = parquet.read_table(tmp_path / "claims.parquet").to_pylist()
    assert (row["quote"], row["mention"], row["object"], row["end"] - row["start"]) == (None, None, "spasticity", 26)
