"""Whatever an extractor says, nothing enters that the document does not have, and the rules' claims stand."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.claims.reading import document, lexicon
from tests.extractors.page import PAGE

from drugkg.annotate.layers import Page
from drugkg.claims import claims_of, page_of
from drugkg.claims.model import Claim, Quantity, Stance, plain
from drugkg.claims.relations import RELATIONS
from drugkg.extractors import Extractor, Statement, read_beside
from drugkg.extractors.passages import passages
from drugkg.graph.claims import claim_id
from drugkg.graph.iri import DEFAULT_IRIS
from drugkg.merge import merge

TAG = "test:it@0"


@cache
def page() -> Page:
    return page_of(document(PAGE), lexicon())


@cache
def rules() -> tuple[Claim, ...]:
    return merge(claims_of(page(), lexicon()))


WORDS = PAGE.split()
PASSAGES = tuple(passages(page()))


@st.composite
def slices(draw: st.DrawFn) -> str:
    """Return a stretch of the page, from word to word."""
    start = draw(st.integers(0, len(WORDS) - 1))
    first = PAGE.index(WORDS[start])
    end = draw(st.integers(first + 1, min(first + 80, len(PAGE))))
    return PAGE[first:end].strip()


WORDING = st.one_of(
    slices(), st.sampled_from([*WORDS, "99%", "7%", "children", "cancer", "hiccups", "gout"]), st.text()
)
KEYS = sorted({qualifier.key for relation in RELATIONS.values() for qualifier in relation.qualifiers})
#: What a good reader would say; most of what is tried is one of these with something else in a place or two.
GOOD = tuple(
    Statement(
        next(each for each in PASSAGES if quote in each.text), quote, "hasAdverseEffect", object, "asserts", qualifiers
    )
    for quote, object, qualifiers in (
        (
            "Up to 7% of older adults grumbled of **hiccups**",
            "hiccups",
            {"frequency": "7%", "population": "older adults"},
        ),
        ("though some were hoarse", "hoarse", {}),
        ("may cause nausea", "nausea", {}),
        ("Later on nausea came by", "nausea", {}),
        ("Sore throat", "Sore throat", {"incidence": "Rare"}),
    )
)


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    """Return a good statement, or one that is spoilt in some of its parts."""
    changes: dict[str, Any] = {
        "passage": st.sampled_from(PASSAGES),
        "quote": WORDING,
        "relation": st.sampled_from([*RELATIONS, "curesAll"]),
        "object": WORDING,
        "stance": st.sampled_from([*(each.value for each in Stance), "shouts"]),
        "qualifiers": st.dictionaries(st.sampled_from(KEYS), WORDING, max_size=2),
    }
    spoilt = draw(st.sets(st.sampled_from(sorted(changes)), max_size=2))
    return replace(draw(st.sampled_from(GOOD)), **{name: draw(changes[name]) for name in sorted(spoilt)})


def test_what_is_good_is_taken() -> None:
    found = read_beside(page(), lexicon(), rules(), Extractor(TAG, lambda _: iter(GOOD)))
    assert found.rejected == {}
    assert len(found.claims) == len(rules()) + 3


@given(st.lists(statements(), max_size=8))
def test_only_words_of_the_document_enter_and_the_rules_stand(said: list[Statement]) -> None:
    extractor = Extractor(TAG, lambda _: iter(said))
    found = read_beside(page(), lexicon(), rules(), extractor)
    ids = {claim_id(claim, "doc", DEFAULT_IRIS): claim for claim in found.claims}
    for rule in rules():
        same = ids[claim_id(rule, "doc", DEFAULT_IRIS)]
        assert (same.qualifiers, same.stance) == (rule.qualifiers, rule.stance)
        assert set(rule.evidence) <= set(same.evidence)
    quotes = [statement.quote for statement in said]
    for claim in found.claims:
        for evidence in (each for each in claim.evidence if each.rule == TAG):
            passage = evidence.span.of(PAGE)
            assert any(passage in quote and quote in PAGE for quote in quotes)
            assert len(passage) <= 400
    for claim in (each for each in found.claims if each.evidence[0].rule == TAG):
        for value in claim.qualifiers.values():
            if isinstance(value, Quantity):
                numbers = [plain(bound) for bound in (value.low, value.high) if bound is not None]
                assert all(re.search(rf"(?<!\d){re.escape(number)}(?!\d)", PAGE) for number in numbers)
    assert len(found.claims) <= len(rules()) + len(said)
    assert sum(found.rejected.values()) <= 2 * len(said)
