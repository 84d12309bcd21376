"""The audit of a drug as a value, in the terminal and as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from click.testing import CliRunner, Result
from tests.audit.auditing import built
from tests.findings.saying import case, find, percent, says

import drugkg
from drugkg.audit.report import Cell, Column, Report, report
from drugkg.audit.report_text import report_text
from drugkg.cli.root import root
from drugkg.errors import QueryError
from drugkg.findings.model import StatedDocument, Verdict

Run = Callable[..., Result]

#: The verb, which is a package that can be called.
audit = cast("Callable[[str, Path], Report]", drugkg.audit)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("audit"))


@pytest.fixture(scope="module")
def audited(store: Path) -> Report:
    return audit("CHEBI:2972", store)


@pytest.fixture
def run(store: Path) -> Run:
    def call(*args: str) -> Result:
        return CliRunner().invoke(root, ["audit", *args], env={"DRUGKG_STORE": str(store), "COLUMNS": "100"})

    return call


def cells(found: Report, relation: str, label: str) -> tuple[Cell, ...]:
    (section,) = (section for section in found.sections if section.relation == relation)
    return next(row.cells for row in section.rows if row.label == label)


def test_documents_have_letters_dates_and_coverage(audited: Report) -> None:
    told = [(c.letter, c.document.source_label, c.dates) for c in audited.columns]
    assert told == [
        ("A", "Harbour Press", (("issued", "2019-05"),)),
        ("B", "Mill Leaflets", (("modified", "2024-02-01"),)),
        ("C", "Old Letters", ()),
    ]
    assert audited.columns[0].covers >= {"treats", "hasAdverseEffect", "contraindicatedIn"}


def test_silence_is_told_from_a_missing_section(audited: Report) -> None:
    assert [cell.states for cell in cells(audited, "hasAdverseEffect", "nausea")] == [
        ("asserts",),
        ("silent",),
        ("denies",),
    ]
    assert [cell.states for cell in cells(audited, "treats", "spasticity")] == [
        ("asserts",),
        ("notCovered",),
        ("notCovered",),
    ]


def test_values_are_told_in_words(audited: Report) -> None:
    handbook, leaflet, _ = cells(audited, "hasAdverseEffect", "confusion")
    assert [said.values for said in (*handbook.said, *leaflet.said)] == ["up to 11 %, common", "rare"]


def test_conflicts_stand_first_everywhere(audited: Report) -> None:
    verdicts = [finding.verdict for finding in audited.findings]
    assert verdicts == sorted(verdicts, key=list(Verdict).index)
    assert {Verdict.CONFLICT, Verdict.AGREEMENT} <= set(verdicts)
    weights = [finding.weight for finding in audited.of(Verdict.CONFLICT)]
    assert weights == sorted(weights, reverse=True)
    (effects,) = (section for section in audited.sections if section.relation == "hasAdverseEffect")
    assert [row.label for row in effects.rows if row.verdict is Verdict.CONFLICT] == ["nausea", "confusion"]
    assert [row.label for row in effects.rows][:2] == ["nausea", "confusion"]
    drowsiness = next(row for row in effects.rows if row.label == "drowsiness")
    assert (drowsiness.verdict, drowsiness.independent) == (Verdict.AGREEMENT, 2)


def test_a_source_and_a_relation_can_be_chosen(audited: Report) -> None:
    letters = audited.only(source="old LETTERS")
    assert [(s.relation, [row.label for row in s.rows]) for s in letters.sections] == [("hasAdverseEffect", ["nausea"])]
    assert len(letters.columns) == 3
    assert all("nausea" in finding.reason for finding in letters.findings)
    assert [s.relation for s in audited.only(["treats"]).sections] == ["treats"]
    assert audited.only(source="nobody").sections == ()


def test_a_cell_holds_all_stances_of_a_document() -> None:
    said = [
        says("a", "hasAdverseEffect", "pain", frequency=percent(3, 3)),
        says("a", "hasAdverseEffect", "pain", "denies", scope=(("population", "child"),)),
        says("b", "hasAdverseEffect", "pain", "hedges"),
    ]
    made = case(*said)
    columns = [Column(name.upper(), made.documents[name]) for name in "ab"]
    (section,) = report(made, find(*said), columns).sections
    first, second = section.rows[0].cells
    assert (set(first.states), second.states) == ({"asserts", "denies"}, ("hedges",))
    assert {(each.values, each.scope) for each in first.said} == {("3 %", ""), ("", "child")}


@pytest.mark.parametrize(("documents", "width"), [(1, 80), (5, 100), (30, 100), (60, 100)])
def test_text_keeps_to_the_width_and_tells_every_document(documents: int, width: int) -> None:
    names = [f"n{n}" for n in range(documents)]
    said = [says(name, "hasAdverseEffect", "pain", frequency=percent(n, n)) for n, name in enumerate(names)]
    made = case(*said)
    columns = [Column(f"{chr(65 + n % 26)}{n}", StatedDocument(name, name, name, name)) for n, name in enumerate(names)]
    text = report_text(report(made, (), columns), width)
    assert max(map(len, text.splitlines())) <= width
    matrix = text.partition("Claims by source")[2]
    assert all(re.search(rf"\b{column.letter}\b", matrix) for column in columns)
    assert all(f"{n} %" in matrix for n in range(documents))


def test_text_shows_both_sides_with_dates_and_quotes(run: Run) -> None:
    shown = run("baclofen")
    assert shown.exit_code == 0
    assert "It is no medical advice." in shown.output
    conflicts, _, matrix = shown.output.partition("Claims by source")
    assert "Baclofen does not cause nausea" in conflicts
    assert "Harbour Press (The handbook, 2019-05)" in " ".join(conflicts.split())
    assert re.search(r"! nausea +\+  ·  -", matrix)
    assert re.search(r"= drowsiness \(2 independent\) +\+  \+  ·", matrix)
    assert "A: up to 11 %, common" in matrix


def test_text_of_a_choice(run: Run) -> None:
    shown = run("baclofen", "--relation", "treats", "--source", "Harbour").output
    assert "Conflicts: 0." in shown
    assert "spasticity" in shown
    assert "nausea" not in shown


def test_json_has_every_cell_and_position(run: Run, store: Path) -> None:
    told = json.loads(run("baclofen", "--format", "json").output)
    (effects,) = (each for each in told["relations"] if each["relation"] == "hasAdverseEffect")
    row = next(row for row in effects["rows"] if row["object"] == "nausea")
    assert {letter: cell["states"] for letter, cell in row["cells"].items()} == {
        "A": ["asserts"],
        "B": ["silent"],
        "C": ["denies"],
    }
    (passage,) = row["cells"]["C"]["claims"][0]["passages"]
    text = (store.parent / "letter.md").read_text()
    assert text[passage["start"] : passage["end"]] == passage["quote"]
    assert row["findings"][0] in {finding["finding"] for finding in told["findings"]}


def test_a_drug_that_no_document_is_about(run: Run, store: Path) -> None:
    with pytest.raises(QueryError, match="no Drug of this name"):
        audit("nothing", store)
    shown = run("nothing")
    assert shown.exit_code == 2
    assert "Traceback" not in shown.output


def test_signs_of_a_document_never_steer_a_terminal(tmp_path: Path) -> None:
    told = "# Baclofen \x1b[31m\u202e\n\n## Side effects\n\nBaclofen may \x1b[31m cause \u202e nausea, rash.\n"
    other = "# Baclofen\n\n## Side effects\n\nBaclofen does not cause nausea.\n"
    store = built(tmp_path, {"one.md": told, "two.md": other})
    shown = report_text(audit("baclofen", store))
    assert "nausea" in shown
    assert not re.search("[\x00-\x09\x0b-\x1f\u202a-\u202e]", shown)
