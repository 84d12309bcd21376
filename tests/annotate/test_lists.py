"""Enumerations fall into items, each with what stands in brackets behind it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugkg.annotate.lists import items, split_choices
from drugkg.text import Span


def heads(text: str) -> list[str]:
    return [item.head.of(text) for item in items(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nausea, rash; and fever.", ["nausea", "rash", "fever"]),
        ("CNS effects (drowsiness; dizziness [5%]); rash", ["CNS effects", "rash"]),
        ("antacids (calcium) and iron", ["antacids", "iron"]),
        ("cramps such as leg cramps, pain", ["cramps", "leg cramps", "pain"]),
        ("1,250 mg, 5 mg", ["1,250 mg", "5 mg"]),
        ("nausea —4 to 12%", ["nausea"]),
        ("rash - itchy", ["rash"]),
        ("dry-mouth", ["dry-mouth"]),
        ("a (b, c", ["a"]),
        ("a) b, c", ["a) b", "c"]),
        (", ; .", []),
        ("", []),
    ],
)
def test_heads_of_items(text: str, expected: list[str]) -> None:
    assert heads(text) == expected


def test_groups_and_tail_of_an_item() -> None:
    text = "CNS effects [10%] (drowsiness [up to 63%]; dizziness) —in 4 to 12%"
    (item,) = items(text, Span(0, len(text)))
    assert [(group.bracket, group.span.of(text)) for group in item.groups] == [
        ("[", "10%"),
        ("(", "drowsiness [up to 63%]; dizziness"),
    ]
    assert item.head.of(text) == "CNS effects"
    assert item.tail is not None
    assert item.tail.of(text) == "in 4 to 12%"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("blurred or double vision", ["blurred", "double vision"]),
        ("hands and/or feet & legs", ["hands", "feet", "legs"]),
        ("nausea/vomiting", ["nausea", "vomiting"]),
        ("5/6", ["5/6"]),
        ("with or without food", ["with or without food"]),
        ("rash as well as fever", ["rash", "fever"]),
        ("sand or", ["sand or"]),
        ("", []),
    ],
)
def test_split_choices(text: str, expected: list[str]) -> None:
    assert [part.of(text) for part in split_choices(text, Span(0, len(text)))] == expected


@given(st.text("ab ,;()[]—/.:", max_size=40))
def test_items_lie_in_order_inside_of_the_span(text: str) -> None:
    span = Span(min(2, len(text)), len(text))
    found = items(text, span)
    assert all(span.contains(item.span) and item.span.contains(item.head) for item in found)
    assert all(before.span.end <= after.span.start for before, after in pairwise(found))
    assert all(item.span.contains(group.span) for item in found for group in item.groups)
    parts = split_choices(text, span)
    assert all(span.contains(part) and part.of(text) == part.of(text).strip() for part in parts)
