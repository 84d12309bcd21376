"""Interactions: drugs, classes and substances that change what the drug does, or are changed by it."""

from __future__ import annotations

from collections.abc import Iterator

from drugkg.annotate.layers import Page, Sentence
from drugkg.annotate.lists import Item, items
from drugkg.annotate.terms import Term, Vocabulary, named, terms
from drugkg.claims.found import Found
from drugkg.claims.model import Value
from drugkg.claims.shape import clause, is_list, is_question, reach
from drugkg.text import Span
from drugkg.vocabulary.concept import ConceptType

__all__ = ["find"]

_TYPES = (ConceptType.DRUG_CLASS, ConceptType.DRUG)


def find(page: Page, vocabulary: Vocabulary) -> Iterator[Found]:
    """Yield the interactions that a page states."""
    for sentence in page.sentences:
        if is_question(sentence):
            continue
        in_section = "interactions" in sentence.frame.sections[:2]
        text = sentence.text
        if in_section and is_list(text, sentence.span):
            yield from _listed(page, sentence, vocabulary)
            continue
        lead = sentence.frame.lead
        if lead and lead.of("caution", "interacts") and sentence.within(sentence.span, *_TYPES) and not in_section:
            for _, concept in sentence.within(reach(sentence, sentence.span.start), *_TYPES):
                if concept.key != page.drug.key:
                    mention = next(m for m in sentence.mentions if concept in m.concepts)
                    term = Term(Span(mention.start, mention.end), text[mention.start : mention.end], concept)
                    yield _found(sentence, term, clause(sentence, term.span), "interacts.lead", sentence.span)
            continue
        yield from _told(page, sentence, vocabulary, in_section)


def _listed(page: Page, sentence: Sentence, vocabulary: Vocabulary) -> Iterator[Found]:
    text = sentence.text
    found = items(text, sentence.span)
    inverted = _inverted(vocabulary, text, found)
    for item, term in inverted:
        if term.concept.key == page.drug.key:
            continue
        notes = next((g.span for i in found for g in i.groups if len(g.span.of(text)) > 25), None)
        yield _found(sentence, term, item.span if item.span.end - item.span.start < 300 else clause(sentence, term.span), "interacts.list", notes)
        for group in item.groups:
            if not _is_remark(group.span.of(text)):
                for inner in items(text, group.span):
                    for member in terms(vocabulary, text, inner.head, _TYPES, new=None):
                        if member.concept.key not in (term.concept.key, page.drug.key):
                            yield _found(sentence, member, item.span, "interacts.list", notes)


def _inverted(vocabulary: Vocabulary, text: str, found: list[Item]) -> Iterator[tuple[Item, Term]]:
    """Yield items with their terms; "Antidepressants, tricyclic" is one thing."""
    skip = False
    for at, item in enumerate(found):
        if skip:
            skip = False
            continue
        following = found[at + 1] if at + 1 < len(found) else None
        if following and following.head.of(text)[:1].islower():
            words = f"{following.head.of(text).split(' or ')[0]} {item.head.of(text)}"
            concept = named(vocabulary, words, *_TYPES)
            other = following.head.of(text).casefold() in ("other", "others")
            if other:
                concept = named(vocabulary, item.head.of(text), *_TYPES)
            if concept:
                yield item, Term(Span(item.head.start, following.head.end), words if not other else item.head.of(text), concept)
                rest = following.head.of(text).partition(" or ")[2]
                if rest:
                    start = following.head.end - len(rest)
                    yield from ((item, t) for t in terms(vocabulary, text, Span(start, following.head.end), _TYPES, new=ConceptType.DRUG_CLASS))
                skip = True
                continue
        if item.head.of(text).casefold() in ("other", "others"):
            continue
        for term in terms(vocabulary, text, item.head, _TYPES, new=ConceptType.DRUG_CLASS):
            yield item, term


def _is_remark(words: str) -> bool:
    return len(words.split()) > 12 or any(f" {verb} " in f" {words} " for verb in ("may", "can", "is", "are", "should", "use"))


def _told(page: Page, sentence: Sentence, vocabulary: Vocabulary, in_section: bool) -> Iterator[Found]:
    seen: set[str] = set()
    for cue in sentence.of("interacts"):
        if sentence.frame.section in ("indications", "efficacy", "mechanism", "overdose_treatment") and cue.rule.side != "before":
            continue
        region = Span(sentence.span.start, cue.span.start) if cue.rule.side == "before" else reach(sentence, cue.span.end)
        for span, concept in sentence.within(region, *_TYPES):
            if concept.key == page.drug.key or concept.key in seen or concept.key in page.drug.broader:
                continue
            seen.add(concept.key)
            yield _found(sentence, Term(span, span.of(sentence.text), concept), clause(sentence, span), cue.rule.id, sentence.span)
    if in_section and not seen and not sentence.of("hypothetical"):
        for span, concept in sentence.within(sentence.span, *_TYPES):
            if concept.key not in (page.drug.key, *seen) and concept.key not in page.drug.broader:
                seen.add(concept.key)
                yield _found(sentence, Term(span, span.of(sentence.text), concept), clause(sentence, span), "interacts.section", sentence.span)


def _found(sentence: Sentence, term: Term, span: Span, rule: str, notes: Span | None) -> Found:
    qualifiers: dict[str, Value | None] = {"severity": "major" if sentence.block.major else None}
    if notes is not None:
        qualifiers["outcome"] = _note(sentence, notes, "outcome")
        qualifiers["management"] = _note(sentence, notes, "advice")
    return Found(sentence, "interactsWith", term.concept, span, term.mention, rule, qualifiers=qualifiers)


def _note(sentence: Sentence, notes: Span, category: str) -> str | None:
    """Return the clause of a remark that tells the outcome, or what to do."""
    for cue in sentence.of(category):
        if notes.start <= cue.span.start < notes.end:
            start = max(sentence.text.rfind(";", notes.start, cue.span.start) + 1, notes.start)
            end = sentence.text.find(";", cue.span.end, notes.end)
            return Span(start, end if end >= 0 else notes.end).strip(sentence.text, " .()").of(sentence.text)[:200]
    return None
