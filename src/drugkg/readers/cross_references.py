"""References from one section of a document to another: "[see Warnings (5.1)]" says nothing of the drug."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from drugkg.readers.readings import within
from drugkg.text import Span

__all__ = ["cross_references"]

_SECTION = r"\d{1,2}(?:\.\d{1,2}){0,3}"
_SECTIONS = rf"{_SECTION}(?:\s?(?:,|;|and|-|–)\s?{_SECTION})*"
_SEE = re.compile(
    rf"\s*\[\s*see\b[^\[\]]{{1,300}}\]|\s*\(\s*see\b[^()]{{0,200}}(?:\([^()]{{1,60}}\)[^()]{{0,120}}){{0,8}}\)"
    rf"|\s*\(\s*(?:{_SECTIONS})\s*\)",
    re.IGNORECASE,
)


def cross_references(text: str, span: Span, links: Sequence[Span] = ()) -> Iterator[Span]:
    """Yield the references within a stretch of a text; bare numbers count only where they link to one (`links`).

    >>> text = "Rash can occur [see Warnings (5.1)]. Stop it (see Dosage and Administration)."
    >>> [hole.of(text) for hole in cross_references(text, Span(0, len(text)))]
    [' [see Warnings (5.1)]', ' (see Dosage and Administration)']
    """
    for match in _SEE.finditer(text, *span):
        found = Span(*match.span())
        if "see" in match.group()[:8].lower() or within(links, found):
            yield found
