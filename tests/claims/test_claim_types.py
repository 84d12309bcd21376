"""Each claim type finds what its sentences say, and nothing in those that only look alike."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.claims.reading import claims, fails, page, shown

from drugkg.claims import claim_types
from drugkg.claims.relations import RELATIONS
from drugkg.text.fold import fold

CASES = yaml.safe_load(Path(__file__).with_name("claim_types.yaml").read_text("utf-8"))
#: Relations whose claim types have tests of their own.
ELSEWHERE = {"hasDose", "hasPharmacokinetics", "hasProductForm"}


@dataclass(frozen=True, slots=True)
class Case:
    """A section of a page and what it claims under one relation."""

    relation: str
    drug: str
    under: str
    text: str
    finds: dict[str, dict[str, Any]]
    quote: str | None = None
    fails: str | None = field(default=None, compare=False)


ALL = [Case(relation, **entry) for relation, entries in CASES.items() for entry in entries]


def _param(case: Case) -> Any:
    marks = [fails(case.fails)] if case.fails else []
    return pytest.param(case, id=f"{case.relation}: {case.text[:50]!r}", marks=marks)


@pytest.mark.parametrize("case", [_param(case) for case in ALL])
def test_exactly_what_is_said_is_claimed(case: Case) -> None:
    document = page(case.drug, case.under, case.text)
    mine = claims(document, case.relation)
    assert {claim.drug.key for claim in mine} <= {case.drug}
    assert Counter(claim.object.label for claim in mine) == Counter(case.finds.keys())
    assert {claim.object.label: shown(claim, case.finds[claim.object.label]) for claim in mine} == case.finds
    for claim in mine:
        for passage in claim.evidence:
            quote = passage.span.of(document.text)
            assert quote in case.text
            assert passage.section == case.under
            assert document.text.index(quote) <= passage.span.start
            assert set(fold(passage.mention).split()) <= set(fold(quote).split())
    if mine:
        first = min(passage.span for claim in mine for passage in claim.evidence)
        assert first.of(document.text) == (case.quote or case.text.rstrip("."))


@pytest.mark.parametrize("relation", sorted(set(RELATIONS) - ELSEWHERE))
def test_every_relation_has_enough_cases(relation: str) -> None:
    mine = [case for case in ALL if case.relation == relation]
    assert sum(bool(case.finds) for case in mine) >= 4
    assert sum(not case.finds for case in mine) >= 2


def test_every_relation_has_a_claim_type() -> None:
    found = [relation for kind in claim_types().values() for relation in kind.relations]
    assert sorted(found) == sorted(RELATIONS)


RENAL = (
    "Caution is advised in renal impairment.",
    "In patients with renal impairment a lower dose is needed.",
    "Use with caution in people with kidney disease.",
    "Tell your doctor if you have kidney disease.",
    "Baclofen should be used with caution in people who have:\n\n- kidney disease",
)


def test_one_condition_is_one_concept_however_it_is_told() -> None:
    told = [[claim.object.key for claim in claims(page("baclofen", "Warnings", text), "cautionIn")] for text in RENAL]
    assert told == [told[0]] * len(RENAL)
    assert len(told[0]) == 1
