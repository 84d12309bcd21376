"""The scope of an indication: in whom, by which route, in which line, on or off label."""

from __future__ import annotations

import re

from drugkg.annotate.layers import Sentence
from drugkg.annotate.populations import populations
from drugkg.claims.model import Value
from drugkg.text import Span
from drugkg.vocabulary.concept import Concept, phrase

__all__ = ["aged", "scope"]

_LINE = re.compile(
    r"\b(?:unresponsive|refractory|not responsive|resistant|intolerant) to (?:[\w-]+ ){0,3}[\w-]+"
    r"|\bfirst[- ]line\b|\bsecond[- ]line\b|\bconcurrently with [\w-]+",
    re.IGNORECASE,
)


def aged(sentence: Sentence) -> Concept | None:
    """Return the people that a sentence names first, None if it names none."""
    found = populations(sentence.text, list(sentence.mentions))
    return found[0][1] if found else None


def scope(sentence: Sentence, region: Span) -> dict[str, Value | None]:
    """Return the qualifiers of an indication that the words of a region, and the headings above, tell."""
    frame = sentence.frame
    people = populations(
        sentence.text, [m for m in sentence.mentions if region.start <= m.start and m.end <= region.end]
    )
    line = _LINE.search(sentence.words)
    return {
        "route": frame.routes[0] if frame.routes else None,
        "population": people[0][1] if people else (frame.populations[0] if frame.populations else None),
        "line": phrase(line.group()) if line else None,
        "offLabel": sentence.block.bracketed
        or sentence.frame.off_label
        or bool(re.search(r"\boff-label\b", sentence.words, re.IGNORECASE)),
    }
