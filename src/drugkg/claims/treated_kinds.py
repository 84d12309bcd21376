"""Kinds of what the sentence before says is treated: "These illnesses can include those of the heart"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drugkg.annotate.layers import Sentence
from drugkg.annotate.lists import items, split_choices
from drugkg.annotate.shared_words import without_lead
from drugkg.annotate.terms import Term, Vocabulary, named
from drugkg.claims.treated import named_conditions
from drugkg.text import Span
from drugkg.vocabulary.concept import Concept, ConceptType, unknown

__all__ = ["kinds", "names_kinds"]

_OPENING = re.compile(
    r"(?:these|such|this|they)(?: (?P<kind>\w+))? (?:(?:may|can|could|might) )?include "
    r"(?P<places>those (?:of|in|affecting) )?",
    re.IGNORECASE,
)


def names_kinds(sentence: Sentence) -> bool:
    """Tell whether a sentence goes on with the kinds of a thing that the sentence before it names."""
    return _OPENING.match(sentence.words) is not None


def kinds(sentence: Sentence, vocabulary: Vocabulary) -> Iterator[Term]:
    """Yield the kinds that such a sentence names: the conditions themselves, or one at each of the places."""
    opening = _OPENING.match(sentence.words)
    if opening is None:
        return
    region = Span(sentence.span.start + opening.end(), sentence.span.end).strip(sentence.text, " .")
    if not opening["places"]:
        yield from named_conditions(sentence, vocabulary, region)
    elif opening["kind"]:
        kind = opening["kind"].casefold().removesuffix("s")
        for item in items(sentence.text, region):
            for part in split_choices(sentence.text, item.head):
                place = without_lead(sentence.text, part)
                words = place.of(sentence.text)
                yield Term(place, words, _at(vocabulary, words, kind))


def _at(vocabulary: Vocabulary, place: str, kind: str) -> Concept:
    """Return the condition of a kind at a body site, by any of the ways to name it."""
    ways = (f"{place} {kind}", f"{place.removesuffix('s')} {kind}", f"{kind} of the {place}")
    known = (named(vocabulary, words, ConceptType.FINDING) for words in ways)
    return next((concept for concept in known if concept), unknown(ways[1], ConceptType.FINDING))
