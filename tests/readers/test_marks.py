"""Reference marks: which are taken out, and which numbers stay."""

from __future__ import annotations

import pytest

from drugkg.readers import read
from drugkg.text import Source

CITED = "Title of page\n\n• It eases pain 1\n\n• It eases cramps 2, 3\n\n• It is oral 3\n\n"


def _last(text: str) -> tuple[str, list[tuple[str, int]]]:
    block = read(text.encode(), Source("x"), "a.txt").blocks[-1]
    return block.text, [(citation.label, citation.at) for citation in block.citations]


@pytest.mark.parametrize(
    ("text", "reading", "cites"),
    [
        ("It helps {01}{02}. It is safe {3}.", "It helps. It is safe.", [("01", 8), ("02", 8), ("3", 20)]),
        ("It helps {01} in many {02} cases", "It helps in many cases", [("01", 8), ("02", 16)]),
        ("Stool, dark{01}    (often) [up to 4%] {02}", "Stool, dark (often) [up to 4%]", [("01", 11), ("02", 30)]),
        (
            "It helps [1, 2]. It is safe [3-5].",
            "It helps. It is safe.",
            [("1", 8), ("2", 8), ("3", 20), ("4", 20), ("5", 20)],
        ),
        ("It helps.¹ It is safe.²,³", "It helps. It is safe.", [("1", 9), ("2", 21), ("3", 21)]),
        ("It helps.1 It is safe.2,3 So.", "It helps. It is safe. So.", [("1", 9), ("2", 21), ("3", 21)]),
        (CITED + "• Two ends. 2 It is old 1, 2", "Two ends. It is old", [("2", 9), ("1", 19), ("2", 19)]),
        (CITED + "• No more than 30 mg per day 2", "No more than 30 mg per day", [("2", 26)]),
        (CITED + "• Lasts 12 weeks 2", "Lasts 12 weeks", [("2", 14)]),
    ],
)
def test_marks_are_taken_out_and_kept_apart(text: str, reading: str, cites: list[tuple[str, int]]) -> None:
    assert _last(text) == (reading, cites)


@pytest.mark.parametrize(
    "last",
    [
        "Seen in week 2",
        "Given at age 2",
        "Doses of 1, 2",
        "Types 1 and 2",
        "It rose by 3",
        "Up to 2",
        "In 2019",
        "Phase 3",
        "Take 40 mg 3",
    ],
)
def test_numbers_that_count_stay(last: str) -> None:
    kept = last if last != "Take 40 mg 3" else "Take 40 mg"
    assert _last(CITED + "• " + last)[0] == kept


@pytest.mark.parametrize(
    "text", ["A dose of {5} mg.", "One line with [1].", "Weight 30 kg/m² and 5 m² more.", "Take 2"]
)
def test_a_single_mark_is_no_style(text: str) -> None:
    assert _last(text) == (text, [])
