"""What a document says of itself: title, authors, dates, listed works."""

from __future__ import annotations

import re
from collections.abc import Sequence

from drugkg.readers.dates import date
from drugkg.text import Block, BlockKind, Metadata, Reference, Span

__all__ = ["describe"]

_AUTHOR = re.compile(
    r"\b(?:written|authored|posted) by:?\s+([^|•;\n]{3,80}?)(?=\s*(?:[|•;,]|(?<=[a-z]{2})\.\s|\.?$|\bon\b|\blast\b))",
    re.IGNORECASE,
)
_REVIEWED = re.compile(
    r"\b(?:last |medically )?review(?:ed)?(?: date| on)?\s*:?\s+(?:[A-Z][a-z]{2,5}day,?\s+)?(?=[\dA-Z])", re.IGNORECASE
)
_MODIFIED = re.compile(
    r"\b(?:last |date )?(?:updated|modified|revised)(?: on| in)?\s*:?\s+(?:[A-Z][a-z]{2,5}day,?\s+)?(?=[\dA-Z])",
    re.IGNORECASE,
)
_YEAR_AT_END = re.compile(r"\b(?:19|20)\d\d\b\W{0,3}$")
_LABEL = re.compile(r"\s*[\[(]?(\d{1,3})[\].)]?\s")
#: What kind of document it is, which is no title.
_KIND = re.compile(
    r"(?:annex [ivx]{1,4}[a-d]?|(?:[a-d]\. )?(?:package leaflet|labell?ing)|summary of product characteristics"
    r"|(?:package|patient(?: information)?) leaflet(?:: information for the (?:patient|user)s?)?"
    r"|(?:full |highlights of )?prescribing information|medication guide)\W*",
    re.IGNORECASE,
)
#: The first heading of a leaflet, and that of a summary of product characteristics.
_NAMED = re.compile(r"1\.?\s+What (.{2,80}?) (?:is|are) and what (?:it is|they are) used for\W*", re.IGNORECASE)
_NAME_FOLLOWS = re.compile(r"1\.?\s+Name of the (?:medicinal|veterinary) (?:medicinal )?product\W*", re.IGNORECASE)
#: Blocks longer than this are body text, where such words mean something else.
_LONGEST = 300


def describe(text: str, blocks: Sequence[Block]) -> Metadata:
    """Return what the blocks of a document say of it."""
    short = [block.text for block in blocks if len(block.text) <= _LONGEST and block.silent]
    return Metadata(
        title=_title(blocks),
        authors=tuple(dict.fromkeys(match.group(1).strip() for words in short for match in _AUTHOR.finditer(words))),
        modified=_dated(_MODIFIED, short),
        reviewed=_dated(_REVIEWED, short),
        references=_references(text, blocks),
    )


def _title(blocks: Sequence[Block]) -> str | None:
    """Return the first heading that names a matter, or the first text where that heading is a numbered section.

    European product information names its product below the first numbered heading, or in the words of that heading.
    """
    speaking = [block for block in blocks if not block.silent and len(block.text) <= _LONGEST]
    headings = [block for block in speaking if block.kind is BlockKind.HEADING and not _KIND.fullmatch(block.text)]
    texts = [block for block in speaking if block.kind is not BlockKind.HEADING and not _KIND.fullmatch(block.text)]
    if not headings or not headings[0].text[0].isdigit():
        return headings[0].text if headings else next((block.text for block in texts), None)
    named = _NAMED.fullmatch(headings[0].text)
    if named:
        return named.group(1)
    after = speaking[speaking.index(headings[0]) + 1 :] if _NAME_FOLLOWS.fullmatch(headings[0].text) else texts
    return next((block.text for block in after if not block.text[0].isdigit()), None)


def _dated(pattern: re.Pattern[str], texts: Sequence[str]) -> str | None:
    dates = (date(words[match.end() :]) for words in texts for match in pattern.finditer(words))
    return next((found for found in dates if found), None)


def _references(text: str, blocks: Sequence[Block]) -> tuple[Reference, ...]:
    works: list[Reference] = []
    start: int | None = None
    label: str | None = None
    for block in blocks:
        if block.silent != "references" or block.kind is BlockKind.HEADING:
            start = None
            continue
        span = block.span
        line_start = max(text.rfind("\n", 0, span.start), text.rfind("\r", 0, span.start)) + 1
        numbered = _LABEL.match(text, line_start, span.end)
        if numbered:
            works.append(Reference(numbered.group(1), span))
            start = None
            continue
        if start is None and " " not in block.text:
            continue
        start = span.start if start is None else start
        if block.kind is BlockKind.ITEM or _YEAR_AT_END.search(block.text[-12:]):
            works.append(Reference(label, Span(start, span.end)))
            start = None
    return tuple(works)
