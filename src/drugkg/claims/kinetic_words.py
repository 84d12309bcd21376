"""The words that tell of the drug's way through the body, where no number does."""

from __future__ import annotations

import re

from drugkg.annotate.cues import Cue
from drugkg.annotate.layers import Sentence
from drugkg.claims.schedule import cues_in
from drugkg.claims.segments import segments
from drugkg.text import Span

__all__ = ["adjective", "clauses", "described", "organs"]

_CLAUSE_END = re.compile(
    r",?\s(?:and (?:is|are|has|have|it|the|its|undergoes|excretion|elimination)|although|while|whereas|"
    r"but (?:is|are|has|it)|however|which|reaching|requiring|resulting in|with an?|with peak)\b",
    re.IGNORECASE,
)
_JOINING = re.compile(r"(?:and|but|although|while|whereas|however|which|with)\b[\s,]*", re.IGNORECASE)
_SHORTEST = 12
_LONGEST = 140
#: A clause of more words tells of a study rather than of the drug.
_MOST_WORDS = 30
_SUBJECT = re.compile(r"^.{0,60}?\b(?:is|are|has|have|undergoes|undergo|shows)\s+", re.IGNORECASE)
_EMPTY = re.compile(
    r"^(?:(?:it(?:'s|’s)?|this (?:drug|medicine|medication)|the drug|also|however|which|that|and|but|is|are|has|have|"
    r"an?|the|with|its)\b[\s,]*)+",
    re.IGNORECASE,
)
_ADJECTIVE = re.compile(
    r"\b(?:(?:very|relatively) )?(?:low|high|moderate|extensive|minimal|negligible|poor|complete|highly|extensively|"
    r"poorly|minimally|largely|mainly|primarily|mostly)\b",
    re.IGNORECASE,
)


def clauses(sentence: Sentence) -> list[Span]:
    """Return the clauses of a sentence, each with one thing told."""
    text = sentence.text
    parts: list[Span] = []
    for segment in segments(sentence):
        start = segment.start
        for match in _CLAUSE_END.finditer(text, segment.start, segment.end):
            part = Span(start, match.start()).strip(text, " ,;.")
            if part.end - part.start > _SHORTEST:
                parts.append(part)
                start = match.start()
        parts.append(Span(start, segment.end).strip(text, " ,;."))
    return [part for part in (_without_joining(text, part) for part in parts) if part.end > part.start]


def _without_joining(text: str, part: Span) -> Span:
    joining = _JOINING.match(text, part.start, part.end)
    return Span(joining.end(), part.end) if joining else part


def adjective(sentence: Sentence, part: Span) -> str | None:
    """Return the word of degree in a clause ("relatively low"), in lower case."""
    found = _ADJECTIVE.search(sentence.text, part.start, part.end)
    return found.group().lower() if found else None


def organs(sentence: Sentence, part: Span) -> str | None:
    """Return by which ways a clause says that the drug leaves the body."""
    found = [cue.span.of(sentence.text).lower() for cue in cues_in(sentence, part, "organ")]
    return ", ".join(dict.fromkeys(found)) or None


def described(sentence: Sentence, part: Span, cue: Cue) -> str | None:
    """Return the words of a clause that describe the parameter of its cue, without the subject of the clause."""
    text = " ".join(part.of(sentence.text).split())
    subject = _SUBJECT.match(text)
    if subject and subject.end() <= cue.span.start - part.start:
        text = text[subject.end() :]
    said = _EMPTY.sub("", text).strip(" ,.;")
    return said[:_LONGEST].rstrip() if 1 < len(said.split()) <= _MOST_WORDS else None
