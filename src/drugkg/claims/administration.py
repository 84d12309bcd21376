"""Advice on taking the drug and on living with it: missed doses, storage, driving, food."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drugkg.annotate.layers import Page, Sentence
from drugkg.annotate.sections import section_type
from drugkg.annotate.terms import Vocabulary
from drugkg.claims.claim_type import ClaimType
from drugkg.claims.found import Found
from drugkg.claims.model import LONGEST_NOTE, Quantity
from drugkg.claims.shape import clause
from drugkg.text import Span
from drugkg.vocabulary.concept import ConceptType

__all__ = ["TYPE"]

_SECTION_TOPICS = {
    "missed_dose": "advice-missed-dose",
    "storage": "advice-storage",
    "disposal": "advice-disposal",
}
#: An answer on storage may open by saying only that there are instructions.
_KEEPS = re.compile(r"\b(?:stor(?:e|ed|age)|keep|kept|refrigerat)", re.IGNORECASE)
_PLACE = re.compile(r"\b(?:in|at|below|between|away|cool|dry|room|refrigerat\w*)\b", re.IGNORECASE)
_ASKS = re.compile(r"\bfurther questions\b", re.IGNORECASE)
_KEEPS_SOMEHOW = re.compile(
    r"\b(?:stor|keep|kept|refrigerat|freez|frozen|temperature|protect|expir|light|moisture|heat|cool|dry|original|opened|opening|reach|°|discard|re-?cap"
    r"|shelf|fridge|bathroom|carton|container|bottle)",
    re.IGNORECASE,
)
#: "do not store above 25 °C"
_AT_MOST = re.compile(r"\b(?:not|never|avoid)\b[^.;]*\b(?:above|over|exceeding|more than|higher than)\b", re.IGNORECASE)
#: Until when a missed dose may be taken, and what not to do.
_WINDOW = re.compile(
    r"\b(?:next|skip|hours?|within|double|twice|two doses|extra|miss\w*|remember\w*"
    r"|almost time|nearly time|close to)\b",
    re.IGNORECASE,
)
_DISPOSES = re.compile(r"\b(?:pack\b|throw|discard|dispos|return|bring|bag\b|bin\b)", re.IGNORECASE)


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
        section = _SECTION_TOPICS.get(sentence.frame.section or "") or _asked(sentence)
        if section == "advice-disposal" and not _DISPOSES.search(sentence.words):
            continue
        if section and not topics:
            # Further sentences of a section on one topic belong to what was said first.
            goes_on = section == "advice-missed-dose" and _WINDOW.search(sentence.words)
            if (sentence.index, section) in told and not goes_on:
                continue
            if _ASKS.search(sentence.words) or (
                section == "advice-storage" and not _KEEPS_SOMEHOW.search(sentence.words)
            ):
                continue
            topics = {section: "advice.section"}
        for key, rule in topics.items():
            told.add((sentence.index, key))
            yield from _advice(sentence, vocabulary, key, rule)


def _asked(sentence: Sentence) -> str | None:
    """Return the topic of the question that a sentence answers in the same block, if the answer keeps to it."""
    before = sentence.text[: sentence.span.start]
    end = before.rfind("?")
    if end < 0:
        return None
    question = before[max(before.rfind(mark, 0, end) for mark in ".?!:") + 1 : end + 1]
    topic = _SECTION_TOPICS.get(section_type(question) or "")
    if topic == "advice-storage" and not (_KEEPS.search(sentence.words) and _PLACE.search(sentence.words)):
        return None
    return topic


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
            known = Quantity.of(measure)
            if measure.high is None and _AT_MOST.search(span.of(sentence.text)):
                known = Quantity(None, measure.low, measure.unit)
            yield Found(
                sentence,
                "hasAdministrationAdvice",
                topic,
                span,
                span.of(sentence.text)[:120],
                rule,
                qualifiers={
                    "temperature": known,
                    "text": span.of(sentence.text)[:LONGEST_NOTE],
                },
            )
        return
    whole = sentence.span.strip(sentence.text, " .")
    span = whole if whole.end - whole.start <= LONGEST_NOTE else clause(sentence, sentence.span)
    words = span.of(sentence.text)
    yield Found(
        sentence, "hasAdministrationAdvice", topic, span, words[:120], rule, qualifiers={"text": words[:LONGEST_NOTE]}
    )


TYPE = ClaimType("administration", ("hasAdministrationAdvice",), find)
