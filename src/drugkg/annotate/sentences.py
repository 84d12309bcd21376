"""Sentences: where they begin and end in a text, by rule and in linear time."""

from __future__ import annotations

import re

from drugkg.text import Span

__all__ = ["sentences"]

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
    return [*found, last] if last.end > last.start else found
