from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.factories import document
from tests.query.corpus import build_store

import drugkg
from drugkg.cli.root import COMMANDS, root
from drugkg.graph import DEFAULT_BASE, Iris, Making, document_quads, to_nquads
from drugkg.store import Layout, Shard, publish, write_shard
from drugkg.text import Origin, Piece

SOURCE = Path(__file__).parents[2] / "src"

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_store(Path(tmp_path_factory.mktemp("cli")) / "store")


@pytest.fixture
def run(store: Path) -> Run:
    def call(*args: str, **options: str | bytes) -> Result:
        environment = {"DRUGKG_STORE": str(store), "COLUMNS": "100"}
        return CliRunner().invoke(root, list(args), env=environment, **options)  # type: ignore[arg-type]

    return call


def process(*args: str, code: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code] if code else [sys.executable, "-m", "drugkg", *args]
    env = {**os.environ, "PYTHONPATH": str(SOURCE), **environment}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=env, timeout=60)


def test_help_lists_commands_and_imports_none() -> None:
    code = """import sys, drugkg.cli.root as r
try: r.root(['--help'])
finally: print(sorted(m for m in sys.modules if 'drugkg' in m))"""
    shown = process(code=code)
    assert all(name in shown.stdout for name in COMMANDS)
    loaded = shown.stdout.splitlines()[-1]
    assert loaded == "['drugkg', 'drugkg.cli', 'drugkg.cli.root', 'drugkg.errors']"


def test_query_needs_no_slow_library(store: Path) -> None:
    code = f"""import sys, drugkg.cli.root as r
try: r.root(['query', 'effects', '--drug', 'baclofen', '--store', {str(store)!r}])
finally: print(sorted(m for m in sys.modules if m in ('rdflib', 'owlready2', 'difflib', 'multiprocessing')))"""
    assert process(code=code).stdout.splitlines()[-1] == "[]"


def test_import_of_the_package_loads_no_part() -> None:
    shown = process(code="import sys, drugkg; print([m for m in sys.modules if m.startswith('drugkg.')])")
    assert shown.stdout == "[]\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_the_summary_of_the_table_and_an_example(run: Run, name: str) -> None:
    shown = run(name, "--help")
    assert shown.exit_code == 0
    assert COMMANDS[name] in " ".join(shown.output.split())
    inner = run("vocab", "lookup", "--help").output if name == "vocab" else ""
    assert "Example:\n    drugkg" in shown.output + inner


def test_query_without_name_lists_all(run: Run) -> None:
    shown = run("query", "--format", "jsonl")
    rows = [json.loads(line) for line in shown.output.splitlines()]
    assert {"query": "effects", "options": "--drug --effect"}.items() <= next(
        r for r in rows if r["query"] == "effects"
    ).items()
    assert "effects" in run("query").output


def test_query_binds_and_prints(run: Run, tmp_path: Path) -> None:
    shown = run("query", "effects", "--drug", "Lioresal", "--effect", "somnolence", "--format", "jsonl")
    rows = [json.loads(line) for line in shown.stdout.splitlines()]
    assert sorted(row["frequency"] for row in rows) == ["up to 24 %", "up to 24 %", "up to 63 %"]
    assert shown.stderr == ""
    target = tmp_path / "effects.csv"
    assert run("query", "effects", "--drug", "baclofen", "-o", str(target)).stdout == ""
    assert target.read_text("utf-8").startswith("drugLabel,effectLabel")


def test_default_is_told_beside_the_result(run: Run) -> None:
    shown = run("query", "effects")
    assert shown.stderr == "no --drug is given: the answer is for baclofen\n"
    assert shown.stdout.startswith("?drugLabel\t")


def test_own_query_file(run: Run, tmp_path: Path) -> None:
    mine = tmp_path / "mine.rq"
    mine.write_text("#+ summary: Mine\nSELECT (1 AS ?one) {} ORDER BY ?one", encoding="utf-8")
    assert run("query", str(mine), "--format", "csv").stdout_bytes == b"one\r\n1\r\n"
    mine.write_text("#+ summary: Mine\nSELECT * { SERVICE <http://127.0.0.1> {} }", encoding="utf-8")
    assert run("query", str(mine)).exit_code == 2


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["query", "effect"], "The nearest is effects; there are across-jurisdictions,"),
        (["query", "effects", "--drg", "x"], "It has --drug, --effect, --store"),
        (["query", "effects", "--drug", "baclofeen"], "Names near it are baclofen"),
        (["query", "missing.rq"], "cannot be read"),
        (["query", "effects", "--format", "docx"], "docx"),
        (["sparql", "INSERT DATA { <urn:a> <urn:b> <urn:c> }"], "it would change the graph"),
        (["sparql", "SELECT ?x {"], "query:1:12: expected"),
        (["sparql", "SELECT ?x\n{ ?x nope:a ?b }"], "query:2:12: expected"),
        (["sparql", "SELECT * { SERVICE <http://127.0.0.1> { ?s ?p ?o } }"], "SERVICE calls another server"),
        (["sparql", "INSERT DATA { <http://a> <http://b> <http://c> }"], "it would change the graph"),
        (["sparql", "missing.rq"], "cannot be read"),
        (["explain", "zzzzzz"], "no such claim"),
        (["export", "--drug", "zzz"], "no Drug of this name"),
        (["export", "-o", "/nowhere/at/all.ttl"], "cannot be written"),
        (["build", "nowhere-at-all"], "no such file"),
        (["extract", "nowhere-at-all"], "no such file"),
        (["text", "zzzzzz"], "the graph has no such document"),
        (["text", "monograph.md", "--origin", "7"], "is not START:END"),
        (["text", "monograph.md", "--origin", "5:9999999"], "the text has no stretch"),
        (["vocab", "lookup", "zzzzzz"], "no concept of this name"),
        (["paint"], "No such command"),
    ],
)
def test_wrong_use_is_told_without_traceback(run: Run, args: list[str], message: str) -> None:
    shown = run(*args)
    assert shown.exit_code == 2, shown.output
    assert message in " ".join(shown.stderr.split())
    assert shown.stdout == ""
    assert "Traceback" not in shown.output


def test_missing_store_is_told(run: Run, tmp_path: Path) -> None:
    for args in (["query", "effects"], ["sparql", "ASK {}"], ["explain", "abcdef"], ["export"]):
        shown = run(*args, "--store", str(tmp_path / "none"))
        assert shown.exit_code == 1
        assert "drugkg build PATH" in shown.stderr


def test_sparql_knows_the_prefixes_and_all_ways_in(run: Run, tmp_path: Path) -> None:
    query = "SELECT (COUNT(DISTINCT ?claim) AS ?claims) { ?claim a dkg:Claim }"
    file = tmp_path / "count.rq"
    file.write_text(query, encoding="utf-8")
    for shown in (run("sparql", query), run("sparql", str(file)), run("sparql", "-", input=query)):
        assert shown.stdout == "?claims\n41\n"


def test_sparql_is_stopped_in_time(run: Run) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    shown = run("sparql", endless, "--timeout", "0.7")
    assert shown.exit_code == 2
    assert "stopped after 0.7 seconds" in shown.stderr


def test_explain_marks_the_words(run: Run) -> None:
    rows = [
        json.loads(line)
        for line in run("query", "claims", "--drug", "baclofen", "--format", "jsonl").stdout.splitlines()
    ]
    row = next(r for r in rows if r["quote"].startswith("Sleepiness"))
    shown = run("explain", row["claim"].rpartition("/")[2][:10]).stdout
    assert "[[**Sleepiness** came up in as many as 63 % of takers]] [1]. Nausea is common" in shown
    assert "rule test.hasAdverseEffect" in shown
    assert "cites 1: A. Author. First trial of baclofen." in shown
    assert "\x1b" not in shown
    assert json.loads(run("explain", row["claim"], "--format", "json").stdout)["claim"] == row["claim"]


def test_export_takes_the_format_from_the_file(run: Run, tmp_path: Path) -> None:
    for name, begins in (
        ("g.ttl", "@prefix"),
        ("g.trig", "@prefix"),
        ("g.nq", "<https"),
        ("g.jsonl", '{"proposition"'),
    ):
        assert run("export", "-o", str(tmp_path / name)).exit_code == 0
        assert (tmp_path / name).read_text("utf-8").startswith(begins)


def test_build_from_a_graph_and_summary(run: Run, tmp_path: Path) -> None:
    graph = tmp_path / "graph.trig"
    run("export", "-o", str(graph))
    new = str(tmp_path / "new")
    shown = run("build", str(graph), "--store", new)
    assert shown.exit_code == 0, shown.output
    assert shown.stderr == ""
    assert "5 documents, 41 claims" in shown.stdout
    assert re.search(r"treats +10", shown.stdout)
    assert re.search(r"Conflicts between documents.*\n +polarity +2\n", shown.stdout)
    assert "baclofen treats rheumatic disorder; according to Example Monographs it is not so" in shown.stdout
    assert "drugkg conflicts --drug baclofen" in shown.stdout
    before, after = (
        set(run("export", *where, "--format", "nquads").stdout.splitlines()) for where in ([], ["--store", new])
    )
    assert before < after, "what is new is the ontology"


def test_vocabulary_lookup(run: Run) -> None:
    assert "older people" in run("vocab", "lookup", "elderly").stdout


def test_processes_end_with_the_right_status(store: Path) -> None:
    good = process("query", "effects", "--drug", "baclofen", "--store", str(store))
    assert (good.returncode, good.stderr) == (0, "")
    wrong = process("query", "effects", "--drug", "baclofeen", "--store", str(store))
    assert wrong.returncode == 2
    assert wrong.stderr.startswith("error: --drug baclofeen:")
    assert "Traceback" not in wrong.stderr


def test_unexpected_error_is_one_line_and_debug_shows_where() -> None:
    broken = """import drugkg.cli.query as query, drugkg.cli.root as root
def fails(): raise ValueError('boom')
query.listing = fails
root.root({})"""
    plain = process(code=broken.format("['query']"))
    assert plain.returncode == 1
    assert plain.stderr == "error: unexpected ValueError: boom. Run `drugkg --debug ...` for the traceback.\n"
    assert "Traceback" in process(code=broken.format("['--debug', 'query']")).stderr


def test_interrupt_ends_with_130() -> None:
    code = """import drugkg.cli.query as query, drugkg.cli.root as root
def stops(): raise KeyboardInterrupt
query.listing = stops
root.root(['query'])"""
    shown = process(code=code)
    assert shown.returncode == 130
    assert "Traceback" not in shown.stderr


def test_broken_pipe_is_silent(store: Path) -> None:
    command = f"{sys.executable} -m drugkg export --format nquads --store {store} | head -1"
    env = {**os.environ, "PYTHONPATH": str(SOURCE)}
    shown = subprocess.run(command, shell=True, capture_output=True, text=True, check=False, env=env)  # noqa: S602
    assert shown.stdout.startswith("<https")
    assert shown.stderr == ""


def test_python_offers_the_same_answers(run: Run, store: Path) -> None:
    table = drugkg.query("effects", store=store, drug="baclofen")
    assert table.write("csv") == run("query", "effects", "--drug", "baclofen", "--format", "csv").stdout_bytes
    with drugkg.open(store) as graph:
        assert graph.query("effects", drug="baclofen") == table
        assert len(graph.documents()) == 5
        assert graph.sparql("ASK { ?x a dkg:Claim }").records() == [{"answer": True}]
        assert graph.export("claims") == run("export", "--format", "claims").stdout == drugkg.export("claims", store)
    assert drugkg.explain(table.records()[0]["claim"], store).source
    assert {"build", "explain", "export", "extract", "open", "query", "read"} <= set(dir(drugkg))


def test_text_prints_what_quotes_count_in(run: Run) -> None:
    shown = run("text", "monograph.md")
    assert shown.exit_code == 0
    start = shown.stdout.index("Epilepsy rules out")
    stretch = run("text", "monograph.md", "--origin", f"{start}:{start + 8}").stdout
    assert stretch == f"{start}-{start + 8}  monograph.md {start}-{start + 8}  Epilepsy\n"


def test_text_shows_where_in_the_file_a_stretch_stands(run: Run, tmp_path: Path) -> None:
    made = replace(document(), file_name="label.xml", origin=Origin((Piece(0, 4, 10, 14), Piece(4, 5, 14, 19, 2))))
    layout = Layout(tmp_path / "store")
    layout.create()
    node = Iris().document(made.source.id, made.content_hash)
    shard = Shard("one", made.file_name, node)
    write_shard(layout, shard, to_nquads(document_quads(made, (), Making("r", "v", "0"))), (), made.text, made.origin)
    publish(layout, [shard], DEFAULT_BASE)
    store = ("--store", str(layout.root))
    assert run("text", f"doc:{node.rpartition('/')[2][:8]}", *store).stdout == made.text
    shown = run("text", made.metadata.title or "", "--origin", "2:9", *store).stdout.splitlines()
    assert shown == [f"2-4  label.xml 12-14  {made.text[2:4]}", f"4-5  label.xml page 2, 14-19  {made.text[4:5]}"]
