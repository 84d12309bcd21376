"""Medicines beside conditions: what a medicine is for, and what one is allergic to."""

from __future__ import annotations

import re
from dataclasses import replace

from drugkg.annotate.layers import Page, Sentence
from drugkg.annotate.terms import Term, Vocabulary
from drugkg.claims.shape import is_mine
from drugkg.text import Span
from drugkg.vocabulary.concept import ConceptType, of_type, unknown

__all__ = ["ALLERGY", "allergy", "is_for", "names_medicine"]

#: "medicines for X", "antifungals to treat X": X is what they are for, no condition of the reader's.
_MEDICINE_FOR = re.compile(
    r"\b(?:to (?:treat|prevent|stop|lower|control|reduce|help)|used (?:for|to|in|as)|treatments? (?:for|of)"
    r"|(?:medicines?|medications?|drugs?|products?|tablets?) (?:for|that|called|such as))\b[^.;]*$",
    re.IGNORECASE,
)
#: Right behind a medicine: what it is for.
_IS_FOR = re.compile(
    r"(?:\bmedic(?:ines?|ations?)|\bdrugs?|\btablets?|@)\s*(?:\([^()]*\)\s*)?(?:(?:that (?:is|are) )?"
    r"(?:used|taken|given|intended|indicated)\s)?(?:for|to treat|to prevent|to control)\s"
    r"(?:treating\s|the treatment of\s)?(?:(?!patients|people|those|use|children|adults|women)[\w-]+\s){0,2}$",
    re.IGNORECASE,
)
_TO_WHAT = re.compile(r"\sto\s(?P<what>.+)$", re.IGNORECASE | re.DOTALL)
_TO_IT = re.compile(r"(?:it|this|the|its|any)\b", re.IGNORECASE)
ALLERGY = r"sensitiv|allerg|reaction|intoleran"
_LONGEST_ALLERGY = 12
_MEDICINES = (ConceptType.DRUG, ConceptType.DRUG_CLASS, ConceptType.BRAND)
_MEDICINES_LED = re.compile(
    r"\b(?:medicines?|medications?|drugs?)\b(?:(?!\b(?:have|are|had|if|when)\b)[^:.])*:$", re.IGNORECASE
)


def is_for(sentence: Sentence, at: Span) -> bool:
    """Tell whether words only say what the medicine named right before them is for."""
    start = sentence.span.start
    words = sentence.text[start : at.start]
    for span, _ in reversed(sentence.within(Span(start, at.start), *_MEDICINES)):
        words = f"{words[: span.start - start]}@{words[span.end - start :]}"
    return bool(_IS_FOR.search(words))


def names_medicine(sentence: Sentence, at: Span) -> bool:
    """Tell whether words of a list item only say what a medicine is for that the reader may take."""
    lead = sentence.frame.lead
    if lead and _MEDICINES_LED.search(lead.words):
        return True
    return bool(_MEDICINE_FOR.search(sentence.text[sentence.span.start : at.start])) or is_for(sentence, at)


def allergy(page: Page, vocabulary: Vocabulary, term: Term) -> Term:
    """Return an allergy with what it is to, where that is another drug or class ("allergy to penicillins")."""
    to = _TO_WHAT.search(term.mention)
    if term.concept.type is not ConceptType.FINDING or to is None or not re.search(ALLERGY, term.concept.label):
        return term
    named_there = [c for m in vocabulary.find(to["what"]) if (c := of_type(m.concepts, _MEDICINES)) is not None]
    if (
        not named_there
        or _TO_IT.match(to["what"])
        or any(is_mine(page, c) or c.key in page.drug.broader for c in named_there)
        or len(term.mention.split()) > _LONGEST_ALLERGY
    ):
        return term
    words = re.sub(r"^allerg(?:ic|ies) ", "allergy ", " ".join(term.mention.split()).lower())
    return Term(term.span, term.mention, replace(unknown(words, ConceptType.FINDING), broader=(term.concept.key,)))
