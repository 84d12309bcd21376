"""Numbers and grades that cannot both hold."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.findings.saying import find, percent, says

from drugkg.claims.model import Quantity
from drugkg.findings.intervals import Interval, apart
from drugkg.findings.model import Statement, Verdict

numbers = st.integers(0, 9).map(Decimal)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = sorted((draw(numbers), draw(numbers)))
    opened = low < high and draw(st.booleans())
    return Interval(low if draw(st.booleans()) else None, high, high_open=opened)


@given(intervals(), intervals())
def test_meeting_is_mutual_and_what_lies_within_meets(one: Interval, other: Interval) -> None:
    assert one.meets(other) == other.meets(one)
    assert one.meets(one)
    if one.within(other):
        assert one.meets(other)


@given(st.lists(intervals(), max_size=8))
def test_groups_are_apart_and_as_many_as_there_can_be(made: list[Interval]) -> None:
    groups = apart((interval, interval) for interval in made)
    for n, group in enumerate(groups):
        for other in groups[n + 1 :]:
            assert not any(a.meets(b) for a in group for b in other)
    some_apart = any(not a.meets(b) for a in made for b in made)
    assert (len(groups) > 1) == some_apart


@given(st.permutations([Interval(Decimal(n), Decimal(n + 1)) for n in (0, 1, 3, 3, 6)]))
def test_the_order_does_not_matter(made: list[Interval]) -> None:
    assert {frozenset(group) for group in apart((each, each) for each in made)} == {
        frozenset(group) for group in apart((each, each) for each in sorted(made))
    }


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        (percent(7, 7), percent(12, 12), Verdict.CONFLICT),
        (percent(None, 9), percent(9, 9), Verdict.DIFFERENCE),
        (percent(4, 12), percent(None, 12), Verdict.DIFFERENCE),
        (percent(None, 9), percent(10, None), Verdict.CONFLICT),
        (percent(5, 5), percent(5, 5), Verdict.AGREEMENT),
    ],
)
def test_percentages(one: Quantity, other: Quantity, verdict: Verdict) -> None:
    claims = [says(name, "hasAdverseEffect", "nausea", frequency=value) for name, value in (("a", one), ("b", other))]
    verdicts = {found.verdict for found in find(*claims)}
    assert verdict in verdicts
    assert (Verdict.CONFLICT in verdicts) == (verdict is Verdict.CONFLICT)


@pytest.mark.parametrize(
    ("one", "other", "conflicts"),
    [
        ("common", "rare", True),
        ("common", "uncommonOrRare", True),
        ("veryCommon", "common", False),
        ("uncommon", "rare", False),
    ],
)
def test_words_of_incidence(one: str, other: str, conflicts: bool) -> None:
    claims = [says(name, "hasAdverseEffect", "nausea", incidence=word) for name, word in (("a", one), ("b", other))]
    assert any(found.verdict is Verdict.CONFLICT for found in find(*claims)) is conflicts


def test_other_scopes_differ_and_do_not_conflict() -> None:
    oral, spinal = (("route", "oral"),), (("route", "intrathecal"),)
    claims = [
        says("a", "hasAdverseEffect", "nausea", incidence="rare"),
        says("b", "hasAdverseEffect", "nausea", scope=spinal, incidence="common"),
        says("c", "hasAdverseEffect", "thirst", scope=oral),
        says("d", "hasAdverseEffect", "hunger", scope=oral),
    ]
    found = find(*claims)
    assert not any(each.verdict is Verdict.CONFLICT for each in found)
    assert any(each.rule == "scope" for each in found)


def test_who_gives_several_values_contradicts_only_what_none_of_them_meets() -> None:
    several = [says("a", "hasAdverseEffect", "nausea", frequency=percent(n, n)) for n in (3, 11)]
    assert not find(*several, says("b", "hasAdverseEffect", "nausea", frequency=percent(11, 11)), rule="value")
    assert not find(*several, says("b", "hasAdverseEffect", "nausea", frequency=percent(30, 30)), rule="value")


def dose(name: str, phase: str, amount: str, per: str = "", times: Quantity | bool = False) -> Statement:
    value = Quantity(Decimal(amount), Decimal(amount), "mg")
    return says(name, "hasDose", f"phase-{phase}", amount=value, per=per, timesPerDay=times)


def test_doses_are_compared_by_the_day() -> None:
    thrice = Quantity(Decimal(3), Decimal(3), "1")
    divided = dose("a", "initial", "5", per="perDose", times=thrice)
    assert find(divided, dose("b", "initial", "40", per="perDay"), rule="value")
    assert not find(divided, dose("b", "initial", "15", per="perDay"), rule="value")
    assert not find(divided, dose("b", "initial", "40"), rule="value")


def test_two_ceilings_conflict() -> None:
    def ceiling(name: str, amount: str) -> Statement:
        value = Quantity(None, Decimal(amount), "mg")
        return says(name, "hasDose", "phase-maximum", amount=value, per="perDay")

    assert find(ceiling("a", "80"), ceiling("b", "60"), rule="value")
    assert not find(ceiling("a", "80"), ceiling("b", "80"), rule="value")


def test_raised_against_lowered() -> None:
    raised, lowered = (
        says(name, "altersLabTest", "glucose", direction=way) for name, way in (("a", "increased"), ("b", "decreased"))
    )
    (found,) = find(raised, lowered, rule="direction")
    assert found.verdict is Verdict.CONFLICT


def test_european_classes_stand_for_percentages() -> None:
    def told(name: str, word: str, heading: str) -> Statement:
        claim = says(name, "hasAdverseEffect", "nausea", incidence=word)
        return replace(claim, passages=tuple(replace(passage, section=heading) for passage in claim.passages))

    classed = told("a", "uncommon", "Uncommon (may affect up to 1 in 100 people)")
    measured = says("b", "hasAdverseEffect", "nausea", frequency=percent(9, 9))
    assert find(classed, measured, rule="value")
    assert not find(told("a", "uncommon", "Less common effects"), measured, rule="value")
    assert find(classed, told("c", "rare", "Rare: up to 1 in 1,000 people"), rule="value")
    assert not find(classed, told("c", "rare", "Rare effects"), rule="value")


def test_words_on_a_scale_of_ones_own_are_set_against_no_others() -> None:
    def told(name: str, word: str, heading: str) -> Statement:
        claim = says(name, "hasAdverseEffect", "nausea", incidence=word)
        return replace(claim, passages=tuple(replace(passage, section=heading) for passage in claim.passages))

    common = says("a", "hasAdverseEffect", "nausea", incidence="common")
    assert find(common, told("b", "uncommon", "Less common effects"), rule="value")
    assert not find(common, told("b", "uncommon", "Less common effects (in 2-10% of patients)"), rule="value")
    assert not find(common, told("b", "uncommon", "Common (more than 10% of patients), less common"), rule="value")
