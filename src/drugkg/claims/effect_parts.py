"""What listed and told effects share: the types, the general words, the finding itself."""

from __future__ import annotations

import re

from drugkg.annotate.layers import Sentence
from drugkg.annotate.terms import Term
from drugkg.claims.found import Found
from drugkg.claims.model import Quantity, Stance, Value
from drugkg.text import Span
from drugkg.vocabulary.concept import Concept, ConceptType

__all__ = ["EFFECT_SECTIONS", "TYPES", "effect", "is_general"]

EFFECT_SECTIONS = ("adverse_effects", "withdrawal", "overdose")
TYPES = (ConceptType.FINDING,)


_GENERAL = frozenset(
    {
        "overdose",
        "withdrawal-syndrome",
        "withdrawal-symptoms",
        "adverse-drug-reaction",
        "side-effect",
        "adverse-effect",
        "adverse-event",
        "adverse-reaction",
        "symptom",
        "withdrawal-symptom",
        "toxicity",
    }
)


def effect(
    sentence: Sentence,
    relation: str,
    term: Term,
    span: Span,
    rule: str,
    own: dict[str, Value],
    people: Concept | None,
    stated: Stance = Stance.ASSERTS,
) -> Found:
    """Return an effect with what its sentence, and all that stands over it, says of it."""
    frame = sentence.frame
    route = frame.routes[0] if frame.routes else None
    qualifiers: dict[str, Value | None] = {"route": route}
    if relation == "hasAdverseEffect":
        severe = bool(re.match(r"(?:severe|serious|life-threatening)\b", term.mention, re.IGNORECASE))
        species = next((c for _, c in sentence.within(sentence.span, ConceptType.SPECIES) if c.key != "human"), None)
        qualifiers |= {
            "incidence": frame.incidence,
            "frequency": Quantity.of(frame.frequency) if frame.frequency else None,
            "serious": frame.serious or severe,
            "longTerm": frame.long_term,
            "population": people or (frame.populations[0] if frame.populations else None),
            "species": species,
            **own,
        }
    return Found(sentence, relation, term.concept, span, term.mention, rule, stated, qualifiers)


def is_general(term: Term) -> bool:
    """Tell whether a term is only the word for effects, no effect."""
    return term.concept.key in _GENERAL or any(
        key in _GENERAL for key in term.concept.broader[:1] if term.concept.id is None
    )
