"""Folding keeps every character at its place."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugkg.text.fold import fold

ALL_CHARACTERS = "".join(map(chr, range(sys.maxunicode + 1)))


@given(st.text())
def test_length_is_kept(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.text())
def test_each_character_folds_alone(left: str, right: str) -> None:
    assert fold(left + right) == fold(left) + fold(right)


def test_every_character_keeps_its_place_and_is_stable() -> None:
    folded = fold(ALL_CHARACTERS)
    assert len(folded) == len(ALL_CHARACTERS)
    assert fold(folded) == folded


def test_only_letters_digits_and_spaces_are_left() -> None:
    kept = set(fold(ALL_CHARACTERS)) - {" "}
    assert all(character.isalpha() or character.isdecimal() for character in kept)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Dizzy", "dizzy"),
        ("Ménière", "meniere"),
        ("SJÖGREN", "sjogren"),
        ("Straße İ", "straße i"),
        ("Ω-3 and GABAβ", "ω 3 and gabaβ"),
        ("5 \N{MICRO SIGN}g", "5 \N{GREEK SMALL LETTER MU}g"),
        ("light-headed", "light headed"),
        ("non\N{NON-BREAKING HYPHEN}drug\N{NO-BREAK SPACE}use", "non drug use"),
        ("pain\N{SUPERSCRIPT TWO}", "pain "),
        ("rash_1", "rash 1"),
        ("a\nb\tc\x00d", "a b c d"),
        ("lone \ud800 half", "lone   half"),
        ("\N{LATIN SMALL LIGATURE FI}t", "\N{LATIN SMALL LIGATURE FI}t"),
    ],
)
def test_examples(text: str, folded: str) -> None:
    assert fold(text) == folded
