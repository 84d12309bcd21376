"""Doses: how much, how often and in whom, by the phase of treatment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from drugkg.annotate.cues import Cue
from drugkg.annotate.layers import Page, Sentence
from drugkg.annotate.quantities import Measure
from drugkg.annotate.terms import Vocabulary, named
from drugkg.claims import dose_rules
from drugkg.claims.dosing_scope import indications, note, people, routes, spread
from drugkg.claims.found import Found
from drugkg.claims.model import Quantity, Value
from drugkg.claims.ruleset import cues
from drugkg.claims.schedule import Schedule, cues_in, quantity, schedule
from drugkg.claims.segments import is_elsewhere, segments
from drugkg.claims.shape import is_question
from drugkg.text import Span
from drugkg.text.fold import fold
from drugkg.vocabulary.concept import Concept, ConceptType

__all__ = ["find"]

_TAKEN = frozenset({"mass", "amount", "volume", "count"})
_COUNTED = frozenset({"{tablet}", "{capsule}", "{drop}", "{puff}", "{spray}", "{patch}", "{sachet}", "{suppository}"})
_STRENGTH = {"phase-maximum": 0, "phase-loading": 1, "phase-initial": 1, "phase-titration": 1, "phase-maintenance": 1, "phase-usual": 2}
#: How far from the cue next to an amount a stronger one may stand in the same noun phrase.
_SAME_PHRASE = re.compile(r"\s*(?:[\w-]+\s+){0,2}")
_RESTATED = re.compile(r"\s*[\[(]\s*(?:i\.e\.,?|or|=|about|equal to)?\s*")
_CONTINUED = re.compile(r"[^.;:]*(?:,|\band\b|\bor\b|\()\s*(?:and|or|e\.g\.,?)?\s*$")
_IS_LIMIT = re.compile(r"\b(?:more than|greater than|over|above|exceed\w*|beyond)\b", re.IGNORECASE)
_NOT_OF_DRUG = re.compile(r"\s*(?:of )?(?:water|juice|milk|fluid|fluids|food|carbohydrate|salt|sodium|glucose|body weight|bodyweight)\b", re.IGNORECASE)
_WORDS = re.compile(r"\d[\d.,]*(?:\s*(?:-|–|—|to|and|or)\s*\d[\d.,]*)?[\s-]*(?:[A-Za-zµμ]+|%)(?:/(?:kg|m2|m²))?")


@dataclass(frozen=True, slots=True)
class _Amount:
    """An amount of the drug, the stretch of words it owns before and behind it, and how it is taken."""

    measure: Measure
    before: Span
    behind: Span
    schedule: Schedule


def find(page: Page, vocabulary: Vocabulary) -> Iterator[Found]:
    """Yield the doses that a page gives."""
    for sentence in page.sentences:
        if is_question(sentence) or is_elsewhere(sentence):
            continue
        for segment in segments(sentence):
            found = list(_told(page, vocabulary, sentence, segment))
            yield from found
            yield from dose_rules.find(page, vocabulary, sentence, segment, {f.object.key for f in found})


def _told(page: Page, vocabulary: Vocabulary, sentence: Sentence, segment: Span) -> Iterator[Found]:
    amounts = _amounts(page, sentence, segment)
    standing = _standing(page, sentence)
    last: str | None = None
    for at, amount in enumerate(amounts):
        cue = _phase_cue(sentence, amount, amounts[at + 1 :])
        phase = cue.rule.settings["phase"] if cue else _continued(sentence, amounts, at, last) or standing or "phase-usual"
        measure = amount.measure
        if measure.low is None and not measure.high_open:
            phase = "phase-maximum"
        if not _is_wanted(sentence, amount, cue, standing):
            continue
        value = _limited(measure) if phase == "phase-maximum" else quantity(measure)
        last = phase
        if value is None or (phase != "phase-maximum" and (measure.low_open or measure.high_open)):
            continue
        concept = named(vocabulary, phase, ConceptType.DOSE_PHASE)
        if concept is None:
            continue
        rule = cue.rule.id if cue else "dose.amount"
        yield from _claims(page, vocabulary, sentence, segment, amount, concept, value, rule)


def _claims(
    page: Page, vocabulary: Vocabulary, sentence: Sentence, segment: Span, amount: _Amount, phase: Concept, value: Quantity, rule: str
) -> Iterator[Found]:
    at = amount.measure.span.start
    text = note(sentence, amount.behind)
    told = amount.schedule
    own: dict[str, Value | None] = {
        "amount": value, "per": told.per, "timesPerDay": told.times, "every": told.every, "duration": told.duration,
    }
    if phase.key == "phase-titration" and told.every and told.per == "dose" and not told.times and amount.measure.per != "dose":
        own["per"] = None
    for person, route, condition in spread(
        people(sentence, segment, at), routes(page, vocabulary, sentence, segment, at), indications(page, vocabulary, sentence, segment, at)
    ):
        qualifiers = {**own, "population": person, "route": route, "condition": condition or text}
        yield Found(sentence, "hasDose", phase, segment, _mention(sentence, amount.measure), rule, qualifiers=qualifiers)


def _mention(sentence: Sentence, measure: Measure) -> str:
    words = _WORDS.search(measure.span.of(sentence.text))
    return words.group() if words else measure.span.of(sentence.text)


def _limited(measure: Measure) -> Quantity | None:
    """Return the upper limit that a measure states."""
    high = measure.high if measure.high is not None else measure.low
    return None if high is None else Quantity(None, high, measure.unit)


def _amounts(page: Page, sentence: Sentence, segment: Span) -> list[_Amount]:
    if cues_in(sentence, sentence.span, "not_dose") and any(
        cue.rule.settings["scope"] == "sentence" for cue in sentence.of("not_dose")
    ):
        return []
    kept: list[Measure] = []
    for measure in sentence.measures:
        inside = segment.start <= measure.span.start and measure.span.end <= segment.end
        if not inside or not _is_amount(page, sentence, measure):
            continue
        if kept and kept[-1].span == measure.span and kept[-1].unit == measure.unit:
            low, high = sorted(v for v in (kept[-1].low, measure.low) if v is not None)
            kept[-1] = Measure(measure.span, low, high, measure.unit, measure.dimension, measure.per)
        elif not (kept and _RESTATED.fullmatch(sentence.text, kept[-1].span.end, measure.span.start)):
            kept.append(measure)
    amounts = []
    start = segment.start
    for at, measure in enumerate(kept):
        end = kept[at + 1].span.start if at + 1 < len(kept) else segment.end
        leading = _leading(sentence, Span(measure.span.end, end))
        if at + 1 < len(kept):
            end = min([end, *leading])
        else:
            end = min([end, *(s for s in leading if schedule(sentence, Span(measure.span.end, s), measure).told)])
        before, behind = Span(min(start, measure.span.start), measure.span.start), Span(measure.span.end, max(measure.span.end, end))
        amounts.append(_Amount(measure, before, behind, schedule(sentence, behind, measure, before)))
        start = behind.end
    return amounts


def _leading(sentence: Sentence, span: Span) -> list[int]:
    """Return where words begin that belong to the next amount rather than to the one before them."""
    found = cues_in(sentence, span, "dose_phase", "dose_sequence")
    outer = [c for c in found if not any(o is not c and o.span.contains(c.span) and o.span != c.span for o in found)]
    return [cue.span.start for cue in outer if cue.rule.side == "after"]


def _is_amount(page: Page, sentence: Sentence, measure: Measure) -> bool:
    text = sentence.text
    if measure.dimension not in _TAKEN or measure.unit == "kg" or (measure.dimension == "count" and measure.unit not in _COUNTED):
        return False
    if measure.per in ("min", "s") or _NOT_OF_DRUG.match(text, measure.span.end):
        return False
    lead = [c for c in sentence.of("not_dose") if c.rule.settings["scope"] == "before" and c.span.end <= measure.span.start]
    if any(re.fullmatch(r"\s*[(:]?\s*(?:[\w.-]+\s){0,2}", text[c.span.end : measure.span.start]) for c in lead):
        return False
    forms = sentence.within(Span(measure.span.end, sentence.span.end), ConceptType.DOSE_FORM)
    if measure.dimension != "count" and any(re.fullmatch(r"[\s(-]*", text[measure.span.end : span.start]) for span, _ in forms):
        return False
    return not _is_of_another(page, sentence, measure.span)


def _is_of_another(page: Page, sentence: Sentence, span: Span) -> bool:
    """Tell whether an amount is that of another drug ("up to 81 mg of ...")."""
    for where, drug in sentence.within(sentence.span, ConceptType.DRUG):
        if drug.key == page.drug.key or drug.key in page.drug.key or drug.label in page.drug.label:
            continue
        between = sentence.text[span.end : where.start] if where.start >= span.end else sentence.text[where.end : span.start]
        if len(between) <= 12 and re.fullmatch(r"[\s(≤<]*(?:(?:of|at|daily|a day|dose|doses|up to|or)\s*)*", between.strip() + " "):
            return True
    return False


def _phase_cue(sentence: Sentence, amount: _Amount, later: list[_Amount]) -> Cue | None:
    """Return the cue that tells the phase of an amount: the nearest before it, a stronger one in its phrase, or one behind."""
    reach = Span(amount.before.start, amount.measure.span.end)
    before, behind = cues_in(sentence, reach, "dose_phase"), _phase_behind(sentence, amount, later)
    if before:
        nearest = max(before, key=lambda cue: (cue.span.end, cue.span.start))
        for cue in reversed(before):
            gap = sentence.text[cue.span.end : max(cue.span.end, nearest.span.start)]
            close = _SAME_PHRASE.fullmatch(gap) is not None
            if close and _STRENGTH[cue.rule.settings["phase"]] < _STRENGTH[nearest.rule.settings["phase"]]:
                nearest = cue
        return behind if behind and _STRENGTH[behind.rule.settings["phase"]] < _STRENGTH[nearest.rule.settings["phase"]] else nearest
    return behind


def _phase_behind(sentence: Sentence, amount: _Amount, later: list[_Amount]) -> Cue | None:
    stop = re.search(r"[;.](?:\s|$)|,\s", sentence.text[amount.behind.start : amount.behind.end])
    end = amount.behind.start + stop.start() if stop else amount.behind.end
    after = [c for c in cues_in(sentence, Span(amount.behind.start, end), "dose_phase") if c.rule.side == "both"]
    if not after or (later and not stop and len(after) == 1 and later[0].measure.span.start - after[0].span.end < 15):
        return None
    return after[0]


def _continued(sentence: Sentence, amounts: list[_Amount], at: int, last: str | None) -> str | None:
    """Return the phase of an amount that only its place in a sequence tells."""
    gap = Span(amounts[at - 1].measure.span.end, amounts[at].measure.span.start) if at else None
    if gap and last:
        if cues_in(sentence, gap, "dose_sequence"):
            rises = (amounts[at].measure.high or 0) > (amounts[at - 1].measure.high or 0)
            return "phase-titration" if rises else "phase-maintenance"
        return last if _CONTINUED.match(gap.of(sentence.text)) else None
    if at + 1 < len(amounts):
        following = Span(amounts[at].measure.span.end, amounts[at + 1].measure.span.start)
        if cues_in(sentence, following, "dose_sequence"):
            return "phase-initial"
    return None


def _standing(page: Page, sentence: Sentence) -> str | None:
    """Return the phase that the label before a sentence, or else the heading or question over it, names."""
    for text in (sentence.frame.label, sentence.block.topic, page.document.section(sentence.block)):
        if text and (phase := _named_phase(text)):
            return phase
    return None


@cache
def _named_phase(text: str) -> str | None:
    found = [cue.rule.settings["phase"] for cue in cues().find(fold(text)) if cue.category in ("dose_label", "dose_phase")]
    return min(found, key=lambda phase: _STRENGTH[phase]) if found else None


def _is_wanted(sentence: Sentence, amount: _Amount, cue: Cue | None, standing: str | None) -> bool:
    verb = bool(sentence.of("dose_verb"))
    told = amount.schedule.told or amount.schedule.duration is not None
    if "dosage" in sentence.frame.sections:
        return bool(cue or told or standing or verb)
    if cue:
        return told or verb
    return told and verb
