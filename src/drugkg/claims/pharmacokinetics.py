"""Pharmacokinetics: the drug's way through the body, parameter by parameter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from drugkg.annotate.cues import Cue
from drugkg.annotate.layers import Page, Sentence
from drugkg.annotate.quantities import Measure
from drugkg.annotate.terms import Vocabulary, named
from drugkg.claims.claim_type import ClaimType
from drugkg.claims.found import Found
from drugkg.claims.kinetic_sections import KINETIC_SECTIONS, standing
from drugkg.claims.kinetic_words import adjective, clauses, described, organs
from drugkg.claims.model import Quantity, Stance, Value
from drugkg.claims.schedule import cues_in, quantity
from drugkg.claims.shape import stance
from drugkg.text import Span
from drugkg.vocabulary.concept import Concept, ConceptType

__all__ = ["TYPE"]

#: Parameters with words so telling that any section may have them.
_ANYWHERE = frozenset(
    {
        "kinetics-half-life",
        "kinetics-protein-binding",
        "kinetics-time-to-peak",
        "kinetics-bioavailability",
        "kinetics-onset-of-action",
        "kinetics-duration-of-action",
        "kinetics-volume-of-distribution",
        "kinetics-fraction-excreted-unchanged",
        "kinetics-distribution",
    }
)
_NOT_HERE = frozenset(
    {
        "interactions",
        "overdose",
        "overdose_treatment",
        "missed_dose",
        "contraindications",
        "references",
        "related",
        "disclaimer",
        "adverse_effects",
        "laboratory",
        "breastfeeding",
        "pregnancy",
        "pregnancy_lactation",
        "withdrawal",
        "storage",
        "monitoring",
    }
)
_DIMENSIONS = {
    "kinetics-half-life": "time",
    "kinetics-onset-of-action": "time",
    "kinetics-time-to-peak": "time",
    "kinetics-protein-binding": "percent",
    "kinetics-peak-concentration": "concentration",
    "kinetics-therapeutic-concentration": "concentration",
}
_TIME_WORD = re.compile(r"\b(?:seconds?|minutes?|hours?|days?|weeks?|months?|immediate(?:ly)?)\b", re.IGNORECASE)
_CONDITION = re.compile(r"(?:if|when|unless|in case)\b", re.IGNORECASE)
_OF_OTHER = re.compile(r"\s+of\s+(?!(?:the|this|a|an oral|each|its)\s+(?:drug|dose|medication|medicine|oral dose|compound|administered)\b)")
#: "a five-day course" is no time of the drug's own.
_HYPHENED = re.compile(r"\w+-(?:minute|hour|day|week|month|year)s?", re.IGNORECASE)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
#: A bare paragraph of more words than this is prose, and tells only what its cues tell.
_LONGEST_FIELD = 14


def find(page: Page, vocabulary: Vocabulary) -> Iterator[Found]:
    """Yield what a page tells of the drug's absorption, distribution, metabolism, excretion and time course."""
    fields = standing(page)
    begun: set[int] = set()
    for sentence in page.sentences:
        field = fields.get(sentence.index) if sentence.index not in begun else None
        begun.add(sentence.index)
        if sentence.frame.section in _NOT_HERE or sentence.of("kinetics_not", "animal"):
            continue
        in_kinetics = sentence.index in fields or any(s in KINETIC_SECTIONS for s in sentence.frame.sections[:2])
        parts = clauses(sentence)
        told = {part: list(_told(page, vocabulary, sentence, part, in_kinetics)) for part in parts}
        if field and parts and not told[parts[0]]:
            first_tells = any(told.values()) or any(parts[0].contains(m.span) for m in sentence.measures)
            yield from _field(
                vocabulary, sentence, parts[0] if first_tells else Span(parts[0].start, parts[-1].end), field
            )
        for part in parts:
            yield from told[part]


def _told(page: Page, vocabulary: Vocabulary, sentence: Sentence, part: Span, in_kinetics: bool) -> Iterator[Found]:
    valued: list[Span] = []
    worded: list[tuple[Cue, str]] = []
    seen: set[str] = set()
    for cue in cues_in(sentence, part, "kinetics"):
        settings = cue.rule.settings
        parameter = settings["parameter"]
        if parameter in seen or not (in_kinetics or parameter in _ANYWHERE) or _CONDITION.match(sentence.text, part.start):
            continue
        if _is_of_another(page, sentence, cue):
            continue
        measures = _values(sentence, part, cue)
        if measures:
            seen.add(parameter)
            valued.append(cue.span)
            words = adjective(sentence, part) if settings.get("text") else None
            yield from _with_values(vocabulary, sentence, part, parameter, measures, cue.rule.id, words)
        elif settings.get("text") and in_kinetics:
            said = organs(sentence, part) if settings.get("organ") else described(sentence, part, cue)
            if said:
                worded.append((cue, said))
    for cue, said in worded:
        parameter = cue.rule.settings["parameter"]
        beside_value = any(span.overlaps(cue.span) for span in valued) and not cue.rule.settings.get("organ")
        if (
            parameter not in seen
            and not beside_value
            and not (parameter == "kinetics-onset-of-action" and not _TIME_WORD.search(said))
        ):
            seen.add(parameter)
            yield from _with_words(vocabulary, sentence, part, parameter, said, cue.rule.id)


def _is_of_another(page: Page, sentence: Sentence, cue: Cue) -> bool:
    """Tell whether words behind a cue say that it is about something else: "absorption of iron"."""
    other = _OF_OTHER.match(sentence.text, cue.span.end)
    if not other:
        return False
    drugs = [drug for where, drug in sentence.within(Span(other.end(), sentence.span.end), ConceptType.DRUG) if where.start == other.end()]
    return page.drug.key not in {drug.key for drug in drugs} and not sentence.text[other.end() :].lower().startswith(page.drug.label.lower())


def _values(sentence: Sentence, part: Span, cue: Cue) -> list[Measure]:
    """Return the measures in a clause that are the value of a cue's parameter: behind the cue, else before it."""
    text, settings = sentence.text, cue.rule.settings
    fitting = [m for m in sentence.measures if part.contains(m.span) and m.dimension in settings.get("value", ())]
    fitting = [m for m in fitting if not _HYPHENED.fullmatch(m.span.of(text)) or "half" in text[m.span.end : m.span.end + 6]]
    if settings.get("within"):
        fitting = [m for m in fitting if _is_course(text, part, m)]
    elif settings["parameter"] == "kinetics-time-to-peak":
        fitting = [m for m in fitting if not re.search(r"\bfor\s*$", text[part.start : m.span.start])]
    elif settings["parameter"] == "kinetics-half-life":
        fitting = [m for m in fitting if not re.search(r"\b(?:every|for)\s*$", text[part.start : m.span.start])]
    behind = [m for m in fitting if m.span.start >= cue.span.end]
    before = [m for m in fitting if m.span.end <= cue.span.start]
    if settings.get("near"):
        return before[-1:] or behind[:1]
    return _joined(text, behind) or before[-1:]


def _is_course(text: str, part: Span, measure: Measure) -> bool:
    """Tell whether a time is one within which the drug, or a share of it, is excreted."""
    words = part.of(text)
    inside = re.match(r"within\b", measure.span.of(text), re.IGNORECASE) or re.search(
        r"\b(?:within|over)\s*$", text[part.start : measure.span.start]
    )
    return bool(inside and re.search(r"complete|%|percent", words) and "unchanged" not in words)


def _joined(text: str, measures: list[Measure]) -> list[Measure]:
    """Return the first measure and those that restate it in another unit right behind it."""
    kept = measures[:1]
    for measure in measures[1:]:
        if measure.unit == kept[-1].unit or not re.fullmatch(
            r"\s*(?:\([^()]*\))?\s*[(/]\s*", text[kept[-1].span.end : measure.span.start]
        ):
            break
        kept.append(measure)
    return kept


def _field(vocabulary: Vocabulary, sentence: Sentence, part: Span, field: str) -> Iterator[Found]:
    """Yield what the first words of a field tell of its parameter."""
    fitting = [m for m in sentence.measures if part.contains(m.span) and m.dimension == _DIMENSIONS.get(field)]
    values = _joined(sentence.text, fitting)
    if len(part.of(sentence.text).split()) > _LONGEST_FIELD and field != "kinetics-peak-concentration":
        return
    if values:
        words = adjective(sentence, part) if field == "kinetics-protein-binding" else None
        yield from _with_values(vocabulary, sentence, part, field, values, "kinetics.field", words)
        return
    said = " ".join(part.of(sentence.text).split())
    if field == "kinetics-molecular-weight":
        number = _NUMBER.search(said)
        if number:
            weight = Decimal(number.group().replace(",", ""))
            yield from _found(
                vocabulary,
                sentence,
                part,
                field,
                number.group(),
                "kinetics.field",
                {"value": Quantity(weight, weight, "g/mol")},
            )
    elif len(said.split()) <= _LONGEST_FIELD and (
        field not in _DIMENSIONS or field == "kinetics-protein-binding" or _TIME_WORD.search(said)
    ):
        if field not in ("kinetics-half-life", "kinetics-time-to-peak"):
            yield from _with_words(vocabulary, sentence, part, field, said, "kinetics.field")


def _with_values(
    vocabulary: Vocabulary,
    sentence: Sentence,
    part: Span,
    parameter: str,
    measures: list[Measure],
    rule: str,
    words: str | None,
) -> Iterator[Found]:
    dose = _dose(sentence, part, measures)
    for measure in measures:
        own: dict[str, Value | None] = {"value": quantity(measure), "dose": dose, "text": words}
        yield from _found(vocabulary, sentence, part, parameter, measure.span.of(sentence.text), rule, own)


def _with_words(
    vocabulary: Vocabulary, sentence: Sentence, part: Span, parameter: str, words: str, rule: str
) -> Iterator[Found]:
    for found in _found(vocabulary, sentence, part, parameter, words, rule, {"text": words}):
        # The words themselves say "not": what is claimed is that they hold.
        positive = {Stance.DENIES: Stance.ASSERTS, Stance.DOUBTS: Stance.HEDGES}.get(found.stance, found.stance)
        yield replace(found, stance=positive)


def _found(
    vocabulary: Vocabulary,
    sentence: Sentence,
    part: Span,
    parameter: str,
    mention: str,
    rule: str,
    own: dict[str, Value | None],
) -> Iterator[Found]:
    concept = named(vocabulary, parameter, ConceptType.PARAMETER)
    if concept:
        scope: dict[str, Value | None] = {"route": _route(sentence, part), "population": _population(sentence, part)}
        yield Found(
            sentence, "hasPharmacokinetics", concept, part, mention, rule, stance(sentence, part), {**own, **scope}
        )


def _dose(sentence: Sentence, part: Span, values: list[Measure]) -> Quantity | None:
    """Return the dose after which a value was measured ("following a 40-mg single dose")."""
    for measure in sentence.measures:
        lead = sentence.text[max(part.start, measure.span.start - 40) : measure.span.start]
        if measure.dimension == "mass" and measure not in values and part.contains(measure.span):
            if re.search(r"\b(?:following|after|with)\b[^.;,]*$", lead, re.IGNORECASE):
                return quantity(measure)
    return None


def _route(sentence: Sentence, part: Span) -> Concept | None:
    found = sentence.within(part, ConceptType.ROUTE)
    return found[0][1] if found else None


def _population(sentence: Sentence, part: Span) -> Concept | None:
    found = sentence.within(part, ConceptType.POPULATION)
    return found[0][1] if found else next(iter(sentence.frame.populations), None)


TYPE = ClaimType("pharmacokinetics", ("hasPharmacokinetics",), find)
