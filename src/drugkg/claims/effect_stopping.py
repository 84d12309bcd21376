"""Effects of stopping: what a sentence names behind the words for it, and whether another drug is what is stopped."""

from __future__ import annotations

from collections.abc import Iterator

from drugkg.annotate.cues import Cue
from drugkg.annotate.layers import Page, Sentence
from drugkg.annotate.terms import Term
from drugkg.claims.effect_parts import TYPES, effect, is_general
from drugkg.claims.found import Found
from drugkg.claims.shape import clause
from drugkg.text import Span
from drugkg.vocabulary.concept import ConceptType

__all__ = ["followed", "stops_another"]


def stops_another(page: Page, sentence: Sentence, stop: Cue) -> bool:
    """Tell whether another drug is what is stopped: "withdrawal of D", "when D is stopped"."""
    near = Span(max(sentence.span.start, stop.span.start - 30), min(sentence.span.end, stop.span.end + 30))
    named = sentence.within(near, ConceptType.DRUG, ConceptType.DRUG_CLASS)
    return bool(named) and all(concept.key not in (page.drug.key, *page.drug.ingredients) for _, concept in named)


def followed(page: Page, sentence: Sentence, relation: str) -> Iterator[Found]:
    """Yield the effects that a sentence names after the words for stopping."""
    stops = sentence.of("abrupt")
    if not stops or sentence.of("negation", "treats") or stops_another(page, sentence, stops[0]):
        return
    for span, concept in sentence.within(Span(stops[0].span.end, sentence.span.end), *TYPES):
        term = Term(span, span.of(sentence.text), concept)
        if not is_general(term):
            yield effect(sentence, relation, term, clause(sentence, span), "effect.after-stopping", {}, None)
