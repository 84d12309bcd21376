"""Who or what the label, heading or question over a sentence is about."""

from __future__ import annotations

import re

from drugkg.annotate.layers import Sentence
from drugkg.annotate.terms import Vocabulary
from drugkg.claims.conditions import labelled
from drugkg.text import Span
from drugkg.vocabulary.concept import Concept, ConceptType

__all__ = ["no_problems", "standing"]

_STATES = {"pregnancy": "pregnancy", "breastfeeding": "breastfeeding"}
#: A label that says in whom, not what may happen.
#: Behind a label that names an effect: how often it came up, and what is done about it.
_CAME_UP = re.compile(
    r"\b(?:risks? of|occurr?\w*|reported|cases?|observed|discontinu\w+|interrupt\w*|withh[eo]ld\w*"
    r"|can cause|may cause)\b",
    re.IGNORECASE,
)
#: What a patient has, not what comes up; and how texts tell of what comes up.
_LASTING = re.compile(
    r"\b(?:diseases?|disorders?|impair(?:ment|ed)|insufficiency|conditions?|problems?|failure|deficiency|history)\b",
    re.IGNORECASE,
)
_RISK_OF = re.compile(
    r"\b(?:risks?|(?:can|may|might|could) (?:also )?(?:cause|lead|result|occur|develop|increase)|causes?|reported"
    r"|occurr?\w*)\b",
    re.IGNORECASE,
)
_LOOKS_OUT = re.compile(r"(?:(?:close|careful|regular) )?monitor", re.IGNORECASE)
#: Care with other drugs is none with what the label names.
_BESIDE = re.compile(
    r"\b(?:concomitant|concurrent|co-?administ\w+|(?:with|other) (?:\w+ )?(?:drugs|medicines|medications))\b",
    re.IGNORECASE,
)
_IN_WHOM = re.compile(r"(?:use in|patients|people|those|in|if you have|history of)\b", re.IGNORECASE)
#: "during pregnancy and breastfeeding"
_BOTH = re.compile(
    r"\bpregnan\w+[^.;]{0,30}\b(?:breast-?\s?feed|lactat|nursing)|\b(?:breast-?\s?feed|lactat|nursing)[^.;]{0,30}\bpregnan",
    re.IGNORECASE,
)


def _is_effect(sentence: Sentence) -> bool:
    """Tell whether a label names what may come up, for which to look out, rather than a condition of the patient."""
    label = sentence.frame.label or ""
    if sentence.of("caution") or sentence.of("patients") or _IN_WHOM.match(label) or _LASTING.search(label):
        return False
    start = sentence.text.rfind(label, 0, sentence.span.start) + len(label)
    before = sentence.text[start : sentence.span.start].strip(" :—")
    return bool(_RISK_OF.search(before) if before else _LOOKS_OUT.match(sentence.words))


def standing(sentence: Sentence, vocabulary: Vocabulary) -> list[Concept]:
    """Return who or what the label, heading or question over a sentence is about."""
    frame = sentence.frame
    if frame.section == "pregnancy_lactation":
        wanted = ["pregnancy", "breastfeeding"]
        both = _BOTH.search(sentence.words)
        infant = re.search(r"\b(?:infant|baby|milk|nurs|breast)", sentence.words, re.IGNORECASE)
        if infant and not both and not sentence.of("caution"):
            wanted = ["breastfeeding"]
        elif not both and re.search(r"\b(?:fetus|foetus|pregnan|unborn)", sentence.words, re.IGNORECASE):
            wanted = ["pregnancy"]
        return [c for name in wanted for c in vocabulary.lookup(name) if c.type is ConceptType.POPULATION][
            : len(wanted)
        ]
    if frame.section in _STATES:
        return [c for c in vocabulary.lookup(_STATES[frame.section]) if c.type is ConceptType.POPULATION][:1]
    if frame.label is not None and frame.section in (
        "warnings",
        "caution",
        "dosage",
        "geriatric",
        "renal_impairment",
        "hepatic_impairment",
        "contraindications",
    ):
        named = [term.concept for term in labelled(sentence, vocabulary)]
        managed = sentence.of("management") and not _CAME_UP.search(sentence.words)
        beside = _BESIDE.search(sentence.words)
        asked = _IN_WHOM.match(frame.label) or (not beside and (managed or sentence.of("caution")))
        if named and asked and not frame.populations and not _is_effect(sentence):
            return named
    if frame.label is None and not frame.populations:
        return []
    people = list(frame.populations)
    return [
        c
        for c in people
        if c.key not in ("adult", "child", "male", "female", "adolescent", "infant")
        and not c.key.startswith(("child-", "adult-"))
    ]


#: "problems in humans have not been documented": what was looked for and not found.
_NOT_SEEN = r"(?:documented|reported|observed|noted|seen|shown|demonstrated|identified|found)"
_HARM = r"(?:problems?|harm|harmful effects?|ill effects?|adverse effects?|side effects?)"
_NO_PROBLEM = re.compile(
    rf"(?:\bno (?:\w+ ){{0,2}}{_HARM}\b[^.;]{{0,70}}\b(?:has|have) (?:ever |yet )?been {_NOT_SEEN}"
    rf"|\b{_HARM}\b[^.;]{{0,60}}\b(?:has|have) not (?:yet )?been {_NOT_SEEN})",
    re.IGNORECASE,
)
_ANIMAL = re.compile(r"\b(?:rats?|mice|mouse|rabbits?|dogs?|monkeys?|animals?)\b", re.IGNORECASE)


def no_problems(sentence: Sentence) -> Span | None:
    """Return the words by which a text on pregnancy or breastfeeding says that no harm was seen in people."""
    if sentence.frame.section not in ("pregnancy", "breastfeeding", "pregnancy_lactation"):
        return None
    said = _NO_PROBLEM.search(sentence.text, sentence.span.start, sentence.span.end)
    return None if said is None or _ANIMAL.search(sentence.words) else Span(*said.span())
