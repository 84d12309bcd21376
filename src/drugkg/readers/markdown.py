"""Markdown, with or without front matter: headings, lists, tables, emphasis."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from drugkg.readers.base import File, Parsed, Reader
from drugkg.readers.blocks import Draft, blocks
from drugkg.readers.front_matter import front_matter
from drugkg.readers.groups import GROUP_RANK, group, settle_groups
from drugkg.readers.headings import is_question
from drugkg.readers.inline import holes
from drugkg.readers.layout import layout
from drugkg.readers.lines import Line, lines
from drugkg.readers.metadata import describe
from drugkg.readers.run_in import fixed_heading, split_run_in
from drugkg.text import BlockKind, Span

__all__ = ["READER", "read", "sniff"]

_HEADING = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_CLOSING = re.compile(r"[ \t]+#+[ \t]*$")
_UNDERLINE = re.compile(r"(?:=+|-{2,})$")
_RULE = re.compile(r"(?:[-*_][ \t]*){3,}$")
_BULLET = re.compile(r"(?:[*+•-]|\d{1,3}[.)])[ \t]+(?=\S)")
_QUOTE = re.compile(r"(?:>[ \t]?){1,8}")
_BOLD_LINE = re.compile(r"(\*\*|__)[^*_\r\n]{1,100}\1:?$")
_TABLE_RULE = re.compile(r"\|?[ \t:|-]*-[ \t:|-]*$")
_BAR = re.compile(r"(?<!\\)\|")
_ANSWER = re.compile(r"(?:\*\*)?A(?:nswer)?:(?:\*\*)?[ \t]*")
_FRONT = re.compile(r"---[ \t]*(?:\r\n|\n|\r)(?=[^\s:]{1,60}:)")
#: What stands in front is looked at behind the first letter: so a place where nothing can begin is passed fast.
_SIGNS = re.compile(
    r"#(?<=^#)#{0,5}[ \t]+\S|=(?<=[^\s=-]\n=)={2,}[ \t]*$|-(?<=[^\s=-]\n-)-{2,}[ \t]*$"
    r"|\*\*\w[^*\n]{0,200}\*\*|\]\(https?:",
    re.MULTILINE,
)
_ENOUGH_SIGNS = 2
#: A bold line is a heading below all headings of Markdown.
_BOLD_RANK = 7
#: So is a line in the fixed words of leaflets.
_FIXED_RANK = 7
#: Where a line is longer than this, no line was broken at a margin: each is a paragraph.
_UNBROKEN = 250
#: After these no line goes on in the next.
_ENDS = ".:;!?)"


def sniff(file: File) -> int:
    r"""Return how sure it is that a text is Markdown; one sign alone is as good as none.

    >>> [sniff(File(data, "a")) for data in (b"# Aspirin\n\n## Uses\n\n* pain\n", b"It eases pain.\n", b"# Aspirin\n")]
    [50, 0, 1]
    """
    if file.fault is not None:
        return 0
    text = file.text
    if _FRONT.match(text):
        return 60
    signs = len(list(islice(_SIGNS.finditer(text), _ENOUGH_SIGNS)))
    return 50 if signs >= _ENOUGH_SIGNS else min(signs, 1)


def read(file: File) -> Parsed:
    """Return the blocks of a Markdown text and what it says of itself."""
    text = file.text
    front = front_matter(text, file.name)
    made = blocks(
        text, [*front.drafts, *settle_groups(text, _drafts(text, split_run_in(text, lines(text, front.end))))]
    )
    own, told = front.metadata, describe(text, made)
    return Parsed(
        text,
        made,
        replace(
            told,
            title=own.title or told.title,
            authors=own.authors or told.authors,
            modified=own.modified or told.modified,
            reviewed=own.reviewed or told.reviewed,
        ),
    )


def _drafts(text: str, found: Sequence[Line]) -> list[Draft]:
    drafts: list[Draft] = []
    more: list[list[Span]] = []
    indents: list[int] = []
    open_paragraph = False
    margin = layout(text, found).margin
    unbroken = any(line.span.end - line.span.start > _UNBROKEN for line in found)
    for index, line in enumerate(found):
        span = _unquoted(text, line.span)
        words = span.of(text)
        heading = _HEADING.match(words)
        below = open_paragraph and line.before == 0
        open_paragraph = False
        if below and _UNDERLINE.match(words) and drafts[-1].kind is BlockKind.PARAGRAPH:
            drafts[-1] = replace(drafts[-1], kind=BlockKind.HEADING, rank=1 if words[0] == "=" else 2)
        elif not words or _RULE.match(words):
            indents = indents if not words else []
        elif heading:
            closing = _CLOSING.search(words)
            end = span.start + closing.start() if closing and closing.start() >= heading.end() else span.end
            inside = Span(span.start + heading.end(), end)
            drafts.append(_draft(text, BlockKind.HEADING, inside, len(heading.group(1)), line))
            indents = []
        elif bullet := _BULLET.match(words):
            indents = [indent for indent in indents if indent < line.indent] + [line.indent]
            stretch = Span(span.start + bullet.end(), span.end)
            drafts.append(_draft(text, BlockKind.ITEM, stretch, len(indents), line))
            open_paragraph = True
        elif words.startswith("|"):
            if not _TABLE_RULE.match(words):
                inside = span.strip(text, "| \t")
                drafts.append(replace(_draft(text, BlockKind.ITEM, inside, 1, line), cells=_cells(text, span)))
                # A table may have no heads but empty ones: then the row below them has.
                drafts[-1] = replace(drafts[-1], head=len(drafts) > 1 and _is_empty_head(drafts[-2]))
            elif drafts and drafts[-1].cells:
                drafts[-1] = replace(drafts[-1], head=True)
            indents = []
        elif drafts and group(words):
            drafts.append(_draft(text, BlockKind.HEADING, span, GROUP_RANK, line))
            indents = []
        elif (
            drafts
            and not _underlined(text, found, index)
            and (
                (fixed_heading(words) and (unbroken or not below or text[found[index - 1].span.end - 1] in _ENDS))
                or (unbroken and is_question(words))
            )
        ):
            drafts.append(_draft(text, BlockKind.HEADING, span, _FIXED_RANK, line))
            indents = []
        elif below and not (unbroken and words[0].isupper()) and _goes_on(text, found[index - 1], line, margin):
            more[-1].append(span)
            open_paragraph = True
        elif _BOLD_LINE.match(words) and not words.rstrip("*_").endswith((".", "!")):
            drafts.append(_draft(text, BlockKind.HEADING, span, _BOLD_RANK, line))
            indents = []
        else:
            drafts.append(_draft(text, BlockKind.PARAGRAPH, span, 0, line))
            indents = [indent for indent in indents if indent < line.indent]
            open_paragraph = True
        more += [[] for _ in range(len(drafts) - len(more))]
    return [_longer(text, draft, tuple(added)) for draft, added in zip(drafts, more, strict=True)]


def _underlined(text: str, found: Sequence[Line], index: int) -> bool:
    """Tell whether the line below makes a heading of a line."""
    below = found[index + 1] if index + 1 < len(found) else None
    return below is not None and not below.before and bool(_UNDERLINE.match(below.span.of(text)))


def _is_empty_head(draft: Draft) -> bool:
    return draft.head and all(cell.end == cell.start for cell in draft.cells)


def _cells(text: str, span: Span) -> tuple[Span, ...]:
    """Return the cells of a row between pipes; an empty one is an empty stretch."""
    inside = Span(span.start + 1, span.end - (text[span.end - 1] == "|" and text[span.end - 2] != "\\"))
    ends = [bar.start() for bar in _BAR.finditer(text, *inside)]
    starts = [inside.start, *(end + 1 for end in ends)]
    return tuple(Span(start, end).strip(text) for start, end in zip(starts, [*ends, inside.end], strict=True))


def _longer(text: str, draft: Draft, added: tuple[Span, ...]) -> Draft:
    """Return a draft with lines added at its end."""
    marks = tuple(hole for part in added for hole in holes(text, *part))
    return replace(draft, stretches=draft.stretches + added, holes=draft.holes + marks) if added else draft


def _goes_on(text: str, line: Line, following: Line, margin: int) -> bool:
    """Tell whether a line goes on in the next; where lines are broken at a margin, a short line is an end."""
    length = line.span.end - line.span.start
    return not margin or text[following.span.start].islower() or length * 3 >= margin * 2


def _draft(text: str, kind: BlockKind, span: Span, rank: int, line: Line) -> Draft:
    answer = _ANSWER.match(text, *span) if kind is BlockKind.PARAGRAPH else None
    start = answer.end() if answer else span.start
    marks = tuple(holes(text, start, span.end))
    return Draft(kind, (Span(start, span.end),), rank, marks, listed=kind is BlockKind.ITEM, gap=line.before)


def _unquoted(text: str, span: Span) -> Span:
    quote = _QUOTE.match(text, *span)
    return Span(quote.end(), span.end).strip(text) if quote else span


READER = Reader("markdown", "Markdown", frozenset({".md", ".markdown", ".mdown"}), sniff, read)
