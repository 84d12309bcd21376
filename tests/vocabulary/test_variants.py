"""What follows from a listed name: other number, other spelling, other ways to write an owner; and what does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugkg.text.fold import fold
from drugkg.vocabulary.concept import ConceptType
from drugkg.vocabulary.number import other_numbers
from drugkg.vocabulary.spelling import spellings
from drugkg.vocabulary.variants import Case, plain, variants


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("tremor", "tremors"), ("allergy", "allergies"), ("diagnosis", "diagnoses"), ("psychosis", "psychoses"),
        ("child", "children"), ("woman", "women"), ("rash", "rashes"), ("virus", "viruses"), ("abscess", "abscesses"),
        ("prophylaxis", "prophylaxes"), ("embolus", "emboli"), ("arthritis", "arthritides"), ("stomach", "stomachs"),
        ("vertebra", "vertebrae"), ("delay", "delays"), ("disease", "diseases"), ("bruise", "bruises"),
    ],
)  # fmt: skip
def test_singular_and_plural_lead_to_each_other(one: str, many: str) -> None:
    assert many in other_numbers(one)
    assert one in other_numbers(many)


@pytest.mark.parametrize("word", ["diabetes", "scabies", "series", "nervous", "increased", "severely", "of", "b", "24"])
def test_words_without_another_number(word: str) -> None:
    assert other_numbers(word) == ()


def test_a_short_plural_that_stands_alone_has_no_singular() -> None:
    assert other_numbers("fits", alone=True) == ()
    assert "fit" not in variants("fits", ConceptType.FINDING)
    assert "seizure fit" in variants("seizure fits", ConceptType.FINDING)


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("oedema", "edema"), ("haemorrhage", "hemorrhage"), ("anaemia", "anemia"), ("diarrhoea", "diarrhea"),
        ("tumour", "tumor"), ("dyspnoea", "dyspnea"), ("paediatric", "pediatric"), ("oesophageal", "esophageal"),
        ("hospitalised", "hospitalized"), ("immunisation", "immunization"), ("paralysed", "paralyzed"),
        ("leukaemia", "leukemia"), ("faeces", "feces"), ("foetal growth", "fetal growth"), ("oestrogen", "estrogen"),
        ("behavioural tumour", "behavioral tumor"), ("pain centre", "pain center"), ("ischaemic", "ischemic"),
    ],
)  # fmt: skip
def test_british_and_american_spelling_lead_to_each_other(british: str, american: str) -> None:
    assert american in spellings(british)
    assert british in spellings(american)


@pytest.mark.parametrize("word", ["disease", "infection", "edges", "pain", "menstruation"])
def test_other_words_have_one_spelling(word: str) -> None:
    assert spellings(word) == (word,)


@pytest.mark.parametrize(
    "name", ["Wilson's disease", "Wilson\N{RIGHT SINGLE QUOTATION MARK}s disease", "Wilson disease"]
)
def test_owners_of_diseases(name: str) -> None:
    found = variants(name, ConceptType.FINDING)
    assert {"wilson s disease", "wilson disease"} <= found.keys()
    assert "wilson" not in found


def test_what_people_say_for_short() -> None:
    found = variants("Wilson's disease", ConceptType.FINDING)
    assert {"wilson s", "wilsons", "wilsons disease", "wilson s disorder", "wilson diseases"} <= found.keys()
    assert "wilson s" not in variants("Wilson's syndrome", ConceptType.FINDING)


def test_an_owner_that_ends_in_s() -> None:
    assert {"graves disease", fold("Graves' disease")} <= variants("Graves disease", ConceptType.FINDING).keys()


def test_the_head_before_a_preposition_has_a_plural() -> None:
    assert {"spasms of the leg", "spasm of the legs"} <= variants("spasm of the leg", ConceptType.FINDING).keys()


def test_marks_inside_a_name_are_one_space_or_two() -> None:
    assert {"pain neck", "pain  neck"} <= variants("pain (neck)", ConceptType.FINDING).keys()


@pytest.mark.parametrize("type_", [ConceptType.DRUG, ConceptType.BRAND, ConceptType.COUNTRY])
def test_proper_names_have_no_plural(type_: ConceptType) -> None:
    assert variants("examplin", type_) == {"examplin": Case.ANY}
    assert variants("EXA", type_) == {"exa": Case.CAPITALS}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("MS", {"ms": Case.CAPITALS, "mss": Case.CAPITALS_AND_S}),
        ("MAOIs", {"maoi": Case.CAPITALS, "maois": Case.CAPITALS_AND_S}),
        ("GABA-B", {"gaba b": Case.CAPITALS, "gaba bs": Case.CAPITALS_AND_S}),
        ("T", {"t": Case.CAPITALS}),
    ],
)
def test_abbreviations_keep_their_capitals(name: str, expected: dict[str, Case]) -> None:
    assert variants(name, ConceptType.DRUG_CLASS) == expected


@pytest.mark.parametrize("name", ["NSAIDSX", "Ms", "MS disease", "5-HT", "B12"])
def test_other_names_are_written_in_any_case(name: str) -> None:
    assert set(variants(name, ConceptType.FINDING).values()) == {Case.ANY}


@given(st.text(min_size=1, max_size=20).filter(plain), st.sampled_from(ConceptType))
def test_a_name_is_its_own_variant_and_all_are_folded(name: str, type_: ConceptType) -> None:
    found = variants(name, type_)
    assert fold(name).strip(" ") in found or set(found.values()) != {Case.ANY}
    assert all(phrase == fold(phrase).strip(" ") != "" for phrase in found)
