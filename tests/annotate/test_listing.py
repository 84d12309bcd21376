"""Names in enumerations are put right where they are turned round or interrupted."""

from __future__ import annotations

import pytest
from tests.annotate.vocabulary import LEXICON

from drugkg.annotate.listing import listed
from drugkg.text import Span
from drugkg.vocabulary.concept import ConceptType


def keys(text: str) -> list[list[str]]:
    types = (ConceptType.FINDING, ConceptType.DRUG_CLASS)
    return [[term.concept.key for term in named] for _, named in listed(LEXICON, text, Span(0, len(text)), types)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rash, headache", [["rash"], ["headache"]]),
        ("Neuralgia, trigeminal", [["trigeminal-neuralgia"]]),
        ("Antidiabetic agents, oral", [["oral-antidiabetic"]]),
        ("monoamine oxidase (MAO) inhibitors", [["mao-inhibitor"]]),
        ("monoamine oxidase (MAO) inhibitors, rash", [["mao-inhibitor"], ["rash"]]),
        ("pain, other", [["pain"]]),
        ("Pain (chest pain), headache", [["pain"], ["headache"]]),
        ("purple ear, rash", [[], ["rash"]]),
        ("", []),
    ],
)
def test_listed(text: str, expected: list[list[str]]) -> None:
    assert keys(text) == expected


@pytest.mark.parametrize("text", ["rash; itching", "Rash, itching"])
def test_two_items_stay_two(text: str) -> None:
    assert keys(text) == [["rash"], ["itch"]]
