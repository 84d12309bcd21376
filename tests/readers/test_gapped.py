"""Tables in plain text and Markdown: which lines are rows, and where their cells are."""

from __future__ import annotations

from drugkg.readers import read
from drugkg.text import Source


def _rows(text: str, file_name: str = "a.txt") -> list[tuple[str, ...]]:
    """Return the cells of all rows; those of heads begin with a star."""
    document = read(text.encode(), Source("x"), file_name)
    return [
        (*(["*"] if block.head else []), *(cell.of(block.text) for cell in block.cells))
        for block in document.blocks
        if block.cells
    ]


def test_lines_of_a_label_and_figures_are_a_table() -> None:
    text = (
        "Example\n\nTable 1: What was seen\n"
        "                    Example  N=90     Placebo  N=88\n"
        "                    %                %\n"
        "  Skin disorders\n"
        "     Rash  a        12               3\n"
        "     Dry skin       <1               0\n"
        "  It was mild in all of them, and nobody stopped for it.\n"
    )
    assert _rows(text) == [
        ("*", "Example N=90", "Placebo N=88"),
        ("*", "%", "%"),
        ("Skin disorders",),
        ("Rash a", "12", "3"),
        ("Dry skin", "<1", "0"),
    ]


def test_figures_below_their_label_are_one_row_with_it() -> None:
    text = "Example\n\n" + "".join(f"      {label}\n                {figures}\n" for label, figures in PAIRS)
    assert _rows(text) == [("Cough", "7", "2"), ("Night sweats", "3", "NA")]


PAIRS = (("Cough", "7      2"), ("Night sweats", "3      NA"))


def test_a_label_may_go_on_in_the_next_line() -> None:
    text = "Example\n\nRash         4 (5%)     1 (1%)\nBlood pressure\n   increased    9 (11%)    0\n"
    assert _rows(text) == [("Rash", "4 (5%)", "1 (1%)"), ("Blood pressure increased", "9 (11%)", "0")]


def test_single_spaces_part_figures_too() -> None:
    text = "Example\n\nHot flush 12 3 0\nCough 7 2 1\n"
    assert _rows(text) == [("Hot flush", "12", "3", "0"), ("Cough", "7", "2", "1")]


def test_two_columns_of_words_are_a_table() -> None:
    text = "Example\n\nEye disorders        dry eye, itching\nEar disorders        earache\nSkin disorders       rash\n"
    assert _rows(text)[0] == ("Eye disorders", "dry eye, itching")


def test_prose_dates_bullets_and_remarks_are_no_rows() -> None:
    text = (
        "Example\n\nReviewed: March 3, 2026\nPrinted: May 12, 2026\n\n*  Rash   5\n*  Cough   7\n\n"
        "6.1     Trials\n6.2     Reports\n\nAsthma      (it may get worse)\nGlaucoma    (pressure may rise)\n"
        "Ulcer       (it may bleed)\n"
    )
    assert _rows(text) == []


def test_pipes_part_cells_and_a_rule_stands_below_the_heads() -> None:
    text = "# Example\n\n| Effect | How often |\n| --- | --- |\n| Rash | 5% |\n| Cough |  |\n"
    assert _rows(text, "a.md") == [("*", "Effect", "How often"), ("Rash", "5%"), ("Cough", "")]


def test_a_table_whose_heads_are_empty_has_them_in_its_first_row() -> None:
    text = "# Example\n\n|  |  |\n| --- | --- |\n| Effect | Sign |\n| Bleeding | Bruises |\n"
    assert _rows(text, "a.md") == [("*", "Effect", "Sign"), ("Bleeding", "Bruises")]
