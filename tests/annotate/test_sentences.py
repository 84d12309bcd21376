"""Sentences begin and end where a reader sees them do."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugkg.annotate.sentences import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Take 5 mg. Do not stop.", ["Take 5 mg.", "Do not stop."]),
        ("It is 2.5 mg. 5 mg is too much.", ["It is 2.5 mg.", "5 mg is too much."]),
        ("Take food, e.g. Bread. Or not.", ["Take food, e.g. Bread.", "Or not."]),
        ("Dr. Smith said so. (It is so.) “Yes.” He went.", ["Dr. Smith said so.", "(It is so.)", "“Yes.”", "He went."]),
        ("One! Two? Three...Four", ["One!", "Two?", "Three...Four"]),
        ("Nausea (approx. 5%). it goes on. Yes", ["Nausea (approx. 5%). it goes on.", "Yes"]),
        ("  Spaces.   Around  ", ["Spaces.", "Around"]),
        ("See Fig. 3 for it. In all, no. 5 is best", ["See Fig. 3 for it.", "In all, no. 5 is best"]),
        ("Vitamin B. It helps", ["Vitamin B. It helps"]),
        ("No end", ["No end"]),
        ("...", ["..."]),
        (" ", []),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in sentences(text)] == expected


def test_sentences_from_a_place_on() -> None:
    text = "One. Two. Three."
    assert [span.of(text) for span in sentences(text, 5)] == ["Two.", "Three."]


@given(st.text("aA1 .?!)(\n", max_size=60))
def test_sentences_have_all_words_once_and_in_order(text: str) -> None:
    found = sentences(text)
    assert "".join("".join(span.of(text).split()) for span in found) == "".join(text.split())
    assert all(span.of(text) == span.of(text).strip() for span in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
