"""People are told with the ages and weights that the text gives."""

from __future__ import annotations

import pytest
from tests.claims.reading import fails, lexicon

from drugkg.annotate.populations import populations


def told(text: str) -> list[tuple[str, str]]:
    return [(span.of(text), concept.label) for span, concept in populations(text, lexicon().find(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in children under 12 years of age", [("children under 12 years of age", "child <12 y")]),
        ("children younger than 2 years", [("children younger than 2 years", "child <2 y")]),
        ("adults aged 65 years and older", [("adults aged 65 years and older", "adult >=65 y")]),
        ("children 2 to 11 years", [("children 2 to 11 years", "child 2-11 y")]),
        ("children aged 2–11 years", [("children aged 2–11 years", "child 2-11 y")]),
        ("children over the age of 4", [("children over the age of 4", "child >4 y")]),
        ("infants up to 6 months", [("infants up to 6 months", "infant up to 6 mo")]),
        ("adults ≥ 18 years", [("adults ≥ 18 years", "adult >=18 y")]),
        ("adults ≤ 60 years", [("adults ≤ 60 years", "adult <=60 y")]),
        ("children weighing less than 40 kg", [("children weighing less than 40 kg", "child <40 kg")]),
        ("children weighing 40 kg or more", [("children weighing 40 kg or more", "child >=40 kg")]),
        ("children over 20 kg", [("children over 20 kg", "child >20 kg")]),
        ("children less than 5 mg", [("children", "child")]),
        ("adults and children 12 and over", [("adults", "adult"), ("children 12 and over", "child >=12 y")]),
        ("children and adults", [("children", "child"), ("adults", "adult")]),
        ("children aged 6 months and older", [("children aged 6 months and older", "child >=6 mo")]),
        ("children under 12", [("children under 12", "child <12 y")]),
        ("children (<12)", [("children (<12", "child <12 y")]),
        ("adults over 65 years", [("adults over 65 years", "adult >65 y")]),
        ("adolescents 12 to 17 years", [("adolescents 12 to 17 years", "adolescent 12-17 y")]),
        ("children weighing at least 25 kg", [("children weighing at least 25 kg", "child >=25 kg")]),
        ("children under 25 kg", [("children under 25 kg", "child <25 kg")]),
        ("adults over 50 mg", [("adults", "adult")]),
        ("older adults", [("older adults", "elderly")]),
        ("patients with pain", []),
        ("", []),
    ],
)
def test_populations(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected


def test_an_aged_population_is_narrower_and_has_a_key_of_its_own() -> None:
    text = "children under 12 years"
    ((_, concept),) = populations(text, lexicon().find(text))
    assert (concept.key, concept.broader, concept.id) == ("child-under-12-y", ("child",), None)


@fails("'of' before an age is not read")
def test_an_age_after_of() -> None:
    assert told("children of 12 years and over") == [("children of 12 years and over", "child >=12 y")]
