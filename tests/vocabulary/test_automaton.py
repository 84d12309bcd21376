"""Phrases are found as whole words, all of them or leftmost-longest, like a plain search would."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugkg.text.fold import fold
from drugkg.vocabulary.automaton import Matcher

PHRASES = st.lists(st.text("ab é-", min_size=1, max_size=6).filter(lambda text: fold(text).strip()), max_size=8)
TEXTS = st.text("abé -1", max_size=40)


def search(patterns: list[str], folded: str) -> list[tuple[int, int, int]]:
    """Return what Matcher must return, by trying every place."""
    found = []
    for index, pattern in enumerate(patterns):
        wanted = fold(pattern).strip(" ")
        for start in range(len(folded)):
            end = start + len(wanted)
            if (
                folded[start:end] == wanted
                and (start == 0 or folded[start - 1] == " ")
                and (end == len(folded) or folded[end] == " ")
            ):
                found.append((start, end, index))
    return sorted(found, key=lambda match: (match[0], -match[1], match[2]))


@given(PHRASES, TEXTS)
def test_all_matches_equal_a_plain_search(patterns: list[str], text: str) -> None:
    assert Matcher(patterns).find(fold(text)) == search(patterns, fold(text))


@given(PHRASES, TEXTS)
def test_leftmost_longest_is_the_greedy_choice(patterns: list[str], text: str) -> None:
    expected, end = [], 0
    for match in search(patterns, fold(text)):
        if match[0] >= end:
            expected.append(match)
            end = match[1]
    assert Matcher(patterns, overlapping=False).find(fold(text)) == expected


@given(PHRASES, TEXTS)
def test_bytes_keep_the_matcher(patterns: list[str], text: str) -> None:
    matcher = Matcher(patterns)
    assert Matcher.from_bytes(matcher.to_bytes()).find(fold(text)) == matcher.find(fold(text))


def test_neighbours_share_the_space_between_them() -> None:
    assert Matcher(["pain", "rash"]).find("pain rash pain") == [(0, 4, 0), (5, 9, 1), (10, 14, 0)]


def test_a_longer_phrase_that_ends_inside_a_word_hides_nothing() -> None:
    assert Matcher(["back", "back pain"], overlapping=False).find("back painful") == [(0, 4, 0)]


def test_positions_count_code_points() -> None:
    text = "\N{GRINNING FACE} µ \N{GRINNING FACE} rash"
    assert [text[start:end] for start, end, _ in Matcher(["rash"]).find(fold(text))] == ["rash"]


def test_no_phrases_find_nothing() -> None:
    assert Matcher([]).find("rash") == []
    assert Matcher.from_bytes(Matcher([]).to_bytes()).find("rash") == []


def test_a_phrase_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match=r"without a letter or digit.*'--'"):
        Matcher(["rash", "--"])
