"""What European leaflets and summaries of product characteristics say by their fixed form."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.claims.reading import lexicon

from drugkg.claims import extract
from drugkg.readers import read
from drugkg.text import Source

GOLDEN = Path(__file__).parent.parent / "golden" / "readers"


def _effects(name: str) -> dict[str, str | None]:
    made = read((GOLDEN / name).read_bytes(), Source("x", drug="baclofen"), name)
    found = extract(made, lexicon())
    return {
        claim.object.label: str(claim.qualifiers["incidence"]) if "incidence" in claim.qualifiers else None
        for claim in found
        if claim.relation == "hasAdverseEffect"
    }


def test_a_summary_groups_effects_by_organs_and_by_frequency() -> None:
    told = _effects("annex.txt")
    assert told["headache"] == "very common"
    assert told["fatigue"] == "common"
    # Whose columns were taken apart has no frequency that one can tell.
    assert (told["insomnia"], told["irritability"]) == (None, None)
    assert not [effect for effect in told if "disorder" in effect or "conditions" in effect or "common" in effect]


def test_a_leaflet_of_lines_groups_effects_by_frequency() -> None:
    told = _effects("leaflet-lines.md")
    assert told["lip swelling"] is None
    assert (told["dry mouth"], told["drowsiness"]) == ("common", "common")
    # "It may also cause" leaves the group above it.
    assert told["itching"] is None


@pytest.mark.parametrize("name", ["annex.txt", "leaflet-lines.md"])
def test_stopping_because_of_an_effect_is_no_effect_of_stopping(name: str) -> None:
    made = read((GOLDEN / name).read_bytes(), Source("x", drug="baclofen"), name)
    assert not [claim for claim in extract(made, lexicon()) if claim.relation == "hasWithdrawalEffect"]


def test_the_first_heading_of_a_summary_or_leaflet_names_its_product() -> None:
    names = {"annex.txt": "Fictamine 20 mg hard capsules", "leaflet-lines.md": "Fictamine"}
    assert {name: read((GOLDEN / name).read_bytes(), Source("x"), name).metadata.title for name in names} == names


def test_what_other_medicines_treat_is_no_use_of_the_drug() -> None:
    text = "# Baclofen\n\n## Other drugs\n\nTell your doctor if you take:\n\n* Drugs to treat schizophrenia\n"
    made = read(text.encode(), Source("x"), "a.md")
    assert not [claim for claim in extract(made, lexicon()) if claim.relation == "treats"]
