"""What structured labels claim: their sections are told by codes, their products are claims too."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.claims.reading import claims, found, objects

from drugkg import readers
from drugkg.text import Document, Source

GOLDEN = Path(__file__).parent.parent / "golden" / "readers"


@pytest.fixture(scope="module")
def label() -> Document:
    return readers.read((GOLDEN / "label.xml").read_bytes(), Source("labels"), "label.xml")


@pytest.fixture(scope="module")
def facts() -> Document:
    return readers.read((GOLDEN / "drugfacts.xml").read_bytes(), Source("labels"), "drugfacts.xml")


def test_every_quote_stands_in_the_canonical_text(label: Document, facts: Document) -> None:
    for document in (label, facts):
        made = claims(document)
        assert made
        assert all(passage.span.of(document.text).strip() for claim in made for passage in claim.evidence)


def test_products_are_claims(label: Document) -> None:
    assert "EXAMPLOR Forte" in objects(label, "hasBrandName")
    forms = found(label, "hasProductForm")
    assert forms["film-coated tablet"]["strength"] == "10 mg"


def test_active_substances_make_the_drug(label: Document, facts: Document) -> None:
    assert {claim.drug.label for claim in claims(label)} == {"baclofen"}
    (drug,) = {claim.drug for claim in claims(facts)}
    assert drug.label == "diphenhydramine and phenylephrine"
    assert set(drug.ingredients) == {"diphenhydramine", "phenylephrine"}


def test_sections_are_told_by_their_codes(label: Document, facts: Document) -> None:
    assert {"muscle spasm", "spasticity"} <= set(objects(label, "treats"))
    assert {"hypersensitivity", "stroke"} <= set(objects(label, "contraindicatedIn"))
    assert objects(facts, "contraindicatedIn") == ["child <5 y"]
    assert {"asthma", "diabetes mellitus", "glaucoma"} <= set(objects(facts, "cautionIn"))


def test_a_title_that_begins_the_sentence_forbids_nothing_in_the_next_section(facts: Document) -> None:
    assert not {"asthma", "diabetes mellitus", "glaucoma"} & set(objects(facts, "contraindicatedIn"))


def test_rows_of_numbers_are_effects_with_their_share(label: Document) -> None:
    effects = found(label, "hasAdverseEffect")
    assert effects["drowsiness"]["frequency"] == "40 %"
    assert effects["dizziness"]["frequency"] == "12.5 %"


def test_records_claim_what_labels_claim() -> None:
    record = readers.read((GOLDEN / "record.json").read_bytes(), Source("labels"), "record.json")
    assert {claim.drug.label for claim in claims(record)} == {"baclofen"}
    assert objects(record, "hasBrandName") == ["Examplor"]
    assert {"drowsiness", "dizziness"} <= set(objects(record, "hasAdverseEffect"))
    assert "spasticity" in objects(record, "treats")
    assert "hypersensitivity" in objects(record, "contraindicatedIn")
    for claim in claims(record):
        assert len({passage.span for passage in claim.evidence}) == len(claim.evidence)
