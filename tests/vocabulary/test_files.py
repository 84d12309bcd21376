"""Every bad line of a vocabulary file is told with its place, all of them at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.vocabulary.making import COLUMNS, HEADER, file_text

from drugkg.errors import VocabularyError
from drugkg.vocabulary import load
from drugkg.vocabulary.concept import Concept, ConceptType


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRUGKG_CACHE", str(tmp_path / "cache"))


def problems(tmp_path: Path, *contents: str | bytes) -> list[tuple[str, str]]:
    """Return (file:line, what) of the problems of vocabulary files named 0.tsv, 1.tsv ..."""
    folder = tmp_path / "vocabulary"
    folder.mkdir()
    for number, content in enumerate(contents):
        (folder / f"{number}.tsv").write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(VocabularyError) as caught:
        load([folder])
    assert all(problem.remedy for problem in caught.value.problems)
    return [(problem.place.removeprefix(f"{folder}/"), problem.what) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("row", "line", "what"),
    [
        ("rash\trash", 7, "the row has 2 columns, the file 5"),
        ("rash\trash\t\t\t\t", 7, "the row has 6 columns, the file 5"),
        ("Rash\trash\t\t\t", 7, "the key 'Rash' is not valid"),
        ("skin--rash\trash\t\t\t", 7, "the key 'skin--rash' is not valid"),
        ("\trash\t\t\t", 7, "the key '' is not valid"),
        ("rash\t\t\t\t", 7, "the name '' is empty or has no letter or digit"),
        ("rash\trash\thives||red skin\t\t", 7, "the name '' is empty or has no letter or digit"),
        ("rash\trash\t(...)\t\t", 7, "the name '(...)' is empty or has no letter or digit"),
        ("rash\trash\t\tHP 1\t", 7, "the identifier 'HP 1' is no CURIE"),
        ("rash\trash\t\tHP:1|12\t", 7, "the identifier '12' is no CURIE"),
        ("rash\trash\t\t\tskin-sign", 7, "there is no concept 'skin-sign'"),
        ("rash\tra\x00sh\t\t\t", 7, "the line has the control character '\\x00'"),
        ("# a remark\n\nrash\trash\t\t\tskin-sign", 9, "there is no concept 'skin-sign'"),
        ("rash\trash\t\t\t\nrash\tred skin\t\t\t", 8, "the key 'rash' stands already at {folder}0.tsv:7"),
        (
            "rash\trash\t\t\t\nhives\thives\tRash\t\t",
            8,
            "the name 'Rash' belongs already to 'rash' of the same type, at {folder}0.tsv:7",
        ),
        ("rash\trash\t\t\trash", 7, "concepts are broader in a circle: rash > rash"),
        ("a\ta\t\t\tb\nb\tb\t\t\tc\nc\tc\t\t\tb", 8, "concepts are broader in a circle: b > c > b"),
    ],
)
def test_bad_rows(tmp_path: Path, row: str, line: int, what: str) -> None:
    told = what.replace("{folder}", f"{tmp_path / 'vocabulary'}/")
    text = HEADER.format("ClinicalFinding") + COLUMNS + row + "\n"
    assert problems(tmp_path, text) == [(f"0.tsv:{line}", told)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("#+ origin: made for this test\n", "", ("0.tsv:1", "the header lacks 'origin'")),
        ("#+ licence: CC0-1.0\n", "", ("0.tsv:1", "the header lacks 'licence'")),
        ("#+ type: ClinicalFinding\n", "", ("0.tsv:1", "the header lacks 'type'")),
        ("ClinicalFinding", "Sign", ("0.tsv:2", "the type 'Sign' is unknown")),
        ("#+ version: 1", "#+ version:", ("0.tsv:5", "the header line '#+ version:' is not understood")),
        ("#+ version: 1", "#+ version: 1\n#+ title: B", ("0.tsv:6", "the header line '#+ title: B' is not understood")),
        ("#+ version: 1", "#+ version: 1\n#+ size: 5", ("0.tsv:6", "the header line '#+ size: 5' is not understood")),
        (COLUMNS, "", ("0.tsv:6", "the row of column names is missing or wrong")),
        ("synonyms\tids", "ids\tsynonyms", ("0.tsv:6", "the row of column names is missing or wrong")),
    ],
)  # fmt: skip
def test_bad_headers(tmp_path: Path, old: str, new: str, expected: tuple[str, str]) -> None:
    text = file_text("ClinicalFinding", "rash\trash")
    assert old in text
    assert problems(tmp_path, text.replace(old, new)) == [expected]


def test_an_empty_file_lacks_all(tmp_path: Path) -> None:
    found = problems(tmp_path, "")
    assert {place for place, _ in found} == {"0.tsv:1"}
    assert len(found) == 6


def test_lines_that_are_not_utf8_are_each_told(tmp_path: Path) -> None:
    good = file_text("ClinicalFinding", "rash\trash").encode()
    found = problems(tmp_path, good + "fièvre\tfièvre\t\t\t\n".encode("latin-1") + b"\xff\n")
    assert found == [("0.tsv:8", "the line is not UTF-8"), ("0.tsv:9", "the line is not UTF-8")]


def test_all_problems_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    first = file_text("ClinicalFinding", "Rash\trash", "hives\t\t\tHP:")
    second = file_text("Population", "rash\tchild\t\t\tnobody", "hives\tadult")
    assert [place for place, _ in problems(tmp_path, first, second)] == [
        "0.tsv:7",
        "0.tsv:8",
        "0.tsv:8",
        "1.tsv:8",
        "1.tsv:7",
    ]


def test_a_key_is_unique_over_files_of_all_types(tmp_path: Path) -> None:
    found = problems(tmp_path, file_text("ClinicalFinding", "age\told age"), file_text("Population", "age\told people"))
    assert [place for place, _ in found] == ["1.tsv:7"]


def test_replacements_are_checked(tmp_path: Path) -> None:
    head = HEADER.format("ClinicalFinding") + COLUMNS.replace("broader", "broader\treplaced_by")
    rows = "rash\trash\t\t\t\tskin-rash\na\ta\t\t\t\tb\nb\tb\t\t\t\ta\nc\tc\t\t\ta\t\n"
    assert problems(tmp_path, head + rows) == [
        ("0.tsv:7", "there is no concept 'skin-rash'"),
        ("0.tsv:10", "the concept 'a' was replaced"),
        ("0.tsv:8", "concepts are replaced in a circle: a > b > a"),
    ]


def test_folders_are_checked(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(VocabularyError) as caught:
        load([tmp_path / "nowhere", tmp_path / "empty"])
    whats = [problem.what for problem in caught.value.problems]
    assert whats == ["there is no such folder", "the folder has no vocabulary file (*.tsv)"]


@pytest.mark.parametrize("change", [lambda data: data.replace(b"\n", b"\r\n"), lambda data: b"\xef\xbb\xbf" + data])
def test_line_ends_and_marks_of_other_editors_do_no_harm(tmp_path: Path, change: object) -> None:
    assert callable(change)
    text = file_text("ClinicalFinding", "# remark", "rash\trash\tred skin|hives\tHP:1|MESH:D1\tsign", "sign\tsign")
    (tmp_path / "signs.tsv").write_bytes(change(text.replace("# remark\t\t\t\t", "# remark").encode()))
    lexicon = load([tmp_path])
    rash = lexicon.concept("rash")
    assert rash == Concept("rash", "rash", ConceptType.FINDING)
    assert (rash.synonyms, rash.ids, rash.broader) == (("red skin", "hives"), ("HP:1", "MESH:D1"), ("sign",))
    assert [header.title for header in lexicon.files] == ["Signs"]


def test_what_another_folder_adds_to_a_concept_and_who_has_a_name(tmp_path: Path) -> None:
    texts = {
        "core": "rash\trash\tred skin\tX:1\t",
        "pack": "rash\tskin rash\texanthem\tY:2\t\nspots\tspots\tred skin\tY:3\t",
    }
    for name, rows in texts.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.tsv").write_text(file_text("ClinicalFinding", *rows.split("\n")), "utf-8")
    lexicon = load([tmp_path / "core", tmp_path / "pack"])
    rash = lexicon.concept("rash")
    assert rash
    assert (rash.label, rash.synonyms, rash.ids) == ("rash", ("red skin", "skin rash", "exanthem"), ("X:1", "Y:2"))
    assert [concept.key for concept in lexicon.lookup("red skin")] == ["rash"]
    assert [concept.key for concept in lexicon.lookup("Y:3")] == ["spots"]
