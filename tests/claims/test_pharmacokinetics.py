"""Pharmacokinetics: parameters in prose, in the fields of a monograph, and in fields whose heading was lost."""

from __future__ import annotations

from typing import Any

import pytest
from tests.claims.reading import claims, document, page, shown

Told = dict[str, Any]


def kinetics(text: str, heading: str = "Pharmacokinetics") -> list[tuple[str, Told]]:
    """Return parameter and qualifiers, the words included, of what a section tells."""
    found = claims(page("tizanidine", heading, text), "hasPharmacokinetics")
    return [(claim.object.label, shown(claim, {"text": None})) for claim in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The half-life is about 2.5 hours.", [("halfLife", {"value": "2.5 h"})]),
        ("It has a 3-hour half-life.", [("halfLife", {"value": "3 h"})]),
        ("It has a half-life of approximately 3 hours.", [("halfLife", {"value": "3 h"})]),
        ("Peak plasma concentrations are reached within 1 to 2 hours.", [("timeToPeak", {"value": "1 to 2 h"})]),
        (
            "A peak plasma concentration of 5 ng/mL was found after a 4-mg dose.",
            [("peakConcentration", {"value": "5 ng/mL", "dose": "4 mg"})],
        ),
        ("About 30% is bound to plasma proteins.", [("proteinBinding", {"value": "30 %"})]),
        ("Its protein binding is low.", [("proteinBinding", {"text": "protein binding is low"})]),
        ("Its oral bioavailability is 40%.", [("bioavailability", {"value": "40 %"})]),
        ("The drug is well absorbed from the gut.", [("absorption", {"text": "well absorbed from the gut"})]),
        ("It is widely distributed in tissues.", [("distribution", {"text": "widely distributed in tissues"})]),
        (
            "It is extensively metabolized in the liver.",
            [("metabolism", {"text": "extensively metabolized in the liver"})],
        ),
        ("Some 95% of a dose is metabolized.", [("fractionMetabolized", {"value": "95 %"})]),
        ("It is eliminated by the kidneys.", [("excretionRoute", {"text": "kidneys"})]),
        (
            "About 60% is excreted unchanged in the urine.",
            [("fractionExcretedUnchanged", {"value": "60 %"}), ("excretionRoute", {"text": "urine"})],
        ),
        ("Elimination is complete within 3 days.", [("excretionDuration", {"value": "up to 3 d"})]),
        ("The therapeutic plasma level is 20 to 60 ug/L.", [("therapeuticConcentration", {"value": "20 to 60 ug/L"})]),
        ("In elderly patients, the half-life is 9 hours.", [("halfLife", {"value": "9 h", "population": "elderly"})]),
    ],
)
def test_prose(text: str, expected: list[tuple[str, Told]]) -> None:
    assert kinetics(text) == expected


def test_each_clause_tells_its_own_parameter() -> None:
    text = "It is rapidly absorbed, reaching peak plasma levels within 1.5 hours, and it is excreted by the kidneys."
    assert {parameter for parameter, _ in kinetics(text)} == {"absorption", "timeToPeak", "excretionRoute"}


def test_onset_in_a_question() -> None:
    found = kinetics("Relief is usually felt after a few days to a week.", "How long does it take to start working?")
    assert found == [("onsetOfAction", {"value": "up to 1 wk"})]
    found = kinetics("Variable; from hours to weeks.", "Onset of action")
    assert found == [("onsetOfAction", {"text": "Variable; from hours to weeks"})]


MONOGRAPH = """Tizanidine (Systemic)

Physicochemical characteristics:
Molecular weight—
    253.71

Mechanism of action/Effect:

It stimulates receptors of the spinal cord.

Slow and incomplete.

Protein binding:

Low (30%).

Hepatic; some 95% of the drug is metabolized.

2 to 3 hours.

Time to peak concentration:

Within 90 minutes.

Peak serum concentration

5 to 6 ng/mL (0.02 to 0.03 micromoles/L) after a dose of 4 mg.

    Renal; 60 to 70% appears unchanged in urine.
"""


def test_fields_and_paragraphs_whose_heading_was_lost() -> None:
    source = document(MONOGRAPH, "monograph.txt", "tizanidine")
    found = [(claim.object.label, shown(claim, {"text": None})) for claim in claims(source, "hasPharmacokinetics")]
    assert sorted(found, key=repr) == sorted(
        [
            ("molecularWeight", {"value": "253.71 g/mol"}),
            ("absorption", {"text": "Slow and incomplete"}),
            ("proteinBinding", {"value": "30 %", "text": "low"}),
            ("metabolism", {"text": "Hepatic"}),
            ("fractionMetabolized", {"value": "95 %"}),
            ("halfLife", {"value": "2 to 3 h"}),
            ("timeToPeak", {"value": "up to 90 min"}),
            ("peakConcentration", {"value": "5 to 6 ng/mL", "dose": "4 mg"}),
            ("peakConcentration", {"value": "0.02 to 0.03 umol/L", "dose": "4 mg"}),
            ("excretionRoute", {"text": "Renal"}),
            ("fractionExcretedUnchanged", {"value": "60 to 70 %"}),
        ],
        key=repr,
    )


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("Dosage", "Take it for 2 to 4 hours before the test."),
        ("Uses", "It lessens the absorption of sugar."),
        ("Pharmacokinetics", "It slows the absorption of iron."),
        ("Interactions", "Fluvoxamine raises its half-life to 8 hours."),
        ("Overdose", "The half-life is 9 hours in overdose."),
        ("Pharmacokinetics", "In rats, the half-life was 2 hours."),
        ("Pharmacokinetics", "If the half-life is 9 hours, halve the dose."),
        ("Warnings", "Don't use it for more than 3 days."),
        ("Side effects", "Metabolism may slow down."),
        ("When will it work?", "Ask your doctor."),
        ("Pharmacokinetics", "Is its half-life 2 hours?"),
    ],
)
def test_what_tells_nothing_of_the_drug(heading: str, text: str) -> None:
    assert kinetics(text, heading) == []


def test_two_texts_of_one_parameter_keep_their_words() -> None:
    source = page("tizanidine", "Pharmacokinetics", "It is poorly absorbed. The rate of absorption falls with age.")
    (claim,) = claims(source, "hasPharmacokinetics")
    assert [passage.mention for passage in claim.evidence] == ["poorly absorbed", "rate of absorption falls with age"]
