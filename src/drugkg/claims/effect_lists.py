"""Effects in lists: items, how often each occurs, and its manifestations in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drugkg.annotate.layers import Page, Sentence
from drugkg.annotate.listing import listed
from drugkg.annotate.lists import Item
from drugkg.annotate.organ_classes import organ_class_parts
from drugkg.annotate.quantities import Measure, measures
from drugkg.annotate.sections import attributes
from drugkg.annotate.terms import Term, Vocabulary
from drugkg.annotate.terms import named as named_as
from drugkg.claims.effect_names import apart, is_in_words, is_name
from drugkg.claims.effect_parts import TYPES, effect, is_general, is_known, is_of_something_else, people
from drugkg.claims.effect_wording import ungraded
from drugkg.claims.found import Found
from drugkg.claims.model import Quantity, Value
from drugkg.claims.shape import is_list
from drugkg.text import BlockKind, Span
from drugkg.vocabulary.concept import Concept, ConceptType

__all__ = ["consequence", "item_effects", "listed_effects"]


def listed_effects(page: Page, sentence: Sentence, vocabulary: Vocabulary, relation: str) -> Iterator[Found]:
    """Yield the effects of a sentence that only names them."""
    # Below an item that is itself an effect stands advice on it; only known effects count there.
    lead = sentence.frame.lead
    beneath = lead is not None and lead.block.kind is BlockKind.ITEM and bool(lead.within(lead.span, *TYPES))
    if lead is not None and is_of_something_else(lead.words):
        return
    new = None if beneath else ConceptType.FINDING
    found = [
        part
        for below in organ_class_parts(sentence.text, _named_part(sentence))
        for part in listed(vocabulary, sentence.text, below, TYPES, new=new)
    ]
    if sentence.block.kind is BlockKind.PARAGRAPH and not sentence.within(sentence.span, *TYPES):
        return
    in_list = sentence.block.kind is BlockKind.ITEM
    known = sum(any(is_known(term) for term in every) for _, every in found)
    for item, every in found:
        if _HISTORY.match(sentence.text, *item.head):
            continue
        # Running text of which half is no effect tells something else; what it knows may still be effects.
        takes_new = (in_list or 2 * known >= len(found)) and not _REFERS.search(item.span.of(sentence.text))
        parts = [part for term in every for part in apart(page, sentence, term)]
        named = [term for term in parts if is_known(term) or (takes_new and is_name(vocabulary, term, in_list=in_list))]
        yield from item_effects(sentence, vocabulary, _relation(sentence, item, relation), item, named, {})


def _relation(sentence: Sentence, item: Item, relation: str) -> str:
    """Return the relation of an item: one "(on overdose)" or "(if stopped abruptly)" speaks of its item alone."""
    if relation != "hasAdverseEffect":
        return relation
    groups = [group.span for group in item.groups]
    for category, special in (("abrupt", "hasWithdrawalEffect"), ("overdose", "hasOverdoseEffect")):
        if any(group.contains(cue.span) for group in groups for cue in sentence.of(category)):
            return special
    return relation


#: What a patient had before is none of the drug's doing.
_HISTORY = re.compile(r"\W*(?:an? )?(?:(?:personal|family|prior|medical) )?history of\b", re.IGNORECASE)
#: An item that points to where more is said of it: it may name a topic as well as an effect.
_REFERS = re.compile(r"[\[(]\s*see\b", re.IGNORECASE)
#: In whom or with what something happens, behind its name.
_TAIL = re.compile(
    r"\s+(?:in (?:the )?(?:presence|treatment|patients|subjects|combination|setting|children|adults|those)\b"
    r"|manifest(?:ing|ed)\b|with (?:concomitant|concurrent|acute|[\w-]+-[\w-]+)\b|when\b|while\b"
    r"|during\b|following\b|after\b|between\b).*",
    re.IGNORECASE,
)


def _without_tail(vocabulary: Vocabulary, term: Term) -> Term:
    """Return a term without what says in whom or with what it happens, where a known name is left."""
    tail = _TAIL.search(term.mention)
    if tail is None or vocabulary.lookup(term.mention):
        return term
    words = term.mention[: tail.start()]
    known = named_as(vocabulary, words, *TYPES)
    return (
        Term(Span(term.span.start, min(term.span.end, term.span.start + len(words))), words, known) if known else term
    )


_NO_EFFECT_TYPES = (ConceptType.SITE, ConceptType.LAB_TEST)


def _named_part(sentence: Sentence) -> Span:
    """Return the part of an item that names effects: what stands before a remark in a full sentence."""
    if is_list(sentence.text, sentence.span):
        return sentence.span
    led_to = consequence(sentence)
    end = led_to.start if led_to else sentence.text.index(",", sentence.span.start)
    return Span(sentence.span.start, end)


def consequence(sentence: Sentence) -> Span | None:
    """Return where an item goes on with what its effect leads to ("low blood sugar, which can cause ..."), if it does.

    What stands before must only name effects.
    """
    found = _LEADS_TO.search(sentence.text, sentence.span.start, sentence.span.end)
    head = Span(sentence.span.start, found.start()) if found else None
    return (
        Span(*found.span())
        if found and head and head.of(sentence.text).strip() and is_list(sentence.text, head)
        else None
    )


def item_effects(
    sentence: Sentence,
    vocabulary: Vocabulary,
    relation: str,
    item: Item,
    named: list[Term],
    inherited: dict[str, Value | None],
) -> Iterator[Found]:
    """Yield the effects that an item names, and those in its brackets."""
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
    people = _population(sentence, Span(item.head.start, item.span.end), named)
    for term in (_without_tail(vocabulary, whole) for whole in named):
        if not is_general(term) and is_in_words(vocabulary, term):
            graded = relation == "hasAdverseEffect" and not vocabulary.lookup(term.mention)
            plain, severe = ungraded(vocabulary, term) if graded else (term, False)
            mine = own | {"serious": True} if severe else own
            yield effect(sentence, relation, plain, item.span, "effect.list", mine, people)
    inner = {key: value for key, value in own.items() if key != "frequency"}
    heads = {term.concept.key for term in named}
    for group in manifestations:
        risk = _RISK_OF.match(text, group.span.start, group.span.end)
        inside = Span(risk.end() if risk else group.span.start, group.span.end)
        parts = listed(vocabulary, text, inside, TYPES, new=ConceptType.FINDING)
        if len(parts) == 1 and named and not sentence.within(group.span, *TYPES):
            continue  # a gloss on the head, no effect of its own
        elsewhere = any(named_as(vocabulary, part.head.of(text), *_NO_EFFECT_TYPES) for part, _ in parts)
        for part, terms in parts:
            # A single unknown word may be a piece of a name ("macular or papular"), as one among places is a place.
            told = [
                term
                for term in terms
                if is_known(term)
                or sentence.within(term.span, *TYPES)
                or (not elsewhere and " " in term.mention and is_name(vocabulary, term, in_list=False))
            ]
            fresh = [term for term in told if term.concept.key not in heads]
            yield from item_effects(sentence, vocabulary, relation, part, fresh, inner)


_LEADS_TO = re.compile(r",?\s+(?:(?:which|that) (?:can|may|could|might) |resulting in |leading to )", re.IGNORECASE)
_RISK_OF = re.compile(r"(?:including\s+)?(?:an?\s+)?(?:(?:increased|higher)\s+)?risks? of\s+", re.IGNORECASE)


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


def _population(sentence: Sentence, span: Span, named: list[Term]) -> Concept | None:
    """Return the people of an item; words that name its effect ("kidney problems") name nobody who has it."""
    return next(
        (who for at, who in people(sentence, span) if not any(at.start <= term.span.start < at.end for term in named)),
        None,
    )
