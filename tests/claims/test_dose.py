"""Doses: phase, amount, basis, schedule, population, route, condition; and what looks like a dose but is none."""

from __future__ import annotations

from typing import Any

import pytest
from tests.claims.reading import claims, document, page, shown

Told = dict[str, Any]


def doses(text: str, heading: str = "Dosage", notes: tuple[str, ...] = ()) -> list[tuple[str, Told]]:
    """Return phase and qualifiers of each dose that a section gives."""
    found = claims(page("tizanidine", heading, text), "hasDose")
    return [(claim.object.key.removeprefix("phase-"), shown(claim, dict.fromkeys(notes))) for claim in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Begin with 2 mg twice daily.", [("initial", {"amount": "2 mg", "per": "dose", "timesPerDay": "2"})]),
        (
            "Therapy is started at 2 mg once a day.",
            [("initial", {"amount": "2 mg", "per": "dose", "timesPerDay": "1"})],
        ),
        ("A starting dose of 2 mg/day is advised.", [("initial", {"amount": "2 mg", "per": "day"})]),
        ("4 mg b.i.d. initially.", [("initial", {"amount": "4 mg", "per": "dose", "timesPerDay": "2"})]),
        ("Raise the dose by 2 mg every 4 days.", [("titration", {"amount": "2 mg", "every": "4 d"})]),
        (
            "It is increased in increments of 2 mg per dose every week.",
            [("titration", {"amount": "2 mg", "every": "1 wk", "per": "dose"})],
        ),
        ("The maintenance dose is 12 to 24 mg daily.", [("maintenance", {"amount": "12 to 24 mg", "per": "day"})]),
        ("Every three or four days, add 2 mg.", [("titration", {"amount": "2 mg", "every": "3 to 4 d"})]),
        ("The limit is 36 mg in one day.", [("maximum", {"amount": "up to 36 mg", "per": "day"})]),
        ("Frail people seldom tolerate more than 20 mg/day.", [("maximum", {"amount": "up to 20 mg", "per": "day"})]),
        ("A test dose of 1 mg is given.", [("test", {"amount": "1 mg"})]),
        (
            "Take 2 mg, at most 3 doses in 24 hours.",
            [("usual", {"amount": "2 mg", "per": "dose", "timesPerDay": "up to 3"})],
        ),
        ("Do not exceed 36 mg per day.", [("maximum", {"amount": "up to 36 mg", "per": "day"})]),
        ("The highest daily dose is 36 mg.", [("maximum", {"amount": "up to 36 mg", "per": "day"})]),
        ("Doses above 36 mg a day are not advised.", [("maximum", {"amount": "up to 36 mg", "per": "day"})]),
        (
            "The usual dose is 8 mg every 6 to 8 hours.",
            [("usual", {"amount": "8 mg", "every": "6 to 8 h", "per": "dose"})],
        ),
        (
            "Take one or two tablets at bedtime.",
            [("usual", {"amount": "1 to 2 {tablet}", "per": "dose", "timesPerDay": "1"})],
        ),
        (
            "24 mg daily, divided into three or four doses.",
            [("usual", {"amount": "24 mg", "per": "day", "timesPerDay": "3 to 4"})],
        ),
        ("Take 500 mg to 1 g twice a day.", [("usual", {"amount": "0.5 to 1 g", "per": "dose", "timesPerDay": "2"})]),
        ("Take 40 mg once or twice daily.", [("usual", {"amount": "40 mg", "per": "dose", "timesPerDay": "1 to 2"})]),
        ("Take 15 mg per week.", [("usual", {"amount": "15 mg", "every": "1 wk", "per": "dose"})]),
        (
            "Doses range from 8 to 24 mg/day (mean 16 mg/day) after titration.",
            [("maintenance", {"amount": "8 to 24 mg", "per": "day"})],
        ),
        ("Take 40 mg three times a week.", [("usual", {"amount": "40 mg"})]),
        (
            "Take 4 mg twice daily for 10 days.",
            [("usual", {"amount": "4 mg", "per": "dose", "timesPerDay": "2", "duration": "10 d"})],
        ),
        ("Give 10 mg/kg/day by mouth.", [("usual", {"amount": "10 mg/kg", "per": "day", "route": "oral"})]),
    ],
)
def test_one_amount_and_how_it_is_taken(text: str, expected: list[tuple[str, Told]]) -> None:
    assert doses(text) == expected


def test_several_phases_in_one_sentence() -> None:
    text = "Begin at 2 mg three times daily, raised by 2 mg every 3 days, to a maximum of 36 mg/day."
    assert dict(doses(text)) == {
        "initial": {"amount": "2 mg", "per": "dose", "timesPerDay": "3"},
        "titration": {"amount": "2 mg", "every": "3 d"},
        "maximum": {"amount": "up to 36 mg", "per": "day"},
    }


def test_a_rising_sequence_is_a_titration_and_a_falling_one_leads_to_maintenance() -> None:
    rising = doses("4 mg for five days, followed by 8 mg for five days and 12 mg for five days")
    assert [(phase, told["amount"], told["duration"]) for phase, told in rising] == [
        ("initial", "4 mg", "5 d"),
        ("titration", "8 mg", "5 d"),
        ("titration", "12 mg", "5 d"),
    ]
    falling = doses("40 mg in the morning, then 20 mg daily.")
    assert [phase for phase, _ in falling] == ["initial", "maintenance"]


def test_the_stronger_word_of_a_phrase_and_a_word_behind_the_amount_tell_the_phase() -> None:
    assert [phase for phase, _ in doses("The maximum recommended dose is 36 mg.")] == ["maximum"]
    assert [phase for phase, _ in doses("The usual dose is 12 mg daily after titration.")] == ["maintenance"]


@pytest.mark.parametrize(
    ("text", "phase"),
    [("- **Initial:** 2 mg at night.", "initial"), ("- **Maintenance:** 8 mg twice daily.", "maintenance")],
)
def test_a_label_tells_the_phase(text: str, phase: str) -> None:
    assert [found for found, _ in doses(text)] == [phase]


def test_a_heading_tells_phase_population_and_condition() -> None:
    source = document(
        "# Tizanidine\n\n## Dosage\n\n### Adult prescribing limits for spasticity\n\n36 mg daily.\n", drug="tizanidine"
    )
    (claim,) = claims(source, "hasDose")
    assert claim.object.key == "phase-maximum"
    assert shown(claim) == {"amount": "up to 36 mg", "per": "day", "population": "adult", "condition": "spasticity"}


def test_each_population_has_its_own_claim() -> None:
    found = doses("Adults and children 12 years and older: 2 mg daily.")
    assert [told["population"] for _, told in found] == ["adult", "child >=12 y"]
    found = doses("Adults take 8 mg daily; in elderly patients, 4 mg daily is enough.")
    assert {told["population"]: told["amount"] for _, told in found} == {"adult": "8 mg", "elderly": "4 mg"}
    found = doses("The limit is 36 mg a day for adults and 18 mg a day for adolescents.")
    assert {told["population"]: told["amount"] for _, told in found} == {
        "adult": "up to 36 mg",
        "adolescent": "up to 18 mg",
    }
    found = doses("Children weighing at least 25 kg take 1 mg daily.")
    assert [told["population"] for _, told in found] == ["child >=25 kg"]


def test_an_aside_is_no_population() -> None:
    assert doses("Start at 2 mg daily, especially in older adults.") == [("initial", {"amount": "2 mg", "per": "day"})]


def test_notes_tell_what_a_dose_depends_on() -> None:
    ((_, told),) = doses("Add 2 mg a week as tolerated.", notes=("condition",))
    assert told["condition"] == "as tolerated"


@pytest.mark.parametrize(
    ("text", "phase", "population", "stance"),
    [
        ("Children (12 years and older): Same as adults.", "usual", "child >=12 y", None),
        ("Children under 12: The dose must be chosen by a physician.", "usual", "child <12 y", None),
        ("Lower doses may be needed in renal impairment.", "usual", "renal impairment", None),
        ("No dose adjustment is needed in elderly patients.", "usual", "elderly", "denies"),
        ("In elderly patients, start with a low dose.", "initial", "elderly", None),
        ("In elderly patients, titrate slowly.", "titration", "elderly", None),
    ],
)
def test_rules_without_an_amount(text: str, phase: str, population: str, stance: str | None) -> None:
    expected = {"population": population} | ({"stance": stance} if stance else {})
    assert doses(text) == [(phase, expected)]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("If that is not enough, the dose may be raised to 8 mg daily.", "If that is not enough"),
        ("Patients who need a fast effect may be started at 8 mg daily.", "Patients who need a fast effect"),
        ("The maximum dose is 8 mg daily for the slow-release tablets.", "for the slow-release tablets"),
        ("The usual dose is 8 mg daily when taken with ibuprofen.", "when taken with ibuprofen"),
        ("The maximum dose is 8 mg per injection site.", "per injection site"),
        ("Lower doses may be needed in renal impairment, as it is cleared there.",
         "Lower doses may be needed in renal impairment, as it is cleared there"),
    ],
)  # fmt: skip
def test_a_dose_that_holds_in_a_case_only_says_so(text: str, note: str) -> None:
    (claim,) = claims(page("tizanidine", "Dosage", text), "hasDose")
    assert claim.qualifiers["condition"] == note


def test_a_dose_beside_another_drug_says_so() -> None:
    (claim,) = claims(page("tizanidine", "Dosage", "**Fluvoxamine:** Do not exceed 2 mg daily."), "hasDose")
    assert claim.qualifiers["condition"] == "Fluvoxamine"


def test_a_ceiling_that_may_be_passed_is_doubted() -> None:
    text = "The maximum dose is 36 mg daily. Higher doses may be needed in some patients."
    told = {
        claim.stance.value: claim.qualifiers.get("condition") for claim in claims(page("tizanidine", "Dosage", text))
    }
    assert told == {"asserts": None, "doubts": "Higher doses may be needed in some patients"}
    assert claims(page("tizanidine", "Dosage", "Higher doses may be needed in some patients."), "hasDose") == []


def test_what_a_dose_is_reduced_to_goes_on_being_reduced() -> None:
    assert [phase for phase, _ in doses("The dose is reduced to 4 mg daily, and then 2 mg daily.")] == [
        "reduced",
        "reduced",
    ]


def test_what_comes_after_the_first_phase_is_not_it() -> None:
    assert [phase for phase, _ in doses("**After initial treatment:** 4 mg twice daily.")] == ["usual"]


def test_steps_have_limits_of_their_own() -> None:
    assert [phase for phase, _ in doses("Raise the dose in increments of no more than 2 mg every week.")] == [
        "titration"
    ]


def test_a_label_with_an_age_alone_narrows_the_people() -> None:
    text = "**Children:**\n\n- 6-12 years: 2 mg twice daily."
    (claim,) = claims(page("tizanidine", "Dosage", text), "hasDose")
    assert shown(claim)["population"] == "child 6-12 y"


def test_how_often_is_a_dose_too() -> None:
    assert doses("The tablets are taken three times a day.") == [("usual", {"timesPerDay": "3"})]
    assert doses("It is given each day in four divided doses.") == [("usual", {"timesPerDay": "4"})]
    assert doses("A series of two doses is given.") == []
    assert doses("How often it is taken (e.g., once daily, twice daily) depends on the doctor.") == []


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("Missed dose", "Take 2 mg as soon as you remember it."),
        ("Overdose", "After 90 mg, take the patient to hospital."),
        ("Dosage forms", "Tablets of 2 mg and 4 mg."),
        ("Dosage", "Each tablet contains 4 mg."),
        ("Dosage", "The 4 mg tablets are white."),
        ("Dosage", "Take it with 240 mL of water."),
        ("Dosage", "Patients of 50 kg take the adult amount."),
        ("Dosage", "It is often given with ibuprofen 400 mg twice daily."),
        ("Dosage", "If you take 8 mg, tell your doctor."),
        ("Warnings", "In a placebo-controlled trial, 5 of 90 patients treated with 8 mg daily fainted."),
        ("Warnings", "Falls were seen with 8 mg twice daily."),
        ("Dosage", "The infusion runs at 3 mg/h."),
        ("Dosage", "Is 8 mg twice daily too much?"),
        ("Dosage", "Patients who need more than 36 mg per day are rare."),
        ("Pharmacokinetics", "After a dose of 8 mg daily, levels were steady."),
        ("Side effects", "Drowsiness was worse at 24 mg daily."),
        ("Interactions", "Fluvoxamine: take no more than 2 mg daily."),
        ("Warnings", "Rats were given 3 times the human dose of 36 mg daily."),
        ("Uses", "A third of takers had used 5 mg."),
        ("Dosage", "Amounts of 8 mg or less are given over ten minutes."),
        ("Dosage", "They would need a dose lower than 4 mg twice daily."),
        ("Dosage", "It is given with ibuprofen 6 mg/kg (maximum 400 mg) twice daily."),
    ],
)
def test_what_only_looks_like_a_dose(heading: str, text: str) -> None:
    assert doses(text, heading) == []


def test_the_mention_is_the_amount_and_the_passage_is_exact() -> None:
    source = page("tizanidine", "Dosage", "Never take more than 36 mg daily.")
    ((passage,),) = [claim.evidence for claim in claims(source, "hasDose")]
    assert passage.mention == "36 mg"
    assert passage.span.of(source.text) == "Never take more than 36 mg daily."
    assert passage.section == "Dosage"
