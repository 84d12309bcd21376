"""Effects in tables: what a row names, and whose figure is its frequency."""

from __future__ import annotations

import pytest
from tests.claims.reading import document, found, objects, quotes

from drugkg.text import Document


def table(*lines: str, title: str = "Adverse reactions seen in the trial", drug: str = "baclofen") -> Document:
    """Return a text with a table below a heading on effects."""
    body = "\n".join(lines)
    return document(f"Baclofen\n\nSide Effects\n\nTable 1: {title}\n{body}\n", "page.txt", drug)


def effects(*lines: str, **about: str) -> dict[str, dict[str, object]]:
    """Return the effects of a table."""
    return found(table(*lines, **about), "hasAdverseEffect")


ROWS = ("Headache      12          3", "Nausea        4           5")


def test_a_row_is_an_effect_and_its_own_passage() -> None:
    source = table("              Baclofen    Placebo", "              %           %", *ROWS)
    assert objects(source, "hasAdverseEffect") == ["headache", "nausea"]
    assert quotes(source, "hasAdverseEffect", "headache") == ["Headache      12          3"]


@pytest.mark.parametrize(
    ("heads", "row", "frequency"),
    [
        (["     Baclofen (N=90)     Placebo (N=88)", "     %     %"], "12     3", "12 %"),
        (["     Placebo (N=88)     Baclofen (N=90)", "     %     %"], "12     3", "3 %"),
        (["     Baclofen     Placebo", "     n (%)     n (%)"], "12 (13)     3 (4)", "13 %"),
        (["     Baclofen     Placebo"], "12%     3%", "12 %"),
        (["     Baclofen     Placebo"], "<1%     3%", "less than 1 %"),
        (
            ["     Baclofen     Diazepam", "     All grades %     Grade 3 %     All grades %     Grade 3 %"],
            "12     1     3     0",
            "12 %",
        ),
        (
            ["     Diazepam     Baclofen", "     Any %     Severe %     Any %     Severe %"],
            "12     1     3     0",
            "3 %",
        ),
        (["     Baclofen + diazepam     Placebo + diazepam", "     %     %"], "12     3", "12 %"),
        (["     All grades (%)     Grade 3 (%)"], "12     3", "12 %"),
        # Nothing tells which figure is the drug's, or that it is a share.
        (["     Placebo     Baclofen", "     5 mg     10 mg", "     %     %     %"], "12     3     4", None),
        (["     Baclofen 5 mg (N=9)     Baclofen 10 mg (N=9)     Placebo (N=8)", "     %"], "12     3     4", None),
        (["     Baclofen     Placebo"], "12     3", None),
        (["     Baclofen     Placebo", "     per 100 patient-years (%)"], "12     3", None),
        (["     Group A     Group B", "     %     %"], "12     3", None),
    ],
)
def test_the_frequency_is_that_of_the_drug(heads: list[str], row: str, frequency: str | None) -> None:
    told = effects(*heads, f"Headache     {row}", f"Nausea     {row}")
    assert {label: said.get("frequency") for label, said in told.items()} == dict.fromkeys(
        ("headache", "nausea"), frequency
    )


def test_what_only_others_had_is_no_effect() -> None:
    heads = ("              Baclofen    Placebo", "              %           %")
    assert set(effects(*heads, "Headache      0           3", "Nausea        2           5")) == {"nausea"}


def test_classes_of_organs_and_totals_are_no_effects() -> None:
    rows = (
        "                                Baclofen    Placebo",
        "                                %           %",
        "Any adverse reaction            40          30",
        "Nervous system disorders        12          3",
        "  Tremor                        4           1",
        "Vascular disorders    Hot flush    3           1",
        "Median duration (weeks)         8           8",
    )
    assert set(effects(*rows)) == {"tremor", "hot flush"}


@pytest.mark.parametrize(
    ("label", "named"),
    [
        ("Rash  b", {"rash"}),
        ("Rasha,b", {"rash"}),
        ("Fatigue/malaise", {"fatigue", "malaise"}),
        ("Infections (such as influenza and bronchitis)", {"infection", "influenza", "bronchitis"}),
        ("Purple nails", {"purple nails"}),
        ("Zeal (fasting) increased", {"zeal increased"}),
        ("Diarrhoea, n (%)", {"diarrhea"}),
    ],
)
def test_names_in_a_row(label: str, named: set[str]) -> None:
    heads = ("              Baclofen    Placebo", "              %           %")
    assert set(effects(*heads, f"{label}      2           1", "Tremor     2           1")) == named | {"tremor"}


@pytest.mark.parametrize(
    "title",
    ["Baseline characteristics of patients", "Recommended dosage modifications", "Efficacy at week 12"],
)
def test_other_tables_name_no_effects(title: str) -> None:
    assert effects("              Baclofen    Placebo", *ROWS, title=title) == {}


def test_columns_of_words_name_effects_and_how_common_they_are() -> None:
    text = (
        "# Baclofen\n\n## Side effects\n\n| Effect | How often |\n| --- | --- |\n| Dizziness, tremor | Common |\n"
        "| Rash | Rare |\n"
    )
    assert found(document(text), "hasAdverseEffect") == {
        "dizziness": {"incidence": "common"},
        "tremor": {"incidence": "common"},
        "rash": {"incidence": "rare"},
    }


def test_the_title_may_say_in_whom() -> None:
    told = effects("              Baclofen    Placebo", *ROWS, title="Adverse reactions in children")
    assert told["headache"] == {"population": "child"}


def told(text: str, heading: str = "Adverse Reactions") -> dict[str, dict[str, object]]:
    """Return the effects of a text below a heading."""
    return found(document(f"Baclofen\n\n{heading}\n\n{text}\n", "page.txt"), "hasAdverseEffect")


def test_footnotes_tell_what_a_name_includes() -> None:
    text = "a Includes hives, eczema, and dry skin. b Includes tremor and ataxia."
    assert set(told(text)) == {"urticaria", "eczema", "dry skin", "tremor", "ataxia"}


def test_a_footnote_may_stand_inside_of_its_cell() -> None:
    heads = ("              Baclofen    Placebo", "              %           %")
    row = "RashRash includes the following terms: eczema and hives.      4          1"
    assert set(effects(*heads, row, "Tremor     2           1")) == {"rash", "eczema", "urticaria", "tremor"}


@pytest.mark.parametrize(
    "text",
    [
        "Nervous system disorders: tremor, ataxia",
        "Nervous system disorders - Tremor, Ataxia",
        "Metabolism and nutrition disorders: tremor; Vascular disorders: ataxia",
    ],
)
def test_classes_of_organs_label_lists(text: str) -> None:
    assert told(text) == {"tremor": {}, "ataxia": {}}


def test_the_label_of_a_warning_names_its_effect() -> None:
    text = "* Severe Rash: Watch the skin. (5.2)\n* Renal Impairment: Give less. (5.3)"
    assert told(text, "Warnings and Precautions") == {"rash": {"serious": True}}


@pytest.mark.parametrize(
    "text",
    [
        "* Screen patients for tremor and purple nails",
        "* Lack of trust between nurses [see Warnings and Precautions (5.1)]",
        "* A history of purple nails",
        "Table 3: Purple nails in patients of the second trial",
    ],
)
def test_what_is_to_be_done_or_read_elsewhere_is_no_list_of_new_effects(text: str) -> None:
    assert not any("nail" in label or "trust" in label for label in told(text))
