"""Advice on taking the drug and on living with it: missed doses, storage, driving, food."""

from __future__ import annotations

from collections.abc import Iterator

from drugkg.annotate.layers import Page, Sentence
from drugkg.annotate.terms import Vocabulary
from drugkg.claims.claim_type import ClaimType
from drugkg.claims.found import Found
from drugkg.claims.model import Quantity
from drugkg.claims.shape import clause
from drugkg.text import Span
from drugkg.vocabulary.concept import ConceptType

__all__ = ["TYPE"]

_SECTION_TOPICS = {"missed_dose": "advice-missed-dose", "storage": "advice-storage"}


def find(page: Page, vocabulary: Vocabulary) -> Iterator[Found]:
    """Yield the advice that a page gives, one claim for each topic of a sentence."""
    told: set[tuple[int, str]] = set()
    for sentence in page.sentences:
        if sentence.frame.section in (
            "overdose",
            "overdose_treatment",
            "related",
            "references",
        ):
            continue
        topics = {str(cue.rule.settings["topic"]): cue.rule.id for cue in sentence.of("advice_on")}
        section = _SECTION_TOPICS.get(sentence.frame.section or "")
        if section and not topics:
            # Further sentences of a section on one topic belong to what was said first.
            if (sentence.index, section) in told:
                continue
            topics = {section: "advice.section"}
        for key, rule in topics.items():
            told.add((sentence.index, key))
            yield from _advice(sentence, vocabulary, key, rule)


def _advice(sentence: Sentence, vocabulary: Vocabulary, key: str, rule: str) -> Iterator[Found]:
    topic = next((c for c in vocabulary.lookup(key) if c.type is ConceptType.TOPIC), None)
    if topic is None:
        return
    temperatures = [m for m in sentence.measures if m.unit == "Cel"]
    if key == "advice-storage" and temperatures:
        for at, measure in enumerate(temperatures):
            end = temperatures[at + 1].span.start if at + 1 < len(temperatures) else sentence.span.end
            start = sentence.span.start if at == 0 else measure.span.start
            span = Span(start, end).strip(sentence.text, " ,.;(")
            yield Found(
                sentence,
                "hasAdministrationAdvice",
                topic,
                span,
                span.of(sentence.text)[:120],
                rule,
                qualifiers={
                    "temperature": Quantity.of(measure),
                    "text": span.of(sentence.text)[:200],
                },
            )
        return
    span = clause(sentence, sentence.span)
    words = span.of(sentence.text)
    yield Found(sentence, "hasAdministrationAdvice", topic, span, words[:120], rule, qualifiers={"text": words[:200]})


TYPE = ClaimType("administration", ("hasAdministrationAdvice",), find)
