"""openFDA's labels: each record a document, each word said once, each place right in spite of escapes."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pytest
from tests.effort import grows_evenly

from drugkg.errors import DocumentError, Problem
from drugkg.readers import read
from drugkg.readers.base import File
from drugkg.readers.parts import parts
from drugkg.text import Document, Source

RECORD = (Path(__file__).parent.parent / "golden" / "readers" / "record.json").read_text("utf-8")


def _read(record: object, start: int = 0) -> Document:
    data = record if isinstance(record, bytes) else json.dumps(record).encode()
    return read(data, Source("x"), "labels.json", start)


def _texts(record: object) -> list[str]:
    return [block.text for block in _read(record).blocks]


def _problem(data: bytes) -> Problem:
    with pytest.raises(DocumentError) as caught:
        read(data, Source("x"), "labels.json")
    (problem,) = caught.value.problems
    assert problem.remedy
    return problem


@pytest.mark.parametrize("ascii_only", [True, False])
@pytest.mark.parametrize("start", [0, 1000])
def test_every_piece_leads_to_its_words_in_the_file(ascii_only: bool, start: int) -> None:
    source = json.dumps(json.loads(RECORD), ensure_ascii=ascii_only)
    document = _read(source.encode(), start)
    assert document.origin is not None
    seen = set()
    for piece in document.origin.pieces:
        words, there = document.text[piece.start : piece.end], source[piece.at - start : piece.at_end - start]
        if words not in ("<", ">"):
            assert words.split() == json.loads(f'"{there}"').replace("_", " ").split()
        seen.add("even" if piece.even else "other")
    assert seen == ({"even", "other"} if ascii_only else {"even"})
    assert document.text == _read(RECORD.encode()).text


def test_a_part_that_has_a_field_of_its_own_is_read_there_alone() -> None:
    text = _read(RECORD.encode()).text
    assert text.count("There are no adequate studies in pregnant women.") == 1
    assert text.count("half a cup") == 1


def test_a_table_that_the_text_has_in_other_words_is_read_as_text() -> None:
    table = "<table><tr><td>Nausea and vomiting, all grades</td><td>5</td></tr><tr><td>Gas</td><td>4</td></tr></table>"
    both = {"adverse_reactions": ["See Nausea and vomiting, all grades 5 percent"], "adverse_reactions_table": [table]}
    assert _texts(both) == ["adverse reactions", "See Nausea and vomiting, all grades 5 percent"]
    assert _texts({"adverse_reactions": ["See the table."], "adverse_reactions_table": [table]})[2:] == [
        "Nausea and vomiting, all grades 5", "Gas 4",
    ]  # fmt: skip
    assert "Gas 4" in _texts({"adverse_reactions_table": [table]})


@pytest.mark.parametrize(
    ("field", "text", "texts"),
    [
        ("warnings", "Warnings It may harm.", ["It may harm."]),
        ("warnings_and_cautions", "5 WARNINGS AND PRECAUTIONS 5.1 Skin Rash was seen.", ["5.1 Skin", "Rash was seen."]),
        (
            "adverse_reactions",
            "6 ADVERSE REACTIONS 6.1 nausea in 6.5 % of patients",
            ["6.1 nausea in 6.5 % of patients"],
        ),
        ("contraindications", "4 CONTRAINDICATIONS 4.1 Gout, which hurts", ["Gout, which hurts"]),
        (
            "precautions",
            "5 PRECAUTIONS 5.1 Blood Sugar Changes in HbA1c were seen.",
            ["5.1 Blood Sugar", "Changes in HbA1c were seen."],
        ),
        (
            "precautions",
            "5 PRECAUTIONS 5.1 Children (ages 10-17 years) In a study 5 fell.",
            ["5.1 Children (ages 10-17 years)", "In a study 5 fell."],
        ),
        ("do_not_use", "Do not use if you have ■ gout ■ asthma", ["Do not use if you have", "gout", "asthma"]),
        ("purpose", "Purpose Antihistamine", ["Antihistamine"]),
        ("description", "First.\n\n Second.", ["First.", "Second."]),
        ("overdosage", "\\ud800 lone \\u00e9", ["\ufffd lone é"]),
    ],
)
def test_running_text(field: str, text: str, texts: list[str]) -> None:
    written = text if "\\u" in text else json.dumps(text)[1:-1]
    assert _texts(f'{{"{field}": ["{written}"]}}'.encode())[1:] == texts


def test_what_the_record_says_of_itself_is_metadata() -> None:
    told = _read(RECORD.encode()).metadata
    assert (told.title, told.version, told.modified, told.drugs) == (
        "Examplor (BACLOFEN)",
        "7",
        "2025-03-14",
        ("baclofen",),
    )
    assert _read({"purpose": ["Antacid"], "openfda": {}}).metadata.title is None


@pytest.mark.parametrize(
    "made",
    [
        '{"results": [%s, %s]}',
        "[%s,\n%s]",
        "%s\n%s\n",
        '\ufeff {"meta": {"é": "😀"}, "results": [\n%s ,\n%s ]}',
    ],
)
def test_each_record_is_a_document(made: str) -> None:
    one, two = (
        f'{{"purpose": ["{text}"], "set_id": "{number}"}}' for number, text in enumerate(("Für 😀", "Laxative"))
    )
    data = (made % (one, two)).encode()
    found = parts(data, "labels.json")
    assert [data[part.start : part.end].decode() for part in found] == [one, two]
    for part in found:
        document = read(data[part.start : part.end], Source("x"), "labels.json#1", part.first)
        assert document.origin is not None
        last = document.origin.pieces[-1]
        assert File(data, "a").text[last.at : last.at_end] == document.text[last.start : last.end]
    assert _problem(data).what == "the file holds 2 labels, each a document of its own"


def test_a_file_with_one_record_has_no_parts() -> None:
    assert parts(RECORD.encode(), "labels.json") == ()
    assert parts(b"Plain text.", "page.txt") == ()


@pytest.mark.parametrize(
    ("data", "place", "what"),
    [
        (b'{"purpose": ["a"]', "labels.json:1:18", "malformed JSON: Expecting ',' delimiter"),
        (b'{"purpose": ["a"]}\n{"purpose": 1,}', "labels.json:2:", "malformed JSON"),
        (b'{"purpose": ["a\nb"]}', "labels.json:1:", "malformed JSON: Invalid control character"),
        (b'{"a": 1}', "labels.json", "JSON without a label"),
        (b'[{"results": []}]', "labels.json", "JSON without a label"),
        (b'{"purpose": [" "]}', "labels.json", "no text"),
        (b'{"purpose": ' + b"[" * 100_000, "labels.json", "nested too deep"),
        (b'{"purpose": ["a"], "b": ' + b"9" * 10_000 + b"}", "labels.json", "too long"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(data: bytes, place: str, what: str) -> None:
    problem = _problem(data)
    assert problem.place.startswith(place)
    assert what in problem.what


@pytest.mark.parametrize("unit", ["\\n", "\\u00b5", "1.1 Aa b ", "<td>", "a ", "\\u2022 ", "see (1.1) [see ", "\\n\\n"])
def test_time_grows_no_faster_than_the_record(unit: str) -> None:
    def record(size: int) -> bytes:
        text = unit * (size // len(unit))
        return (
            f'{{"purpose": ["1 PURPOSE {text}"], "warnings": ["{text}"], "warnings_table": ["<table>{text}"]}}'.encode()
        )

    def attempt(data: bytes) -> None:
        with contextlib.suppress(DocumentError):
            _read(data)

    small, large = record(20_000), record(160_000)
    assert grows_evenly(lambda: attempt(small), lambda: attempt(large))
