"""Populations: the ages and weights behind a name are part of it."""

from __future__ import annotations

import pytest
from tests.claims.reading import lexicon

from drugkg.annotate.populations import populations


@pytest.mark.parametrize(
    ("text", "label", "words"),
    [
        ("adults", "adult", "adults"),
        ("children 12 years and older", "child >=12 y", "children 12 years and older"),
        ("children aged 6 months and older", "child >=6 mo", "children aged 6 months and older"),
        ("children under 12", "child <12 y", "children under 12"),
        ("children (<12)", "child <12 y", "children (<12"),
        ("adults over 65 years", "adult >65 y", "adults over 65 years"),
        ("adolescents 12 to 17 years", "adolescent 12-17 y", "adolescents 12 to 17 years"),
        ("children weighing at least 25 kg", "child >=25 kg", "children weighing at least 25 kg"),
        ("children under 25 kg", "child <25 kg", "children under 25 kg"),
        ("adults over 50 mg", "adult", "adults"),
    ],
)
def test_age_and_weight(text: str, label: str, words: str) -> None:
    (found,) = populations(text, lexicon().find(text))
    assert (found[1].label, found[0].of(text)) == (label, words)


def test_an_age_makes_a_narrower_concept() -> None:
    text = "children under 12"
    ((_, concept),) = populations(text, lexicon().find(text))
    assert concept.broader == ("child",)
    assert concept.key == "child-under-12-y"
