"""Doses: how much, how often and in whom, by the phase of treatment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from drugkg.annotate.layers import Page, Sentence
from drugkg.annotate.quantities import Measure
from drugkg.annotate.terms import Vocabulary, named
from drugkg.claims import dose_rules
from drugkg.claims.claim_type import ClaimType
from drugkg.claims.dose_amounts import amounts_in
from drugkg.claims.dose_condition import circumstance
from drugkg.claims.dose_phase import Amount, continued_phase, phase_cue, standing_phase
from drugkg.claims.dosing_scope import indications, note, people, routes, spread
from drugkg.claims.found import Found
from drugkg.claims.model import Quantity, Value
from drugkg.claims.segments import is_elsewhere, segments
from drugkg.text import Span
from drugkg.vocabulary.concept import Concept, ConceptType

__all__ = ["TYPE"]

#: Sections in which an amount is mostly that of a trial or of a case; only a limit is one for the reader.
_TOLD_OF_OTHERS = frozenset({"warnings", "boxed_warning", "pregnancy", "breastfeeding", "pregnancy_lactation"})
#: Units of the interval between the steps of a titration; shorter ones are between doses.
_STEPS = frozenset({"d", "wk", "mo"})
_DAILY = re.compile(r"\b(?:daily|per day|a day)\b", re.IGNORECASE)
_WEEKLY = re.compile(r"\b(?:a|per|each|every) week\b|\bweekly\b", re.IGNORECASE)
#: "10 g of ointment or 5 mL of lotion": both a day.
_ALSO = re.compile(r"[^.;:]{0,60}(?:,|\bor\b|\band\b)\s*$", re.IGNORECASE)
_UNIT = r"(?:[A-Za-zµμ]+|%)(?:/(?:kg|m2|m²))?"
_WORDS = re.compile(
    rf"\d[\d.,]*(?:\s*{_UNIT})?(?:\s*(?:-|–|—|to|and|or)\s*\d[\d.,]*)[\s-]*{_UNIT}|\d[\d.,]*[\s-]*{_UNIT}"
)


def find(page: Page, vocabulary: Vocabulary) -> Iterator[Found]:
    """Yield the doses that a page gives."""
    for sentence in page.sentences:
        tells = sentence.measures or sentence.of("dose_rule", "dose_label_rule", "times_a_day", "dose_exceeded")
        if not tells or is_elsewhere(sentence):
            continue
        for segment in segments(sentence):
            found = list(_told(page, vocabulary, sentence, segment))
            yield from found
            yield from dose_rules.find(page, vocabulary, sentence, segment, {f.object.key for f in found})


def _told(page: Page, vocabulary: Vocabulary, sentence: Sentence, segment: Span) -> Iterator[Found]:
    amounts = amounts_in(page, sentence, segment)
    standing = standing_phase(page, sentence)
    last: str | None = None
    for at, amount in enumerate(amounts):
        cue, measure = phase_cue(sentence, amount, amounts[at + 1 :]), amount.measure
        key = (
            cue.rule.settings["phase"]
            if cue
            else continued_phase(sentence, amounts, at, last) or standing or "phase-usual"
        )
        by_steps = cue is not None and cue.span.of(sentence.text).lower().endswith((" by", " of"))
        if measure.low is None and not measure.high_open and not by_steps:
            key = "phase-maximum"
        if not _in_brackets(sentence.text, segment, measure.span.start):
            last = key
        earlier = amounts[at - 1] if at and cue is None and not amount.schedule.told else None
        if earlier and _shares_day(sentence.text, earlier, measure):
            amount = replace(amount, schedule=replace(amount.schedule, per="day"))
        value = _value(measure, key)
        phase = named(vocabulary, key, ConceptType.DOSE_PHASE)
        is_threshold = cue is None and measure.span.of(sentence.text).startswith(("≤", "<"))
        unstudied = cue is not None and cue.rule.id == "dose.maximum" and bool(sentence.of("no_data"))
        if (
            value
            and phase
            and not is_threshold
            and not unstudied
            and _is_wanted(sentence, amount, key, standing, has_cue=cue is not None)
        ):
            yield from _claims(
                page, vocabulary, sentence, segment, amount, phase, value, cue.rule.id if cue else "dose.amount"
            )


def _shares_day(text: str, earlier: Amount, measure: Measure) -> bool:
    """Tell whether an amount is one of a day because the one that it goes on with is."""
    daily = earlier.schedule.per == "day" and not earlier.schedule.times
    return daily and bool(_ALSO.match(text[earlier.measure.span.end : measure.span.start]))


def _in_brackets(text: str, segment: Span, at: int) -> bool:
    before = text[segment.start : at]
    return before.count("(") > before.count(")")


def _value(measure: Measure, phase: str) -> Quantity | None:
    """Return the amount that a measure states; a limit is one-sided, what bounds something else none."""
    if phase == "phase-maximum":
        high = measure.high if measure.high is not None else measure.low
        return None if high is None else Quantity(None, high, measure.unit)
    return None if measure.low_open or measure.high_open else Quantity.of(measure)


def _is_wanted(sentence: Sentence, amount: Amount, key: str, standing: str | None, *, has_cue: bool) -> bool:
    verb = bool(sentence.of("dose_verb"))
    told = amount.schedule.told or amount.schedule.duration is not None
    if sentence.frame.section in _TOLD_OF_OTHERS and "dosage" not in sentence.frame.sections:
        return has_cue and key == "phase-maximum"
    if "dosage" in sentence.frame.sections:
        return has_cue or told or verb or standing is not None
    return (verb and told) or (has_cue and (told or verb))


def _claims(
    page: Page,
    vocabulary: Vocabulary,
    sentence: Sentence,
    segment: Span,
    amount: Amount,
    phase: Concept,
    value: Quantity,
    rule: str,
) -> Iterator[Found]:
    at, told, measure = amount.measure.span.start, amount.schedule, amount.measure
    text = note(sentence, amount.behind)
    purposes = indications(page, vocabulary, sentence, segment, at)
    case = circumstance(page, vocabulary, sentence, segment, amount.behind, named=bool(purposes))
    if text and (_WEEKLY.search(text) or case):
        # What the amount alone would get wrong comes before what it is for.
        case = "; ".join(words for words in (case, text) if words)
    per = told.per
    if (
        phase.key == "phase-titration"
        and told.every
        and told.every.unit in _STEPS
        and per == "dose"
        and not told.times
        and measure.per != "dose"
    ):
        # "by 2 mg every week": the interval is that of the steps, the basis is left open.
        per = None
    if not told.told and sentence.frame.label and _DAILY.search(sentence.frame.label):
        per = "day"
    own: dict[str, Value | None] = {
        "amount": value,
        "per": per,
        "timesPerDay": told.times,
        # "2 mg for a week, then 4 mg for a week": each step lasts as long as the interval between them.
        "every": told.every or (told.duration if phase.key == "phase-titration" else None),
        "duration": told.duration,
    }
    for person, route, condition in spread(
        people(sentence, segment, at, amount.before, amount.behind),
        routes(page, vocabulary, sentence, segment, at),
        purposes,
    ):
        qualifiers = {**own, "population": person, "route": route, "condition": case or condition or text}
        yield Found(sentence, "hasDose", phase, segment, _mention(sentence, measure), rule, qualifiers=qualifiers)


def _mention(sentence: Sentence, measure: Measure) -> str:
    """Return the words of an amount without the limit or rate around it."""
    words = _WORDS.search(measure.span.of(sentence.text))
    return words.group() if words else measure.span.of(sentence.text)


TYPE = ClaimType("dose", ("hasDose",), find)
