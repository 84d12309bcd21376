"""Decisions of curators laid over built graphs, through the command line."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import drugkg
from drugkg.cli.root import root

ONE = "# Baclofen\n\n## Side effects\n\nRare: confusion.\n\n## Contraindications\n\nDo not use baclofen in epilepsy.\n"
TWO = "# Baclofen\n\n## Side effects\n\nCommon: confusion.\n\n## Precautions\n\nUse with caution in epilepsy.\n"
SAID = ("--who", "Ada Example", "--when", "2024-05-01", "--why", "read it: again")
FORBIDDEN = """decisions:
  # Ada looked into it.
  - wrong: {document: one.md, quote: not use baclofen, relation: contraindicatedIn, object: Epilepsy}
    who: Ada Example
    when: 2024-05-01
    why: the page means seizures that are not treated
"""

Run = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "documents"
    made.mkdir()
    (made / "one.md").write_text(ONE)
    (made / "two.md").write_text(TWO)
    return made


@pytest.fixture
def run(folder: Path) -> Run:
    def call(*args: str, code: int = 0) -> Result:
        environment = {"DRUGKG_STORE": str(folder / "store"), "COLUMNS": "200", "DRUGKG_CURATION": None}
        result = CliRunner().invoke(root, list(args), env=environment)
        assert result.exit_code == code, result.output
        return result

    return call


@pytest.fixture
def built(folder: Path, run: Run) -> Run:
    run("build", str(folder))
    return run


def conflicts(run: Run, *options: str) -> dict[str, dict[str, Any]]:
    lines = run("conflicts", *options, "--format", "jsonl").stdout.splitlines()
    return {found["type"]: found for line in lines for found in [json.loads(line)]}


def claim(run: Run, relation: str) -> str:
    lines = map(json.loads, run("export", "--format", "claims").stdout.splitlines())
    return next(str(line["claim"]) for line in lines if line["predicate"] == relation)


def test_what_rests_on_a_wrong_claim_is_set_aside_and_not_hidden(folder: Path, built: Run) -> None:
    assert set(conflicts(built)) == {"value", "strength"}
    (folder / "curation.yaml").write_text(FORBIDDEN)
    assert built("build", str(folder)).stderr == ""
    assert set(conflicts(built)) == {"value"}
    aside = conflicts(built, "--set-aside")["strength"]
    assert (aside["verdict"], aside["wouldBe"]) == ("set aside", "conflict")
    (decision,) = aside["decisions"]
    wrong = claim(built, "contraindicatedIn")
    assert decision == {
        "status": "wrong",
        "on": wrong,
        "who": "Ada Example",
        "when": "2024-05-01",
        "why": "the page means seizures that are not treated",
    }
    assert {each["claim"] for each in aside["claims"]} >= {wrong}
    shown = built("conflicts", "--set-aside").stdout
    assert "set aside, would be conflict (strength" in shown
    assert "claim wrong: Ada Example, 2024-05-01: the page means seizures" in shown
    assert "Do not use baclofen in epilepsy” [wrong]" in shown
    assert re.search(r"wrong claim +Ada Example, 2024-05-01: the page means", built("explain", wrong).stdout)
    assert '"verdict": "set aside"' in built("export", "--format", "conflicts").stdout


def test_without_the_entry_all_is_as_before(folder: Path, built: Run) -> None:
    before = drugkg.export("nquads", folder / "store")
    (folder / "curation.yaml").write_text(FORBIDDEN)
    built("build", str(folder))
    assert drugkg.export("nquads", folder / "store") != before
    (folder / "curation.yaml").write_text("# nothing is left\n")
    built("build", str(folder))
    assert drugkg.export("nquads", folder / "store") == before


def test_claims_of_a_withdrawn_document_are_compared_no_longer(folder: Path, built: Run) -> None:
    built("curate", "withdraw", "two.md", *SAID)
    built("build", str(folder))
    assert conflicts(built) == {}
    aside = conflicts(built, "--set-aside")
    assert set(aside) == {"value", "strength"}
    assert {each["status"] for found in aside.values() for each in found["decisions"]} == {"withdrawn"}
    stated = claim(built, "cautionIn")
    assert "withdrawn document  Ada Example, 2024-05-01: read it: again" in built("explain", stated).stdout
    audited = built("audit", "baclofen").stdout
    assert "B: common [document withdrawn]" in audited
    assert "conflict (" not in audited
    assert "Ada Example, 2024-05-01: read it: again" in built("audit", "baclofen", "--format", "json").stdout


def test_a_dismissed_finding_stands_last_with_the_words_of_its_curator(folder: Path, built: Run) -> None:
    heaviest = next(iter(conflicts(built).values()))["finding"]
    built("curate", "dismiss", heaviest, *SAID)
    built("build", str(folder))
    found = list(conflicts(built).values())
    assert [each["finding"] == heaviest for each in found] == [False, True]
    assert found[1]["verdict"] == "conflict"
    assert found[1]["decisions"][0]["why"] == "read it: again"
    assert "finding dismissed: Ada Example, 2024-05-01: read it: again" in built("conflicts").stdout
    assert len(conflicts(built, "--no-dismissed")) == 1


def test_a_finding_that_stands_without_the_wrong_claim_is_told_once(folder: Path, built: Run) -> None:
    (folder / "three.md").write_text(ONE.replace("Rare: confusion.", "Drowsiness."))
    built("build", str(folder))
    (folder / "curation.yaml").write_text(FORBIDDEN)
    built("build", str(folder))
    (strength,) = (
        found
        for line in built("conflicts", "--set-aside", "--format", "jsonl").stdout.splitlines()
        for found in [json.loads(line)]
        if found["type"] == "strength"
    )
    assert strength["verdict"] == "conflict"
    assert {each["document"] for each in strength["claims"]} == {"two.md", "three.md"}


@pytest.mark.parametrize("form", ["trig", "turtle", "nquads"])
def test_an_exported_graph_keeps_the_decisions(folder: Path, built: Run, tmp_path: Path, form: str) -> None:
    built("curate", "wrong", claim(built, "contraindicatedIn"), *SAID)
    built("curate", "withdraw", "one.md", *SAID)
    built("curate", "dismiss", conflicts(built)["value"]["finding"], *SAID)
    built("build", str(folder))
    name = {"trig": "g.trig", "turtle": "g.ttl", "nquads": "g.nq"}[form]
    (tmp_path / name).write_text(drugkg.export(form, folder / "store"))
    drugkg.build([tmp_path / name], tmp_path / "again")
    for each in ("nquads", "conflicts"):
        assert drugkg.export(each, tmp_path / "again") == drugkg.export(each, folder / "store")
    part = drugkg.export("nquads", folder / "store", ["baclofen"])
    assert "ontology#decidesOn" in part
    assert "Ada Example" in part


def test_a_graph_and_a_file_add_up(folder: Path, built: Run, tmp_path: Path) -> None:
    (folder / "curation.yaml").write_text(FORBIDDEN)
    built("build", str(folder))
    (tmp_path / "g.trig").write_text(drugkg.export("trig", folder / "store"))
    (folder / "curation.yaml").unlink()
    value = conflicts(built)["value"]["finding"]
    (tmp_path / "mine.yaml").write_text(
        f"decisions:\n- {{dismiss: '{value}', who: Bo, when: 2024-01-01, why: the same}}\n"
    )
    built("build", str(folder), str(tmp_path / "g.trig"), "--curation", str(tmp_path / "mine.yaml"))
    found = conflicts(built, "--set-aside")
    assert found["strength"]["verdict"] == "set aside"
    assert found["value"]["decisions"][0]["who"] == "Bo"


def test_decisions_are_provenance_in_their_own_graph(folder: Path, built: Run) -> None:
    (folder / "curation.yaml").write_text(FORBIDDEN)
    built("build", str(folder))
    query = """SELECT ?who ?when ?why ?claim ?named { GRAPH g:curation {
      ?decision a dkg:CurationDecision, prov:Activity ; dkg:curationStatus dkg:wrong ; dkg:decidesOn ?claim ;
        prov:wasAssociatedWith/rdfs:label ?who ; prov:endedAtTime ?when ; dkg:reason ?why ; dkg:named ?named } }"""
    with drugkg.open(folder / "store") as graph:
        (row,) = graph.sparql(query).records()
        terms = graph.sparql("SELECT ?term { ?term rdfs:isDefinedBy ?ontology }").records()
    assert row == {
        "who": "Ada Example",
        "when": "2024-05-01T00:00:00Z",
        "why": "the page means seizures that are not treated",
        "claim": claim(built, "contraindicatedIn"),
        "named": "one.md: contraindicatedIn Epilepsy, “not use baclofen”",
    }
    declared = {each["term"].rpartition("#")[2] for each in terms}
    assert {"CurationDecision", "curationStatus", "decidesOn", "named", "wrong", "SetAside", "wouldBe"} <= declared


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("wrong: claim:zzzzzz", "the graph has no such claim, so it has no effect. Remove the entry"),
        ("withdraw: three.md", "the graph has no such document"),
        ("dismiss: find:zzzzzz", "the graph has no such finding"),
        ("dismiss: https://example.org/finding/x", "the graph has no such finding"),
        ("wrong: {document: one.md, quote: may be, relation: cautionIn, object: epilepsy}", "no such claim"),
    ],
)
def test_what_fits_nothing_is_told_at_every_build(folder: Path, run: Run, entry: str, told: str) -> None:
    text = f"decisions:\n- {entry}\n  who: Ada Example\n  when: 2024-05-01\n  why: it was so\n"
    (folder / "curation.yaml").write_text(text)
    for _ in range(2):
        (line,) = run("build", str(folder)).stderr.splitlines()
        assert line.startswith(f"note: {folder / 'curation.yaml'}:2: ")
        assert told in line
    assert '"it was so"' in drugkg.export("nquads", folder / "store")
    listed = run("curate", "list", "--format", "jsonl")
    assert json.loads(listed.stdout)["fits"] == "nothing"
    assert told in listed.stderr


def test_a_name_that_fits_several_binds_none(folder: Path, run: Run) -> None:
    (folder / "inner").mkdir()
    (folder / "inner" / "one.md").write_text(ONE + "\nDrowsiness.\n")
    (folder / "curation.yaml").write_text(FORBIDDEN + "  - {withdraw: one.md, who: A, when: 2024-01-01, why: so}\n")
    several, twice = run("build", str(folder)).stderr.splitlines()
    assert "the graph has 2 such claims (https" in several
    assert "the graph has 2 such documents (https" in twice
    with drugkg.open(folder / "store") as graph:
        assert graph.sparql("SELECT ?node { ?decision dkg:decidesOn ?node }").records() == []


def test_a_faulty_file_stops_the_build(folder: Path, run: Run) -> None:
    (folder / "curation.yaml").write_text("decisions:\n- {wrong: abcd}\n")
    assert "curation.yaml:2: an entry does not say 'why'" in run("build", str(folder), code=1).stderr
    assert not (folder / "store").exists()
    assert "cannot be read" in run("build", str(folder), "--curation", str(folder / "none.yaml"), code=1).stderr


def test_the_file_named_stands_for_all_others(folder: Path, built: Run) -> None:
    (folder / "curation.yaml").write_text(FORBIDDEN)
    mine = folder / "mine.yaml"
    mine.write_text("# nothing decided\n")
    built("build", str(folder), "--curation", str(mine))
    assert set(conflicts(built)) == {"value", "strength"}
    assert (
        "2 documents (2 unchanged since the last build), 4 claims"
        in built("build", str(folder), "--curation", str(mine)).stdout
    )


def test_the_command_adds_to_the_file_and_leaves_it_as_it_is(folder: Path, built: Run) -> None:
    (folder / "curation.yaml").write_text(FORBIDDEN)
    cautious = claim(built, "cautionIn")
    built("curate", "wrong", cautious.rpartition("/")[2][:8], "--by-words", *SAID)
    text = (folder / "curation.yaml").read_text()
    assert text.startswith(FORBIDDEN)
    assert text[len(FORBIDDEN) :].splitlines() == [
        "  # baclofen cautionIn epilepsy, Baclofen",
        "  - wrong:",
        '      document: "two.md"',
        '      quote: "Use with caution in epilepsy"',
        '      relation: "cautionIn"',
        '      object: "epilepsy"',
        '      scope: ""',
        '    who: "Ada Example"',
        "    when: 2024-05-01",
        '    why: "read it: again"',
    ]
    rows = [json.loads(line) for line in built("curate", "list", "--format", "jsonl").stdout.splitlines()]
    assert [(row["entry"], row["decision"], row["fits"][:6]) for row in rows] == [
        ("curation.yaml:3", "wrong", "claim:"),
        ("curation.yaml:8", "wrong", "claim:"),
    ]
    again = built("curate", "wrong", cautious, *SAID, code=2)
    assert "this is decided already" in again.stderr
    assert (folder / "curation.yaml").read_text() == text


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("wrong", "claim:zzzz"), "claim:zzzz: the graph has no such claim"),
        (("wrong", "no claim"), "'no claim' is no name of a claim"),
        (("withdraw", "three.md"), "the graph has no such document"),
        (("dismiss", "find:zzzz"), "find:zzzz: the graph has no such finding"),
        (("wrong", "CLAIM", "--when", "2999-01-01"), "lies in the future"),
        (("wrong", "CLAIM", "--who", " "), "'who' is empty"),
        (("wrong", "CLAIM", "--why", "\x1b[31m"), "signs that cannot be printed"),
        (("wrong", "CLAIM", "--curation", "/no/such/place/c.yaml"), "the file cannot be written"),
    ],
)
def test_wrong_use_writes_nothing(folder: Path, built: Run, args: tuple[str, ...], told: str) -> None:
    given = [claim(built, "cautionIn") if arg == "CLAIM" else arg for arg in args]
    shown = built("curate", given[0], given[1], *SAID, *given[2:], code=2)
    assert told in shown.stderr
    assert not (folder / "curation.yaml").exists()


def test_documents_of_several_folders_need_a_named_file(folder: Path, run: Run) -> None:
    (folder / "inner").mkdir()
    (folder / "inner" / "three.md").write_text(ONE + "\nDrowsiness.\n")
    run("build", str(folder))
    told = run("curate", "withdraw", "two.md", *SAID, code=2).stderr
    assert "documents lie in 2 folders. Name the file with `--curation`" in told
    run("curate", "withdraw", "two.md", *SAID, "--curation", str(folder / "curation.yaml"))
    run("build", str(folder))
    assert conflicts(run) == {}
