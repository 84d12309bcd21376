"""Plain text: headings told by their look, bullets, entries one a line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from drugkg.readers.base import Parsed, Reader
from drugkg.readers.blocks import Draft, blocks
from drugkg.readers.headings import Rank, heading_rank, section_rank
from drugkg.readers.lines import Line, lines
from drugkg.readers.metadata import describe
from drugkg.readers.silent import silent_heading, silent_line
from drugkg.text import BlockKind, Span

__all__ = ["READER", "bullet", "read"]

_BULLET = re.compile(r"(?:[•◦▪‣·●○■–*+-]|\d{1,2}[.)]|\(?[a-z]\))\s+(?=\S)")
_GOES_ON = re.compile(r"\s(?:or|and)$")
_MARKS_AT_END = re.compile(r"(?:\s*[{\[]\d{1,3}[}\]])+$")


def bullet(text: str, line: Line) -> int:
    """Return how long the bullet or number at the start of a line is, with white space after it; 0 for none."""
    found = _BULLET.match(text, *line.span)
    return found.end() - found.start() if found else 0


def read(text: str, file_name: str) -> Parsed:
    """Return the blocks of a plain text and what it says of itself."""
    made = blocks(text, _drafts(text, lines(text)), guess=True)
    return Parsed(made, describe(text, made))


def _drafts(text: str, found: Sequence[Line]) -> list[Draft]:
    drafts: list[Draft] = []
    indents: list[int] = []
    titled = shut = False
    index = 0
    while index < len(found):
        line = found[index]
        marked = bullet(text, line)
        rank = Rank.NONE if marked else _rank(text, found, index, titled=titled, shut=shut)
        if rank:
            drafts.append(Draft(BlockKind.HEADING, (line.span,), rank, gap=line.before))
            titled = True
            shut = silent_heading(line.span.of(text)) in ("references", "related")
            indents = []
        elif marked:
            indents = [indent for indent in indents if indent < line.indent] + [line.indent]
            stretch = Span(line.span.start + marked, line.span.end)
            drafts.append(Draft(BlockKind.ITEM, (stretch,), len(indents), listed=True, gap=line.before))
        else:
            indents = []
            last = index
            while _joined(text, found, last):
                last += 1
            stretches = tuple(part.span for part in found[index : last + 1])
            entry = _is_entry(text, found[index], stretches[-1], drafts)
            kind = BlockKind.ITEM if entry else BlockKind.PARAGRAPH
            drafts.append(Draft(kind, stretches, int(entry), gap=line.before))
            index = last
        index += 1
    return drafts


def _rank(text: str, found: Sequence[Line], index: int, *, titled: bool, shut: bool) -> Rank:
    words = found[index].span.of(text)[:300]
    rank = heading_rank(text, found, index)
    if rank and not titled and not silent_line(words):
        return Rank.TITLE
    if shut and not (silent_heading(words) or section_rank(words)):
        return Rank.NONE
    return rank if not silent_line(words) else Rank.NONE


def _joined(text: str, found: Sequence[Line], index: int) -> bool:
    """Tell whether a line goes on in the next: a list of entries that ends in "or" or "and"."""
    return (
        index + 1 < len(found)
        and found[index + 1].before == 0
        and _GOES_ON.search(text, max(found[index].span.start, found[index].span.end - 8), found[index].span.end) is not None
    )


def _is_entry(text: str, line: Line, last: Span, drafts: Sequence[Draft]) -> bool:
    """Tell whether a line without bullet is an entry of a list: no full stop, right below a heading or other entries."""
    words = _MARKS_AT_END.sub("", text[max(last.start, last.end - 60) : last.end])
    opening = text[line.span.start]
    if not drafts or words.endswith((".", "!", "?", ":", ";")) or not (opening.isalpha() or opening in "[(»"):
        return False
    before = drafts[-1]
    if before.kind is BlockKind.HEADING:
        return line.before == 0 and len(drafts) > 1
    section = _section(drafts)
    if any(draft.kind is BlockKind.ITEM and not draft.listed for draft in section):
        return True
    return any(text[draft.stretches[-1].end - 1] == ":" for draft in section[-2:])


def _section(drafts: Sequence[Draft]) -> Sequence[Draft]:
    start = next((at for at in range(len(drafts) - 1, -1, -1) if drafts[at].kind is BlockKind.HEADING), -1)
    return drafts[start + 1 :]


READER = Reader("plain", frozenset({".txt", ".text"}), lambda text: 1, read)
