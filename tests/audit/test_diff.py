from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from tests.factories import CRAMP, DOSE, INITIAL, TEXT, THIRST, VOCABULARY, amount, claim, document, evidence
from tests.query.corpus import MemoryGraph

import drugkg
from drugkg.audit.diff import Compared, between
from drugkg.claims.model import Claim, Stance
from drugkg.cli.diff import lines
from drugkg.cli.root import root
from drugkg.errors import QueryError, UsageError
from drugkg.graph import Iris, Making, document_quads, to_nquads

OLD = """# Baclofen

## Side effects

Baclofen may cause drowsiness, nausea and dizziness.

## Dosage

Adults start with 5 mg by mouth three times a day.
"""
NEW = """# Baclofen

## Side effects

Taking baclofen may cause drowsiness and headache. It does not cause nausea.

## Dosage

Adults start with 10 mg by mouth three times a day.
"""

Run = Callable[..., Result]


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(root, list(map(str, args)), env={"COLUMNS": "100"})


@pytest.fixture
def versions(tmp_path: Path) -> tuple[Path, Path]:
    old, new = tmp_path / "leaflet-2024.md", tmp_path / "leaflet-2026.md"
    old.write_text(OLD, encoding="utf-8")
    new.write_text(NEW, encoding="utf-8")
    return old, new


def kinds(told: str) -> dict[tuple[str, str, str], dict[str, object]]:
    records = [json.loads(line) for line in told.splitlines()]
    return {(record["change"], record["relation"], record["object"]): record for record in records}


def test_versions_of_a_document_are_compared_by_what_they_say(versions: tuple[Path, Path]) -> None:
    shown = run("diff", *versions, "--format", "jsonl")
    found = kinds(shown.stdout)
    assert shown.exit_code == 1, shown.output
    assert sorted(found) == [
        ("changed", "hasAdverseEffect", "nausea"),
        ("changed", "hasDose", "initial dose"),
        ("gained", "hasAdverseEffect", "headache"),
        ("lost", "hasAdverseEffect", "dizziness"),
        ("reworded", "hasAdverseEffect", "drowsiness"),
    ]
    dose = found["changed", "hasDose", "initial dose"]
    sides = [dose[side] for side in ("old", "new")]
    assert [side["values"]["amount"] for side in sides] == ["5 mg", "10 mg"]  # type: ignore[index]
    (passage,) = sides[1]["passages"]  # type: ignore[index]
    assert NEW[passage["start"] : passage["end"]] == passage["quote"]
    assert (passage["section"], passage["file_name"]) == ("Dosage", "leaflet-2026.md")


def test_text_tells_each_change_with_its_words(versions: tuple[Path, Path]) -> None:
    shown = run("diff", *versions).stdout
    assert "\x1b" not in shown
    for line in (
        "  leaflet-2024.md -> leaflet-2026.md",
        "+ baclofen hasAdverseEffect headache: asserts",
        "~ baclofen hasAdverseEffect nausea: asserts -> denies",
        "~ baclofen hasDose initial dose (adult; oral): asserts, amount 5 mg -> 10 mg",
        '    - "Adults start with 5 mg by mouth three times a day." (Dosage)',
        '    + "Adults start with 10 mg by mouth three times a day." (Dosage)',
        "= baclofen hasAdverseEffect drowsiness: asserts",
        "1 gained, 1 lost, 2 changed, 1 in other words only; 1 document compared",
    ):
        assert line in shown.splitlines()


def test_colours_are_for_terminals_only(versions: tuple[Path, Path]) -> None:
    found = drugkg.diff(*versions)
    assert "\x1b[32m+ baclofen" in "\n".join(lines(found, colours=True))
    assert "\x1b" not in "\n".join(lines(found))


def test_filters_choose_claims(versions: tuple[Path, Path]) -> None:
    shown = run("diff", *versions, "--relation", "hasDose", "--drug", "baclofen", "--format", "jsonl")
    assert list(kinds(shown.stdout)) == [("changed", "hasDose", "initial dose")]
    assert run("diff", *versions, "--relation", "treats").exit_code == 0
    for wrong, told in (("--drug", "names near it|no Drug of this name"), ("--relation", "There is no such relation")):
        shown = run("diff", *versions, wrong, "nonsense")
        assert (shown.exit_code, shown.stdout) == (2, "")
        assert any(part.lower() in shown.stderr.lower() for part in told.split("|"))
    with pytest.raises(UsageError):
        drugkg.diff(*versions, relations=["nonsense"])
    with pytest.raises(QueryError):
        drugkg.diff(*versions, drugs=["nonsense"])


def test_other_words_are_no_difference(versions: tuple[Path, Path], tmp_path: Path) -> None:
    same = tmp_path / "same.md"
    same.write_text(OLD.replace("may cause", "can sometimes cause"), encoding="utf-8")
    shown = run("diff", versions[0], same)
    assert shown.exit_code == 0, shown.output
    assert "3 in other words only; 1 document compared" in shown.stdout


def test_a_text_that_only_moved_is_the_same(versions: tuple[Path, Path], tmp_path: Path) -> None:
    moved = tmp_path / "moved.md"
    moved.write_text(OLD.replace("# Baclofen\n", "# Baclofen\n\nAbout this page.\n"), encoding="utf-8")
    assert run("diff", versions[0], moved).stdout == "no difference in 1 document compared\n"


@pytest.fixture
def stores(tmp_path: Path, versions: tuple[Path, Path]) -> tuple[Path, Path]:
    """Return a store with the old leaflet, and one with both leaflets and a page that is new."""
    catalog = "documents:\n  {old}: {{id: house, publisher: The House}}\n"
    more = "  {new}: {{id: house, publisher: The House, revises: {old}}}\n"
    names = {"old": versions[0].name, "new": versions[1].name}
    built = []
    for number, text in enumerate((catalog, catalog + more)):
        folder = tmp_path / f"documents-{number}"
        folder.mkdir()
        (folder / names["old"]).write_text(OLD, encoding="utf-8")
        if number:
            (folder / names["new"]).write_text(NEW, encoding="utf-8")
            (folder / "page.md").write_text("# Tizanidine\n\n## Side effects\n\nTizanidine may cause dry mouth.\n")
        (folder / "catalog.yaml").write_text(text.format(**names), encoding="utf-8")
        assert run("build", folder, "--store", tmp_path / f"store-{number}").exit_code == 0
        built.append(tmp_path / f"store-{number}")
    return built[0], built[1]


def test_a_new_version_is_compared_with_the_one_that_it_revises(stores: tuple[Path, Path]) -> None:
    found = drugkg.diff(*stores)
    told = {tuple(e.file_name for e in each.new): each for each in found.documents}
    assert set(told) == {("leaflet-2026.md",), ("page.md",)}
    assert [e.file_name for e in told["leaflet-2026.md",].old] == ["leaflet-2024.md"]
    assert told["page.md",].old == ()
    assert [change.kind for change in told["page.md",].changes] == ["gained"]
    assert found.compared == 3
    shown = run("diff", *stores).stdout
    assert "only in the new graph: page.md" in shown
    assert shown.splitlines()[:2] == ["+1 -1 ~2 =1  Baclofen, The House", "+1           Tizanidine, page"]


def test_an_export_says_what_its_store_says(stores: tuple[Path, Path], tmp_path: Path) -> None:
    for suffix in ("ttl", "trig", "nq"):
        file = tmp_path / f"export.{suffix}"
        assert run("export", "--store", stores[1], "-o", file).exit_code == 0
        assert run("diff", stores[1], file).stdout == "no difference in 3 documents compared\n"


def test_a_document_more_is_a_difference_though_it_claims_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "page.md").write_text("# Baclofen\n\nNothing is said here.\n", encoding="utf-8")
    (folder / "leaflet.md").write_text(OLD, encoding="utf-8")
    assert run("build", folder, "--store", tmp_path / "more-store").exit_code == 0
    assert run("build", folder / "leaflet.md", "--store", tmp_path / "one-store").exit_code == 0
    shown = run("diff", tmp_path / "one-store", tmp_path / "more-store")
    assert shown.exit_code == 1
    assert "no claim changed; 2 documents compared" in shown.stdout


def test_what_cannot_be_read_is_told(tmp_path: Path, versions: tuple[Path, Path]) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("<a> <b", encoding="utf-8")
    assert run("diff", versions[0], tmp_path / "none.md").exit_code == 2
    shown = run("diff", versions[0], broken)
    assert (shown.exit_code, shown.stdout) == (1, "")
    assert "not well-formed" in shown.stderr


def test_json_and_notebook_hold_everything(versions: tuple[Path, Path]) -> None:
    whole = json.loads(run("diff", *versions, "--format", "json").stdout)
    assert whole["counts"] == {"gained": 1, "lost": 1, "changed": 2, "reworded": 1}
    assert whole["documents"][0]["new"][0]["fileName"] == "leaflet-2026.md"
    found = drugkg.diff(*versions)
    assert len(found.table()) == len(found.changes) == 5
    assert "<td>5 mg" not in found._repr_html_()
    assert "amount 5 mg" in found._repr_html_()


CLAIMS: tuple[Claim, ...] = (
    claim("hasAdverseEffect", THIRST, evidence("Thirst was noted")),
    claim("hasAdverseEffect", THIRST, evidence("Thirst was noted in up to 63 % of takers")),
    claim("hasAdverseEffect", THIRST, evidence("Thirst"), stance=Stance.DENIES),
    claim("hasAdverseEffect", THIRST, evidence("Thirst"), incidence="common"),
    claim("hasAdverseEffect", THIRST, evidence("Thirst"), incidence="rare", frequency=amount(1, 2, "%")),
    claim("hasDose", INITIAL, evidence(DOSE), amount=amount(5, 5, "mg")),
    claim("hasDose", INITIAL, evidence(DOSE), amount=amount(5, 5, "mg"), timesPerDay=amount(3, 3)),
    claim("treats", CRAMP, evidence("Leg cramp due to gout"), stance=Stance.DENIES),
)
DOCUMENTS = tuple(
    document(f"{TEXT}{version}", source, f"{source}-{version}.md") for source in ("one", "two") for version in "abc"
)
#: What one document of a graph says, and which document it revises.
GRAPHS = st.dictionaries(
    st.sampled_from(range(len(DOCUMENTS))),
    st.tuples(st.sets(st.sampled_from(range(len(CLAIMS)))), st.sampled_from([None, *range(len(DOCUMENTS))])),
    max_size=4,
)


def iri_of(number: int) -> str:
    return Iris().document(DOCUMENTS[number].source.id, DOCUMENTS[number].content_hash)


def made(told: dict[int, tuple[set[int], int | None]]) -> MemoryGraph:
    graph = MemoryGraph()
    for number, (chosen, revised) in told.items():
        former = None if revised is None else iri_of(revised)
        making = Making("rules", "names", "1", concept=VOCABULARY.get, revised=former)
        graph.load(to_nquads(document_quads(DOCUMENTS[number], [CLAIMS[n] for n in sorted(chosen)], making)))
    return graph


def mirrored(compared: Compared) -> tuple[object, ...]:
    other = {"gained": "lost", "lost": "gained"}
    changes = {(other.get(c.kind, c.kind), c.about.id, c.new, c.old) for c in compared.changes}
    return compared.new, compared.old, frozenset(changes)


@given(GRAPHS)
def test_a_graph_does_not_differ_from_itself(told: dict[int, tuple[set[int], int | None]]) -> None:
    graph = made(told)
    assert [change for compared in between(graph, graph) for change in compared.changes] == []


@given(GRAPHS, GRAPHS)
def test_a_difference_seen_from_the_other_side_is_the_same(
    one: dict[int, tuple[set[int], int | None]], other: dict[int, tuple[set[int], int | None]]
) -> None:
    first, second = made(one), made(other)
    there = {
        (each.old, each.new, frozenset((c.kind, c.about.id, c.old, c.new) for c in each.changes))
        for each in between(first, second)
    }
    assert there == {mirrored(each) for each in between(second, first)}


@given(GRAPHS, GRAPHS)
def test_no_document_is_left_out(
    one: dict[int, tuple[set[int], int | None]], other: dict[int, tuple[set[int], int | None]]
) -> None:
    found = list(between(made(one), made(other)))
    assert len({edition.id for compared in found for edition in compared.old}) >= len(one.keys() - other.keys())
    assert {edition.id for compared in found for edition in compared.new} == {
        iri_of(number).rpartition("/")[2] for number in other
    }
