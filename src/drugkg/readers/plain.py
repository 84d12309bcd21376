"""Plain text: headings told by their look, bullets, entries one a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from drugkg.readers.base import Parsed, Reader
from drugkg.readers.blocks import Draft, blocks
from drugkg.readers.headings import Rank, heading_rank, numbered_rank, section_rank, settle
from drugkg.readers.layout import Layout, layout
from drugkg.readers.lines import Line, lines
from drugkg.readers.metadata import describe
from drugkg.readers.silent import silent_heading, silent_line
from drugkg.readers.tables import with_tables
from drugkg.text import BlockKind, Span

__all__ = ["READER", "read"]

_BULLET = re.compile(r"(?:[•◦▪‣·●○■–*+-]|\d{1,2}[.)]|\(?[a-z]\))\s+(?=\S)")
_GOES_ON = re.compile(r"\s(?:or|and)$")
_MARKS_AT_END = re.compile(r"(?:\s*[{\[]\d{1,3}[}\]])+$")
#: What is silent below a heading, and has lone lines that look like headings.
_SHUT = ("references", "related")
#: Paragraphs after which a line that ends in a colon no longer introduces entries.
_INTRO_REACH = 2


def read(text: str, file_name: str) -> Parsed:  # noqa: ARG001 - the file name is for readers that can find faults
    """Return the blocks of a plain text and what it says of itself."""
    found = lines(text)
    made = blocks(text, with_tables(text, _settled(text, _drafts(text, found, layout(text, found)))), guess=True)
    return Parsed(made, describe(text, made))


def _drafts(text: str, found: Sequence[Line], shape: Layout) -> list[Draft]:
    drafts: list[Draft] = []
    indents: list[int] = []
    titled = shut = entries = False
    intro = _INTRO_REACH
    index = 0
    while index < len(found):
        line = found[index]
        rank = _rank(text, found, index, titled=titled, shut=shut, dense=shape.dense)
        marked = 0 if rank else _bullet(text, line)
        last = index if rank else _last_line(text, found, index, shape)
        first = Span(line.span.start + marked, line.span.end)
        stretches = (first, *(part.span for part in found[index + 1 : last + 1]))
        if rank:
            drafts.append(Draft(BlockKind.HEADING, stretches, int(rank), gap=line.before))
            titled, entries, intro = True, False, _INTRO_REACH
            shut = silent_heading(line.span.of(text)) in _SHUT
        elif marked:
            indents = [indent for indent in indents if indent < line.indent] + [line.indent]
            drafts.append(Draft(BlockKind.ITEM, stretches, len(indents), listed=True, gap=line.before))
        else:
            follows = _follows_heading(drafts, line) or _hangs(found, index, entries=entries)
            entry = _is_entry(text, stretches, follows=follows or entries or intro < _INTRO_REACH)
            kind = BlockKind.ITEM if entry else BlockKind.PARAGRAPH
            drafts.append(Draft(kind, stretches, int(entry), gap=line.before))
            entries = entries or entry
            intro = 0 if text[stretches[-1].end - 1] == ":" else intro + (not entry)
        indents = indents if marked else []
        index = last + 1
    return drafts


def _rank(text: str, found: Sequence[Line], index: int, *, titled: bool, shut: bool, dense: bool) -> Rank:
    words = found[index].span.of(text)[:300]
    rank = numbered_rank(text, found, index)
    if not rank and not _bullet(text, found[index]):
        rank = heading_rank(text, found, index, dense=dense)
    silent = silent_heading(words)
    if rank and silent:
        return Rank.CAPITALS
    if not rank or silent_line(words) or (shut and not section_rank(words)):
        return Rank.NONE
    return rank if titled else Rank.TITLE


def _settled(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    heads = [at for at, draft in enumerate(drafts) if draft.kind is BlockKind.HEADING]
    heads = [at for at in heads if not silent_heading(drafts[at].stretches[0].of(text))]
    ranks = settle([Rank(drafts[at].rank) for at in heads], [drafts[at].stretches[0].of(text) for at in heads])
    settled = list(drafts)
    for at, rank in zip(heads, ranks, strict=True):
        settled[at] = replace(settled[at], rank=int(rank))
    return settled


def _bullet(text: str, line: Line) -> int:
    """Return how long the bullet or number at the start of a line is, with white space after it; 0 for none."""
    found = _BULLET.match(text, *line.span)
    return found.end() - found.start() if found else 0


def _last_line(text: str, found: Sequence[Line], index: int, shape: Layout) -> int:
    """Return the last line of the block that a line begins."""
    while index + 1 < len(found) and _goes_on(text, found, index, shape):
        index += 1
    return index


def _goes_on(text: str, found: Sequence[Line], index: int, shape: Layout) -> bool:
    """Tell whether a line goes on in the next: it ends in "or" or "and", or was broken at the margin."""
    line, following = found[index], found[index + 1]
    if following.before or _bullet(text, following):
        return False
    if _GOES_ON.search(text, max(line.span.start, line.span.end - 8), line.span.end):
        return True
    if not shape.margin or text[line.span.end - 1] == ":":
        return False
    if text[following.span.start].islower():
        return True
    full = (line.span.end - line.span.start) * 3 >= shape.margin * 2
    return full and not heading_rank(text, found, index + 1, dense=shape.dense)


def _follows_heading(drafts: Sequence[Draft], line: Line) -> bool:
    return len(drafts) > 1 and drafts[-1].kind is BlockKind.HEADING and not line.before


def _hangs(found: Sequence[Line], index: int, *, entries: bool) -> bool:
    """Tell whether a line is set in below the line above it."""
    above = found[index - 1] if index else None
    return above is not None and not found[index].before and above.indent < found[index].indent and not entries


def _is_entry(text: str, stretches: Sequence[Span], *, follows: bool) -> bool:
    """Tell whether a line without bullet is an entry of a list: no full stop, below a heading, a lead or other entries."""
    last = stretches[-1]
    words = _MARKS_AT_END.sub("", text[max(last.start, last.end - 60) : last.end])
    opening = text[stretches[0].start]
    return follows and (opening.isalpha() or opening in "[(»") and not words.endswith((".", "!", "?", ":", ";"))


READER = Reader("plain", frozenset({".txt", ".text"}), lambda _text: 1, read)
