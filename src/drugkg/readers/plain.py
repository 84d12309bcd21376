"""Plain text: headings told by their look, bullets, entries one a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from drugkg.readers.base import File, Parsed, Reader
from drugkg.readers.blocks import Draft, blocks
from drugkg.readers.gapped import rows
from drugkg.readers.groups import GROUP_RANK, group, settle_groups
from drugkg.readers.headings import Rank, heading_rank, numbered_rank, section_rank, settle, title_like
from drugkg.readers.layout import Layout, layout
from drugkg.readers.lines import Line, lines
from drugkg.readers.metadata import describe
from drugkg.readers.run_in import split_run_in
from drugkg.readers.silent import silent_heading, silent_line
from drugkg.readers.tables import with_tables
from drugkg.text import BlockKind, Span

__all__ = ["READER", "read", "sniff"]

_BULLET = re.compile(r"(?:[•◦▪‣·●○■–*+-]|\d{1,2}[.)]|\(?[a-z]\))\s+(?=\S)")
_GOES_ON = re.compile(r"\s(?:or|and)$")
_MARKS_AT_END = re.compile(r"(?:\s*[{\[]\d{1,3}[}\]])+$")
#: What is silent below a heading, and has lone lines that look like headings.
_SHUT = ("references", "related")
#: Paragraphs after which a line that ends in a colon no longer introduces entries.
_INTRO_REACH = 2
#: Longest first line of a heading that groups side effects on two lines.
_LONGEST_GROUP = 100


def sniff(file: File) -> int:
    """Return 1 for any text: what no other reader claims is read as plain text."""
    return int(file.fault is None)


def read(file: File) -> Parsed:
    """Return the blocks of a plain text and what it says of itself."""
    text = file.text
    found = split_run_in(text, lines(text))
    drafts = settle_groups(text, _settled(text, _drafts(text, found, layout(text, found))))
    made = blocks(text, with_tables(text, drafts), guess=True)
    return Parsed(text, made, describe(text, made))


def _drafts(text: str, found: Sequence[Line], shape: Layout) -> list[Draft]:
    drafts: list[Draft] = []
    indents: list[int] = []
    titled = shut = entries = grouped = False
    intro = _INTRO_REACH
    hanging = 0
    index = 0
    tables = rows(text, found)
    while index < len(found):
        line = found[index]
        row = tables.get(index)
        if row:
            stretches = tuple(part.span for part in found[index : row.last + 1])
            drafts.append(Draft(BlockKind.PARAGRAPH, stretches, gap=line.before, cells=row.cells, head=row.head))
            indents, entries, hanging, grouped = [], False, 0, False
            index = row.last + 1
            continue
        marked = _bullet(text, line)
        hanging = hanging if line.indent == hanging and not line.before else _hanging(found, index, shape)
        groups = _group_lines(text, found, index) if titled and not marked else 0
        rank = Rank.NONE if hanging or groups else _rank(text, found, index, shape, titled=titled, shut=shut)
        rank = Rank.NONE if rank and grouped and _is_entry_of_group(text, found, index) else rank
        marked = 0 if rank else marked
        last = index + groups - 1 if groups else index if rank else _last_line(text, found, index, shape)
        first = Span(line.span.start + marked, line.span.end)
        stretches = (first, *(part.span for part in found[index + 1 : last + 1]))
        grouped = bool(groups) or (grouped and not rank)
        if groups:
            drafts.append(Draft(BlockKind.HEADING, stretches, GROUP_RANK, gap=line.before, firm=True))
            entries, intro = False, _INTRO_REACH
        elif rank:
            firm = numbered_rank(text, found, index) > 0 or bool(silent_heading(first.of(text)[:300]))
            drafts.append(Draft(BlockKind.HEADING, stretches, int(rank), gap=line.before, firm=firm))
            titled, entries, intro = True, False, _INTRO_REACH
            shut = silent_heading(first.of(text)[:300]) in _SHUT
        elif marked or hanging:
            indents = [indent for indent in indents if indent < line.indent] + [line.indent]
            drafts.append(Draft(BlockKind.ITEM, stretches, len(indents), listed=True, gap=line.before))
        else:
            below = len(drafts) > 1 and drafts[-1].kind is BlockKind.HEADING and not line.before
            follows = below or entries or intro < _INTRO_REACH
            entry = _is_entry(text, stretches, follows=follows and not _hanging(found, last + 1, shape))
            kind = BlockKind.ITEM if entry else BlockKind.PARAGRAPH
            drafts.append(Draft(kind, stretches, int(entry), gap=line.before))
            entries = entries or entry
            intro = 0 if text[stretches[-1].end - 1] == ":" else intro + (not entry)
        indents = indents if marked or hanging else []
        index = last + 1
    return drafts


def _group_lines(text: str, found: Sequence[Line], index: int) -> int:
    """Return how many lines, one or two, make a heading that groups side effects; 0 where they do not."""
    words = found[index].span.of(text)
    wraps = index + 1 < len(found) and not found[index + 1].before and len(words) < _LONGEST_GROUP
    if wraps and group(f"{words} {found[index + 1].span.of(text)}"):
        return 2
    return 1 if group(words) else 0


def _is_entry_of_group(text: str, found: Sequence[Line], index: int) -> bool:
    """Tell whether a short line among grouped side effects is one of them, however much it looks like a heading."""
    words = found[index].span.of(text)
    if numbered_rank(text, found, index) or section_rank(words) or silent_heading(words[:300]) or words[-1] in "?:":
        return False
    following = found[index + 1] if index + 1 < len(found) else None
    body = following is not None and not _bullet(text, following) and following.span.end - following.span.start >= 60
    return not body


def _rank(text: str, found: Sequence[Line], index: int, shape: Layout, *, titled: bool, shut: bool) -> Rank:
    line = found[index]
    words = line.span.of(text)[:300]
    silent = silent_heading(words)
    if silent and (line.before or shape.dense or index == 0):
        return Rank.CAPITALS
    if silent or silent_line(words):
        return Rank.NONE
    rank = numbered_rank(text, found, index)
    if rank:
        return Rank.NONE if shut else rank
    if not titled and (line.after or shape.dense) and title_like(text, line) and not _bullet(text, line):
        return Rank.TITLE
    rank = Rank.NONE if _bullet(text, line) else heading_rank(text, found, index, shape)
    if not rank or (shut and not section_rank(words)):
        return Rank.NONE
    return rank if titled else Rank.TITLE


def _settled(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """Set the ranks of headings anew, once all are known: those without number stand below those with one."""
    heads = [at for at, draft in enumerate(drafts) if draft.kind is BlockKind.HEADING and not draft.firm]
    ranks = settle([Rank(drafts[at].rank) for at in heads], [drafts[at].stretches[0].of(text) for at in heads])
    settled = list(drafts)
    for at, rank in zip(heads, ranks, strict=True):
        settled[at] = replace(settled[at], rank=int(rank))
    numbered = 0
    for at, draft in enumerate(settled):
        if draft.rank == GROUP_RANK:
            continue
        if draft.kind is BlockKind.HEADING and draft.firm:
            numbered = 0 if silent_heading(draft.stretches[0].of(text)) else draft.rank
        elif draft.kind is BlockKind.HEADING and numbered:
            settled[at] = replace(draft, rank=max(draft.rank, numbered + 1))
    return settled


def _hanging(found: Sequence[Line], index: int, shape: Layout) -> int:
    """Return the indent of two or more lines set in below the line above them, 0 where there are none."""
    if not shape.dense or not 0 < index < len(found) - 1 or found[index].before or found[index + 1].before:
        return 0
    line = found[index]
    return line.indent if found[index - 1].indent < line.indent == found[index + 1].indent else 0


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
    return full and not heading_rank(text, found, index + 1, shape)


def _is_entry(text: str, stretches: Sequence[Span], *, follows: bool) -> bool:
    """Tell whether a line without bullet is an entry of a list: no full stop, where entries can stand (`follows`)."""
    last = stretches[-1]
    words = text[max(last.start, last.end - 60) : last.end]
    if words.endswith(("}", "]")):
        words = _MARKS_AT_END.sub("", words)
    opening = text[stretches[0].start]
    return follows and (opening.isalpha() or opening in "[(»") and not words.endswith((".", "!", "?", ":", ";"))


READER = Reader("plain", "plain text", frozenset({".txt", ".text"}), sniff, read)
