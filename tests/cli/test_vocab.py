"""`drugkg vocab` as people type it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from drugkg.cli.root import root

OBO = '[Term]\nid: EX:1\nname: Purple ear\nsynonym: "Violet ear" EXACT []\n\n[Term]\nid: EX:2\nname: Rash\n'
TABLE = (
    "#+ title: Ears\n#+ type: ClinicalFinding\n#+ origin: here\n#+ licence: CC0-1.0\n#+ version: 1\n"
    "key\tlabel\tsynonyms\tids\tbroader\n"
)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DRUGKG_VOCABULARY", "")


def run(*args: str) -> Result:
    return CliRunner().invoke(root, ["vocab", *args], env={"COLUMNS": "200"})


def rows(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_list_tells_licences_and_counts() -> None:
    files = {row["file"]: row for row in rows(run("list", "--format", "jsonl"))}
    assert files["conditions-mondo.tsv"]["licence"] == "CC-BY-4.0"
    assert files["findings-hpo.tsv"]["version"] == "2025-01-16"
    assert int(files["drugs-drugbank.tsv"]["names"]) > 9000


def test_lookup_tells_narrower_concepts_and_where_a_concept_stands() -> None:
    (found,) = rows(run("lookup", "cutaneous necrosis", "--format", "jsonl"))
    assert found["key"] == "skin-necrosis"
    assert {place.split(":")[0] for place in found["from"].split(", ")} == {
        "findings-skin-allergy.tsv",
        "findings-hpo.tsv",
    }
    (wide,) = rows(run("lookup", "seizure", "--format", "jsonl"))
    assert "absence-seizure" in wide["narrower"].split(", ")


def test_import_check_and_use() -> None:
    Path("ears.obo").write_text(OBO, "utf-8")
    done = run("import", "ears.obo", "--licence", "CC0-1.0", "--into", "mine")
    assert done.exit_code == 0, done.output
    assert "2 concepts, 1 of which the vocabulary knows by name" in done.stderr
    assert run("check", "mine/ears.tsv").exit_code == 0
    (ear,) = rows(run("lookup", "violet ear", "--vocabulary", "mine", "--format", "jsonl"))
    assert (ear["identifiers"], ear["from"]) == ("EX:1", "ears.tsv:7")
    (rash,) = rows(run("lookup", "EX:2", "--vocabulary", "mine", "--format", "jsonl"))
    assert (rash["key"], rash["label"]) == ("rash", "rash")


def test_check_tells_lines_and_ambiguous_names() -> None:
    Path("bad.tsv").write_text(TABLE + "Ear\tear\t\t\t\near-two\tear two\t\tno id\tnowhere\n", "utf-8")
    done = run("check", "bad.tsv")
    assert done.exit_code == 1
    assert "bad.tsv:7" in done.output
    assert "bad.tsv:8" in done.output
    Path("good.tsv").write_text(TABLE + "ear-one\tred ear\t\t\tear-two\near-two\tear two\t\t\tpain\n", "utf-8")
    Path("site.tsv").write_text(TABLE.replace("ClinicalFinding", "BodySite") + "ear-site\tred ear\t\t\t\n", "utf-8")
    assert [row["key"] for row in rows(run("check", "good.tsv", "site.tsv", "--format", "jsonl"))] == [
        "ear-one",
        "ear-site",
    ]


def test_unknown_terms_of_documents_most_frequent_first() -> None:
    Path("docs").mkdir()
    for number in (1, 2):
        text = "# Baclofen\n\n## Side effects\n\n- nausea\n- purple ear shimmer\n" + "- odd toe glow\n" * (number == 1)
        Path("docs", f"{number}.md").write_text(text, "utf-8")
    found = rows(run("unknown", "docs", "--format", "jsonl"))
    assert [(row["term"], row["claims"], row["where"]) for row in found] == [
        ("purple ear shimmer", 2, "1.md, 2.md"),
        ("odd toe glow", 1, "1.md"),
    ]


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("import", "ears.odd", "--licence", "X"), "--format obo|obograph|skos|tsv"),
        (("import", "ears.ttl", "--licence", "X"), "cannot be read as skos"),
        (("list", "--vocabulary", "nowhere"), "there is no such folder"),
    ],
)
def test_errors_tell_the_remedy(args: tuple[str, ...], told: str) -> None:
    Path("ears.odd").write_text("x", "utf-8")
    Path("ears.ttl").write_text("x", "utf-8")
    done = run(*args)
    assert done.exit_code != 0
    assert told in done.output
