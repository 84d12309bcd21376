"""Whatever bytes come: a document whose every position is right, or an error that tells; no crash and no hang."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.effort import stays_below

from drugkg.errors import DocumentError
from drugkg.readers import read, readers
from drugkg.readers.decode import LIMIT
from drugkg.readers.parts import parts
from drugkg.text import Document, Source

GOLDEN = Path(__file__).parent.parent / "golden" / "readers"
DOCUMENTS = {path.name: path.read_bytes() for path in sorted(GOLDEN.iterdir()) if not path.name.endswith(".blocks.txt")}
SUFFIXES = sorted({suffix for reader in readers().values() for suffix in reader.suffixes} | {"", ".bin"})
#: What means something to one format or another, beside what the documents have themselves.
SIGNS = [
    b"<", b">", b"/>", b"&", b"&amp;", b"&#0;", b"&#x110000;", b"<![CDATA[", b"]]>", b"<!--", b"<!DOCTYPE a [",
    b"<?xml ", b'encoding="utf-16"', b"\xff\xfe", b"\xef\xbb\xbf", b"\xfe", b"\0", b"\xe2\x80", b'"', b"\\", b"\\u",
    b"\\ud800", b"{", b"}", b"[", b"]", b",", b":", b"\r", b"\n", b"\t", b"1e999", b"null", b"<table>", b"</td>",
    b"<list>", b"<item>", b"</section>", b"<br/>", b"\xe2\x80\xa2 ", b"colspan='99999999'", b"%PDF-1.7", b"stream\n",
    b"#", b"|", b"---\n",
]  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> tuple[bytes, str]:
    """Return a good document with a few stretches cut out, doubled, replaced or swapped, and a file name."""
    name = draw(st.sampled_from(sorted(DOCUMENTS)))
    data = DOCUMENTS[name]
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 40)))
        inside = draw(
            st.one_of(st.just(b""), st.sampled_from(SIGNS), st.binary(max_size=6), st.just(data[start:end] * 2))
        )
        data = data[:start] + inside + data[end:]
    return data, draw(st.sampled_from([name, *(f"a{suffix}" for suffix in SUFFIXES)]))


def check(data: bytes, file_name: str) -> Document | None:
    """Read bytes and hold what is true of every document."""
    try:
        for part in parts(data, file_name):
            check(data[part.start : part.end], file_name)
        document = read(data, Source("x"), file_name)
    except DocumentError as error:
        told = [problem.place and problem.what and problem.remedy for problem in error.problems]
        document = None
    if document is None:
        assert all(told)
        return None
    end = 0
    for number, block in enumerate(document.blocks):
        assert block.text == " ".join(block.text.split()) != ""
        assert end <= block.span.start
        end = block.span.end
        assert all(above < number for above in block.headings)
        for at, character in enumerate(block.text):
            assert character in (" ", document.text[block.reading.offsets.to_source(at)])
    assert document.blocks or document.text.strip()
    if document.origin is not None:
        at = 0
        for piece in document.origin.pieces:
            assert at <= piece.start < piece.end <= len(document.text)
            assert piece.at < piece.at_end
            at = piece.end
    return document


@given(mutated())
@settings(max_examples=300)
def test_a_broken_document_is_read_or_refused(broken: tuple[bytes, str]) -> None:
    document = check(*broken)
    assert document == check(*broken)


@given(st.binary(max_size=400), st.sampled_from(SIGNS), st.sampled_from(SUFFIXES))
def test_any_bytes_are_read_or_refused(data: bytes, sign: bytes, suffix: str) -> None:
    check(sign + data, f"a{suffix}")


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_one_sign_over_and_over_takes_no_time(sign: bytes, suffix: str) -> None:
    assert stays_below(2, lambda: check(sign * (60_000 // len(sign)), f"a{suffix}"))


def test_nothing_is_read_above_the_limit() -> None:
    for name, data in DOCUMENTS.items():
        with pytest.raises(DocumentError, match="more than the limit"):
            read(data + b" " * LIMIT, Source("x"), name)
