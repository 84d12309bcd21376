from __future__ import annotations

import csv
import io
import json

import pyoxigraph
import pytest

from drugkg.errors import QueryError
from drugkg.query.layout import layout
from drugkg.query.results import Answer, Table, write

TERMS = """VALUES (?iri ?text ?number ?truth ?nothing) {
  (<https://w3id.org/drugkg/concept/ear> "a, \\"b\\"\\n\\u001b[31mc"@en 5 true UNDEF)
  (<https://w3id.org/drugkg/concept/nose> "d" 0.5 false UNDEF) }"""


def answer(query: str = f"SELECT ?iri ?text ?number ?truth ?nothing {{ {TERMS} }}") -> Answer:
    return pyoxigraph.Store().query(query)


def test_csv_tsv_and_json_follow_the_standards() -> None:
    rows = list(csv.DictReader(io.StringIO(write(answer(), "csv").decode(), newline="")))
    assert rows[0]["text"] == 'a, "b"\n\x1b[31mc'
    assert rows[1] == {
        "iri": "https://w3id.org/drugkg/concept/nose",
        "text": "d",
        "number": "0.5",
        "truth": "false",
        "nothing": "",
    }
    tsv = write(answer(), "tsv").decode().splitlines()
    assert tsv[0].split("\t") == ["?iri", "?text", "?number", "?truth", "?nothing"]
    assert tsv[2].split("\t") == ["<https://w3id.org/drugkg/concept/nose>", '"d"', "0.5", "false", ""]
    bindings = json.loads(write(answer(), "json"))["results"]["bindings"]
    assert bindings[0]["text"] == {"type": "literal", "value": 'a, "b"\n\x1b[31mc', "xml:lang": "en"}
    assert "nothing" not in bindings[0]


def test_jsonl_has_plain_values() -> None:
    lines = [json.loads(line) for line in write(answer(), "jsonl").splitlines()]
    assert lines[1] == {
        "iri": "https://w3id.org/drugkg/concept/nose", "text": "d", "number": 0.5, "truth": False, "nothing": None,
    }  # fmt: skip
    assert lines[0]["number"] == 5


def test_table_shortens_iris_and_cannot_steer_a_terminal() -> None:
    text = write(answer(), "table").decode()
    assert "c:ear" in text
    assert "\x1b" not in text
    assert "nothing" not in text


def test_table_made_in_python_writes_the_same_as_the_engine() -> None:
    table = Table.of(answer())
    for format in ("csv", "tsv", "json", "jsonl", "table"):
        assert table.write(format) == write(answer(), format)


def test_notebook_shows_a_table_without_markup_from_documents() -> None:
    html = Table.of(answer('SELECT ?x { VALUES ?x { "<script>" } }'))._repr_html_()
    assert "<td>&lt;script&gt;</td>" in html


def test_ask_and_graph() -> None:
    assert write(answer("ASK {}"), "tsv") == b"?answer\ntrue\n"
    assert json.loads(write(answer("ASK {}"), "json")) == {"head": {}, "boolean": True}
    construct = "CONSTRUCT { ?iri a <urn:Part> } WHERE { " + TERMS + " }"
    turtle = write(answer(construct), "turtle")
    assert len(list(pyoxigraph.parse(turtle, format=pyoxigraph.RdfFormat.TURTLE))) == 2
    with pytest.raises(QueryError, match="Use turtle"):
        write(answer(construct), "csv")
    with pytest.raises(QueryError, match="Use table, csv"):
        write(answer(), "turtle")


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120])
def test_table_fits_and_loses_no_word(width: int) -> None:
    rows = [["one", "a word and another word " * 4, "x"], ["two", "more words " * 9, "y"]]
    text = layout(["number", "words", "letter"], rows, width)
    assert max(map(len, text.splitlines())) <= max(width, 36)
    assert text.split().count("another") == 4
    assert text.split().count("more") == 9


def test_empty_answer_says_so() -> None:
    assert layout(["a", "b"], []) == "a  b\n\n0 rows\n"
