from __future__ import annotations

import hashlib
import json
import re
import shutil
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.factories import VOCABULARY, claims, document

import drugkg
from drugkg.audit.check_table import CHECKS, rows
from drugkg.cli.root import root
from drugkg.graph import Making, document_quads, to_nquads

PAGE = """# Baclofen

## Uses

Baclofen is used to treat spasticity [1]. It is not used for back pain [1].

## Side effects

Baclofen may cause drowsiness in up to 63% of people, and nausea.

## Dosage

Adults start with 5 mg by mouth three times a day.

## References

1. A. Author. A trial of baclofen.
"""
LABEL = """<html lang="en"><head><title>Baclofen</title></head><body><main><h1>Baclofen</h1>
<h2>Side effects</h2><p>Baclofen may cause dry&nbsp;mouth &amp; weakness.</p>
<p>It does not cause nausea.</p></main></body></html>
"""
CATALOG = """documents:
  page.md: {id: house, publisher: The House, licence: CC0-1.0}
  label.html: {id: other, publisher: Another}
"""
CURATION = """decisions:
  - wrong: {document: page.md, quote: used to treat spasticity, relation: treats, object: spasticity}
    who: Ada Example
    when: 2024-05-01
    why: The page says it of another drug.
"""


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(root, list(map(str, args)))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with `documents`, the `store` built from them, and its export `graph.nq`."""
    home = Path(tmp_path_factory.mktemp("check"))
    folder = home / "documents"
    folder.mkdir()
    for name, text in (
        ("page.md", PAGE),
        ("label.html", LABEL),
        ("catalog.yaml", CATALOG),
        ("curation.yaml", CURATION),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    assert run("build", folder, "--store", home / "store").exit_code == 0
    assert run("export", "--store", home / "store", "-o", home / "graph.nq").exit_code == 0
    return home


@pytest.fixture
def place(built: Path, tmp_path: Path) -> Path:
    """Return a copy of what was built, to be damaged."""
    return Path(shutil.copytree(built, tmp_path / "copy"))


def test_a_built_graph_is_sound(built: Path) -> None:
    shown = run("check", "--store", built / "store", "--sources", built / "documents")
    assert shown.exit_code == 0, shown.output
    first, nodes, quotes, files = shown.stdout.splitlines()
    assert first == f"sound: {len(rows())} checks found no fault"
    passages = re.findall(r"(\d+) passages", nodes)[0]
    assert nodes.startswith("2 documents, ")
    assert quotes == f"{passages} of {passages} quotes compared with the texts of 2 documents"
    assert files == "2 of 2 files compared with what was read of them"


@pytest.mark.parametrize("suffix", ["ttl", "trig", "nq"])
def test_an_export_is_sound_and_tells_what_could_not_be_compared(built: Path, tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"graph.{suffix}"
    run("export", "--store", built / "store", "-o", file)
    alone, beside = run("check", file), run("check", file, "--sources", built / "documents")
    assert (alone.exit_code, beside.exit_code) == (0, 0), alone.output + beside.output
    assert "\n0 of " in alone.stdout
    assert "give their files with --sources" in alone.stdout
    assert " quotes compared with the texts of 2 documents" in beside.stdout
    assert "--sources" not in beside.stdout


def test_parts_of_a_graph_are_checked_together(built: Path, tmp_path: Path) -> None:
    lines = (built / "graph.nq").read_text("utf-8").splitlines(keepends=True)
    for name, part in (("one.nq", lines[::2]), ("two.nq", lines[1::2])):
        (tmp_path / name).write_text("".join(part), encoding="utf-8")
    assert run("check", tmp_path / "one.nq").exit_code == 1
    assert run("check", tmp_path / "one.nq", tmp_path / "two.nq").exit_code == 0


Lines = list[str]
DKG, OA = "https://w3id.org/drugkg/ontology#", "http://www.w3.org/ns/oa#"


def dropped(pattern: str, *, all: bool = False) -> Callable[[Lines], Lines]:
    """Return a damage: the first line (or all lines) with a pattern is gone."""

    def damage(lines: Lines) -> Lines:
        hits = [line for line in lines if re.search(pattern, line)]
        assert hits, pattern
        gone = set(hits if all else hits[:1])
        return [line for line in lines if line not in gone]

    return damage


def changed(pattern: str, old: str, new: str) -> Callable[[Lines], Lines]:
    """Return a damage: in the first line with a pattern, something else is said."""

    def damage(lines: Lines) -> Lines:
        at = next(number for number, line in enumerate(lines) if re.search(pattern, line) and re.search(old, line))
        return [*lines[:at], re.sub(old, new, lines[at], count=1), *lines[at + 1 :]]

    return damage


def doubled(pattern: str, old: str, new: str) -> Callable[[Lines], Lines]:
    """Return a damage: beside the first line with a pattern, another one says something else."""

    def damage(lines: Lines) -> Lines:
        hit = next(line for line in lines if re.search(pattern, line) and re.search(old, line))
        return [*lines, re.sub(old, new, hit, count=1)]

    return damage


def added(line: str) -> Callable[[Lines], Lines]:
    return lambda lines: [*lines, f"{line}\n"]


BASE = "https://w3id.org/drugkg/"
CONCEPT = f"<{BASE}concept/"
#: One kind of damage each: the check that must name it, and what it must say.
DAMAGES: dict[str, tuple[Callable[[Lines], Lines], str, str]] = {
    "a decision without a reason": (dropped(f"decision/.*{DKG}reason>"), "decision", "it must have one dkg:reason",
    ),
    "a decision of another kind": (
        changed(f"{DKG}curationStatus>", "#wrong", "#doubtful"),
        "decision", "it must have one dkg:curationStatus: .*; it has doubtful",
    ),
    "a curator without a name": (
        dropped("curator/.*#label>"),
        "decision", "it must have one prov:wasAssociatedWith, a curator",
    ),
    "another reason of a decision": (
        changed(f"decision/.*{DKG}reason>", "another drug", "a drug"), "identity", "its name is decision/",
    ),
    "a word of a quote": (
        changed("oa#exact", "drowsiness", "sleepiness"),
        "quote", r'it quotes ".*sleepiness.*", but at \d+-\d+ the text has ".*drowsiness',
    ),
    "a prefix": (changed("oa#prefix", "Baclofen", "Aclofenb"), "context", r'before it, it tells ".*Aclofenb'),
    "a suffix": (dropped("oa#suffix"), "context", r'after it, it tells "", but the text has "'),
    "a position": (changed("oa#start", r'"(\d+)"', '"7"'), "length", "position and quote do not fit",
    ),
    "a passage without a quote": (dropped("oa#exact"), "words", "it must have a selector with one oa:exact",
    ),
    "a passage without a document": (dropped("oa#hasSource"), "passage", "it must have one oa:hasSource",
    ),
    "a passage of another kind": (
        dropped("passage/[a-z2-7]+> .*#type.*SpecificResource"),
        "evidence", "the graph must describe its oa:hasTarget, .*; it has psg:",
    ),
    "a claim without a proposition": (
        dropped(f"{DKG}proposition>"), "claim", "it must have one dkg:proposition",
    ),
    "a proposition that is not there": (
        changed(f"{DKG}proposition>", "proposition/[a-z2-7]+", "proposition/none"),
        "claim", "the graph must describe its dkg:proposition, .*; it has prop:none",
    ),
    "a claim without a document": (
        dropped("claim/.*dc/terms/source"), "claim", "it must have one dct:source",
    ),
    "a claim without a stance": (dropped(f"{DKG}stance>"), "claim", "it must have one dkg:stance",
    ),
    "a stance that there is not": (
        changed(f"{DKG}stance>", "#asserts", "#shouts"), "claim", "its dkg:stance must be asserts, .*; it has shouts",
    ),
    "two stances": (doubled(f"{DKG}stance>", "#asserts", "#denies"), "claim", "it must have one dkg:stance",
    ),
    "another stance": (
        changed(f"{DKG}stance>", "#asserts", "#hedges"), "identity", "its name is claim/",
    ),
    "a claim without evidence": (dropped("oa#hasBody"), "claim", "it must have evidence",
    ),
    "evidence without a passage": (dropped("oa#hasTarget"), "evidence", "it must have one oa:hasTarget",
    ),
    "evidence of another document": (
        changed("oa#hasSource", "document/[a-z2-7]+>", "document/other>"), "annotation", "its claim is made by doc:",
    ),
    "evidence without a rule": (dropped(f"{DKG}rule>"), "evidence", "it must have a dkg:rule",
    ),
    "a value of another relation": (
        added(f"<{BASE}claim/$claim> <{DKG}severity> <{DKG}major> <{BASE}graph/document/$document> ."),
        "severity", "only these relations take dkg:severity: interactsWith; it has",
    ),
    "a value that there is not": (
        changed(f"{DKG}frequency>", "quantity/[a-z2-7]+", "quantity/none"),
        "frequency", "its dkg:frequency must be a quantity .*; it has qty:none",
    ),
    "another value": (
        lambda lines: changed(
            f"{DKG}amount>",
            "quantity/[a-z2-7]+",
            f"quantity/{first([line for line in lines if f'{DKG}frequency>' in line], 'quantity')}",
        )(lines),
        "identity", "its name is claim/",
    ),
    "a relation that there is not": (
        changed(f"{DKG}relation>", "#treats", "#cures"),
        "proposition", "it must have one dkg:relation, .*; it has cures",
    ),
    "a scope key": (
        changed(f"{DKG}scopeKey>", '"population=adult;route=oral"', '"route=oral"'),
        "scope", 'its scope is "population=adult;route=oral", its dkg:scopeKey says "route=oral"',
    ),
    "a scope": (dropped(f"proposition/.*{DKG}population>"), "identity", "its name is proposition/"),
    "a core": (
        changed(f"{DKG}core>", r"(proposition/[a-z2-7]+)> \.|proposition/[a-z2-7]+> <", "proposition/none> <"),
        "scope", "its dkg:core is not the same proposition without scope",
    ),
    "another object": (
        changed(f"{DKG}object>", "concept/spasticity>", "concept/nausea>"), "identity", "its name is proposition/",
    ),
    "a quantity without a unit": (dropped(f"{DKG}unit>"), "quantity", "it must have one dkg:unit",
    ),
    "a quantity without a number": (dropped(f"{DKG}(low|high)>", all=True), "quantity", "it must have a number",
    ),
    "another number": (changed(f"{DKG}high>", '"63"', '"36"'), "identity", "its name is quantity/"),
    "bounds in the wrong order": (
        changed(f"{DKG}low>", '"5"', '"50"'), "quantity", "its dkg:low must not be above its dkg:high; it has 50",
    ),
    "a document without a source": (dropped("isVersionOf"), "document", "it must have one dct:isVersionOf",
    ),
    "a document without a hash": (dropped(f"{DKG}contentHash>"), "document", "it must have one dkg:contentHash",
    ),
    "another hash of a file": (
        changed(f"{DKG}contentHash>", "sha256:[0-9a-f]{4}", "sha256:0000"), "file", "the file .* has the hash sha256:",
    ),
    "another hash of a text": (
        changed(f"{DKG}textHash>", "sha256:[0-9a-f]{4}", "sha256:0000"), "reading", "the file gives a text with",
    ),
    "versions in a ring": (
        added(
            f"<{BASE}document/$document> <http://www.w3.org/ns/prov#wasRevisionOf> <{BASE}document/$document> "
            f"<{BASE}graph/sources> ."
        ),
        "revision", "the versions that it revises lead back to it",
    ),
    "a concept without a label": (
        dropped("concept/spasticity> .*prefLabel"), "concept", "it must have one skos:prefLabel",
    ),
    "two labels": (
        doubled("concept/spasticity> .*prefLabel", '"spasticity"', '"stiffness"'),
        "concept", "it must have one skos:prefLabel",
    ),
    "a document without a title": (dropped("dc/terms/title"), "document", "it must have a dct:title",
    ),
    "a proposition without a label": (
        dropped("proposition/.*rdf-schema#label"),
        "proposition", "it must have an rdfs:label",
    ),
    "another name": (
        lambda lines: [line.replace(f"claim/{first(lines, 'claim')}", "claim/mine") for line in lines],
        "identity", "its name is claim/",
    ),
    "another cited work": (
        changed("reference/.*rdf-schema#label", '"1"', '"2"'), "identity", "its name is reference/",
    ),
    "another set of rules": (changed(f"{DKG}ruleSet>", "rules:", "tools:"), "identity", "its name is activity/"),
    "another graph": (
        changed(f"{DKG}stance>", "graph/document/[a-z2-7]+", "graph/document/other"),
        "home", "it belongs to doc:.*, but stands in gd:other",
    ),
    "a plain triple that is missing": (
        dropped(f"{CONCEPT}baclofen> <{DKG}treats>"), "plain", "its plain triple dkg:treats is missing",
    ),
    "a plain triple that nobody claims": (
        added(f"{CONCEPT}baclofen> <{DKG}treats> {CONCEPT}nausea> <{BASE}graph/document/$document> ."),
        "founded", "baclofen dkg:treats nausea follows from no claim",
    ),
    "a denial turned round": (
        changed(f"<{DKG}treatsDenied>", "treatsDenied", "treats"), "founded", "follows from no claim",
    ),
    "a claim that is none": (
        dropped("claim/[a-z2-7]+> .*#type.*#Claim"), "stated", "what has a dkg:proposition must be a dkg:Claim",
    ),
    "a finding that is missing": (
        dropped(rf"{BASE}finding/\S+> .*graph/findings", all=False), "findings", "the finding find:.* says otherwise",
    ),
    "another reason of a finding": (
        changed(f"finding/.*{DKG}reason>", r'"(.)', r'"Not \1'), "findings", "the finding find:.* says otherwise",
    ),
    "a finding that nobody computes": (
        added(f'<{BASE}finding/mine> <{DKG}weight> "7" <{BASE}graph/findings> .'),
        "findings", "the finding find:mine follows from no claims",
    ),
    "a kind that is none": (
        added(
            f"{CONCEPT}baclofen> <http://www.w3.org/2004/02/skos/core#broaderTransitive> {CONCEPT}nausea> "
            f"<{BASE}graph/hierarchy> ."
        ),
        "hierarchy", "c:baclofen has other wider concepts",
    ),
    "a kind that is not told": (
        dropped("concept/spasticity> .*broaderTransitive"), "hierarchy", "c:spasticity has other wider concepts",
    ),
    "a term that there is not": (
        added(f"<{BASE}claim/$claim> <{DKG}severityy> <{DKG}major> <{BASE}graph/document/$document> ."),
        "term", "severityy is no term of the ontology",
    ),
    "a class that there is not": (
        added(
            f"<{BASE}claim/$claim> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{DKG}Clain> "
            f"<{BASE}graph/sources> ."
        ),
        "term", "Clain is no term of the ontology",
    ),
    "a node without a name": (
        added(f"<{BASE}claim/$claim> <http://www.w3.org/2000/01/rdf-schema#seeAlso> _:x <{BASE}graph/sources> ."),
        "blank", "has a node without a name",
    ),
}  # fmt: skip


def first(lines: Lines, kind: str) -> str:
    """Return the id of the first node of a kind."""
    found = re.search(rf"{BASE}{kind}/([a-z2-7]+)>", "".join(lines))
    assert found
    return found[1]


@pytest.mark.parametrize("name", DAMAGES)
def test_each_damage_is_named(place: Path, name: str) -> None:
    damage, check, message = DAMAGES[name]
    file = place / "graph.nq"
    everything = file.read_text("utf-8").splitlines(keepends=True)
    lines = [line for line in everything if f"<{BASE}graph/ontology>" not in line]
    text = "".join(damage(lines))
    for kind in ("claim", "document"):
        text = text.replace(f"${kind}", first(lines, kind))
    file.write_text(text, encoding="utf-8")
    shown = run("check", file, "--sources", place / "documents")
    assert shown.exit_code == 1, shown.output
    assert "Traceback" not in shown.output
    (block,) = (part for part in shown.stdout.split("\n\n") if part.startswith(f"{check}: "))
    heading, *faults, remedy = block.splitlines()
    sentence = next(row.sentence for row in rows() if row.name == check)
    assert heading == f"{check}: not so that {sentence}"
    assert any(re.search(rf"^  \S.*: .*{message}|^  graph: .*{message}", fault) for fault in faults), block
    assert re.fullmatch(r"  [A-Z].*\.", remedy)
    assert "not sound: " in shown.stdout


def texts(place: Path, name: str) -> Iterator[Path]:
    yield from sorted((place / "store" / "shards").rglob(name))


def test_a_text_of_the_store_that_changed_is_told(place: Path) -> None:
    for file in texts(place, "text.txt"):
        file.write_text(file.read_text("utf-8").replace("drowsiness", "sleepiness").replace("dry", "wet"), "utf-8")
    shown = run("check", "--store", place / "store")
    assert shown.exit_code == 1
    assert len(re.findall(r"the text in the store has the hash sha256:\w+, the graph tells sha256:", shown.stdout)) == 2
    assert "but at " in shown.stdout
    assert "(page.md): " in shown.stdout


def test_a_text_of_the_store_that_is_gone_is_told(place: Path) -> None:
    one, other = texts(place, "text.txt")
    one.unlink()
    other.write_bytes(b"\xff\xfe\xff")
    told = json.loads(run("check", "--store", place / "store", "--format", "json").stdout)
    assert [fault["check"] for fault in told["faults"]] == ["text", "text"]
    assert told["counts"]["quotes"] == 0
    assert told["sound"] is False


def test_a_claims_file_that_changed_is_told(place: Path) -> None:
    one, other = texts(place, "claims.jsonl")
    one.write_text("".join(one.read_text("utf-8").splitlines(keepends=True)[1:]), "utf-8")
    other.write_text(other.read_text("utf-8").replace('"asserts"', '"hedges"'), "utf-8")
    shown = run("check", "--store", place / "store").stdout
    assert "its claims file lacks 1 claims of the graph" in shown
    assert "its claims file and the graph tell two things of" in shown
    one.write_text("{", "utf-8")
    assert "its claims file cannot be read" in run("check", "--store", place / "store").stdout


def test_a_file_that_changed_is_told(place: Path) -> None:
    page = place / "documents" / "page.md"
    page.write_text(PAGE.replace("63%", "36%"), encoding="utf-8")
    shown = run("check", "--store", place / "store", "--sources", place / "documents")
    hashed = hashlib.sha256(page.read_bytes()).hexdigest()
    assert shown.exit_code == 1
    assert f"the file page.md has the hash sha256:{hashed}, the graph tells sha256:" in shown.stdout
    assert "1 of 2 files compared" in shown.stdout


def test_a_byte_order_mark_is_part_of_the_file_alone(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_bytes(b"\xef\xbb\xbf" + PAGE.encode())
    assert run("build", page, "--store", tmp_path / "store").exit_code == 0
    assert run("check", "--store", tmp_path / "store", "--sources", page).exit_code == 0


def test_documents_of_one_file_are_found_by_number(tmp_path: Path) -> None:
    said = {"openfda": {"generic_name": ["BACLOFEN"]}, "adverse_reactions": ["Nausea and dizziness may occur."]}
    records = [{"set_id": f"set-{n}", **said} for n in "ab"]
    file = tmp_path / "labels.json"
    file.write_text(json.dumps({"results": records}), encoding="utf-8")
    assert run("build", file, "--store", tmp_path / "store").exit_code == 0
    shown = run("check", "--store", tmp_path / "store", "--sources", file)
    assert shown.exit_code == 0, shown.output
    assert "2 of 2 files compared" in shown.stdout


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (["nowhere.nq"], 2, "the file cannot be read"),
        (["page.md"], 2, "this is no graph file"),
        (["broken.nq"], 1, "not well-formed N-Quads"),
        (["--store", "nowhere"], 1, "there is no store here"),
        (["--store", "store", "--sources", "nowhere"], 2, "no such file or folder"),
    ],
)
def test_what_cannot_be_checked_is_told(
    place: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], code: int, message: str
) -> None:
    monkeypatch.chdir(place)
    Path("broken.nq").write_text("<a> <b", encoding="utf-8")
    Path("page.md").write_text(PAGE, encoding="utf-8")
    shown = run("check", *args)
    assert (shown.exit_code, shown.stdout) == (code, ""), shown.output
    assert message in shown.stderr


def test_python_has_the_same(built: Path) -> None:
    report = drugkg.check(store=built / "store", sources=[built / "documents"])
    assert report
    assert report.counts["files"] == report.counts["document"] == 2
    assert {row["check"] for row in report.record()["checks"]} == {row.name for row in rows()}  # type: ignore[attr-defined]


def test_checks_are_told_apart() -> None:
    assert len({row.name for row in rows()}) == len({row.sentence for row in rows()}) == len(rows())
    assert all(row.remedy[0].islower() and not row.remedy.endswith(".") for row in rows())
    # What nothing ever damages, nobody knows to be found.
    elsewhere = {"text", "claims-file"}
    assert {check for _, check, _ in DAMAGES.values()} | elsewhere >= {check.name for check in CHECKS}


def test_memory_does_not_grow_with_the_graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("audit.material", "store.nodes"):
        monkeypatch.setattr(f"drugkg.{module}._REMEMBERED", 256)
    making, files = Making("rules", "names", "1", concept=VOCABULARY.get), []
    for size in (60, 240):
        files.append(tmp_path / f"{size}.nq")
        with files[-1].open("w", encoding="utf-8") as written:
            for number in range(size):
                written.write(to_nquads(document_quads(document(source=f"house-{number}"), claims(), making)))
    # What the process remembers of ids is bounded; it is filled first, so that it counts for neither.
    assert drugkg.check(files[-1:])
    held = []
    for file in files:
        tracemalloc.start()
        assert drugkg.check([file])
        held.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert held[1] < 1.5 * held[0], held
