"""How common a sentence says its effects are, and which of them it singles out."""

from __future__ import annotations

import re

from drugkg.annotate.layers import Sentence
from drugkg.annotate.sections import attributes, attributive
from drugkg.annotate.terms import Term
from drugkg.text.hints import has_any

__all__ = ["said_incidence", "singled_out"]


def said_incidence(words: str) -> str | None:
    """Return how common a sentence says the effects are that it tells.

    The most common among serious ones, or among those that ended a treatment, need not be common at all.

    >>> said_incidence("Common side effects include nausea"), said_incidence("The most common serious side effects are")
    ('common', None)
    """
    return None if _OF_SOME.search(words) else attributes(attributive(words)).incidence


def singled_out(sentence: Sentence, term: Term) -> str | None:
    """Return how common an adverb right before a term, or before those that it stands among, says that it is.

    "Nausea, headache and rarely blurred vision" says it of the last alone.
    """
    text, start = sentence.text, sentence.span.start
    if not has_any(text, _STEMS):
        return None
    found = None
    for adverb in _ADVERB.finditer(text, start, term.span.start):
        found = adverb
    if found is None or _ENDS.search(text, found.end(), term.span.start):
        return None
    return attributes(found["how"]).incidence


_STEMS = ("rare", "common", "frequent", "occasional")
_ADVERB = re.compile(
    r"(?:[,;:(]|\b(?:and|or|but)\b)\s*,?\s*(?P<how>(?:very |extremely |less )?(?:rarely|rare|occasionally"
    r"|uncommonly|infrequently|commonly|frequently)),?\s(?!(?:in|cases?|may|can|be|been|reported|used|associated)\b)",
    re.IGNORECASE,
)
#: What an adverb does not reach across.
_ENDS = re.compile(r"[;:.]\s|\b(?:is|are|was|were|may|can|include[sd]?|occur\w*|report\w*)\b", re.IGNORECASE)
_OF_SOME = re.compile(
    r"\bmost (?:common|frequent)(?:ly)?\b(?:(?!\b(?:is|are|was|were|includ\w+)\b)[^.;:]){0,70}?"
    r"\b(?:serious|severe|grades?|fatal|discontinu\w+|withdraw\w+|stopp\w+"
    r"|hospitali[sz]\w+|dos(?:e|age|ing) (?:\w+ )?(?:reduc|interrupt|modif|adjust|delay|hold)\w*|reasons?|causes?"
    r"|laborator\w+|manifestations?|signs?|symptoms? of)\b",
    re.IGNORECASE,
)
