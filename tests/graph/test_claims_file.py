"""The claims file says what the contract says: keys, order, and quotes that are the text."""

from __future__ import annotations

import json
from dataclasses import replace

from tests.factories import CRAMP, GOUT, TEXT, THIRST, amount, claim, claims, document, evidence

from drugkg.claims.model import Stance
from drugkg.graph import Iris, Making, claim_lines, document_quads
from drugkg.graph.line_order import sorted_lines
from drugkg.merge import merge

KEYS = ["proposition", "claim", "source", "document", "drug", "predicate", "object", "stance", "polarity", "certainty",
        "qualifiers", "evidence"]  # fmt: skip


def records(*made: object) -> list[dict[str, object]]:
    return [json.loads(line) for line in claim_lines(document(), made or merge(claims()))]  # type: ignore[arg-type]


def test_the_quote_is_the_text_between_start_and_end() -> None:
    found = [passage for record in records() for passage in record["evidence"]]  # type: ignore[attr-defined]
    assert len(found) == 3
    for passage in found:
        assert TEXT[passage["start"] : passage["end"]] == passage["quote"]


def test_keys_stand_in_the_order_of_the_contract() -> None:
    for record in records():
        assert list(record) == KEYS
    (first, *_) = records()
    assert list(first["evidence"][0]) == ["quote", "start", "end", "mention", "section", "cites", "rule"]  # type: ignore[index]
    assert list(first["object"]) == ["label", "id", "altLabels"]  # type: ignore[call-overload]


def test_a_line_in_full() -> None:
    first, *_ = records()
    expected = {
        "source": "monographs", "document": "examplin.md", "drug": {"label": "examplin", "id": "CHEBI:1"},
        "predicate": "hasAdverseEffect",
        "object": {"label": "thirst", "id": "HP:0000001", "altLabels": ["polydipsia"]},
        "stance": "asserts", "polarity": "positive", "certainty": "stated",
        "qualifiers": {"frequency": {"high": 63, "unit": "%"}, "incidence": "very common"},
    }  # fmt: skip
    assert {key: first[key] for key in expected} == expected


def test_its_iris_are_those_of_the_graph() -> None:
    subjects = {quad.subject for quad in document_quads(document(), claims(), Making("a", "b", "c"))}
    for record in records():
        assert {f"<{record['claim']}>", f"<{record['proposition']}>"} <= subjects
    (other,) = claim_lines(document(), claims()[:1], Iris("https://example.org/"))
    assert json.loads(other)["claim"].startswith("https://example.org/claim/")


def test_stance_gives_polarity_and_certainty() -> None:
    told = {stance.value: records(claim("treats", GOUT, stance=stance))[0] for stance in Stance}
    assert {name: (record["polarity"], record["certainty"]) for name, record in told.items()} == {
        "asserts": ("positive", "stated"),
        "denies": ("negative", "stated"),
        "hedges": ("positive", "uncertain"),
        "doubts": ("negative", "uncertain"),
        "reportsNoData": ("negative", "stated"),
    }


def test_numbers_are_numbers_and_one_sided_limits_leave_out_the_other_side() -> None:
    held = amount("0.5", "2.50", "%")
    (record,) = records(claim("hasAdverseEffect", THIRST, frequency=held, longTerm=True, serious=False))
    assert record["qualifiers"] == {"frequency": {"low": 0.5, "high": 2.5, "unit": "%"}, "longTerm": True}
    (record,) = records(claim("hasAdverseEffect", THIRST, frequency=amount(80, None, "%", low_open=True)))
    assert record["qualifiers"] == {"frequency": {"low": 80, "unit": "%", "lowOpen": True}}
    (record,) = records(claim("hasDose", THIRST, timesPerDay=amount(3, 4)))
    assert record["qualifiers"] == {"timesPerDay": {"low": 3, "high": 4}}


def test_lines_are_sorted_by_document_start_relation_object_and_claim() -> None:
    shared = evidence("Leg cramp due to gout")
    made = [
        claim("treats", GOUT, shared),
        claim("cautionIn", GOUT, shared),
        claim("cautionIn", CRAMP, shared),
        claim("treats", THIRST, evidence("Thirst")),
    ]
    other = replace(document(), file_name="a.md")
    lines = [*claim_lines(document(), made), *claim_lines(other, made[:1])]
    told = [json.loads(line) for line in sorted_lines(reversed(lines))]
    assert [(line["document"], line["predicate"], line["object"]["label"]) for line in told] == [
        ("a.md", "treats", "gout"),
        ("examplin.md", "treats", "thirst"),
        ("examplin.md", "cautionIn", "gout"),
        ("examplin.md", "cautionIn", "leg cramp"),
        ("examplin.md", "treats", "gout"),
    ]


def test_words_keep_their_letters() -> None:
    (line,) = claim_lines(document(), [claim("treats", GOUT, evidence("– “never”"))])
    assert "– “never”" in line
