"""Cues are written as patterns, checked, found all at once, and the longest is meant."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugkg.annotate.cues import COMPETING, MOST_PHRASES, CueSet, expand
from drugkg.claims.ruleset import cues
from drugkg.errors import VocabularyError
from drugkg.text.fold import fold


@pytest.mark.parametrize(
    ("pattern", "phrases"),
    [
        ("may cause", ["may cause"]),
        ("a|b c", ["a", "b c"]),
        ("(a|b) c", ["a c", "b c"]),
        ("[a|b] c", ["c", "a c", "b c"]),
        ("a [b]", ["a", "a b"]),
        ("([a] b|c) d", ["b d", "a b d", "c d"]),
        ("(a)(b)", ["a b"]),
        ("[a] [b]", ["", "b", "a", "a b"]),
        ("", [""]),
    ],
)
def test_expand(pattern: str, phrases: list[str]) -> None:
    assert expand(pattern) == phrases


@pytest.mark.parametrize("pattern", ["(a", "a)", "[a", "a]", "(a]", "[a)", "((a)", "a (b|[c)", ")"])
def test_brackets_must_be_balanced(pattern: str) -> None:
    with pytest.raises(ValueError, match="unbalanced bracket"):
        expand(pattern)


@given(st.recursive(
    st.text("ab ", min_size=1, max_size=4),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"({'|'.join(parts)})"),
        inner.map("[{}]".format),
        st.tuples(inner, inner).map(" ".join),
    ),
    max_leaves=6,
))  # fmt: skip
def test_expanded_phrases_are_plain(pattern: str) -> None:
    phrases = expand(pattern)
    assert phrases
    assert all(not set(phrase) & set("()[]|") and phrase == " ".join(phrase.split()) for phrase in phrases)


def test_all_bad_entries_are_told_at_once() -> None:
    many = " ".join(["(a|b|c|d|e|f)"] * 5)
    with pytest.raises(VocabularyError) as caught:
        CueSet.of(
            [("x.yaml", "treats", {"id": "one", "say": ["(a", many]}), ("y.yaml", "end", {"id": "two", "say": "b]"})]
        )
    assert MOST_PHRASES < 6**5
    assert [problem.place for problem in caught.value.problems] == ["x.yaml", "x.yaml", "y.yaml"]
    assert ["one" in problem.what for problem in caught.value.problems] == [True, True, False]
    assert "stands for 7776 phrases" in caught.value.problems[1].what


def found(text: str, *rules: tuple[str, str, list[str]]) -> list[tuple[str, str]]:
    """Return id and words of each cue in a text; a rule is its category, id and patterns."""
    known = CueSet.of([("test", category, {"id": name, "say": say}) for category, name, say in rules])
    return [(cue.rule.id, cue.span.of(text)) for cue in known.find(fold(text))]


def test_of_one_rule_the_longest_phrase_is_found() -> None:
    rule = ("any", "r", ["risk", "risk of", "of"])
    assert found("Risk-of bleeding, risk", rule) == [("r", "Risk-of"), ("r", "risk")]
    assert found("the risks offer", rule) == []


def test_competing_cues_leave_the_longer_one() -> None:
    rules = (("treats", "used", ["used in"]), ("contraindicated", "never", ["should not be used in"]))
    assert found("It should not be used in asthma", *rules) == [("never", "should not be used in")]
    assert found("It is used in asthma", *rules) == [("used", "used in")]


def test_a_negation_that_is_part_of_a_cue_denies_nothing() -> None:
    rules = (("contraindicated", "never", ["should not be used"]), ("negation", "not", ["not"]))
    assert found("It should not be used", *rules) == [("never", "should not be used")]
    assert found("It is not used", *rules) == [("not", "not")]


def test_other_cues_may_stand_in_one_another() -> None:
    assert {"effect", "other"}.isdisjoint(COMPETING)
    rules = (("effect", "long", ["may cause"]), ("other", "short", ["cause"]))
    assert found("It may cause", *rules) == [("long", "may cause"), ("short", "cause")]


def test_a_rule_keeps_its_side_and_settings() -> None:
    entry = {"id": "e", "say": "occurs", "object": "before", "stance": "denies"}
    (cue,) = CueSet.of([("test", "effect", entry)]).find("occurs")
    assert (cue.rule.side, cue.category, cue.rule.settings) == ("before", "effect", {"stance": "denies"})


def test_shipped_cues_compile_and_have_ids_of_their_own() -> None:
    assert [cue.rule.id for cue in cues().find(fold("is contraindicated in"))].count("contraindicated.word") == 1


def test_compiled_cues_are_kept_as_bytes() -> None:
    known = CueSet.of([("test", "effect", {"id": "e", "say": "may cause", "stance": "denies"})])
    again = CueSet.from_bytes(BytesIO(known.to_bytes()))
    assert again.find("it may cause pain") == known.find("it may cause pain") != []
    with pytest.raises(ValueError, match=r"."):
        CueSet.from_bytes(BytesIO(b"no cues"))
