"""The running text of openFDA's labels: whole sections in one string, with the titles of their parts inside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from drugkg.readers.flow import Flow
from drugkg.readers.json_values import Text
from drugkg.text import BlockKind, Span

__all__ = ["write_heading", "write_running_text", "write_words"]

_PARAGRAPH = re.compile(r"[ \t]*\n[ \t]*\n\s*")
_NUMBER = re.compile(r"\d{1,2}\.\d{1,2}\s+(?=[A-Z])")
_TOKEN = re.compile(r"\S+")
#: Words that a title writes small.
_SMALL = frozenset("a an and as at by for from in of on or per the to with".split())
_LONGEST_TITLE, _TITLE_RANK = 15, 3


def write_words(flow: Flow, told: Text, span: Span) -> None:
    """Write a stretch of a string, each piece with its place in the file."""
    for piece in told.origin.find(span):
        flow.add(told.text[piece.start : piece.end], piece.at, piece.at_end)


def write_heading(flow: Flow, key: Text) -> None:
    """Write the name of a field as words."""
    for piece in key.origin.pieces:
        flow.add(key.text[piece.start : piece.end].replace("_", " "), piece.at, piece.at_end)


def write_running_text(flow: Flow, told: Text, title: str, cuts: Sequence[Span], silent: str) -> None:
    """Write a field's text without what others say, without its own title, with the titles of its parts as headings."""
    found = _title(title).match(told.text)
    number = found["number"] if found else None
    at = found.end() if found else 0
    for cut in (*cuts, Span(len(told.text), len(told.text))):
        for span in _paragraphs(told.text, Span(at, max(at, cut.start)), number):
            numbered = _NUMBER.match(told.text, *span) if number else None
            end = _subtitle(told.text, span) if numbered else span.start
            if end > span.start:
                flow.open(BlockKind.HEADING, _TITLE_RANK, silent=silent)
                write_words(flow, told, Span(span.start, end))
            if told.text[end : span.end].strip():
                flow.open(BlockKind.PARAGRAPH, silent=silent)
                if numbered and end == span.start:
                    end, mark = numbered.end(), flow.mark()
                    write_words(flow, told, Span(span.start, end))
                    flow.hole(mark)
                write_words(flow, told, Span(end, span.end))
            flow.close()
        at = max(at, cut.end)


def _paragraphs(text: str, span: Span, number: str | None) -> Iterator[Span]:
    """Yield the paragraphs of a stretch: parted by blank lines, or begun by the number of a part ("5.1")."""
    starts = [span.start, *(match.end() for match in _PARAGRAPH.finditer(text, *span))]
    if number:
        starts += [match.start() for match in _part_number(number).finditer(text, *span)]
    bounds = [*sorted(set(starts)), span.end]
    yield from (Span(start, end) for start, end in pairwise(bounds) if end > start)


def _subtitle(text: str, span: Span) -> int:
    """Return where the title of a numbered part ends, its start where it has none.

    A title writes its words large, but for small words and brackets. The last large word in front of a common one
    begins the first sentence, unless the title would end in a small word ("Function Increases in HbA1c and glucose").
    """
    number, *words = _tokens(text, span)
    large: list[int] = []
    depth = 0
    for at, word in enumerate(words):
        shown = word.of(text)
        depth += shown.count("(") - shown.count(")")
        if depth > 0 or shown.endswith(")") or shown in _SMALL or not shown[0].isalpha():
            continue
        if shown[0].islower():
            break
        large.append(at)
    while large and words[large[-1] - 1].of(text) in _SMALL:
        large.pop()
    return words[large[-1] - 1].end if large and 0 < large[-1] < _LONGEST_TITLE else number.start


def _tokens(text: str, span: Span) -> Iterator[Span]:
    """Yield the first words of a stretch, as many as a title may have."""
    for count, match in enumerate(_TOKEN.finditer(text, *span)):
        if count > _LONGEST_TITLE:
            return
        yield Span(*match.span())


@cache
def _title(name: str) -> re.Pattern[str]:
    """Return a pattern for the title of a field in front of its text: `5 WARNINGS AND PRECAUTIONS`."""
    words = r"\W+".join("(?:and|&)" if word == "and" else re.escape(word) for word in name.split("_"))
    title = rf"(?:{words}\b:?\s*)?" if name else ""
    return re.compile(rf"\s*(?:(?P<number>\d{{1,2}})(?:\.\d{{1,2}})?\.?\s+(?=[A-Z]))?{title}", re.IGNORECASE)


@cache
def _part_number(number: str) -> re.Pattern[str]:
    return re.compile(rf"(?<=\s){re.escape(number)}\.\d{{1,2}}(?=\s+[A-Z])")
