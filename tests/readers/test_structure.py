"""Headings, silence, tables and leads where no golden document shows them."""

from __future__ import annotations

import pytest

from drugkg.readers import read
from drugkg.readers.silent import silent_heading, silent_line
from drugkg.text import Block, BlockKind, Source

BODY = "It has been used for a long time, and most people get on with it well."


def _blocks(text: str, file_name: str = "a.txt") -> tuple[Block, ...]:
    return read(text.encode(), Source("x"), file_name).blocks


def _headings(text: str, file_name: str = "a.txt") -> list[str]:
    return [block.text for block in _blocks(text, file_name) if block.kind is BlockKind.HEADING]


@pytest.mark.parametrize(
    "line",
    [
        "Dosing Options",
        "What is it for?",
        "Mode of action",
        "Protein binding:",
        "Side/Adverse Effects",
        "4.2 Posology",
        "Q3: Is it safe?",
    ],
)
def test_headings_of_plain_text(line: str) -> None:
    assert _headings(f"Title\n\n{BODY}\n\n{line}\n\n{BODY}\n") == ["Title", line]


@pytest.mark.parametrize(
    "line",
    [
        "The most common ones are:",
        "Use it with care in people who:",
        "Do not drive. It makes drowsy",
        "» Proper dosing",
        "drowsiness",
        "10 mg (Rx)",
        "Antihypertensives or",
        "Stools, dark{01}",
        "Is it safe? Ask your doctor",
        "Talk to your doctor about all the medicines that you are taking now",
    ],
)
def test_lines_that_are_no_headings(line: str) -> None:
    assert _headings(f"Title\n\n{BODY}\n\n{line}\n\n{BODY}\n") == ["Title"]


def test_a_lone_line_before_a_wide_gap_is_no_heading() -> None:
    assert _headings(f"Title\n\n{BODY}\n\nTrouble with breathing\n\n\n{BODY}\n") == ["Title"]


def test_title_case_stands_above_sentence_case() -> None:
    text = f"Title\n\nMain Part of It\n\n{BODY}\n\nMode of action\n\n{BODY}\n\nOther Main Part\n\n{BODY}\n"
    assert [block.level for block in _blocks(text) if block.kind is BlockKind.HEADING] == [1, 2, 3, 2]


def test_a_sign_means_nothing_where_nothing_explains_it() -> None:
    block = _blocks(f"Title\n\n{BODY}\n\n» Alcohol should be avoided.\n")[-1]
    assert (block.text, block.major) == ("Alcohol should be avoided.", False)


def test_brackets_mean_off_label_only_where_a_note_says_so() -> None:
    use = "[Hiccups (treatment)]1—It is used in hiccups."
    note = "Note: Uses in brackets are not part of the labeling."
    assert not _blocks(f"Title\n\n{BODY}\n\n{use}\n")[-1].bracketed
    assert _blocks(f"Title\n\n{note}\n\n{use}\n")[-1].bracketed


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("It eases pain. It also helps the sl...", "It eases pain."),
        ("It eases pain, cramps and the sl…", "It eases pain"),
        ("It eases pain. It is safe.", "It eases pain. It is safe."),
    ],
)
def test_text_that_was_cut_short_loses_its_last_sentence_or_clause(text: str, left: str) -> None:
    assert _blocks(f"Title\n\n{text}\n")[-1].text == left


def test_cells_of_a_table_stand_below_the_head_of_their_column() -> None:
    cells = [
        "Condition",
        "First Dose",
        "Highest Dose",
        "Cramps",
        "20 mg a day",
        "80 mg a day",
        "Hiccups, adults",
        "5 mg",
        "10 mg",
    ]
    blocks = _blocks("Title\n\nDosing Options\n\n" + "\n\n".join(cells) + f"\n\nWhat to Avoid\n\n{BODY}\n")
    above = {block.text: [blocks[heading].text for heading in block.headings] for block in blocks}
    assert above["20 mg a day"] == ["Title", "Dosing Options", "First Dose", "Cramps"]
    assert above["10 mg"] == ["Title", "Dosing Options", "Highest Dose", "Hiccups, adults"]
    assert above[BODY] == ["Title", "What to Avoid"]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("References", "references"),
        ("Related Questions", "related"),
        ("Professional Medical Disclaimer", "disclaimer"),
        ("Have a follow-up question?", "related"),
        ("What is in this leaflet", "navigation"),
        ("Contents of the pack", ""),
        ("Side Effects", ""),
        ("Related side effects of other medicines", ""),
    ],
)
def test_silent_headings(words: str, why: str) -> None:
    assert silent_heading(words) == why


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("Skip to main content | Menu", "navigation"),
        ("Current time: 07/15/2024 Memory usage: 1.0KB", "navigation"),
        ("Was this article helpful?", "navigation"),
        ("Written by A. Example", "author"),
        ("Last updated: May 2024", "author"),
        ("Under Review", "author"),
        ("1. Leaflet. Accessed 4/14/18.", "references"),
        ("Advertisement", "advertisement"),
        ("The information on this page is not intended as advice.", "disclaimer"),
        ("Share your worries with a doctor.", ""),
        ("Approved for use in adults with epilepsy.", ""),
        ("Skip the missed dose if it is late.", ""),
        ("Reviewed evidence shows that it helps.", ""),
        ("This leaflet does not list all side effects.", ""),
        ("Information on use in children is limited.", ""),
    ],
)
def test_silent_lines(words: str, why: str) -> None:
    assert silent_line(words) == why


def test_an_advertisement_needs_a_sign_of_its_own() -> None:
    page = f"Aspirin Facts\n\nAspirin eases pain.\n\n{BODY}\n\nTake it with food.\n\n\n\n"
    assert _blocks(page + "Placebex is used to manage boredom.\n")[-1].silent == "advertisement"
    assert not _blocks(page + "Aspirin is used to manage fever.\n")[-1].silent
    assert not _blocks(page + "Call a doctor if it gets worse.\n")[-1].silent
    assert _blocks(page + "Advertisement\n\nNo boredom any more, for an hour!\n")[-1].silent == "advertisement"


def test_an_underlined_question_stands_above_a_bold_line_below_it() -> None:
    text = f"# Examplin\n\nWhat may it cause?\n------------------\n\n{BODY * 5}\n\n**Note:**\n\nIt may cause hives.\n"
    made = _blocks(text, "a.md")
    assert [made[at].text for at in made[-1].headings] == ["Examplin", "What may it cause?", "Note:"]
