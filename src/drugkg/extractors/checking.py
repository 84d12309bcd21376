"""Checking: a statement becomes a finding only if the document has its words, where the extractor says they are."""

from __future__ import annotations

import re

from drugkg.annotate.layers import Page, Sentence
from drugkg.annotate.terms import Vocabulary
from drugkg.claims.found import Found
from drugkg.claims.model import Stance, Value
from drugkg.claims.relations import RELATIONS
from drugkg.claims.shape import is_mine, is_of_another, stance
from drugkg.extractors.extractor import Rejected, Statement
from drugkg.extractors.slots import (
    LONGEST_WORDS,
    OBJECTS,
    Place,
    inherited,
    object_of,
    place_of,
    shared_object,
    value_of,
)
from drugkg.text import Reading, Span
from drugkg.vocabulary.concept import Concept

__all__ = ["checked"]

#: A quote that does not have the object itself says at least so many words of it.
_FEWEST_WORDS = 3
#: Relations whose object is another drug, so that one may well be spoken of.
_OF_OTHERS = frozenset({"interactsWith", "comparedWith"})
#: Cues that turn what a clause says, wherever they stand in it; those that deny are told by `shape.stance`.
_TURNS = {"uncertain": Stance.HEDGES, "no_data": Stance.NO_DATA}
#: Relations whose own words forbid, so that these words deny nothing.
_WARNINGS = frozenset({"contraindicatedIn", "cautionIn", "interactsWith"})
#: "No, it may cause ...": the answer to a question denies nothing of what follows.
_ANSWER = re.compile(r"no\s*[,;:.–—]\s*", re.IGNORECASE)
#: What a claim of these relations says of its object; without any of it, it says nothing.
_SAID = {
    "hasDose": frozenset({"amount", "timesPerDay", "every", "duration"}),
    "hasPharmacokinetics": frozenset({"value", "text"}),
}


def checked(page: Page, vocabulary: Vocabulary, statement: Statement, rule: str) -> Found | Rejected:
    """Return what a statement finds where its quote stands in its passage, or why nothing."""
    relation, passage = RELATIONS.get(statement.relation), statement.passage.span
    if relation is None or statement.relation not in OBJECTS:
        return Rejected("no such relation")
    if statement.stance not in {each.value for each in Stance}:
        return Rejected("no such stance")
    known = {qualifier.key for qualifier in relation.qualifiers}
    if not known.issuperset(statement.qualifiers):
        return Rejected("a qualifier that the relation does not have")
    quote, text = statement.quote, page.document.text
    if not quote.strip() or len(quote) > LONGEST_WORDS:
        return Rejected(f"a quote that is empty or longer than {LONGEST_WORDS} characters")
    at = text.find(quote, passage.start, passage.end)
    if at < 0:
        return Rejected("the quote is not in the passage")
    if text.find(quote, at + 1, passage.end) >= 0:
        return Rejected("the quote stands several times in the passage")
    return _found(page, vocabulary, statement, Span(at, at + len(quote)), rule)


def _found(page: Page, vocabulary: Vocabulary, statement: Statement, where: Span, rule: str) -> Found | Rejected:
    passage, relation = statement.passage, RELATIONS[statement.relation]
    quote = _read(passage.sentences[0].block.reading, where)
    inside = [sentence for sentence in passage.sentences if quote and sentence.span.overlaps(quote)]
    if quote is None or len(inside) != 1:
        return Rejected("the quote is not of one sentence")
    (sentence,) = inside
    above = _above(statement, sentence)
    place = place_of(statement.object, sentence, quote, above)
    mention, concept = statement.object, None
    if place is not None:
        mention, concept = place.words, object_of(relation, place, vocabulary)
    elif term := shared_object(relation, statement.object, sentence, quote, vocabulary):
        place = Place(sentence.text, term.span, quote, sentence)
        mention, concept = term.mention, term.concept
    if place is None:
        return Rejected("the object is neither in the quote nor above it")
    if place.sentence is None and len(statement.quote.split()) < _FEWEST_WORDS:
        return Rejected("the quote says nothing of the object")
    if concept is None:
        return Rejected("the object names nothing that the relation takes")
    # Where the object stands above, whatever drug the quote has before its end may be the one that is spoken of.
    spoken = place.span if place.sentence is not None else Span(quote.end, quote.end)
    if _is_another(page, statement.relation, concept, sentence, spoken):
        return Rejected("another drug is spoken of, or the drug itself is the object")
    qualifiers: dict[str, Value | None] = {**inherited(statement.relation, sentence.frame)}
    for key, words in statement.qualifiers.items():
        at = place_of(words, sentence, quote, above)
        if at is None:
            return Rejected("a qualifier is neither in the quote nor above it")
        value = value_of(relation, key, at, vocabulary)
        if value is None:
            return Rejected("a qualifier states nothing that it can hold")
        qualifiers[key] = value
    if statement.relation in _SAID and _SAID[statement.relation].isdisjoint(qualifiers):
        return Rejected("the quote says nothing of the object")
    said = _settled(Stance(statement.stance), statement.relation, sentence, place)
    return Found(sentence, statement.relation, concept, quote, mention, rule, said, qualifiers)


def _is_another(page: Page, relation: str, object: Concept, sentence: Sentence, at: Span) -> bool:
    """Tell whether a claim is not one about the drug: another is spoken of, or the drug would lead to itself."""
    if relation == "hasBrandName":
        return not is_mine(page, object)
    if is_mine(page, object):
        return True
    return relation not in _OF_OTHERS and is_of_another(page, sentence, at)


def _above(statement: Statement, sentence: Sentence) -> tuple[str, ...]:
    """Return what stands over a sentence, the nearest first."""
    label = sentence.frame.label
    return (*([label] if label else []), *reversed(statement.passage.above))


def _read(reading: Reading, where: Span) -> Span | None:
    """Return the stretch of a reading that stands at a stretch of the document, None where it is in pieces or none."""
    starts, sources = reading.offsets.reading, reading.offsets.source
    first, last, length = len(reading.text), 0, 0
    for run, (start, source) in enumerate(zip(starts, sources, strict=True)):
        end = starts[run + 1] if run + 1 < len(starts) else len(reading.text)
        begin = max(start, start + where.start - source)
        until = min(end, start + where.end - source)
        if begin < until:
            first, last, length = min(first, begin), max(last, until), length + until - begin
    span = Span(first, last).strip(reading.text) if length else None
    return span if span and length == last - first and span.end > span.start else None


def _settled(said: Stance, relation: str, sentence: Sentence, place: Place) -> Stance:
    """Return the stance where the rules read the same around the object; where not, the claim is uncertain.

    To assert, nothing in the clause or in what leads to it may deny, hedge or tell of missing data.
    """
    clause = _clause(sentence, place.span) if place.sentence is not None else sentence.span
    read = _stances(sentence, clause, relation)
    if place.sentence is not None:
        read.add(stance(sentence, place.span))
    if sentence.frame.lead is not None:
        read |= _stances(sentence.frame.lead, sentence.frame.lead.span, relation)
    if len(read) > 1:
        read.discard(Stance.ASSERTS)
    agrees = read == {Stance.ASSERTS} if said is Stance.ASSERTS else said in read
    return said if agrees else Stance.HEDGES


def _stances(sentence: Sentence, clause: Span, relation: str) -> set[Stance]:
    """Return what the words of a clause say of it, however far from the object, and of cues whose own words deny."""
    found = {stance(sentence, clause)}
    for cue in sentence.cues:
        if clause.contains(cue.span):
            if cue.category in _TURNS:
                found.add(_TURNS[cue.category])
            elif "stance" in cue.rule.settings:
                found.add(Stance(cue.rule.settings["stance"]))
            elif cue.category == "contraindicated" and relation not in _WARNINGS:
                found.add(Stance.DENIES)
    return found


def _clause(sentence: Sentence, at: Span) -> Span:
    """Return the part of a sentence around a place, up to words or marks that begin another thought."""
    ends = [cue.span for cue in sentence.of("end")]
    marks = [Span(n, n + 1) for n in range(*sentence.span) if sentence.text[n] == ";"]
    answer = _ANSWER.match(sentence.text, sentence.span.start, at.start)
    opening = answer.end() if answer else sentence.span.start
    start = max((s.end for s in (*ends, *marks) if s.end <= at.start), default=opening)
    end = min((s.start for s in (*ends, *marks) if s.start >= at.end), default=sentence.span.end)
    return Span(start, end)
