"""Checking: a statement becomes a finding only if the document has its words, where the extractor says they are."""

from __future__ import annotations

from collections.abc import Iterator

from drugkg.annotate.layers import Page, Sentence
from drugkg.annotate.terms import Vocabulary
from drugkg.claims.found import Found
from drugkg.claims.model import Stance, Value
from drugkg.claims.relations import RELATIONS
from drugkg.claims.shape import is_mine, is_of_another, stance
from drugkg.extractors.extractor import Rejected, Statement
from drugkg.extractors.slots import OBJECTS, Place, inherited, object_of, place_of, value_of
from drugkg.text import Reading, Span

__all__ = ["LONGEST_QUOTE", "checked"]

LONGEST_QUOTE = 400
#: A quote that does not have the object itself says at least so many words of it.
_FEWEST_WORDS = 3
#: Relations whose object is another drug, so that one may well be spoken of.
_OF_OTHERS = frozenset({"interactsWith", "comparedWith"})

#: What a claim of these relations says of its object; without any of it, it says nothing.
_SAID = {
    "hasDose": frozenset({"amount", "timesPerDay", "every", "duration"}),
    "hasPharmacokinetics": frozenset({"value", "text"}),
}


def checked(page: Page, vocabulary: Vocabulary, statement: Statement, rule: str) -> list[Found] | Rejected:
    """Return what a statement finds, once for each place where its quote stands in its passage, or why nothing."""
    relation = RELATIONS.get(statement.relation)
    if relation is None or statement.relation not in OBJECTS:
        return Rejected("no such relation")
    if statement.stance not in {each.value for each in Stance}:
        return Rejected("no such stance")
    known = {qualifier.key for qualifier in relation.qualifiers}
    if not known.issuperset(statement.qualifiers):
        return Rejected("a qualifier that the relation does not have")
    if not statement.quote.strip() or len(statement.quote) > LONGEST_QUOTE:
        return Rejected(f"a quote that is empty or longer than {LONGEST_QUOTE} characters")
    tried = [
        _found(page, vocabulary, statement, where, rule)
        for where in _places(page.document.text, statement.passage.span, statement.quote)
    ]
    found = [each for each in tried if isinstance(each, Found)]
    if found:
        return found
    return next((each for each in tried if isinstance(each, Rejected)), Rejected("the quote is not in the passage"))


def _places(text: str, passage: Span, quote: str) -> Iterator[Span]:
    """Yield where a quote stands in a passage, letter by letter."""
    at = text.find(quote, passage.start, passage.end)
    while at >= 0:
        yield Span(at, at + len(quote))
        at = text.find(quote, at + 1, passage.end)


def _found(page: Page, vocabulary: Vocabulary, statement: Statement, where: Span, rule: str) -> Found | Rejected:
    passage, relation = statement.passage, RELATIONS[statement.relation]
    quote = _read(passage.sentences[0].block.reading, where)
    inside = [sentence for sentence in passage.sentences if quote and sentence.span.overlaps(quote)]
    if quote is None or len(inside) != 1:
        return Rejected("the quote is not of one sentence")
    (sentence,) = inside
    above = _above(statement, sentence)
    place = place_of(statement.object, sentence, quote, above)
    if place is None:
        return Rejected("the object is neither in the quote nor above it")
    if place.sentence is None and len(statement.quote.split()) < _FEWEST_WORDS:
        return Rejected("the quote says nothing of the object")
    concept = object_of(relation, place, vocabulary)
    if concept is None:
        return Rejected("the object names nothing that the relation takes")
    if is_mine(page, concept) or (
        place.sentence is not None
        and statement.relation not in _OF_OTHERS
        and is_of_another(page, sentence, place.span)
    ):
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
    said = _settled(Stance(statement.stance), sentence, place)
    return Found(sentence, statement.relation, concept, quote, place.words, rule, said, qualifiers)


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


def _settled(said: Stance, sentence: Sentence, place: Place) -> Stance:
    """Return the stance where the rules read the same around the object; where not, the claim is uncertain.

    To assert, nothing in the clause or in what leads to it may deny, hedge or tell of missing data.
    """
    clause = _clause(sentence, place.span) if place.sentence is not None else sentence.span
    read = {stance(sentence, clause)}
    if place.sentence is not None:
        read.add(stance(sentence, place.span))
    if sentence.frame.lead is not None:
        read.add(stance(sentence.frame.lead, sentence.frame.lead.span))
    agrees = read == {Stance.ASSERTS} if said is Stance.ASSERTS else said in read
    return said if agrees else Stance.HEDGES


def _clause(sentence: Sentence, at: Span) -> Span:
    """Return the part of a sentence around a place, up to words or marks that begin another thought."""
    ends = [cue.span for cue in sentence.of("end")]
    marks = [Span(n, n + 1) for n in range(*sentence.span) if sentence.text[n] == ";"]
    start = max((s.end for s in (*ends, *marks) if s.end <= at.start), default=sentence.span.start)
    end = min((s.start for s in (*ends, *marks) if s.start >= at.end), default=sentence.span.end)
    return Span(start, end)
