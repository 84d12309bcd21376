"""What listed and told effects share: the types, the general words, the finding itself."""

from __future__ import annotations

import re
from collections.abc import Mapping

from drugkg.annotate.layers import Sentence
from drugkg.annotate.sections import attributes, attributive
from drugkg.annotate.terms import Term
from drugkg.claims.effect_incidence import singled_out
from drugkg.claims.found import Found
from drugkg.claims.model import Quantity, Stance, Value
from drugkg.claims.shape import is_list
from drugkg.text import BlockKind, Span
from drugkg.vocabulary.concept import Concept, ConceptType

__all__ = [
    "EFFECT_SECTIONS",
    "NO_EFFECTS",
    "TYPES",
    "allergy_in",
    "effect",
    "is_general",
    "is_known",
    "is_of_something_else",
    "is_vague",
    "people",
]

EFFECT_SECTIONS = ("adverse_effects", "discontinuations", "withdrawal", "overdose")
TYPES = (ConceptType.FINDING,)


#: Words for what somebody had or what was measured, whatever a sentence says of it.
NO_EFFECTS = frozenset({"abnormal-test-result", "alcohol-abuse", "comorbid-condition", "underdose", "wound"})
_VAGUE = frozenset(
    {
        "abnormal-test-result",
        "alcohol-abuse",
        "comorbid-condition",
        "disease-progression",
        "immunogenicity",
        "poisoning",
        "underdose",
        "wound",
    }
)
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
    own: Mapping[str, Value | None],
    who: Concept | None,
    stated: Stance = Stance.ASSERTS,
) -> Found:
    """Return an effect with what its sentence, and all that stands over it, says of it."""
    frame = sentence.frame
    route = frame.routes[0] if frame.routes else None
    qualifiers: dict[str, Value | None] = {"route": route}
    if relation == "hasAdverseEffect":
        severe = bool(re.match(r"(?:severe|serious|life-threatening)\b", term.mention, re.IGNORECASE))
        species = next((c for _, c in sentence.within(sentence.span, ConceptType.SPECIES) if c.key != "human"), None)
        if _BASED_ON.search(sentence.words):
            species = None  # "based on findings in animals, it may harm": whom it may harm are people
        qualifiers |= {
            "incidence": frame.incidence,
            "frequency": Quantity.of(frame.frequency) if frame.frequency else None,
            "serious": severe or (frame.serious and not _is_beyond_lead(sentence)),
            "longTerm": frame.long_term,
            "population": who or (frame.populations[0] if frame.populations else None),
            "species": species,
            **own,
        }
        otherwise = _OTHERWISE.search(sentence.text, sentence.span.start, term.span.start)
        if otherwise and not is_list(sentence.text, sentence.span):
            # What stands above is said of what usually happens.
            rare = attributes(otherwise.group()).incidence
            qualifiers |= {"incidence": rare or own.get("incidence"), "frequency": own.get("frequency")}
        alone = singled_out(sentence, term)
        if alone and alone != qualifiers["incidence"]:
            qualifiers |= {"incidence": alone, "frequency": own.get("frequency")}
        qualifiers["incidence"] = _borne_out(qualifiers["incidence"], qualifiers["frequency"])
    return Found(sentence, relation, term.concept, span, term.mention, rule, stated, qualifiers)


_BASED_ON = re.compile(
    r"\bbased on\b[^,;]{0,60}\banimals?\b|\bwhen (?:administered|given) to a pregnant", re.IGNORECASE
)
_OTHERWISE = re.compile(
    r"(?<!\()\b(?:in (?:very )?rare cases|(?:high|higher|large|larger|excessive)"
    r" (?:doses?|amounts?|quantities))\b"
    r"(?![^()]*\))",
    re.IGNORECASE,
)


def _borne_out(incidence: Value | None, frequency: Value | None) -> Value | None:
    """Return an incidence unless the frequency belies it: "the most common ones occurred in less than 1%"."""
    few = (
        isinstance(frequency, Quantity)
        and frequency.high is not None
        and (frequency.high < _FEW or (frequency.high == _FEW and frequency.high_open))
    )
    return None if few and incidence in ("common", "very common") else incidence


#: So many percent are not common, whatever is said of the rest.
_FEW = 2


def _is_beyond_lead(sentence: Sentence) -> bool:
    """Tell whether a sentence speaks of other effects than the serious ones that stand above it."""
    said = attributes(attributive(sentence.words))
    if (said.incidence is not None or _MOST.search(sentence.words)) and not said.serious:
        return True
    # A paragraph of prose below a finished sentence is no part of a list that this sentence may have opened.
    beneath = sentence.block.lead is not None and sentence.frame.lead is None
    return beneath and sentence.block.kind is BlockKind.PARAGRAPH and not is_list(sentence.text, sentence.span)


_MOST = re.compile(
    r"\bmost (?:common|frequent)"
    r"|\badverse (?:drug )?(?:reactions|events),? (?:that )?(?:were )?(?:reported|occurr|observed)",
    re.IGNORECASE,
)


def people(sentence: Sentence, span: Span) -> list[tuple[Span, Concept]]:
    """Return the people whom a stretch names; "kidney problems" are such only where words say so ("in people with")."""
    found = sentence.within(span, ConceptType.POPULATION)
    harms = {at for at, _ in sentence.within(span, *TYPES)} if found else set()
    found = [(at, who) for at, who in found if who.key not in _LOOK_ON]
    return [(at, who) for at, who in found if at not in harms or _WHO_HAS.search(sentence.text, 0, at.start)]


#: Who looks after those who take the drug.
_LOOK_ON = frozenset({"population-caregiver"})
_WHO_HAS = re.compile(
    r"\b(?:in|with|who have|having|for|of|patients?|people|those|adults|children)\s(?:[\w-]+\s){0,2}$", re.IGNORECASE
)


def is_general(term: Term) -> bool:
    """Tell whether a term is only the word for effects, or an illness as those have it who are treated: no effect."""
    if term.concept.key in _GENERAL:
        return True
    if term.concept.id is not None:
        return False
    return any(key in _GENERAL for key in term.concept.broader[:1]) or bool(_OF_PATIENTS.search(term.mention))


#: What tells the illness of those who are treated from one that may come.
_OF_PATIENTS = re.compile(
    r"\b(?:previously|untreated|(?<!inadequately )treated|relapsed|newly diagnosed|castration-resistant|co-?infection"
    r"|adjuvant|[\w-]+-(?:positive|mutated|mutant)|stud(?:y|ies)|trials?|therapy)\b",
    re.IGNORECASE,
)


def is_vague(term: Term) -> bool:
    """Tell whether a term is a word for many things, or for what happens without the drug: none if only named."""
    return term.concept.key in _VAGUE


def is_known(term: Term) -> bool:
    """Tell whether the vocabulary knows a term, or the finding of which it is a kind."""
    return bool(term.concept.ids or term.concept.broader or term.concept.synonyms)


def is_of_something_else(lead: str) -> bool:
    """Tell whether a lead opens a list of signs of something else than the drug's effects, of examples or of steps.

    >>> is_of_something_else("Symptoms of low blood sugar include:"), is_of_something_else("Signs of allergy include:")
    (True, False)
    """
    signs = _SIGNS.search(lead)
    return bool(_NO_EFFECTS.match(lead) or _BEFORE_USE.search(lead)) or (
        signs is not None and not _MAY_BE_EFFECTS.search(signs["what"])
    )


def allergy_in(text: str, span: Span) -> Span | None:
    """Return the allergic reaction in a sentence that begins to list its signs: the reaction is an effect itself."""
    signs = _SIGNS.search(text, span.start, span.end)
    return Span(*signs.span("what")).strip(text) if signs and _ALLERGY.search(signs["what"]) else None


_ALLERGY = re.compile(r"allerg|anaphyla|hypersensitiv", re.IGNORECASE)
_SIGNS = re.compile(
    r"\b(?:signs?|symptoms?)(?: (?:and|or) (?:signs?|symptoms?))? (?:of|that)\b(?P<what>[^:;.]{1,80}?)"
    r"\b(?:include|are)\b",
    re.IGNORECASE,
)
#: "Ask a doctor before use if the child has": what somebody has already.
_BEFORE_USE = re.compile(r"\b(?:before (?:use|using|taking|giving)\b.*\bif|if (?:the|your) child has)\b", re.IGNORECASE)
_NO_EFFECTS = re.compile(r"\W*(?:examples? of\b|step \d)", re.IGNORECASE)
#: What the drug itself may bring about, so that its signs are effects as well.
_MAY_BE_EFFECTS = re.compile(
    r"allerg|anaphyla|hypersensitiv|liver|hepat|muscle|rhabdomyolysis|overdos|withdraw|stopping|reaction|effect|toxic",
    re.IGNORECASE,
)
