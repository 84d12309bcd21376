"""What cannot be read is refused with its place and a remedy."""

from __future__ import annotations

import pytest
from tests.effort import stays_below

from drugkg.errors import DocumentError, Problem
from drugkg.readers import read
from drugkg.readers.decode import LIMIT
from drugkg.text import Source


def _problem(data: bytes, file_name: str = "page.txt") -> Problem:
    with pytest.raises(DocumentError) as caught:
        read(data, Source("x"), file_name)
    (problem,) = caught.value.problems
    assert problem.remedy
    return problem


def test_bytes_that_are_not_utf_8_are_named_by_offset_and_line() -> None:
    problem = _problem("gut\nböse".encode("latin-1"))
    assert (problem.place, problem.what) == ("page.txt:2", "byte 5 is not UTF-8")


def test_a_byte_order_mark_counts_in_the_offset_but_not_in_the_text() -> None:
    assert _problem(b"\xef\xbb\xbfab\xff").what == "byte 5 is not UTF-8"
    assert read(b"\xef\xbb\xbfAspirin eases pain.", Source("x"), "a.txt").text == "Aspirin eases pain."


@pytest.mark.parametrize(
    ("data", "what"), [(b"", "the file is empty"), (b" \n\t\xc2\xa0\n", "the file has only white space")]
)
def test_nothing_to_read(data: bytes, what: str) -> None:
    assert _problem(data).what == what


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"PK\x03\x04....", "ZIP"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><a/>', "XML"),
        ("Aspirin".encode("utf-16"), "UTF-16"),
        (b"{\\rtf1 a}", "RTF"),
    ],
)
def test_other_formats_are_named(data: bytes, name: str) -> None:
    problem = _problem(data)
    assert problem.what.startswith("format not known")
    assert name in problem.what


def test_what_no_reader_knows_is_told_what_they_know() -> None:
    remedy = _problem(b"PK\x03\x04....").remedy
    assert "plain text" in remedy
    assert "Markdown" in remedy


def test_a_zero_byte_is_no_text() -> None:
    problem = _problem(b"a\nb\0c")
    assert (problem.place, problem.what) == ("page.txt:2", "format not known: a zero byte at byte 3")


def test_a_file_above_the_limit_is_refused_at_once() -> None:
    data = b"a" * (50 * 1024 * 1024)
    assert f"{LIMIT:,}" in _problem(data).what
    assert stays_below(1, lambda: _problem(data))


@pytest.mark.parametrize(
    ("inside", "line", "what"),
    [
        ("title: [a", 3, "broken YAML"),
        ("title: a\n\tb: c", 3, "broken YAML"),
        ("a: &x [1]\nb: *x", 2, "an anchor or alias"),
        ("a: " + "[" * 13 + "]" * 13, 2, "values nested deeper"),
        ("a: b\nc: \x07", 3, "broken YAML"),
    ],
)
def test_front_matter_that_cannot_be_read_is_named_by_line(inside: str, line: int, what: str) -> None:
    problem = _problem(f"---\n{inside}\n---\ntext".encode(), "page.md")
    assert problem.place == f"page.md:{line}"
    assert problem.what.startswith(what)


def test_a_yaml_bomb_does_no_harm() -> None:
    layers = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 9))
    data = f"---\nl0: &l0 [x]\n{layers}---\n".encode()
    assert _problem(data, "page.md").what == "an anchor or alias"
    assert stays_below(1, lambda: _problem(data, "page.md"))


def test_too_much_front_matter_is_refused() -> None:
    inside = "a: b\n" * 60_000
    assert _problem(f"---\n{inside}---\ntext".encode(), "page.md").what.startswith("front matter of more than")


def test_dashes_without_an_end_are_no_front_matter() -> None:
    document = read(b"---\ntitle: a\n\nIt eases pain.\n", Source("x"), "page.md")
    assert document.blocks[-1].text == "It eases pain."
