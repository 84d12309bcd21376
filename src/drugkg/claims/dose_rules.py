"""Dose rules without an amount: how often, "as in adults", "the doctor decides", "lower doses are needed"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drugkg.annotate.cues import Cue
from drugkg.annotate.layers import Page, Sentence
from drugkg.annotate.terms import Vocabulary, named
from drugkg.claims.dose_condition import circumstance
from drugkg.claims.dose_phase import named_phase, standing_phase
from drugkg.claims.dosing_scope import indications, note, people, routes, spread
from drugkg.claims.found import Found
from drugkg.claims.model import Quantity, Stance, Value
from drugkg.claims.schedule import cues_in, schedule
from drugkg.text import Span
from drugkg.vocabulary.concept import ConceptType

__all__ = ["find"]

_CLAUSE_END = re.compile(r"[.;](?:\s|$)|,\s|\band\b|\bbut\b|\bdue to\b|\bbecause\b")
_CONDITION = re.compile(r"(?:if|when|unless)\b", re.IGNORECASE)
_EXAMPLES = re.compile(r"\be\.g\.|\bfor example\b|\bsuch as\b|\bdepend", re.IGNORECASE)
_CLAUSE_START = re.compile(r"[;:]\s|,\s(?!(?:and|or)\b)")
_RULE_END = re.compile(r"[.;](?:\s|$)|,\s(?:but|however|although)\b|\s[\[{(]\s*(?i:see)\b")
_LONGEST_NOTE = 240


def find(page: Page, vocabulary: Vocabulary, sentence: Sentence, segment: Span, told: set[str]) -> Iterator[Found]:
    """Yield the rules that a stretch of a sentence gives; `told` has the phases for which it gives amounts."""
    if any(cue.rule.settings["scope"] == "sentence" for cue in sentence.of("not_dose")):
        return
    in_dosage = "dosage" in sentence.frame.sections
    seen: set[str] = set()
    label = named_phase(sentence.frame.label) if sentence.frame.label else None
    found = cues_in(sentence, segment, "dose_rule")
    found += [cue for cue in cues_in(sentence, segment, "dose_label_rule") if cue.rule.settings["phase"] == label]
    yield from _exceeded(page, vocabulary, sentence, segment)
    for cue in _longest(found):
        phase = cue.rule.settings["phase"]
        persons = people(sentence, segment, cue.span.start)
        wanted = persons if cue.rule.settings.get("needs") == "people" else in_dosage or persons
        if phase in seen or not wanted or (phase in told and not cue.rule.settings.get("needs")):
            continue
        seen.add(phase)
        stance = Stance(cue.rule.settings.get("stance", "asserts"))
        yield from _claims(page, vocabulary, sentence, segment, cue, phase, stance)
    if (
        not told
        and not seen
        and sentence.of("dose_verb")
        and (in_dosage or sentence.frame.section in ("indications", "introduction", None))
    ):
        yield from _how_often(page, vocabulary, sentence, segment)


def _exceeded(page: Page, vocabulary: Vocabulary, sentence: Sentence, segment: Span) -> Iterator[Found]:
    """Yield that the text lets a ceiling be passed ("higher doses may be needed")."""
    if "dosage" not in sentence.frame.sections or not (sentence.measures or _has_ceiling(page, sentence)):
        return
    for cue in _longest(cues_in(sentence, segment, "dose_exceeded"))[:1]:
        yield from _claims(page, vocabulary, sentence, segment, cue, cue.rule.settings["phase"], Stance.DOUBTS)


def _has_ceiling(page: Page, sentence: Sentence) -> bool:
    """Tell whether a maximum is told below the same heading."""
    return standing_phase(page, sentence) == "phase-maximum" or any(
        cue.rule.settings["phase"] == "phase-maximum"
        for other in page.with_cues("dose_phase")
        if other.block.headings == sentence.block.headings
        for cue in other.of("dose_phase")
    )


def _longest(found: list[Cue]) -> list[Cue]:
    return [c for c in found if not any(o is not c and o.span.contains(c.span) and o.span != c.span for o in found)]


def _claims(
    page: Page, vocabulary: Vocabulary, sentence: Sentence, segment: Span, cue: Cue, phase: str, stance: Stance
) -> Iterator[Found]:
    concept = named(vocabulary, phase, ConceptType.DOSE_PHASE)
    if concept is None:
        return
    words, mention = _words(sentence, segment, cue), " ".join(cue.span.of(sentence.text).split())
    at = cue.span.start
    purposes = indications(page, vocabulary, sentence, segment, at)
    if len(purposes) == 1 and purposes[0].label not in words.lower():
        words = f"{purposes[0].label}: {words}"
    for person, route in spread(people(sentence, segment, at), routes(page, vocabulary, sentence, segment, at)):
        yield Found(
            sentence,
            "hasDose",
            concept,
            segment,
            mention,
            cue.rule.id,
            stance,
            {"population": person, "route": route, "condition": words},
        )


def _words(sentence: Sentence, segment: Span, cue: Cue) -> str:
    """Return the clause of the rule, uncut: "may be needed" is no "must"."""
    text = sentence.text
    start = max((m.end() for m in _CLAUSE_START.finditer(text, segment.start, cue.span.start)), default=segment.start)
    stop = _RULE_END.search(text, cue.span.end, segment.end)
    end = stop.start() if stop else segment.end
    if end - start > _LONGEST_NOTE:
        commas = [m.start() for m in re.finditer(r",\s", text[cue.span.end : start + _LONGEST_NOTE])]
        end = cue.span.end + commas[-1] if commas else cue.span.end
        start = max(start, end - _LONGEST_NOTE)
    return " ".join(text[start:end].split()).strip(" .,;:()")


def _how_often(page: Page, vocabulary: Vocabulary, sentence: Sentence, segment: Span) -> Iterator[Found]:
    told = schedule(sentence, segment)
    limit = told.times and told.times.low is not None and told.times.high is None
    usual = named(vocabulary, "phase-maximum" if limit else "phase-usual", ConceptType.DOSE_PHASE)
    counts = cues_in(sentence, segment, "times_a_day")
    if len({cue.rule.id for cue in _longest(counts)}) > 1 and _EXAMPLES.search(segment.of(sentence.text)):
        # "e.g. once or thrice daily" gives no rule.
        return
    amounts = any(segment.contains(m.span) and m.dimension in ("mass", "amount", "volume") for m in sentence.measures)
    if usual is None or told.times is None or amounts or _CONDITION.match(sentence.text, segment.start):
        return
    at = segment.start
    times = Quantity(None, told.times.low, told.times.unit) if limit else told.times
    qualifiers: dict[str, Value | None] = {"timesPerDay": times, "every": told.every, "duration": told.duration}
    mention = _often(sentence, segment)
    text = note(sentence, segment)
    purposes = indications(page, vocabulary, sentence, segment, at)
    case = circumstance(page, vocabulary, sentence, segment, Span(segment.end, segment.end), named=bool(purposes))
    for person, route, condition in spread(
        people(sentence, segment, at),
        routes(page, vocabulary, sentence, segment, at),
        purposes,
    ):
        own = {**qualifiers, "population": person, "route": route, "condition": case or condition or text}
        yield Found(sentence, "hasDose", usual, segment, mention, "dose.times", qualifiers=own)


def _often(sentence: Sentence, segment: Span) -> str:
    counts = [m.span for m in sentence.measures if m.unit in ("{times}", "{dose}") and segment.contains(m.span)]
    spans = counts or [cue.span for cue in cues_in(sentence, segment, "times_a_day")]
    return spans[0].of(sentence.text) if spans else segment.of(sentence.text)
