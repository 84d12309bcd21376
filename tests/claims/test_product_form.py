"""Product forms: dose forms with strength, route and brand, in prose and in the lines of a monograph."""

from __future__ import annotations

from typing import Any

import pytest
from tests.claims.reading import claims, document, page, shown

Told = dict[str, Any]


def forms(text: str, heading: str = "Dosage forms") -> list[tuple[str, Told]]:
    """Return form and qualifiers of each product form that a section names."""
    return [(claim.object.label, shown(claim)) for claim in claims(page("tizanidine", heading, text), "hasProductForm")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tablets of 2 mg and 4 mg.", [("tablet", {"strength": "2 mg"}), ("tablet", {"strength": "4 mg"})]),
        ("2 mg capsules.", [("capsule", {"strength": "2 mg"})]),
        ("It comes as a tablet to be taken by mouth.", [("tablet", {"route": "oral"})]),
        (
            "It is available as tablets (4 mg) and capsules (2 mg).",
            [("tablet", {"strength": "4 mg"}), ("capsule", {"strength": "2 mg"})],
        ),
        ("In Canada it is sold as capsules.", [("capsule", {"country": "Canada"})]),
        ("It is supplied as an oral solution.", [("oral solution", {"route": "oral"})]),
        (
            "It is available as an injection, branded as Exampla and Example Depot, for intrathecal infusion.",
            [
                ("injection", {"route": "intrathecal", "brand": "Exampla"}),
                ("injection", {"route": "intrathecal", "brand": "Example Depot"}),
            ],
        ),
    ],
)
def test_prose(text: str, expected: list[tuple[str, Told]]) -> None:
    assert forms(text) == expected


def test_every_strength_of_a_list_counts() -> None:
    found = forms("The tablets come in 2, 4 or 6 mg strengths.")
    assert sorted(str(told["strength"]) for _, told in found) == ["2 mg", "4 mg", "6 mg"]


def test_a_form_alone_is_not_told_where_its_strength_is() -> None:
    found = forms("It is sold as a capsule for oral use. Capsules come in 4 mg strengths.")
    assert found == [("capsule", {"strength": "4 mg", "route": "oral"})]


LINES = """Tizanidine (Systemic)

Oral Dosage Forms

Usual adult dose
Oral, 2 mg twice daily.

Strength(s) usually available

2 mg (Rx) [Exampla (scored)][Generic]

4 mg (Rx) [Exampla (scored)] [Nova-Example]
"""


def test_lines_of_strength_and_brand() -> None:
    found = claims(document(LINES, "monograph.txt", "tizanidine"), "hasProductForm")
    assert {claim.object.label for claim in found} == {"oral dosage form"}
    assert {(told["strength"], told.get("brand")) for told in map(shown, found)} == {
        ("2 mg", None),
        ("2 mg", "Exampla"),
        ("4 mg", None),
        ("4 mg", "Exampla"),
        ("4 mg", "Nova-Example"),
    }
    assert {told["route"] for told in map(shown, found)} == {"oral"}


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("Dosage forms", "It is not available as an injection."),
        ("Dosage forms", "Tablets should never be crushed."),
        ("Dosage", "Swallow the tablet whole."),
        ("Side effects", "The injection may hurt."),
        ("Overdose", "Activated charcoal is available as tablets."),
        ("Dosage forms", "Is it available as a cream?"),
    ],
)
def test_what_names_no_product(heading: str, text: str) -> None:
    assert forms(text, heading) == []
