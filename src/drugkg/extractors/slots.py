"""Slots: what the words of a statement mean, read from the place where the document has them.

An extractor only points at words. Which concept they name, which number they state and what they say of all below a
heading is told by the same code as for rules.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from drugkg.annotate.layers import Frame, Sentence
from drugkg.annotate.listing import listed
from drugkg.annotate.populations import populations
from drugkg.annotate.quantities import Measure, measures
from drugkg.annotate.sections import attributes
from drugkg.annotate.terms import Term, Vocabulary, terms
from drugkg.claims.model import Quantity, Value
from drugkg.claims.relations import RELATIONS, Kind, Qualifier, Relation, ValueType
from drugkg.claims.schedule import Schedule, as_ranges, schedule
from drugkg.text import Span
from drugkg.vocabulary.concept import Concept, ConceptType, phrase

__all__ = ["LONGEST_WORDS", "OBJECTS", "Place", "inherited", "object_of", "place_of", "shared_object", "value_of"]

_KNOWN_CONDITIONS = (ConceptType.POPULATION, ConceptType.FINDING, ConceptType.ACTIVITY)
_FINDINGS = (ConceptType.FINDING,)
#: What has no name, but words only.
_FREE = (ConceptType.PHRASE,)
#: The types of the objects of each relation, the likeliest first. The topics of advice are told by rules only.
OBJECTS: Mapping[str, tuple[ConceptType, ...]] = {
    "treats": _FINDINGS,
    "contraindicatedIn": _KNOWN_CONDITIONS,
    "cautionIn": _KNOWN_CONDITIONS,
    "hasAdverseEffect": _FINDINGS,
    "hasWithdrawalEffect": _FINDINGS,
    "hasOverdoseEffect": _FINDINGS,
    "interactsWith": (ConceptType.DRUG_CLASS, ConceptType.DRUG),
    "altersLabTest": (ConceptType.LAB_TEST,),
    "hasDose": (ConceptType.DOSE_PHASE,),
    "hasMechanism": _FREE,
    "belongsToClass": (ConceptType.DRUG_CLASS,),
    "hasBrandName": (ConceptType.BRAND,),
    "hasPharmacokinetics": (ConceptType.PARAMETER,),
    "hasProductForm": (ConceptType.DOSE_FORM,),
    "hasEfficacy": (ConceptType.FINDING, ConceptType.OBSERVABLE),
    "requiresMonitoring": (ConceptType.LAB_TEST, ConceptType.OBSERVABLE, ConceptType.FINDING),
    "distributedInto": (ConceptType.SITE,),
    "comparedWith": (ConceptType.DRUG, ConceptType.DRUG_CLASS, ConceptType.THERAPY),
}
#: Relations whose objects may be words that the vocabulary does not know.
_MAY_BE_NEW = frozenset(
    {
        "treats", "contraindicatedIn", "cautionIn", "hasAdverseEffect", "hasWithdrawalEffect", "hasOverdoseEffect",
        "interactsWith", "hasEfficacy", "requiresMonitoring",
    }
)  # fmt: skip
#: What the numbers of a qualifier may measure; others may measure anything.
_DIMENSIONS: Mapping[str, frozenset[str]] = {
    "frequency": frozenset({"percent"}),
    "amount": frozenset({"mass", "amount", "volume", "count"}),
    "dose": frozenset({"mass", "amount", "volume"}),
    "strength": frozenset({"mass", "amount", "concentration"}),
    "temperature": frozenset({"temperature"}),
}
#: Attributes of headings by the qualifier that they are.
_ATTRIBUTES = {"incidence": "incidence", "serious": "serious", "longTerm": "long_term", "offLabel": "off_label"}
_LONGEST_NOTE = 200
#: Nothing is quoted that is longer, so no slot can be.
LONGEST_WORDS = 400


@dataclass(frozen=True, slots=True)
class Place:
    """Where a slot's words stand: `span` of a text, within the stretch from which a value may be taken.

    `sentence` is the one whose text it is, None for the text of a heading.
    """

    text: str
    span: Span
    within: Span
    sentence: Sentence | None = None

    @property
    def words(self) -> str:
        """The words as the document has them."""
        return self.span.of(self.text)


def place_of(words: str, sentence: Sentence, quote: Span, above: tuple[str, ...]) -> Place | None:
    """Return where words stand, whole and in order: in the quote, else in a text above it; None where in neither."""
    split = words.split()
    if len(words) > LONGEST_WORDS or not any(letter.isalnum() for letter in words):
        return None
    pattern = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, split)) + r"(?!\w)", re.IGNORECASE)
    found = pattern.search(sentence.text, quote.start, quote.end)
    if found:
        return Place(sentence.text, Span(*found.span()), quote, sentence)
    for text in above:
        found = pattern.search(text)
        if found:
            return Place(text, Span(*found.span()), Span(0, len(text)))
    return None


def object_of(relation: Relation, place: Place, vocabulary: Vocabulary) -> Concept | None:
    """Return the one thing of the relation's types that the words name, None where they name none or several."""
    types = OBJECTS[relation.name]
    return phrase(place.words) if types == _FREE else _named(place, vocabulary, types, _new(relation))


def shared_object(
    relation: Relation, words: str, sentence: Sentence, quote: Span, vocabulary: Vocabulary
) -> Term | None:
    """Return the item of a list in the quote that the rules name so: "blurred vision" of "blurred or double vision"."""
    types, said = OBJECTS[relation.name], words.casefold().split()
    if types == _FREE:
        return None
    found = (t for _, each in listed(vocabulary, sentence.text, quote, types, new=_new(relation)) for t in each)
    return next((term for term in found if term.mention.casefold().split() == said), None)


def _new(relation: Relation) -> ConceptType | None:
    return relation.object_type if relation.name in _MAY_BE_NEW else None


def _named(
    place: Place, vocabulary: Vocabulary, types: tuple[ConceptType, ...], new: ConceptType | None = None
) -> Concept | None:
    found = terms(vocabulary, place.text, place.span, types, new=new)
    return found[0].concept if len({term.concept.key for term in found}) == 1 else None


def value_of(relation: Relation, key: str, place: Place, vocabulary: Vocabulary) -> Value | None:
    """Return the value of a qualifier that its words state, None where they state none that it admits.

    Raises:
        KeyError: if the relation has no such qualifier.
    """
    qualifier = relation.qualifier(key, place.words if _is_note_only(relation, key) else True)
    match qualifier.holds:
        case ValueType.CONCEPT:
            return _concept(relation, qualifier, place, vocabulary)
        case ValueType.QUANTITY:
            return _quantity(key, place)
        case ValueType.TRUE:
            return getattr(attributes(place.words), _ATTRIBUTES[key]) or None
        case ValueType.WORD:
            return _word(qualifier, place)
        case ValueType.TEXT:
            return _note(place)


def _is_note_only(relation: Relation, key: str) -> bool:
    return all(qualifier.holds is ValueType.TEXT for qualifier in relation.qualifiers if qualifier.key == key)


def _concept(relation: Relation, qualifier: Qualifier, place: Place, vocabulary: Vocabulary) -> Value | None:
    if qualifier.concept is ConceptType.PHRASE:
        return phrase(place.words)
    if qualifier.concept is ConceptType.POPULATION:
        within = [(span, c) for span, c in populations(place.text, vocabulary.find(place.text))]
        found = [concept for span, concept in within if span.overlaps(place.span) and place.within.contains(span)]
        return found[0] if len(found) == 1 else None
    assert qualifier.concept is not None
    known = _named(place, vocabulary, (qualifier.concept,))
    as_note = any(each.key == qualifier.key and each.kind is Kind.NOTE for each in relation.qualifiers)
    return known or (_note(place) if as_note else None)


def _note(place: Place) -> str | None:
    return place.words if len(place.words) <= _LONGEST_NOTE else None


def _quantity(key: str, place: Place) -> Quantity | None:
    """Return the quantity that words state, read with what stands around them in the quote ("up to", "a day")."""
    sentence = place.sentence
    if key in ("timesPerDay", "every", "duration"):
        told = schedule(sentence, place.span) if sentence is not None else Schedule()
        return {"timesPerDay": told.times, "every": told.every, "duration": told.duration}[key]
    near = [m for m in as_ranges(measures(place.text)) if m.span.overlaps(place.span)]
    if len(near) != 1 or not place.within.contains(near[0].span):
        return None
    return Quantity.of(near[0]) if _measures(key, near[0]) else None


def _measures(key: str, measure: Measure) -> bool:
    return key not in _DIMENSIONS or measure.dimension in _DIMENSIONS[key]


def _word(qualifier: Qualifier, place: Place) -> str | None:
    if qualifier.key == "incidence":
        return attributes(place.words).incidence
    if qualifier.key == "direction" and place.sentence is not None:
        told = [cue for cue in place.sentence.of("direction") if cue.span.overlaps(place.span)]
        return str(told[0].rule.settings["direction"]) if told else None
    said = place.words.casefold()
    return said if said in qualifier.words else None


def inherited(relation: str, frame: Frame) -> dict[str, Value]:
    """Return the qualifiers that what stands over a sentence gives to every claim of this relation in it."""
    told: dict[str, Value | None] = {
        "population": frame.populations[0] if frame.populations else None,
        "route": frame.routes[0] if frame.routes else None,
        "incidence": frame.incidence,
        "frequency": Quantity.of(frame.frequency) if frame.frequency else None,
        "serious": frame.serious or None,
        "longTerm": frame.long_term or None,
        "offLabel": frame.off_label or None,
    }
    taken = {qualifier.key for qualifier in RELATIONS[relation].qualifiers}
    return {key: value for key, value in told.items() if value is not None and key in taken}
