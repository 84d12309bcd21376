"""PDF files: their text layer in reading order, with page and place of every word."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.pdf_writer import pdf

from drugkg.errors import DocumentError
from drugkg.readers import read
from drugkg.text import BlockKind, Document, Source

#: A summary of product characteristics on three pages, with a line at the edge of each.
MATTER = [
    ["ANNEX I", "", "1. NAME OF THE MEDICINAL PRODUCT", "", "Fictamine 20 mg hard capsules", "",
     "4.1 Therapeutic indications", "", "Fictamine is indicated for the treatment of spas-",
     "ticity and for the long-", "term relief of cramps."],
    ["4.3 Contraindications", "", "Narrow-angle glaucoma.", "", "4.8 Undesirable effects", "",
     "Nervous system disorders", "Very common (> 1/10):", "Headache"],
    ["6.1 List of excipients", "", "Lactose, talc."],
]  # fmt: skip

#: What the trailer of a file with a password has.
LOCKED = f"/ID [(a) (a)] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O ({'o' * 32}) /U ({'u' * 32}) >>"


def _laid_out(pages: list[list[str]]) -> bytes:
    made = []
    for number, page in enumerate(pages, 1):
        lines = [(60, 800, "Fictamine capsules, version 3")]
        lines += [(60, 770 - 14 * at, words) for at, words in enumerate(page) if words]
        made.append([*lines, (280, 40, f"Page {number} of {len(pages)}")])
    return pdf(made, "/Title (Fictamine) /Author (Ann Writer) /ModDate (D:20240501100000Z)")


def _read(data: bytes) -> Document:
    return read(data, Source("x"), "a.pdf")


def test_a_summary_is_read_in_order_without_the_edges_of_its_pages() -> None:
    document = _read(_laid_out(MATTER))
    assert document.format == "pdf"
    assert "version 3" not in document.text
    assert "Page" not in document.text
    headings = [block.text for block in document.blocks if block.kind is BlockKind.HEADING]
    assert "4.8 Undesirable effects" in headings
    assert "Very common (> 1/10):" in headings
    told = document.metadata
    assert (told.title, told.authors, told.modified) == (
        "Fictamine 20 mg hard capsules", ("Ann Writer",), "2024-05-01")  # fmt: skip


def test_words_that_a_line_broke_are_whole() -> None:
    texts = [block.text for block in _read(_laid_out(MATTER)).blocks]
    (use,) = [text for text in texts if "indicated" in text]
    assert use == "Fictamine is indicated for the treatment of spasticity and for the long-term relief of cramps."


def test_every_word_leads_to_its_page_and_place() -> None:
    document = _read(_laid_out(MATTER))
    assert document.origin is not None
    page = {1: "", 2: "", 3: ""}
    for piece in document.origin.pieces:
        assert piece.even
        page[piece.page] += document.text[piece.start : piece.end]
    assert "Narrow-angle glaucoma." in page[2]
    assert "Lactose" in page[3]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (pdf([[]]), "no text layer"),
        (pdf([[(60, 800, "Aspirin")]], more=LOCKED), "the PDF is encrypted"),
        (b"%PDF-1.7 nothing", "the PDF is broken"),
        (_laid_out(MATTER)[:400], "the PDF is broken"),
    ],
)
def test_what_cannot_be_read_is_said(data: bytes, what: str) -> None:
    with pytest.raises(DocumentError, match=what) as caught:
        _read(data)
    assert caught.value.problems[0].remedy


@given(st.integers(0, 10_000), st.integers(1, 30))
def test_broken_files_are_read_or_refused(seed: int, times: int) -> None:
    data, chance = bytearray(_laid_out(MATTER)), random.Random(seed)
    for _ in range(times):
        data[chance.randrange(9, len(data))] = chance.randrange(256)
    try:
        document = _read(bytes(data))
    except DocumentError as error:
        assert error.problems[0].remedy  # noqa: PT017 - some files are read
    else:
        assert all(block.span.of(document.text) for block in document.blocks)


@given(st.lists(st.text(st.characters(codec="cp1252", exclude_categories=["Cc"]), max_size=80), max_size=40))
def test_any_text_on_a_page_is_read(lines: list[str]) -> None:
    try:
        document = _read(pdf([[(60, 800 - 14 * at, words) for at, words in enumerate(lines)]]))
    except DocumentError as error:
        assert error.problems[0].remedy  # noqa: PT017 - some pages are empty
    else:
        assert document.origin is not None
        assert all(document.text[block.span.start] == block.text[0] for block in document.blocks)
