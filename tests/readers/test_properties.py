"""What holds for every text: spans are exact, order is kept, time is linear."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.effort import grows_evenly

from drugkg.errors import DocumentError
from drugkg.readers import read
from drugkg.text import BlockKind, Document, Source, Span

SIGNS = st.sampled_from(
    [
        "{01}",
        " {02}",
        "[1]",
        " 2, 3",
        "**",
        "*",
        "_",
        "`",
        "<sub>",
        "</sub>",
        "»\u00a0",
        "• ",
        "- ",
        "  + ",
        "1. ",
        "# ",
        "## ",
        "|",
    ]
)
WORDS = st.sampled_from(
    ["pain", "Side Effects", "Incidence rare", "may", "or", "and", "5 mg", "Why?", "Note:", "...", "é", "😀", "ß", "İ"]
)
SPACES = st.sampled_from([" ", "  ", "\n", "\n\n", "\r\n", "\n\n\n", "\t", "\u00a0", "\n    ", "\u2028", "\x0b", "\r"])
TEXTS = st.one_of(
    st.text(),
    st.lists(st.one_of(SIGNS, WORDS, SPACES, st.text(max_size=3)), max_size=60).map("".join),
    st.lists(st.one_of(SIGNS, WORDS, SPACES), max_size=60).map(lambda parts: "---\ntitle: x\n---\n" + "".join(parts)),
)


def _read(text: str, suffix: str) -> Document | None:
    try:
        document = read(text.encode("utf-8", "surrogatepass"), Source("x"), f"x{suffix}")
    except DocumentError as error:
        told = [problem.place and problem.what and problem.remedy for problem in error.problems]
    else:
        return document
    assert all(told)
    return None


def _places(document: Document, number: int) -> Iterator[tuple[str, int]]:
    reading = document.blocks[number].reading
    return ((character, reading.offsets.to_source(at)) for at, character in enumerate(reading.text))


@given(TEXTS, st.sampled_from([".txt", ".md"]))
@example("---\nq: 'a''b \n   c'\n---\nx", ".md")
@example("a\u00a0{01}\u00a0b {02}", ".txt")
def test_every_character_of_a_reading_stands_in_the_document(text: str, suffix: str) -> None:
    document = _read(text, suffix)
    for number, block in enumerate(document.blocks if document else ()):
        assert document is not None
        assert block.text
        assert block.text == " ".join(block.text.split())
        last = -1
        for character, place in _places(document, number):
            assert place > last
            last = place
            assert character == " " or document.text[place] == character
        assert document.text[block.span.start] == block.text[0]
        assert document.text[block.span.end - 1] == block.text[-1]


@given(TEXTS, st.sampled_from([".txt", ".md"]))
def test_blocks_are_in_order_and_point_upwards(text: str, suffix: str) -> None:
    document = _read(text, suffix)
    if document is None:
        return
    end = 0
    for number, block in enumerate(document.blocks):
        assert block.span.start >= end
        end = block.span.end
        assert all(above < number for above in block.headings)
        assert len(set(block.headings)) == len(block.headings)
        assert all(document.blocks[above].kind is BlockKind.HEADING for above in block.headings)
        assert block.lead is None or document.blocks[block.lead].kind is not BlockKind.HEADING
        assert block.lead is None or block.lead < number
        assert all(0 <= citation.at <= len(block.text) for citation in block.citations)
        assert [citation.at for citation in block.citations] == sorted(citation.at for citation in block.citations)
    for work in document.metadata.references:
        assert Span(*work.span).of(document.text)


@given(TEXTS)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert _read(text, ".md") == _read(text, ".md")


UNITS = [
    *(
        "(",
        "*",
        "* ",
        "a*",
        "_a ",
        "[",
        "[a](",
        "[a](b) ",
        "<",
        "<a ",
        "<!--",
        "{01}",
        "w {01} ",
        "a 1, 2 ",
        "ab.1 ",
        "` ",
        "\\*",
    ),
    *(
        "a\n",
        "\n\n\na",
        "* a\n",
        "> ",
        "» a",
        "a or\n",
        "What? ",
        "Side Effects\n\n",
        "Foo Bar\n\n",
        "... ",
        " ",
        "\u00a0a",
        "- - -\n",
    ),
    *(
        "a\n===\n",
        "|a|b|\n",
        "a:\n",
        "skip to a ",
        "accessed ",
        "updated on may 2019 ",
        "1. Aa\n",
        "1.1.1.1 ",
        "**a**\n\n",
        "1,",
        "A",
    ),
    *("Related ", "related a ", "copyright ", "]1—", "written by ", "legal important ", "share ", "\u00b2,"),
]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize(("suffix", "head"), [(".txt", "x "), (".md", "# A\n\n## B\n\nx ")])
def test_time_grows_no_faster_than_the_text(unit: str, suffix: str, head: str) -> None:
    small, large = (head + unit * (size // len(unit)) + " x" for size in (4_000, 32_000))

    def attempt(text: str) -> None:
        read(text.encode(), Source("x"), f"x{suffix}")

    assert grows_evenly(lambda: attempt(small), lambda: attempt(large))
