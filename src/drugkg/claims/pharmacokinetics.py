"""Pharmacokinetics: the drug's way through the body, parameter by parameter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from drugkg.annotate.cues import Cue
from drugkg.annotate.layers import Page, Sentence
from drugkg.annotate.terms import Vocabulary, named
from drugkg.claims.claim_type import ClaimType
from drugkg.claims.found import Found
from drugkg.claims.kinetic_sections import KINETIC_SECTIONS, standing
from drugkg.claims.kinetic_values import found, joined, value_findings, values
from drugkg.claims.kinetic_words import adjective, clauses, described, organs
from drugkg.claims.model import Quantity, Stance, Value
from drugkg.claims.schedule import cues_in
from drugkg.text import Span
from drugkg.vocabulary.concept import Concept, ConceptType

__all__ = ["TYPE"]

#: Sections that tell of other drugs, of unborn or nursed children, or of what happened, not of the drug's own way.
_NOT_HERE = frozenset(
    "interactions overdose overdose_treatment missed_dose contraindications references related disclaimer "
    "adverse_effects laboratory breastfeeding pregnancy pregnancy_lactation withdrawal storage monitoring".split()
)
#: Parameters whose value is a number, and of which dimension; the others can be told in words alone.
_DIMENSIONS = {
    "kinetics-half-life": "time",
    "kinetics-onset-of-action": "time",
    "kinetics-time-to-peak": "time",
    "kinetics-protein-binding": "percent",
    "kinetics-peak-concentration": "concentration",
    "kinetics-therapeutic-concentration": "concentration",
}
_ONSET, _BINDING, _WEIGHT = "kinetics-onset-of-action", "kinetics-protein-binding", "kinetics-molecular-weight"
_TIME_WORD = re.compile(r"\b(?:seconds?|minutes?|hours?|days?|weeks?|months?|immediate(?:ly)?)\b", re.IGNORECASE)
_CONDITION = re.compile(r"(?:if|when|unless|in case)\b", re.IGNORECASE)
_OF_OTHER = re.compile(
    r"\s+of\s+(?!\d|about|approximately|around|up to|(?:the|this|a|an oral|each|its)\s+"
    r"(?:drug|dose|medication|medicine|oral dose|compound|unchanged|administered)\b)"
)
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
        tells = field or sentence.of("kinetics")
        if not tells or sentence.frame.section in _NOT_HERE or sentence.of("kinetics_not", "animal"):
            continue
        in_kinetics = sentence.index in fields or any(s in KINETIC_SECTIONS for s in sentence.frame.sections[:2])
        parts = clauses(sentence)
        told = {part: list(_told(page, vocabulary, sentence, part, in_kinetics=in_kinetics)) for part in parts}
        if field and parts and not told[parts[0]]:
            first_tells = any(told.values()) or any(parts[0].contains(m.span) for m in sentence.measures)
            whole = parts[0] if first_tells else Span(parts[0].start, parts[-1].end)
            yield from _field(vocabulary, sentence, whole, field)
        for part in parts:
            yield from told[part]


def _told(page: Page, vocabulary: Vocabulary, sentence: Sentence, part: Span, *, in_kinetics: bool) -> Iterator[Found]:
    """Yield what the cues of a clause tell: with values first, then in words where no value stands by the same cue."""
    if _CONDITION.match(sentence.text, part.start):
        return
    cues = [
        cue
        for cue in cues_in(sentence, part, "kinetics")
        if (in_kinetics or cue.rule.settings.get("anywhere")) and not _is_of_another(page, sentence, cue)
    ]
    valued: dict[str, Span] = {}
    for cue in cues:
        key = cue.rule.settings["parameter"]
        parameter, measures = named(vocabulary, key, ConceptType.PARAMETER), values(sentence, part, cue)
        if parameter and measures and key not in valued:
            valued[key] = cue.span
            words = adjective(sentence, part) if cue.rule.settings.get("text") else None
            yield from value_findings(sentence, part, parameter, measures, cue.rule.id, words)
    if not in_kinetics:
        return
    worded: set[str] = set(valued)
    for cue in cues:
        key, by_organ = cue.rule.settings["parameter"], cue.rule.settings.get("organ")
        beside_value = any(span.overlaps(cue.span) for span in valued.values()) and not by_organ
        if key in worded or beside_value or not cue.rule.settings.get("text"):
            continue
        said = organs(sentence, part) if by_organ else described(sentence, part, cue)
        parameter = named(vocabulary, key, ConceptType.PARAMETER)
        if parameter and said and (key != _ONSET or _TIME_WORD.search(said)):
            worded.add(key)
            yield _in_words(sentence, part, parameter, said, cue.rule.id)


def _is_of_another(page: Page, sentence: Sentence, cue: Cue) -> bool:
    """Tell whether words behind a cue say that it is about something else: "absorption of iron"."""
    other = _OF_OTHER.match(sentence.text, cue.span.end)
    if not other:
        return False
    rest = Span(other.end(), sentence.span.end)
    drugs = {drug.key for where, drug in sentence.within(rest, ConceptType.DRUG) if where.start == rest.start}
    return page.drug.key not in drugs and not rest.of(sentence.text).lower().startswith(page.drug.label.lower())


def _in_words(sentence: Sentence, part: Span, parameter: Concept, words: str, rule: str) -> Found:
    finding = found(sentence, part, parameter, words, rule, {"text": words})
    # The words themselves say "not": what is claimed is that they hold.
    positive = {Stance.DENIES: Stance.ASSERTS, Stance.DOUBTS: Stance.HEDGES}.get(finding.stance, finding.stance)
    return replace(finding, stance=positive)


def _field(vocabulary: Vocabulary, sentence: Sentence, part: Span, field: str) -> Iterator[Found]:
    """Yield what the first words of a field tell of its parameter."""
    parameter = named(vocabulary, field, ConceptType.PARAMETER)
    said = " ".join(part.of(sentence.text).split())
    if parameter is None or (len(said.split()) > _LONGEST_FIELD and field != "kinetics-peak-concentration"):
        return
    fitting = [m for m in sentence.measures if part.contains(m.span) and m.dimension == _DIMENSIONS.get(field)]
    measures = joined(sentence.text, fitting)
    number = _NUMBER.search(said)
    if measures:
        words = adjective(sentence, part) if field == _BINDING else None
        yield from value_findings(sentence, part, parameter, measures, "kinetics.field", words)
    elif field == _WEIGHT:
        if number:
            weight = Decimal(number.group().replace(",", ""))
            own: dict[str, Value | None] = {"value": Quantity(weight, weight, "g/mol")}
            yield found(sentence, part, parameter, number.group(), "kinetics.field", own)
    elif field not in _DIMENSIONS or field == _BINDING or (field == _ONSET and _TIME_WORD.search(said)):
        yield _in_words(sentence, part, parameter, said, "kinetics.field")


TYPE = ClaimType("pharmacokinetics", ("hasPharmacokinetics",), find)
