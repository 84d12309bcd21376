"""What is exported: the part that was asked for, and no words that may not be passed on."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest
from click.testing import CliRunner
from tests.query.corpus import build_store

import drugkg
from drugkg.cli.root import root
from drugkg.errors import QueryError, UsageError
from drugkg.exports import formats
from drugkg.query.opened import Graph

DKG = "https://w3id.org/drugkg/ontology#"
OA = "http://www.w3.org/ns/oa#"

CATALOG = """documents:
  open.txt: {id: open-house, publisher: Open House, licence: CC0-1.0, drug: baclofen}
  closed.txt: {id: closed-house, publisher: Closed House, licence: all rights reserved, quoting: QUOTING,
    drug: baclofen}
"""
OPEN = """Baclofen

Uses

Baclofen is used to treat spasticity.

Side effects

Baclofen commonly causes drowsiness.
"""
CLOSED = """Baclofen

Uses

Baclofen is used to treat spasticity in grown-ups who limp home.

Mechanism of action

Baclofen reduces the release of quarrelsome transmitters.

Side effects

Baclofen does not cause drowsiness, say those who stayed awake.
"""
#: Words that only the second document has.
SECRET = ("limp home", "quarrel", "stayed awake")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    with Graph(build_store(Path(tmp_path_factory.mktemp("part")) / "store")) as opened:
        yield opened


def loaded(graph: Graph, **chosen: list[str]) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    store.load(graph.export("nquads", **chosen).encode(), pyoxigraph.RdfFormat.N_QUADS)
    return store


def column(store: pyoxigraph.Store, query: str) -> set[str]:
    rows = store.query(f"PREFIX dkg: <{DKG}> PREFIX oa: <{OA}> {query}", use_default_graph_as_union=True)
    return {row[0].value for row in rows}  # type: ignore[union-attr]


CLAIMS = "SELECT ?claim { ?claim a dkg:Claim }"
ABOUT = "SELECT ?%s { ?claim dkg:proposition/dkg:%s ?%s }"


def test_a_claim_fits_all_that_is_named(graph: Graph) -> None:
    whole = column(loaded(graph), CLAIMS)
    baclofen, effects = loaded(graph, drugs=["baclofen"]), loaded(graph, relations=["hasAdverseEffect"])
    both = loaded(graph, drugs=["baclofen"], relations=["hasAdverseEffect"])
    assert column(baclofen, CLAIMS) & column(effects, CLAIMS) == column(both, CLAIMS)
    assert column(both, CLAIMS) < column(baclofen, CLAIMS) < whole
    assert column(both, ABOUT.replace("%s", "relation")) == {f"{DKG}hasAdverseEffect"}
    either = loaded(graph, relations=["hasAdverseEffect", "treats"])
    assert column(effects, CLAIMS) | column(loaded(graph, relations=["treats"]), CLAIMS) == column(either, CLAIMS)


def test_claims_of_one_source(graph: Graph) -> None:
    name = graph.sparql("SELECT ?label { ?s a dkg:EvidenceSource ; rdfs:label ?label } ORDER BY ?label").records()[0]
    part = loaded(graph, sources=[name["label"]])
    told = column(
        part, "SELECT ?source { ?c <http://purl.org/dc/terms/source>/<http://purl.org/dc/terms/isVersionOf> ?source }"
    )
    assert len(told) == 1
    # A finding of which one side is missing would say what nobody found.
    assert not column(part, "SELECT ?f { ?f a dkg:Conflict }")


def test_claims_of_findings(graph: Graph) -> None:
    part = loaded(graph, findings=["polarity"])
    conflicts = column(part, "SELECT ?f { ?f dkg:findingType dkg:polarity }")
    assert conflicts == column(loaded(graph), "SELECT ?f { ?f dkg:findingType dkg:polarity }")
    assert column(part, CLAIMS) == column(part, "SELECT ?c { ?f dkg:side/dkg:member ?c }")
    assert column(part, "SELECT ?type { ?f dkg:findingType ?type }") == {f"{DKG}polarity"}
    one = min(conflicts)
    assert column(loaded(graph, findings=[one]), "SELECT ?f { ?f dkg:findingType ?t }") == {one}


def test_nothing_that_is_named_lacks_its_own_description(graph: Graph) -> None:
    for chosen in ({"relations": ["treats"]}, {"findings": ["conflict"]}, {"drugs": ["tizanidine"]}):
        part, whole = loaded(graph, **chosen), loaded(graph)
        assert set(part) < set(whole)
        described = {str(quad.subject) for quad in whole}
        dangling = {str(q.object) for q in part if str(q.object) in described} - {str(q.subject) for q in part}
        assert not dangling
        plain = column(part, "SELECT ?o { ?s dkg:treats ?o }")
        said = (
            "SELECT ?o { ?c dkg:stance dkg:asserts ; dkg:proposition ?p . ?p dkg:relation dkg:treats ; dkg:object ?o }"
        )
        assert plain == column(part, said)


def test_all_formats_hold_the_part_alone(graph: Graph) -> None:
    for name, format in formats().items():
        if not format.is_folder and not format.binary and name != "conflicts":
            assert "tizanidine" in graph.export(name, ["tizanidine"])
            assert "spinal origin" not in graph.export(name, ["tizanidine"])


def test_what_is_not_there_is_told(graph: Graph) -> None:
    with pytest.raises(QueryError, match="no EvidenceSource of this name"):
        graph.export(sources=["nobody"])
    with pytest.raises(QueryError, match="no Relation"):
        graph.export(relations=["cures"])
    with pytest.raises(UsageError, match="no such export format"):
        graph.export("docx")


def test_manifest_tells_dataset_and_files(graph: Graph, tmp_path: Path) -> None:
    file, told = tmp_path / "graph.ttl", tmp_path / "graph.json"
    graph.export_to(file, drugs=["tizanidine"], manifest=told)
    manifest = json.loads(told.read_text("utf-8"))
    canonical = graph.export("nquads", ["tizanidine"]).encode()
    assert manifest["dataset"] == {
        "algorithm": "RDFC-1.0",
        "sha256": hashlib.sha256(canonical).hexdigest(),
        "statements": canonical.count(b"\n"),
    }
    data = file.read_bytes()
    assert manifest["files"] == [{"name": "graph.ttl", "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}]
    assert manifest["selection"] == {"drugs": ["https://w3id.org/drugkg/concept/tizanidine"]}
    assert data.decode() == graph.export("turtle", ["tizanidine"])
    first = told.read_bytes()
    graph.export_to(file, drugs=["tizanidine"], manifest=told)
    assert told.read_bytes() == first


def test_command_refuses_what_cannot_be(graph: Graph, tmp_path: Path) -> None:
    store = str(graph._store.path)
    for arguments, message in (
        (["--manifest", "m.json"], "standard output has no file"),
        (["--format", "pack", "--relation", "treats"], "a pack is made of whole drugs"),
        (["-o", str(tmp_path)], "cannot be written"),
    ):
        shown = CliRunner().invoke(root, ["export", "--store", store, *arguments])
        assert (shown.exit_code, message in shown.stderr) == (2, True), shown.stderr


@pytest.fixture(scope="module")
def houses(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return two stores: one whose second source forbids quoting, and the same where it does not."""
    home = Path(tmp_path_factory.mktemp("houses"))
    stores = {}
    for quoting in ("allowed", "forbidden"):
        folder = home / quoting
        folder.mkdir()
        for name, text in (("open.txt", OPEN), ("closed.txt", CLOSED), ("catalog.yaml", CATALOG)):
            (folder / name).write_text(text.replace("QUOTING", quoting), encoding="utf-8")
        stores[quoting] = home / f"{quoting}-store"
        report = drugkg.build([folder], stores[quoting])
        assert not report.problems
    return stores


@pytest.mark.parametrize("format", [name for name, each in formats().items()])
def test_words_that_may_not_be_passed_on_stay_at_home(houses: dict[str, Path], tmp_path: Path, format: str) -> None:
    written = {}
    for quoting, store in houses.items():
        target = tmp_path / quoting
        drugkg.export_to(target, format, store)
        files = sorted(target.rglob("*")) if target.is_dir() else [target]
        written[quoting] = b"\n".join(file.read_bytes() for file in files).decode(errors="replace")
    # Compressed words are looked for as values of the table, elsewhere.
    if format not in ("flat", "conflicts", "kgx", "parquet"):
        assert all(word in written["allowed"] for word in SECRET)
    assert not any(word in written["forbidden"] for word in SECRET)


def test_positions_and_hashes_stay(houses: dict[str, Path]) -> None:
    rows = {}
    for quoting, store in houses.items():
        rows[quoting] = list(csv.DictReader(io.StringIO(drugkg.export("csv", store))))
    for row in rows["forbidden"]:
        assert bool(row["quote"]) == (row["fileName"] == "open.txt")
        assert row["contentHash"]
        assert int(row["start"]) < int(row["end"])
    kept = ("claim", "passage", "start", "end", "contentHash", "stance", "relation", "drug")
    told = {quoting: {tuple(row[name] for name in kept) for row in found} for quoting, found in rows.items()}
    assert told["forbidden"] == told["allowed"]
    lines = [json.loads(line) for line in drugkg.export("claims", houses["forbidden"]).splitlines()]
    assert {
        each["quote"] is None for line in lines for each in line["evidence"] if line["source"] == "closed-house"
    } == {True}
    assert {bool(each["quote"]) for line in lines for each in line["evidence"] if line["source"] == "open-house"} == {
        True
    }


def test_who_builds_from_such_an_export_finds_it_sound(houses: dict[str, Path], tmp_path: Path) -> None:
    drugkg.export_to(tmp_path / "g.trig", store=houses["forbidden"])
    drugkg.build([tmp_path / "g.trig"], tmp_path / "again")
    assert drugkg.check(store=tmp_path / "again")
    assert drugkg.export("trig", tmp_path / "again") == (tmp_path / "g.trig").read_text("utf-8")


def test_pack_of_such_a_source_has_neither_words_nor_text(houses: dict[str, Path]) -> None:
    made = drugkg.pack(houses["forbidden"], texts=True)
    assert made.without_text == ("closed.txt",)
    assert not any(word.encode() in made.data for word in SECRET)
