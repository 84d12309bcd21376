"""Values of parameters: which quantity of a clause a parameter has, after which dose, by which route and in whom."""

from __future__ import annotations

import re

from drugkg.annotate.cues import Cue
from drugkg.annotate.layers import Sentence
from drugkg.annotate.quantities import Measure
from drugkg.claims.found import Found
from drugkg.claims.model import Quantity, Value
from drugkg.claims.shape import stance
from drugkg.text import Span
from drugkg.vocabulary.concept import Concept, ConceptType

__all__ = ["found", "joined", "value_findings", "values"]

#: "a five-day course" is no time of the drug's own.
_HYPHENED = re.compile(r"\w+-(?:minute|hour|day|week|month|year)s?", re.IGNORECASE)
#: What a time is not: that between doses, or how long something is given or kept up.
_OTHER_TIME = re.compile(r"\b(?:every|for)\s*$", re.IGNORECASE)
_AFTER = re.compile(r"\b(?:following|after|with|at)\b[^.;,]*$", re.IGNORECASE)
_RESTATED = re.compile(r"\s*(?:\([^()]*\))?\s*[(/]\s*")
_LEAD = 40


def values(sentence: Sentence, part: Span, cue: Cue) -> list[Measure]:
    """Return the measures in a clause that are the value of a cue's parameter: behind the cue, else before it."""
    settings = cue.rule.settings
    dimensions = settings.get("value", ())
    fitting = [m for m in sentence.measures if part.contains(m.span) and m.dimension in dimensions]
    fitting = [m for m in fitting if _is_own_time(sentence.text, part, m, course="within" in settings)]
    behind = [m for m in fitting if m.span.start >= cue.span.end]
    before = [m for m in fitting if m.span.end <= cue.span.start]
    if settings.get("near"):
        return before[-1:] or behind[:1]
    return joined(sentence.text, behind) or before[-1:]


def _is_own_time(text: str, part: Span, measure: Measure, *, course: bool) -> bool:
    """Tell whether a measure, if it is a time, is one of the drug; `course`: within which a share of it has left."""
    if measure.dimension != "time":
        return True
    words, before = measure.span.of(text), text[part.start : measure.span.start]
    if course:
        is_within = re.match(r"within\b", words, re.IGNORECASE) or re.search(r"\b(?:within|over)\s*$", before)
        said = part.of(text)
        return bool(is_within and re.search(r"complete|%|percent", said) and "unchanged" not in said)
    is_course = _HYPHENED.fullmatch(words) and "half" not in text[measure.span.end : measure.span.end + 6]
    return not is_course and not _OTHER_TIME.search(before)


def joined(text: str, measures: list[Measure]) -> list[Measure]:
    """Return the first measure and those that restate it in another unit right behind it."""
    kept = measures[:1]
    for measure in measures[1:]:
        between = text[kept[-1].span.end : measure.span.start]
        if measure.unit == kept[-1].unit or not _RESTATED.fullmatch(between):
            break
        kept.append(measure)
    return kept


def value_findings(
    sentence: Sentence, part: Span, parameter: Concept, measures: list[Measure], rule: str, words: str | None
) -> list[Found]:
    """Return a finding for each value of a parameter; `words` say of it what the number does not."""
    dose = _dose(sentence, part, measures)
    return [
        found(
            sentence,
            part,
            parameter,
            measure.span.of(sentence.text),
            rule,
            {"value": Quantity.of(measure), "dose": dose, "text": words},
        )
        for measure in measures
    ]


def found(
    sentence: Sentence, part: Span, parameter: Concept, mention: str, rule: str, own: dict[str, Value | None]
) -> Found:
    """Return a finding on a parameter, in the scope that its clause gives it."""
    routes = sentence.within(part, ConceptType.ROUTE)
    number = next((m.span.start for m in sentence.measures if part.contains(m.span)), part.end)
    people = sentence.within(Span(part.start, number), ConceptType.POPULATION)
    scope: dict[str, Value | None] = {
        "route": routes[0][1] if routes else None,
        "population": people[0][1] if people else next(iter(sentence.frame.populations), None),
    }
    return Found(
        sentence, "hasPharmacokinetics", parameter, part, mention, rule, stance(sentence, part), {**own, **scope}
    )


def _dose(sentence: Sentence, part: Span, taken: list[Measure]) -> Quantity | None:
    """Return the dose after which a value was measured ("after a dose of 2 mg")."""
    for measure in sentence.measures:
        lead = sentence.text[max(part.start, measure.span.start - _LEAD) : measure.span.start]
        is_dose = measure.dimension == "mass" and measure not in taken and part.contains(measure.span)
        if is_dose and _AFTER.search(lead):
            return Quantity.of(measure)
    return None
