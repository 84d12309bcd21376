"""Graphs that others wrote by hand: let in where they have their shapes, kept as they are, compared with the rest."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import drugkg
from drugkg.cli.root import root
from drugkg.pipeline import build
from drugkg.store import open_store

ROOT = Path(__file__).resolve().parents[2]
#: The example of the documentation, which is such a graph.
(EXAMPLE,) = re.findall(r"```trig\n(.*?)```", (ROOT / "docs" / "others.md").read_text("utf-8"), re.DOTALL)
PAGE = "# Baclofen\n\n## Uses\n\nBaclofen treats back pain.\n"
REVIEW = "https://example.org/kg/"


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(root, list(map(str, args)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "page.md").write_text(PAGE, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("suffix", ["trig", "ttl"])
def test_findings_are_made_across_it(folder: Path, suffix: str) -> None:
    graphless = re.sub(r"^team:[a-z-]+ \{|^\}", "", EXAMPLE, flags=re.MULTILINE)
    (folder / f"team.{suffix}").write_text(EXAMPLE if suffix == "trig" else graphless, encoding="utf-8")
    report = build([folder], folder / "store")
    assert not report.problems
    told = " ".join(run("conflicts", "--store", folder / "store").stdout.split())
    assert "House of Reviews" in told
    assert "it is of no use against pain in the back" in told
    rows = drugkg.open(folder / "store").query("treatments", condition="back pain")
    assert {row["sourceLabel"]: row["finding"] for row in rows}["House of Reviews"] == "conflict"
    shown = run("check", "--store", folder / "store")
    assert shown.exit_code == 0, shown.output


def test_its_provenance_is_kept_and_completed(folder: Path) -> None:
    (folder / "team.trig").write_text(EXAMPLE, encoding="utf-8")
    build([folder], folder / "store")
    with open_store(folder / "store") as graph:
        quads = set(graph.quads())
    home = f"<{REVIEW}review-graph>"
    assert {quad.graph for quad in quads if quad.subject == f"<{REVIEW}claim>"} == {home}
    said = {quad[:3]: quad.graph for quad in quads}
    assert said[home, "<http://www.w3.org/ns/prov#wasDerivedFrom>", f"<{REVIEW}review>"]
    dkg, concept = "https://w3id.org/drugkg/ontology#", "https://w3id.org/drugkg/concept/"
    assert said[f"<{concept}baclofen>", f"<{dkg}treatsDenied>", f"<{concept}back-pain>"] == home


def test_the_file_itself_can_be_checked(folder: Path) -> None:
    (folder / "team.trig").write_text(EXAMPLE, encoding="utf-8")
    shown = run("check", folder / "team.trig")
    assert shown.exit_code == 0, shown.output


BROKEN = {
    "a stance that there is not": ("dkg:denies", "dkg:shouts", "claim", "its dkg:stance must be asserts, denies"),
    "a claim without evidence": ("oa:hasBody team:claim ; ", "", "claim", "it must have evidence"),
    "a source without a name": (
        ' ; rdfs:label "House of Reviews"@en', "", "house", "it must have an rdfs:label",
    ),
    "a concept that is not described": (
        "c:back-pain a dkg:ClinicalFinding ;", "c:back-pain", "use", "it must have one dkg:object, a concept",
    ),
    "a value that the relation does not take": (
        "dkg:stance dkg:denies", "dkg:stance dkg:denies ; dkg:severity dkg:major", "claim",
        "only these relations take dkg:severity: interactsWith",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_graph_is_told_by_node_and_the_rest_is_built(folder: Path, name: str) -> None:
    old, new, node, message = BROKEN[name]
    assert old in EXAMPLE
    file = folder / "team.trig"
    file.write_text(EXAMPLE.replace(old, new), encoding="utf-8")
    report = build([folder], folder / "store")
    assert report.read == ("page.md",)
    told = {problem.place: problem for problem in report.problems}
    problem = told[f"{file}: {REVIEW}{node}"]
    assert problem.what.startswith(message)
    assert problem.remedy
    shown = run("build", folder, "--store", folder / "store")
    assert shown.exit_code == 1
    assert message in shown.stderr


def test_of_many_faults_some_are_told(folder: Path) -> None:
    concepts = "".join(f"c:thing-{number} a dkg:ClinicalFinding .\n" for number in range(40))
    (folder / "team.trig").write_text(EXAMPLE + concepts, encoding="utf-8")
    problems = build([folder], folder / "store").problems
    assert len(problems) == 21
    assert problems[0].what == "more of its nodes lack something"
