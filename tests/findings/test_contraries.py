"""Stances and relations that exclude each other."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.findings.saying import case, find, says

from drugkg.findings.contraries import contraries
from drugkg.findings.model import FindingType, Statement, Verdict
from drugkg.findings.sentence import Names

CHILD, YOUNG, TEEN = (("population", name) for name in ("child", "child <6 y", "adolescent"))
ELDERLY = ("population", "elderly")


def documents(finding: object, side: str) -> set[str]:
    return {
        member.document
        for each in finding.sides  # type: ignore[attr-defined]
        if each.label == side
        for member in each.members
    }


def test_asserted_against_denied() -> None:
    (found,) = find(
        says("a", "treats", "pain"), says("b", "treats", "pain", "denies"), says("c", "treats", "pain"), rule="polarity"
    )
    assert (found.verdict, found.type) == (Verdict.CONFLICT, FindingType.POLARITY)
    assert (documents(found, "asserts"), documents(found, "denies")) == ({"a", "c"}, {"b"})
    assert "Source a and Source c" in found.reason


def test_what_is_not_established_of_the_wider_is_not_of_the_narrower_but_not_the_other_way_round() -> None:
    def unproven(use: str) -> Statement:
        return says("b", "treats", use, "reportsNoData")

    assert find(says("a", "treats", "back-pain"), unproven("pain"), rule="no-evidence")
    assert not find(says("a", "treats", "pain"), unproven("back-pain"), rule="no-evidence")
    assert find(says("a", "treats", "pain"), unproven("use"), rule="no-evidence")


def test_a_denial_of_some_cases_is_no_denial() -> None:
    partly = says("b", "treats", "pain", "denies", quote="It is not meant for the prevention of pain")
    claims = (says("a", "treats", "pain"), partly)
    assert not find(*claims, rule="polarity")
    (found,) = find(*claims, rule="polarity-in-part")
    assert found.verdict is Verdict.DIFFERENCE


def test_a_denial_within_a_scope_leaves_the_rest_alone() -> None:
    scoped = says("b", "treats", "pain", "denies", scope=(CHILD,))
    assert not find(says("a", "treats", "pain"), scoped, rule="polarity")
    assert find(says("a", "treats", "pain", scope=(YOUNG,)), scoped, rule="polarity")
    assert not find(says("a", "treats", "pain", scope=(ELDERLY,)), scoped, rule="polarity")


def test_who_says_both_is_told_apart_from_those_who_contradict_each_other() -> None:
    both = says("a", "interactsWith", "milk"), says("a", "interactsWith", "milk", "denies")
    assert not find(*both, rule="polarity")
    (found,) = find(*both, says("b", "interactsWith", "milk"), rule="polarity-own")
    assert found.verdict is Verdict.DIFFERENCE
    assert documents(found, "asserts") == documents(found, "denies") == {"a"}


def test_conflicts_inside_one_document_count() -> None:
    own = says("a", "hasDose", "phase-initial", scope=(YOUNG,)), says("a", "contraindicatedIn", "child")
    assert not find(*own, rule="forbidden-dosed")
    unproven = says("a", "treats", "asthma"), says("a", "treats", "asthma", "reportsNoData")
    (found,) = find(*unproven, rule="no-evidence")
    assert documents(found, "asserts") == documents(found, "not established") == {"a"}


@pytest.mark.parametrize(
    ("words", "rule"), [("Use with caution in asthma", "forbidden-caution"), ("Do you have asthma?", "forbidden-asked")]
)
def test_who_forbids_and_warns_forbids(words: str, rule: str) -> None:
    (found,) = find(
        says("a", "contraindicatedIn", "asthma"),
        says("a", "cautionIn", "asthma"),
        says("b", "cautionIn", "asthma", quote=words),
        rule=rule,
    )
    assert [documents(found, side.label) for side in found.sides] == [{"a"}, {"b"}]


def test_a_dose_for_those_who_must_not_take_it() -> None:
    dose = says("a", "hasDose", "phase-initial", scope=(YOUNG,))
    assert find(dose, says("b", "contraindicatedIn", "child"), rule="forbidden-dosed")
    assert not find(dose, says("b", "contraindicatedIn", "elderly"), rule="forbidden-dosed")


def test_one_dose_against_two_wordings_of_the_same_is_one_conflict() -> None:
    unproven = [says("b", "treats", "use", "reportsNoData", scope=(group,)) for group in (CHILD, YOUNG)]
    (found,) = find(says("a", "hasDose", "phase-initial", scope=(YOUNG,)), *unproven, rule="unproven-dosed")
    assert len(found.members) == 3


def test_a_ceiling_that_may_be_exceeded() -> None:
    ceilings = [says(name, "hasDose", "phase-maximum") for name in "ab"]
    (found,) = find(*ceilings, says("b", "hasDose", "phase-maximum", "doubts"), rule="ceiling-exceeded")
    assert (documents(found, "a ceiling"), documents(found, "may be exceeded")) == ({"a"}, {"b"})


def test_a_document_knows_the_exceptions_to_its_own_rule() -> None:
    unproven = says("b", "treats", "use", "reportsNoData", scope=(CHILD,))
    dosed = says("a", "hasDose", "phase-initial", scope=(TEEN,))
    assert find(dosed, unproven, rule="unproven-dosed")
    assert not find(dosed, unproven, says("b", "hasDose", "phase-maximum", scope=(TEEN,)), rule="unproven-dosed")


@pytest.mark.parametrize(
    ("one", "other", "conflicts"),
    [
        ("The dose must be lowered", "A lower dose may be needed", True),
        ("The dose must be lowered", "The dose must be halved", False),
        ("A lower dose may be necessary", "A lower dose may be required", False),
    ],
)
def test_must_against_may(one: str, other: str, conflicts: bool) -> None:
    scope = (("population", "renal-impairment"),)
    claims = [
        says(name, "hasDose", "phase-usual", quote=words, scope=scope) for name, words in (("a", one), ("b", other))
    ]
    assert bool(find(*claims, rule="must-may")) is conflicts


def test_every_row_of_the_table_is_whole() -> None:
    rows = contraries()
    assert len({(row.rule, row.other) for row in rows}) == len(rows)
    for row in rows:
        assert row.match in {"same", "covers", "population", "within", "any"}, row.rule
        assert row.firmest in {"none", "one", "other", "both", "own"}, row.rule
        assert row.verdict is not Verdict.AGREEMENT


def test_documents_of_one_source_are_told_apart_by_their_files() -> None:
    told = case(says("a", "treats", "pain"), says("b", "treats", "pain", "denies"))
    documents = {
        name: replace(document, source_label="Example", file_name=f"{name}.md")
        for name, document in told.documents.items()
    }
    names = Names.of(replace(told, documents=documents))
    assert names.sources(told.statements[:1]) in {"Example (a.md)", "Example (b.md)"}
    assert Names.of(told).sources(told.statements) == "Source a and Source b"
