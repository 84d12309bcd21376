"""Merging is a union: no order, no split and no repetition changes what comes out."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.factories import ADULT, CRAMP, GOUT, ORAL, THIRST, amount, claim, claims

from drugkg.claims.model import Claim, Evidence, Stance, Value
from drugkg.merge import claim_key, merge
from drugkg.text import Span
from drugkg.vocabulary.concept import Concept, ConceptType


def passage(start: int, cites: tuple[str, ...] = ()) -> Evidence:
    return Evidence(Span(start, start + 5), "words", "Heading", "test.rule", cites)


passages = st.lists(
    st.builds(passage, st.integers(0, 40), st.sampled_from([(), ("1",), ("1", "2")])), min_size=1, max_size=3
)
notes = st.sampled_from(["", "risk", "risk; seen rarely", "seen rarely", "other"])
scopes = st.sampled_from([{}, {"population": ADULT}, {"route": ORAL, "population": ADULT}])


@st.composite
def cautions(draw: st.DrawFn) -> Claim:
    """Return one of few claims, so that many fall together."""
    qualifiers: dict[str, Value] = dict(draw(scopes))
    if note := draw(notes):
        qualifiers["reason"] = note
    if draw(st.booleans()):
        qualifiers["adviceStrength"] = "must"
    about = draw(st.sampled_from([GOUT, CRAMP]))
    stance = draw(st.sampled_from([Stance.ASSERTS, Stance.HEDGES]))
    return replace(claim("cautionIn", about, *draw(passages), stance=stance), qualifiers=qualifiers)


@given(st.lists(cautions(), max_size=12), st.randoms(use_true_random=False), st.integers(0, 12))
def test_any_order_and_any_split_give_the_same(made: list[Claim], random: object, cut: int) -> None:
    shuffled = list(made)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert merge(made) == merge(shuffled)
    assert merge((*merge(shuffled[:cut]), *merge(shuffled[cut:]))) == merge(made)
    assert merge(merge(made)) == merge(made)


@given(st.lists(cautions(), max_size=12))
def test_nothing_is_lost_and_nothing_is_invented(made: list[Claim]) -> None:
    joined = merge(made)
    said = {(claim_key(each), found) for each in made for found in each.evidence}
    assert {(claim_key(each), found) for each in joined for found in each.evidence} == said
    assert len({claim_key(each) for each in joined}) == len(joined)
    for each in made:
        (home,) = [other for other in joined if claim_key(other) == claim_key(each)]
        words = str(each.qualifiers.get("reason", "")).split("; ")
        assert all(word in str(home.qualifiers.get("reason", "")) for word in words)


def test_evidence_is_sorted_and_stands_once() -> None:
    (joined,) = merge([claim("treats", GOUT, passage(20), passage(3)), claim("treats", GOUT, passage(3), passage(11))])
    assert [found.span.start for found in joined.evidence] == [3, 11, 20]


def test_claims_that_differ_in_scope_value_or_stance_stay_apart() -> None:
    plain = claim("hasAdverseEffect", THIRST, passage(1))
    others = [
        replace(plain, stance=Stance.DENIES),
        replace(plain, object=CRAMP),
        replace(plain, qualifiers={"population": ADULT}),
        replace(plain, qualifiers={"frequency": amount(3, 3, "%")}),
        replace(plain, qualifiers={"frequency": amount(3, 4, "%")}),
        replace(plain, qualifiers={"frequency": amount(3, 3, "%", high_open=True)}),
        replace(plain, qualifiers={"incidence": "rare"}),
        replace(plain, qualifiers={"longTerm": True}),
        replace(plain, qualifiers={"serious": True}),
    ]
    assert len(merge([plain, *others])) == len(others) + 1


def test_the_way_a_number_is_written_makes_no_other_claim() -> None:
    written = [claim("hasAdverseEffect", THIRST, passage(1), frequency=amount(low, "10", "%")) for low in ("5", "5.0")]
    assert len(merge(written)) == 1


def test_a_note_alone_stays_as_it_is_and_different_notes_are_joined() -> None:
    one = claim("cautionIn", GOUT, passage(9), reason="worse; seen often")
    other = claim("cautionIn", GOUT, passage(1), reason="risk")
    assert merge([one, one])[0].qualifiers == {"reason": "worse; seen often"}
    assert merge([one, other])[0].qualifiers == {"reason": "risk; seen often; worse"}


def test_of_two_spellings_the_vocabulary_s_own_wins() -> None:
    spelled = Concept(GOUT.key, "GOUT", ConceptType.FINDING)
    for order in ([GOUT, spelled], [spelled, GOUT]):
        (joined,) = merge(claim("treats", concept, passage(1)) for concept in order)
        assert joined.object.label == "gout"
        assert joined.object.ids == GOUT.ids


def test_false_says_no_more_than_nothing() -> None:
    (joined,) = merge([claim("treats", GOUT, passage(1), offLabel=False), claim("treats", GOUT, passage(9))])
    assert joined.qualifiers == {}
    assert len(joined.evidence) == 2


def test_claims_come_in_reading_order() -> None:
    starts = [each.evidence[0].span.start for each in merge(reversed(claims()))]
    assert starts == sorted(starts)
