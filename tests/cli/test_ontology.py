"""`drugkg ontology` shows what terms mean, and names what cannot hold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from drugkg.cli.root import root
from drugkg.pipeline import build
from drugkg.schema.files import ONTOLOGY, path_of
from drugkg.schema.page import page
from drugkg.schema.terms import Kind, terms

ROOT = Path(__file__).resolve().parents[2]
PREFIXES = """@prefix dkg: <https://w3id.org/drugkg/ontology#> .
@prefix my: <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(root, ["ontology", *map(str, args)])


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = Path(tmp_path_factory.mktemp("ontology")) / "store"
    build([ROOT / "sources" / "samples"], store)
    return store


def extended(folder: Path, text: str) -> Path:
    path = folder / "mine.ttl"
    path.write_text(PREFIXES + text, encoding="utf-8")
    return path


def test_the_page_is_up_to_date(request: pytest.FixtureRequest) -> None:
    path = ROOT / "docs" / "ontology.md"
    if request.config.getoption("--update-golden"):
        path.write_text(page(), encoding="utf-8")
    assert path.read_text("utf-8") == page(), "run pytest --update-golden, and read the diff"


def test_text_shows_classes_and_relations() -> None:
    lines = run().stdout.splitlines()
    names = {line.strip().partition(":")[0] for line in lines}
    assert {each.name for each in terms() if each.kind in (Kind.CLASS, Kind.RELATION)} <= names
    drug = next(line for line in lines if line.strip().startswith("Drug:"))
    above = next(line for line in lines if line.strip().startswith("Treatment:"))
    assert lines.index(drug) > lines.index(above)
    assert len(drug) - len(drug.lstrip()) > len(above) - len(above.lstrip())
    assert "  treats: Treatment -> Concept" in lines


def test_json_has_all_terms_and_turtle_is_the_file() -> None:
    told = {each["name"]: each for each in json.loads(run("--format", "json").stdout)}
    assert len(told) == len(terms())
    assert told["treats"]["inverse"] == "dkg:treatedWith"
    assert "dkg:contraindicatedIn" in told["treats"]["excludes"]
    assert told["veryCommon"]["of"] == ["dkg:ValueWord"]
    assert run("--format", "turtle").stdout_bytes == path_of(ONTOLOGY).read_bytes()


@pytest.mark.needs_program("java")
def test_the_ontology_is_consistent_with_the_concepts_of_the_samples(store: Path) -> None:
    shown = run("--check", "--store", store, "--format", "json")
    verdict = json.loads(shown.stdout)
    assert shown.exit_code == 0
    assert verdict["consistent"] is True
    assert verdict["unsatisfiable"] == []
    assert verdict["concepts"] > 100
    assert verdict["individuals"] > verdict["concepts"]


@pytest.mark.needs_program("java")
def test_a_class_that_can_have_no_members_is_named(tmp_path: Path) -> None:
    mine = extended(tmp_path, "my:Odd a owl:Class ; rdfs:subClassOf dkg:Claim , dkg:Document .")
    shown = run("--check", mine, "--store", tmp_path)
    assert shown.exit_code == 1
    assert "https://example.org/Odd: HermiT finds it unsatisfiable" in shown.stdout


@pytest.mark.needs_program("java")
def test_a_contradiction_is_told(tmp_path: Path) -> None:
    mine = extended(tmp_path, "my:odd a owl:NamedIndividual , dkg:Claim , dkg:Document .")
    shown = run("--check", mine, "--store", tmp_path)
    assert shown.exit_code == 1
    assert shown.stdout.startswith("inconsistent: ")


def test_without_java_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    shown = run("--check", "--store", tmp_path)
    assert shown.exit_code == 0
    assert "not reasoned over: there is no Java here" in shown.stdout
    assert "without concepts of a graph" in shown.stdout


@pytest.mark.parametrize(
    ("text", "told"),
    [("this is no Turtle", "this is not well-formed Turtle"), (None, "the file cannot be read")],
)
def test_a_bad_file_is_told_with_place_and_remedy(tmp_path: Path, text: str | None, told: str) -> None:
    mine = tmp_path / "mine.ttl"
    if text is not None:
        mine.write_text(text, encoding="utf-8")
    shown = run("--check", mine, "--store", tmp_path)
    assert shown.exit_code == (2 if text is None else 1)
    assert shown.stderr.startswith(f"error: {mine}")
    assert told in shown.stderr


def test_files_without_a_check_are_wrong_use(tmp_path: Path) -> None:
    assert run(tmp_path / "mine.ttl").exit_code == 2
    assert run("--check", "--format", "turtle").exit_code == 2
