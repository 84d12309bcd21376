"""Contraindications: conditions and people in which the drug must not be used."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drugkg.annotate.layers import Page, Sentence
from drugkg.annotate.terms import Term, Vocabulary
from drugkg.claims.claim_type import ClaimType
from drugkg.claims.conditions import forbids, in_list, in_prose, is_remark, labelled
from drugkg.claims.found import Found
from drugkg.claims.medicines import allergy, is_for, names_medicine
from drugkg.claims.model import Stance, Value
from drugkg.claims.shape import clause, denial, is_list, is_of_another, reach
from drugkg.text import Span
from drugkg.vocabulary.concept import ConceptType

__all__ = ["TYPE"]

_TAKERS = re.compile(r"\b(?:take|taking|use|using|receive|avoid)\b", re.IGNORECASE)
#: "is contraindicated (never to be given) in X"
_FOLLOWED = re.compile(r"\s*\([^()]{1,60}\)\s*(?:for use )?(?:in|for|with|during|if)\b", re.IGNORECASE)
#: "doses above 4 mg are not recommended in X": not the drug, but some use of it.
_SOME_USE = re.compile(
    r"\b(?:doses?|dosages?|initiation|initiating|starting|re-?treatment|long-term|prolonged|concomitant|concurrent"
    r"|simultaneous|co-?administration)\b[^,;.]{0,160}$",
    re.IGNORECASE,
)
#: "should not be used to treat X": what it is not for.
_TO_TREAT = re.compile(r"\s+(?:treat|manage|relieve|prevent|diagnose)\b", re.IGNORECASE)
#: Behind a condition: which of those who have it.
_WHO_ELSE = re.compile(r"\s*(?:\([^()]*\)\s*)?who\b", re.IGNORECASE)
_STRENGTH = re.compile(r"\b(must|should|may)\b", re.IGNORECASE)


def find(page: Page, vocabulary: Vocabulary) -> Iterator[Found]:
    """Yield the contraindications that a page states."""
    for sentence in page.sentences:
        if sentence.frame.section in (
            "interactions",
            "overdose_treatment",
            "storage",
            "disposal",
            "missed_dose",
        ):
            continue
        lead = sentence.frame.lead
        cues = sentence.of("contraindicated")
        if forbids(sentence) and sentence.frame.label:
            # "Dementia: avoid"; of an activity it is the activity that is to be avoided.
            people = [t for t in labelled(sentence, vocabulary) if t.concept.type is not ConceptType.ACTIVITY]
            for term in people:
                yield _found(sentence, term, "contraindicated.label", sentence.words)
        for cue in sentence.of("forbidden_people"):
            for term in in_prose(sentence, vocabulary, Span(sentence.span.start, cue.span.start)):
                if _is_who_takes_it(sentence, term, cue.span):
                    yield _found(sentence, term, cue.rule.id, cue.span.of(sentence.text))
        if cues:
            for cue in cues:
                if any(o is not cue and o.span != cue.span and o.span.contains(cue.span) for o in cues):
                    continue
                # Whoever "should not take it" is no drug, though one may be named right before.
                takers = _TAKERS.search(cue.span.of(sentence.text)) and cue.rule.side == "before"
                if not takers and is_of_another(page, sentence, cue.span):
                    continue
                if _SOME_USE.search(sentence.text, sentence.span.start, cue.span.start) or _TO_TREAT.match(
                    sentence.text, cue.span.end
                ):
                    continue
                ahead = _FOLLOWED.match(sentence.text, cue.span.end) if cue.rule.side == "before" else None
                if ahead:
                    region = reach(sentence, ahead.end())
                elif cue.rule.side == "before":
                    start = max(
                        (c.span.end for c in sentence.of("end") if c.span.end <= cue.span.start - 3),
                        default=sentence.span.start,
                    )
                    needs = _NEEDS.match(sentence.text, sentence.span.start)
                    region = Span(sentence.span.start if needs else _subject_start(sentence, start), cue.span.start)
                else:
                    region = (
                        reach(sentence, cue.span.end)
                        if not _who_follows(sentence, cue.span.end)
                        else Span(cue.span.end, sentence.span.end)
                    )
                for term in in_prose(sentence, vocabulary, region):
                    is_people = term.concept.type is ConceptType.POPULATION
                    some = not is_people and _WHO_ELSE.match(sentence.text, term.span.end, sentence.span.end)
                    if some or is_for(sentence, term.span):
                        continue  # "drugs for depression", "those in X who cannot be Y"
                    one = allergy(page, vocabulary, term)
                    yield _found(sentence, one, cue.rule.id, cue.span.of(sentence.text), denial(sentence, cue.span))
        elif sentence.frame.section == "contraindications" and is_list(sentence.text, sentence.span):
            for term in in_list(sentence, vocabulary, sentence.span, new=True):
                if not names_medicine(sentence, term.span):
                    yield _found(sentence, allergy(page, vocabulary, term), "contraindicated.list", "")
        elif lead and sentence.led_by("contraindicated") and not (sentence.of("caution") or is_remark(sentence)):
            for term in in_list(sentence, vocabulary, sentence.span, new=False):
                if not names_medicine(sentence, term.span):
                    yield _found(sentence, allergy(page, vocabulary, term), "contraindicated.lead", lead.words)


#: "use in X", "the use of D during X", or X itself.
_USE_IN = re.compile(
    r"(?:.*[,;:]\s*)?(?:therefore,?\s+|and\s+|however,?\s+)?(?:.{0,60}\b(?:use|usage|administration|treatment|therapy)\b.{0,40}?)?"
    r"\s*(?:in|by|for|during|of)?\s*",
    re.IGNORECASE | re.DOTALL,
)
_NEEDS = re.compile(
    r"(?:patients|people|those|individuals) (?:who|that) (?:need|require|depend on|rely on)\b", re.IGNORECASE
)


def _is_who_takes_it(sentence: Sentence, term: Term, cue: Span) -> bool:
    """Tell whether people before a cue are those who would take the drug, and nothing else stands between."""
    if term.concept.type is not ConceptType.POPULATION or not _USE_IN.fullmatch(
        sentence.text, sentence.span.start, term.span.start
    ):
        return False
    return len(sentence.text[term.span.end : cue.start].split()) <= 4


def _subject_start(sentence: Sentence, start: int) -> int:
    words = sentence.text[start : sentence.span.end]
    match = re.match(
        r"\s*(?:those|patients|people|individuals|anyone|persons)?\s*(?:who (?:are|have|had)|with|that have"
        r"|suffering from)?\s*(?:suffering from)?\s*",
        words,
        re.IGNORECASE,
    )
    return start + (match.end() if match else 0)


def _who_follows(sentence: Sentence, at: int) -> bool:
    return bool(
        re.match(
            r"\s*(?:patients|people|those|individuals|anyone|women|men|adults|children) (?:who|that)\b",
            sentence.text[at : at + 40],
            re.IGNORECASE,
        )
    )


def _found(sentence: Sentence, term: Term, rule: str, cue: str, said: Stance = Stance.ASSERTS) -> Found:
    strength = _STRENGTH.search(cue)
    qualifiers: dict[str, Value | None] = {
        "route": sentence.frame.routes[0] if sentence.frame.routes else None,
        "adviceStrength": strength.group().lower() if strength else None,
    }
    span = sentence.span if is_list(sentence.text, sentence.span) else clause(sentence, term.span)
    return Found(sentence, "contraindicatedIn", term.concept, span, term.mention, rule, said, qualifiers)


TYPE = ClaimType("contraindication", ("contraindicatedIn",), find)
