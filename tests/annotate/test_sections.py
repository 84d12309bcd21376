"""Headings, questions and labels tell what stands below them."""

from __future__ import annotations

from importlib import resources

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from drugkg.annotate.sections import attributes, loinc, section_type


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Uses", "indications"),
        ("INDICATIONS AND USAGE", "indications"),
        ("What does the medicine do?", "indications"),
        ("Side Effects", "adverse_effects"),
        ("Incidence rare", "adverse_effects"),
        ("What are the side effects of it?", "adverse_effects"),
        ("Who should not take this medicine?", "contraindications"),
        ("Do not take it if", "contraindications"),
        ("Warnings and precautions", "warnings"),
        ("Before taking this medicine", "warnings"),
        ("Drug interactions", "interactions"),
        ("Medicines and alcohol", "interactions"),
        ("How is it given?", "dosage"),
        ("Is it given?", None),
        ("How is the medicine given?", "dosage"),
        ("Titration schedule", "dosage"),
        ("What if I miss a dose?", "missed_dose"),
        ("Overdose", "overdose"),
        ("Treatment of overdose", "overdose_treatment"),
        ("Stopping treatment", "withdrawal"),
        ("How does it work?", "mechanism"),
        ("How long does it take to work?", "onset"),
        ("Half-life", "half_life"),
        ("Protein binding:", "protein_binding"),
        ("Laboratory value alterations", "laboratory"),
        ("Pregnancy", "pregnancy"),
        ("Breast-feeding", "breastfeeding"),
        ("Pregnancy and breastfeeding", "pregnancy_lactation"),
        ("Use in children", "pediatric"),
        ("Storage and handling", "storage"),
        ("Brand names", "brand_names"),
        ("References", "references"),
        ("Overview", "introduction"),
        ("Purple", None),
        ("Causes", None),
        ("Undosed", None),
        ("", None),
        ("?!", None),
    ],
)
def test_section_type(heading: str, kind: str | None) -> None:
    assert section_type(heading) == kind


@pytest.mark.parametrize(
    ("heading", "code"),
    [("Contraindications", "34070-3"), ("Usage", "34067-9"), ("Missed dose", None), ("Purple", None)],
)
def test_loinc(heading: str, code: str | None) -> None:
    assert loinc(heading) == code


def test_each_phrase_names_a_section() -> None:
    text = resources.files("drugkg.annotate").joinpath("sections.yaml").read_text("utf-8")
    entries = yaml.safe_load(text)
    kinds = [entry["type"] for entry in entries]
    assert len(kinds) == len(set(kinds))
    codes = [entry["loinc"] for entry in entries if "loinc" in entry]
    assert len(codes) == len(set(codes))
    lost = [
        phrase for entry in entries for phrase in entry["phrases"] if section_type(phrase.replace("*", "it")) is None
    ]
    assert lost == []


@pytest.mark.parametrize(
    ("text", "incidence", "serious", "long_term"),
    [
        ("Common side effects", "common", None, None),
        ("Less common effects", "uncommon", None, None),
        ("Very common (more than 1 in 10)", "very common", None, None),
        ("Incidence less frequent or rare", "uncommon or rare", None, None),
        ("Incidence not known", "frequency not known", None, None),
        ("Rare but serious side effects", "rare", True, None),
        ("Effects with need for medical attention", None, True, None),
        ("Need for medical attention only if it goes on", None, False, None),
        ("Long-term effects", None, None, True),
        ("Uses", None, None, None),
        ("Commonplace", None, None, None),
    ],
)
def test_attributes(text: str, incidence: str | None, serious: bool | None, long_term: bool | None) -> None:
    said = attributes(text)
    assert (said.incidence, said.serious, said.long_term) == (incidence, serious, long_term)


@given(st.text(max_size=80))
def test_case_and_marks_change_nothing(heading: str) -> None:
    plain = heading.encode("ascii", "ignore").decode()
    assert section_type(plain) == section_type(f"  {plain.upper()}: ")
    assert attributes(plain) == attributes(f"({plain})")
