"""HTML pages: every word leads back to its place in the file, and nothing of the markup is read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.effort import grows_evenly

from drugkg.errors import DocumentError
from drugkg.readers import read
from drugkg.text import Document, Source

SIGNS = """<p> </p> <b> </b> <table> <tr> <td> <th> </table> <ul> <li> </ul> <ol> <br> <sup> </sup> <h1> </h1> <h2>
    <div> </div> <pre> </pre> &amp; &nbsp; &#x41; &notit; &copy2 <!--c--> <script>x</script> <main> </main> <nav> </nav>
    <dl> <dt> <dd> <summary> </summary> <form> <style> </style> <textarea> <svg> </svg> <template> < & <caption>
    <thead> <math> <select> <option> <body> </body>""".split()
PARTS = st.sampled_from([*SIGNS, "<td rowspan=3>", "<td colspan=9>", "<div hidden>", "<a href=#x>", "\r\n", "\n", " ",
                         "Common: rash ", "5 mg ", "é", "😀", "\u00ad", "\0", "1", "- ", "•"])  # fmt: skip


def page(text: str, name: str = "a.html") -> Document:
    return read(f"<!DOCTYPE html>{text}".encode("utf-8", "replace"), Source("x"), name)


def words(text: str) -> list[str]:
    return [block.text for block in page(text).blocks if not block.silent]


@given(st.one_of(st.text(), st.lists(st.one_of(PARTS, st.text(max_size=3)), max_size=60).map("".join)))
@example("a & b")
@example("<pre>\r\nab</pre>")
def test_every_word_leads_back_to_its_place_in_the_file(text: str) -> None:
    source = f"<!DOCTYPE html>{text}".encode("utf-8", "replace").decode()
    try:
        document = page(text)
    except DocumentError as error:
        assert error.problems[0].remedy  # noqa: PT017 - most pages are read
        return
    assert document.origin is not None
    for piece in document.origin.pieces:
        here, there = document.text[piece.start : piece.end], source[piece.at : piece.at_end]
        if piece.even:
            assert all(a == b or (a == " " and b.isspace()) for a, b in zip(here, there, strict=True))
        else:
            assert there.startswith("&") or (here.isspace() and not there.strip("\0"))
    for block in document.blocks:
        assert block.text
        assert document.text[block.span.start] == block.text[0]


@given(st.binary(max_size=300), st.integers(0, 200))
def test_broken_pages_are_read_or_refused(junk: bytes, at: int) -> None:
    whole = (Path(__file__).parent.parent / "golden" / "readers" / "web.html").read_bytes()
    try:
        read(whole[: at * 12] + junk + whole[at * 12 :], Source("x"), "a.html")
    except DocumentError as error:
        assert error.problems[0].remedy  # noqa: PT017 - most pages are read


@pytest.mark.parametrize(
    "unit", ["<div>", "<b>", "<table><tr><td>", "<ul><li>", "<", "&amp;", "<p>a", "<td rowspan=9>a"]
)
def test_no_page_takes_for_ever(unit: str) -> None:
    small, large = (f"<p>Aspirin</p>{unit * (size // len(unit))}" for size in (4_000, 32_000))
    assert grows_evenly(lambda: page(small), lambda: page(large), spare=0.5)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<p>A<script>x</script><style>y</style><!-- z -->B", ["AB"]),
        ("<p>A<p hidden>B<p style='display: none'>C<p aria-hidden=true>D", ["A"]),
        ("<p>5 &lt; 6 &amp;amp; caf&eacute; &#181;g", ["5 < 6 &amp; café µg"]),
        ("<p>ibu&shy;pro<wbr>fen", ["ibuprofen"]),
        ("<p>One<br>Two", ["One", "Two"]),
        ("<p>10<sup>9</sup>/L and 5 m<sup>2</sup>", ["109/L and 5 m2"]),
        ("<p>Rash<sup>*</sup> and Brand<sup>®</sup>", ["Rash and Brand®"]),
        ("<form><main><h1>Aspirin</h1><p>It eases pain.</main></form>", ["Aspirin", "It eases pain."]),
        ("<div class='sidebar'>Other</div><p>It eases pain, and has done so for a long time.", 1),
        ("<noscript>Words</noscript><p>A", ["A"]),
    ],
)
def test_what_stands_on_the_screen_is_read(text: str, found: list[str] | int) -> None:
    assert (len(words(text)) if isinstance(found, int) else words(text)) == found


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<meta charset=iso-8859-1><p>5 µg “a”".encode("cp1252"), "5 µg “a”"),
        ('<meta http-equiv=x content="text/html; charset=windows-1250"><p>ř'.encode("cp1250"), "ř"),
        ("\ufeff<!DOCTYPE html><p>é".encode(), "é"),
        ("<!DOCTYPE html><p>é".encode("utf-16"), "é"),
        ('<?xml version="1.0" encoding="iso-8859-2"?><html><p>ř'.encode("iso-8859-2"), "ř"),
    ],
)
def test_the_encoding_is_the_one_that_the_page_declares(data: bytes, text: str) -> None:
    document = read(data, Source("x"), "a.html")
    assert (document.format, document.text) == ("html", f"{text}\n")


@pytest.mark.parametrize("text", ["<html></html>", "\n  <HTML>", "<!DOCTYPE html><script>a</script>"])
def test_a_page_without_text_is_refused(text: str) -> None:
    with pytest.raises(DocumentError, match="the page has no text"):
        read(text.encode(), Source("x"), "a.html")


def test_a_page_of_mere_paragraphs_is_read_by_its_looks() -> None:
    lines = ["Fictamine", "4.8 Undesirable effects", "Common (may affect up to 1 in 10 people)"]
    lines += [f"- Effect number {number}" for number in range(12)]
    document = page("".join(f"<p>{line}</p>\n" for line in lines))
    assert [block.kind.value for block in document.blocks] == ["heading"] * 3 + ["item"] * 12
    assert document.blocks[3].text == "Effect number 0"


def test_an_encoding_that_nobody_knows_is_refused() -> None:
    with pytest.raises(DocumentError, match="the encoding 'klingon' is not known"):
        page("<meta charset=klingon><p>a")


def test_the_head_tells_what_the_text_does_not() -> None:
    told = page("<title>Aspirin leaflet</title><meta name=dcterms.modified content=2024-05><p>It eases pain.").metadata
    assert (told.title, told.modified) == ("Aspirin leaflet", "2024-05")
    assert page("<script type=application/ld+json>{broken</script><p>A").metadata.authors == ()


def test_the_library_is_loaded_for_pages_only(tmp_path: Path) -> None:
    code = (
        "import sys; from drugkg.readers import read; from drugkg.text import Source; read(b'A', Source('x'), 'a.txt')"
    )
    done = subprocess.run(
        [sys.executable, "-c", f"{code}; print('justhtml' in sys.modules)"],
        cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    assert done.stdout.strip() == "False"
