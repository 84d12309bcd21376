"""Origins lead from a text to its file, and are kept as they are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from drugkg.readers.canonical import Canonical
from drugkg.text import Origin, Piece, Span

#: A file as a reader finds it: words as they stand, a sign that is written in another way, and what it adds.
PARTS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.text("ab é😀 \t\n\u00a0", max_size=8)),
        st.tuples(st.just("entity"), st.sampled_from("&<µ ")),
        st.tuples(st.just("markup"), st.text("xyz", max_size=5)),
        st.tuples(st.just("write"), st.sampled_from(["\n", " | ", "", "\n\n"])),
    ),
    max_size=20,
)


def _made(parts: list[tuple[str, str]]) -> tuple[str, str, Origin]:
    """Return the file, the canonical text and its origin."""
    made, file = Canonical(), ""
    for kind, text in parts:
        if kind == "add":
            made.add(text, len(file))
            file += text
        elif kind == "entity":
            made.add(text, len(file), len(file) + 5)
            file += f"&#{ord(text):03d}"[:5].ljust(5, ";")
        elif kind == "markup":
            file += f"<{text}>"
        else:
            made.write(text)
    return file, *made.finish()


@given(PARTS)
def test_every_piece_leads_to_its_words(parts: list[tuple[str, str]]) -> None:
    file, text, origin = _made(parts)
    end = at_end = 0
    for piece in origin.pieces:
        assert end <= piece.start < piece.end
        assert at_end <= piece.at < piece.at_end
        end, at_end = piece.end, piece.at_end
        words = text[piece.start : piece.end]
        if piece.even:
            assert words.split() == file[piece.at : piece.at_end].split()
        else:
            assert len(words) == 1
    assert not any(line != line.lstrip() and line.lstrip()[:1] not in ("|", "") for line in text.split("\n"))


@given(PARTS, st.integers(0, 60), st.integers(0, 30))
def test_a_stretch_is_found_whole_and_nothing_beside_it(parts: list[tuple[str, str]], start: int, length: int) -> None:
    _, text, origin = _made(parts)
    wanted = Span(start, start + length)
    covered = {position for piece in origin.pieces for position in range(piece.start, piece.end)}
    found = [position for piece in origin.find(wanted) for position in range(piece.start, piece.end)]
    assert found == sorted(covered & set(range(*wanted)))
    assert all(0 <= position < len(text) for position in found)


@given(PARTS)
def test_an_origin_is_kept_as_it_is(parts: list[tuple[str, str]]) -> None:
    origin = _made(parts)[2]
    assert Origin.from_json(origin.to_json()) == origin


def test_pages_are_kept() -> None:
    origin = Origin((Piece(0, 4, 10, 14, 1), Piece(5, 9, 0, 4, 2)))
    assert Origin.from_json(origin.to_json()) == origin
    assert [piece.page for piece in origin.find(Span(3, 6))] == [1, 2]


def test_white_space_of_layout_is_one_space_and_none_at_the_ends_of_a_line() -> None:
    assert _made([("add", "\n  a \n b  "), ("write", "\n"), ("add", " c"), ("write", " | "), ("add", " d ")])[1] == (
        "a b\nc | d"
    )
