"""Effects in lists: items, how often each occurs, and its manifestations in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drugkg.annotate.layers import Sentence
from drugkg.annotate.listing import listed
from drugkg.annotate.lists import Item
from drugkg.annotate.quantities import Measure, measures
from drugkg.annotate.sections import attributes
from drugkg.annotate.terms import Term, Vocabulary
from drugkg.claims.effect_parts import TYPES, effect, is_general
from drugkg.claims.found import Found
from drugkg.claims.model import Quantity, Value
from drugkg.claims.shape import is_list
from drugkg.text import BlockKind, Span
from drugkg.vocabulary.concept import Concept, ConceptType

__all__ = ["listed_effects"]


def listed_effects(sentence: Sentence, vocabulary: Vocabulary, relation: str) -> Iterator[Found]:
    """Yield the effects of a sentence that only names them."""
    # Below an item that is itself an effect stands advice on it; only known effects count there.
    lead = sentence.frame.lead
    beneath = lead is not None and lead.block.kind is BlockKind.ITEM and bool(lead.within(lead.span, *TYPES))
    new = None if beneath else ConceptType.FINDING
    found = listed(vocabulary, sentence.text, _named_part(sentence), TYPES, new=new)
    if sentence.block.kind is BlockKind.PARAGRAPH and not sentence.within(sentence.span, *TYPES):
        return
    in_list = sentence.block.kind is BlockKind.ITEM
    for item, every in found:
        named = [term for term in every if in_list or _is_name(term)]
        yield from _item(sentence, vocabulary, relation, item, named, {})


def _is_name(term: Term) -> bool:
    """Tell whether a term found in running text is the name of an effect, not part of what is said."""
    known = bool(term.concept.ids or term.concept.broader or term.concept.synonyms)
    return known or (len(term.mention.split()) <= 4 and not any(c.isdigit() for c in term.mention))


def _named_part(sentence: Sentence) -> Span:
    """Return the part of an item that names effects: what stands before a remark in a full sentence."""
    if is_list(sentence.text, sentence.span):
        return sentence.span
    return Span(sentence.span.start, sentence.text.index(",", sentence.span.start))


def _item(
    sentence: Sentence,
    vocabulary: Vocabulary,
    relation: str,
    item: Item,
    named: list[Term],
    inherited: dict[str, Value],
) -> Iterator[Found]:
    text = sentence.text
    own = dict(inherited)
    behind = next((m for m in sentence.measures if m.unit == "%" and item.head.contains(m.span)), None)
    if behind:
        named = [term for term in named if term.span.end <= behind.span.start] or _before(
            sentence, vocabulary, item, behind
        )
    frequency = _frequency(text, item) or (Quantity.of(behind) if behind else None)
    if frequency:
        own["frequency"] = frequency
    manifestations = []
    for group in item.groups:
        words = group.span.of(text)
        said = attributes(words)
        if said.incidence and len(words.split()) <= 4:
            own["incidence"] = said.incidence
        elif not _is_frequency(words) and not _is_abbreviation(words):
            manifestations.append(group)
    people = _population(sentence, Span(item.head.start, item.span.end))
    for term in named:
        if not is_general(term):
            yield effect(sentence, relation, term, item.span, "effect.list", own, people)
    inner = {key: value for key, value in own.items() if key != "frequency"}
    heads = {term.concept.key for term in named}
    for group in manifestations:
        parts = listed(vocabulary, text, group.span, TYPES, new=ConceptType.FINDING)
        if len(parts) == 1 and named and not sentence.within(group.span, *TYPES):
            continue  # a gloss on the head, no effect of its own
        for part, terms in parts:
            fresh = [term for term in terms if term.concept.key not in heads]
            yield from _item(sentence, vocabulary, relation, part, fresh, inner)


def _before(sentence: Sentence, vocabulary: Vocabulary, item: Item, percent: Measure) -> list[Term]:
    """Return what an item such as "headache in 11% of patients" names before its percentage."""
    head = Span(item.head.start, percent.span.start)
    bound = _IN_HOW_MANY.search(sentence.text, head.start, head.end)
    head = Span(head.start, bound.start() if bound else head.end).strip(sentence.text, " ,:(")
    return [
        term for _, terms in listed(vocabulary, sentence.text, head, TYPES, new=ConceptType.FINDING) for term in terms
    ]


_IN_HOW_MANY = re.compile(
    r"\s+(?:in|by|with|at|of|occurs in|seen in|reported by)\s*(?:about|up to|around|some)?\s*$", re.IGNORECASE
)


def _is_frequency(words: str) -> bool:
    """Tell whether the words in brackets say how often, not what."""
    found = measures(words)
    return bool(found) and len(words.split()) - len(found[0].span.of(words).split()) <= 4


def _is_abbreviation(words: str) -> bool:
    return bool(re.fullmatch(r"[A-Z][A-Za-z]{0,6}s?", words)) and sum(c.isupper() for c in words) > 1


def _frequency(text: str, item: Item) -> Quantity | None:
    for group in item.groups:
        found = [m for m in measures(group.span.of(text)) if m.unit == "%"]
        if found and _is_frequency(group.span.of(text)):
            return Quantity.of(found[0])
    if item.tail:
        found = [m for m in measures(item.tail.of(text)) if m.unit == "%"]
        if found:
            return Quantity.of(found[0])
    return None


def _population(sentence: Sentence, span: Span) -> Concept | None:
    found = sentence.within(span, ConceptType.POPULATION)
    return found[0][1] if found else None
