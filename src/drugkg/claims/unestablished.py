"""Uses of which nobody knows: safety and efficacy that are not established in some people."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drugkg.annotate.layers import Sentence
from drugkg.claims.found import Found
from drugkg.claims.indication_scope import aged
from drugkg.claims.model import Stance
from drugkg.claims.shape import clause
from drugkg.vocabulary.concept import ConceptType, unknown

__all__ = ["UNESTABLISHED", "USE", "unestablished"]

#: What is treated where a text speaks of the use as a whole.
USE = unknown("use", ConceptType.PHRASE)
#: How far "safety" stands from "not established" at most.
_NEAR = 110
#: What is not established.
UNESTABLISHED = re.compile(
    r"(?:safety|efficacy|effectiveness)(?>(?: and (?:safety|efficacy|effectiveness))?)"
    # "of doses above 20 mg": of some use only, not of the use
    r"(?! data)(?! (?:of|with|for) (?:\w+ ){0,2}(?:doses|dosages|dosing|combin\w+|concomitant"
    r"|co-?administ\w+|repeat\w*))",
    re.IGNORECASE,
)


def unestablished(sentence: Sentence) -> Iterator[Found]:
    """Yield that safety and efficacy in some people are unknown, wherever the sentence names these people."""
    unknown_to = sentence.of("no_data")
    said_of = UNESTABLISHED.search(sentence.words) if unknown_to else None
    if not said_of or any(c.rule.id == "treats.not-established" for c in sentence.of("treats")):
        return
    people = aged(sentence) or next(iter(sentence.frame.populations), None)
    at = sentence.span.start + said_of.end()
    if people and any(abs(cue.span.start - at) < _NEAR for cue in unknown_to):
        span = clause(sentence, unknown_to[0].span)
        yield Found(
            sentence,
            "treats",
            USE,
            span,
            said_of.group(),
            "treats.not-established",
            Stance.NO_DATA,
            {"population": people},
        )
