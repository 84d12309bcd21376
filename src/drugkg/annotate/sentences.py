"""Sentences: where they begin and end in a text, by rule and in linear time."""

from __future__ import annotations

import re

from drugkg.text import Span

__all__ = ["LONGEST", "sentences"]

#: No sentence that says something of a drug is longer (code points); what is, is a list, or no prose at all.
LONGEST = 1500
#: A full stop, question or exclamation mark that may end a sentence, with closing marks after it.
_END = re.compile(r"[.!?]+[\"')\]”’]*(?=\s)")
#: What stands before a full stop that ends no sentence.
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|approx|fig|dr|mr|mrs|ms|st|ca|cf|al|incl|max|min|resp|viz|spp?|U\.S"
    r"|U\.K|p\.o|b\.i\.d|t\.i\.d|q\.i\.d)"
    r"|\b[A-Za-z])\.$",
    re.IGNORECASE,
)
#: "No. 5": the full stop of an abbreviation, unlike that of the answer "No."
_NUMBERED = re.compile(r"\bno\.$", re.IGNORECASE)
_OPENS = re.compile(r"[\"'(\[“‘]*[A-Z0-9]")


def sentences(text: str, start: int = 0) -> list[Span]:
    """Return the sentences of a text from `start` on, without white space at their ends.

    >>> [s.of("Take 5 mg, e.g. at night. Do not stop.") for s in sentences("Take 5 mg, e.g. at night. Do not stop.")]
    ['Take 5 mg, e.g. at night.', 'Do not stop.']
    """
    found: list[Span] = []
    begin = start
    for match in _END.finditer(text, start):
        end = match.end()
        after = end
        while after < len(text) and text[after].isspace():
            after += 1
        if after < len(text) and not _OPENS.match(text, after):
            continue
        if text[after : after + 1].isdigit() and _NUMBERED.search(text, begin, match.start() + 1):
            continue
        if match.group().startswith(".") and _ABBREVIATION.search(
            text, max(begin, match.start() - 8), match.start() + 1
        ):
            continue
        found.append(Span(begin, end).strip(text))
        begin = after
    last = Span(begin, len(text)).strip(text)
    whole = [*found, last] if last.end > last.start else found
    if last.end - begin > LONGEST or any(span.end - span.start > LONGEST for span in found):
        return [part for span in whole for part in _bounded(text, span)]
    return whole


def _bounded(text: str, span: Span) -> list[Span]:
    """Return a sentence in parts that are not too long, cut behind a semicolon, comma or space where there is one."""
    parts: list[Span] = []
    while span.end - span.start > LONGEST:
        limit = span.start + LONGEST
        cut = (
            next((at for mark in ";, " if (at := text.rfind(mark, span.start + LONGEST // 2, limit)) > 0), limit - 1)
            + 1
        )
        parts.append(Span(span.start, cut).strip(text))
        span = Span(cut, span.end).strip(text)
    return [*parts, span] if span.end > span.start else parts
