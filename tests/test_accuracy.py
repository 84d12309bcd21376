"""The accuracy benchmark counts what it says it counts."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

import drugkg

ROOT = Path(__file__).parent.parent

LABEL = [
    {
        "label_id": "TRIALEX",
        "section_name": "adverse reactions",
        "section_text": "Trialex can cause nausea and headache. Trialex did not cause fever. "
        "Cataract was seen in rats.\n",
        "adverse_events": [
            ["nausea", "Nausea", "1", "", "", "18", "6", "human"],
            ["Headache", "Headache", "2", "", "", "29", "8", "human"],
            ["tooth loss", "Tooth loss", "3", "", "", None, None, "human"],
            ["cataract", "Cataract", "4", "", "", "80", "8", "animal"],
        ],
    },
    {
        "label_id": "TRIALEX",
        "section_name": "boxed warnings",
        "section_text": "Trialex can cause seizures and dizziness.\n",
        "adverse_events": [["seizures", "Seizure", "5", "", "", "18", "8", "human"]],
    },
]
GOLD: list[dict[str, object]] = [
    {"predicate": "hasAdverseEffect", "object": "nausea", "quotes": ["can cause nausea"]},
    {"predicate": "hasAdverseEffect", "object": "hiccups", "quotes": ["nausea and headache"]},
    {"predicate": "hasAdverseEffect", "object": "headache", "quotes": ["and headache"], "core": False},
]
PAGE = "Trialex 5 mg\n\nSide effects\n\nTrialex can cause nausea and headache.\nTrialex can cause seizures.\n"


def run(*arguments: str | Path, code: int = 0) -> str:
    line = [sys.executable, "-m", "benchmarks.accuracy", *map(str, arguments)]
    done = subprocess.run(line, check=False, capture_output=True, text=True, cwd=ROOT, env=None)
    assert done.returncode == code, done.stderr
    return done.stdout + done.stderr


def row(output: str, name: str) -> list[str]:
    return next(line.split()[-6:] for line in output.splitlines() if line.strip().startswith(name))


def test_labels_count_each_string_of_a_label_once(tmp_path: Path) -> None:
    corpus = tmp_path / "labels.json"
    corpus.write_text(json.dumps(LABEL), encoding="utf-8")
    output = run("score", corpus, "--folds", "1")
    # Found: nausea, headache, seizures. Wrong: dizziness. Aside: the tooth (not in the text) and the rats' cataract.
    assert row(output, "all labels") == ["0.750", "1.000", "0.857", "3", "0", "1"]
    assert row(output, "adverse reactions") == ["1.000", "1.000", "1.000", "2", "0", "0"]
    assert row(output, "boxed warnings") == ["0.500", "1.000", "0.667", "1", "0", "1"]


def test_gold_claims_are_paired_and_doubtful_ones_are_neutral(tmp_path: Path) -> None:
    claims, page = tmp_path / "trialex.jsonl", tmp_path / "trialex.txt"
    common: dict[str, object] = {"polarity": "positive", "qualifiers": {}, "section": "Side effects"}
    claims.write_text("".join(json.dumps(common | claim) + "\n" for claim in GOLD), encoding="utf-8")
    page.write_text(PAGE, encoding="utf-8")
    output = run("score", f"{claims}={page}")
    # Found: nausea. Missed: hiccups. Wrong: seizures. Neutral: headache.
    assert row(output, "hasAdverseEffect") == ["0.500", "0.500", "0.500", "1", "1", "1"]
    assert row(output, "adverse_effects") == ["0.500", "0.500", "0.500", "1", "1", "1"]


def test_a_sample_is_drawn_by_its_seed_and_judged(tmp_path: Path) -> None:
    folder, sheet = tmp_path / "pages", tmp_path / "sheet.tsv"
    folder.mkdir()
    for number in range(3):
        (folder / f"page{number}.txt").write_text(PAGE, encoding="utf-8")
    run("sample", folder, "--number", "6", "-o", sheet)
    once = sheet.read_text(encoding="utf-8")
    run("sample", folder, "--number", "6", "-o", sheet)
    assert sheet.read_text(encoding="utf-8") == once
    rows = list(csv.DictReader(once.splitlines(), delimiter="\t"))
    assert sorted(row["document"] for row in rows) == [f"page{number}.txt" for number in (0, 0, 1, 1, 2, 2)]
    for row in rows:
        assert "can cause" in PAGE[int(row["start"]) : int(row["end"])]
    assert "[[" in sheet.with_suffix(".md").read_text(encoding="utf-8")
    judged = once.replace("\t\t\t\n", "\tright\t\t\n").replace("\tright\t\t\n", "\twrong\tobject\tno such thing\n", 1)
    sheet.write_text(judged, encoding="utf-8")
    output = run("tally", sheet)
    assert "5 of 6 claims are right: 83.3%" in output
    assert ["object", "1"] in [line.split() for line in output.splitlines()]


def test_conflicts_are_drawn_from_a_built_graph_and_judged(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.tsv"
    for name, word in (("one", "Common"), ("two", "Rare")):
        text = f"# Baclofen\n\n## Side effects\n\n{word}: confusion, nausea.\n"
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    drugkg.build([tmp_path / "one.md", tmp_path / "two.md"], tmp_path / "store")
    run("conflicts", tmp_path / "store", "--number", "5", "-o", sheet)
    rows = list(csv.DictReader(sheet.read_text(encoding="utf-8").splitlines(), delimiter="\t"))
    assert {row["objects"] for row in rows} == {"confusion", "nausea"}
    copy = sheet.with_suffix(".md").read_text(encoding="utf-8")
    assert copy.count("[[") == 4
    lines = sheet.read_text(encoding="utf-8").splitlines()
    judged = [lines[0], lines[1][:-2] + "right\t\t", lines[2][:-2] + "wrong\tclaim\tnot so"]
    sheet.write_text("\n".join(judged) + "\n", encoding="utf-8")
    assert "1 of 2 conflicts are right: 50.0%" in run("tally", sheet)


@pytest.mark.parametrize("verdict", ["\t\t\t", "\twrong\t\t", "\tright\tobject\t", "\twrong\tcolour\t"])
def test_a_sheet_that_is_not_judged_is_refused_with_its_line(tmp_path: Path, verdict: str) -> None:
    sheet = tmp_path / "sheet.tsv"
    sheet.write_text(f"number\tgroup\trelation\tverdict\tfault\tremark\n1\tpages\ttreats{verdict}\n", encoding="utf-8")
    assert "line 2: " in run("tally", sheet, code=2)
