"""Cautions: conditions, people and activities that ask for care, a lower dose or weighing benefit against risk."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drugkg.annotate.layers import Page, Sentence
from drugkg.annotate.lists import items
from drugkg.annotate.terms import Vocabulary
from drugkg.claims.claim_type import ClaimType
from drugkg.claims.conditions import forbids, in_list, in_prose, is_remark
from drugkg.claims.found import Found
from drugkg.claims.medicines import allergy, names_medicine
from drugkg.claims.model import LONGEST_NOTE, Stance, Value
from drugkg.claims.shape import clause, denial, is_list, reach, stance
from drugkg.claims.standing import no_problems, standing
from drugkg.text import Span
from drugkg.vocabulary.concept import Concept, ConceptType

__all__ = ["TYPE"]

_NOT_HERE = frozenset(
    {
        "interactions",
        "overdose_treatment",
        "storage",
        "disposal",
        "missed_dose",
        "references",
        "related",
        "laboratory",
        "mechanism",
    }
)
#: Who is "more likely" there is so by the disease, not by the drug.
_ON_THE_DISEASE = frozenset({"introduction", "indications", "efficacy"})
_BY_DISEASE = re.compile(
    r"\s+(?:than\b|(?:for|of) (?:the )?develop)|[^.;]*\b(?:than (?:in )?the general population|even in the absence of)",
    re.IGNORECASE,
)
#: What came up under treatment is no condition that was there before.
_UNDER_TREATMENT = re.compile(
    r"\b(?:following|after|during|while on) (?:treatment|therapy|use|taking)\b", re.IGNORECASE
)
#: "If X is diagnosed, weigh benefit against risk": what is done about X that came up.
_COMES = re.compile(
    r"if\b[^,;.]*\b(?:is (?:diagnosed|suspected|confirmed|observed)|occurs?|develops?|appears?|worsens?|persists?"
    r"|is noted|are noted|are observed)\b",
    re.IGNORECASE,
)
#: Outside of labels and of sections on pregnancy and breastfeeding, only sentences with such a cue tell of cautions.
_TELLING = ("caution", "management", "at_risk")


def find(page: Page, vocabulary: Vocabulary) -> Iterator[Found]:
    """Yield the cautions that a page states."""
    for sentence in page.sentences:
        if sentence.words.endswith(":") or sentence.frame.section in _NOT_HERE:
            continue
        # "Tell your doctor if you feel dizzy" is advice on an effect; under precautions it names a condition.
        led = sentence.led_by("caution")
        telling = [c for c in (*sentence.of("caution"), *led) if c.rule.id == "caution.tell"]
        if telling and sentence.frame.section in ("adverse_effects", "withdrawal", "dosage", "missed_dose", "overdose"):
            continue
        if sentence.frame.section == "risk_benefit" and is_list(sentence.text, sentence.span):
            yield from _listed(page, sentence, vocabulary, "caution.list")
        elif led and not sentence.of("caution") and not is_remark(sentence):
            yield from _listed(page, sentence, vocabulary, "caution.lead")
        elif not sentence.categories.isdisjoint(_TELLING) or sentence.frame.label or _is_of_states(sentence):
            yield from _told(page, sentence, vocabulary)


def _listed(page: Page, sentence: Sentence, vocabulary: Vocabulary, rule: str) -> Iterator[Found]:
    """Yield the items of a list of conditions; what stands in brackets behind them is the reason."""
    known_only = rule == "caution.lead" or not is_list(sentence.text, sentence.span)
    head = sentence.span
    remarks = {
        item.span: group.span.of(sentence.text)
        for item in items(sentence.text, sentence.span)
        for group in item.groups
        if _TELLS_WHY.search(group.span.of(sentence.text))
        and not _GLOSS.match(group.span.of(sentence.text).lstrip("([ "))
    }
    if rule == "caution.lead":
        if _NEW_SYMPTOM.search(sentence.words):
            return
        head = reach(sentence, sentence.span.start)
        remark = _REMARK.search(sentence.text, head.start, head.end)
        head = Span(head.start, remark.start()) if remark else head
    for found in in_list(sentence, vocabulary, head, new=not known_only):
        term = allergy(page, vocabulary, found)
        if rule == "caution.lead" and names_medicine(sentence, term.span):
            continue
        yield Found(
            sentence,
            "cautionIn",
            term.concept,
            clause(sentence, term.span),
            term.mention,
            rule,
            qualifiers={**_route(sentence), "reason": _reason(sentence, remarks, term.span)},
        )


def _reason(sentence: Sentence, remarks: dict[Span, str], at: Span) -> str | None:
    """Return what stands in brackets behind a condition; one remark at the end of a line holds for all of it."""
    own = next((words for span, words in remarks.items() if span.contains(at)), None)
    last = max(remarks, default=None)
    closes = last is not None and sentence.text[last.end : sentence.span.end].strip(" .") == ""
    return own or (remarks[last] if last is not None and closes and len(remarks) == 1 else None)


#: A remark tells why there is reason for care.
_TELLS_WHY = re.compile(
    r"\b(?:may|can|could|might|will|should|increas\w*|decreas\w*|risks?|worsen\w*|exacerbat\w*|because|since|due to"
    r"|requir\w*|reduc\w*|accumulat\w*|affect\w*|aggravat\w*|impair\w*|possib\w*|likel\w+|become\w*)\b",
    re.IGNORECASE,
)
#: What only explains the word before the bracket.
_GLOSS = re.compile(
    r"(?:an?|(?:an? )?(?:rare |certain )?(?:types?|kinds?|forms?|groups?) of|tumou?rs?|diseases?|conditions?|disorders?"
    r"|illness(?:es)?|inflammation|infections?"
    r"|e\.?g\.?|i\.?e\.?|such as|including|also (?:known|called)|known as|or)\b",
    re.IGNORECASE,
)


#: What may come up during treatment is no condition to be careful in.
_NEW_SYMPTOM = re.compile(
    r"\b(?:been taking|taking other|taking any other|develop|experience|notice|feel|get|vomit|forget|miss)\b",
    re.IGNORECASE,
)
#: "should be used with caution in X": in whom stands behind.
_IN_NEXT = re.compile(
    r"\s(?:in|during)\s(?!the event|administration|treatment|[^.;,]{0,25}\b(?:these|such)\b)", re.IGNORECASE
)
#: "talk to your doctor if it gets worse": what may come up, told to the reader in prose.
_COMES_UP = re.compile(
    r"\b(?:develop\w*|experienc\w*|notic\w*|feel|get|gets|worse\w*|side[- ]effects?|symptoms?|bothers?|vomit|miss"
    r"|persists?|continues?)\b",
    re.IGNORECASE,
)
#: What is done about an effect that came up is no care to take in a condition.
_AFTERWARDS = re.compile(
    r"\b(?:recover\w*|improv\w*|resum\w*|resol\w*|returned|occurs?|interrupt\w*|discontinu\w*|withh[eo]ld)\b",
    re.IGNORECASE,
)
_REMARK = re.compile(r"\s[–—-]\s|\bas (?:this|it|[A-Za-z]+ (?:can|may))\b", re.IGNORECASE)


def _route(sentence: Sentence) -> dict[str, Value | None]:
    return {"route": sentence.frame.routes[0] if sentence.frame.routes else None}


def _told(page: Page, sentence: Sentence, vocabulary: Vocabulary) -> Iterator[Found]:
    none = no_problems(sentence)
    for state in standing(sentence, vocabulary) if none else ():
        words = none.of(sentence.text) if none else ""
        reason: dict[str, Value | None] = {"reason": words}
        yield Found(
            sentence, "cautionIn", state, clause(sentence, sentence.span), words, "caution.none", Stance.DENIES, reason
        )
    if none:
        return
    seen: set[str] = set()
    denied = any(denial(sentence, cue.span) is Stance.DENIES for cue in sentence.of("caution"))
    said = Stance.DENIES if denied else Stance.ASSERTS
    for term, rule in _objects(page, sentence, vocabulary):
        if term.key not in seen:
            seen.add(term.key)
            yield Found(
                sentence,
                "cautionIn",
                term,
                clause(sentence, sentence.span),
                _mention(sentence, term),
                rule,
                said,
                qualifiers={**_route(sentence), "management": _management(sentence)},
            )


def _mention(sentence: Sentence, concept: Concept) -> str:
    for match in sentence.mentions:
        if any(c.key == concept.key or c.key in concept.broader for c in match.concepts):
            return sentence.text[match.start : match.end]
    return concept.label


def _management(sentence: Sentence) -> str | None:
    return sentence.words if sentence.of("management") and len(sentence.words) <= LONGEST_NOTE else None


def _objects(page: Page, sentence: Sentence, vocabulary: Vocabulary) -> Iterator[tuple[Concept, str]]:
    named = False
    for cue in sentence.of("caution"):
        if any(
            o is not cue and o.category == "caution" and o.span != cue.span and o.span.contains(cue.span)
            for o in sentence.cues
        ):
            continue
        if cue.rule.side == "before" and not _IN_NEXT.match(sentence.text, cue.span.end):
            region = Span(sentence.span.start, cue.span.start)
        else:
            region = reach(sentence, cue.span.end)
        if _COMES.match(sentence.words):
            continue
        if cue.rule.id == "caution.tell" and _COMES_UP.search(region.of(sentence.text)):
            continue
        for term in in_prose(sentence, vocabulary, region):
            named = True
            yield allergy(page, vocabulary, term).concept, cue.rule.id
    if sentence.of("caution") and not named and sentence.of("contraindicated"):
        # "avoid in X or use with caution": the caution is in what the sentence named before.
        for term in in_prose(
            sentence, vocabulary, reach(sentence, sentence.of("contraindicated")[0].span.end, "caution")
        ):
            named = True
            yield term.concept, "caution.word"
    managed = [
        cue
        for cue in sentence.of("management")
        if stance(sentence, cue.span).positive
        and not _NO_NEED.search(sentence.words)
        and not _AFTERWARDS.search(sentence.words)
        and not sentence.within(Span(cue.span.end, cue.span.end + _DOSE_OF), ConceptType.DRUG, ConceptType.DRUG_CLASS)
    ]
    if managed and not named:
        for cue in sentence.of("patients"):
            if "in" in [*cue.span.of(sentence.text).split()[:1], "for"] or cue.span.start < managed[0].span.start:
                for term in in_prose(sentence, vocabulary, reach(sentence, cue.span.end)):
                    named = True
                    yield term.concept, "caution.managed"
    for cue in sentence.of("at_risk"):
        if sentence.of("no_data") or _UNDER_TREATMENT.search(sentence.text, sentence.span.start, cue.span.start):
            continue
        if sentence.frame.section in _ON_THE_DISEASE or _BY_DISEASE.match(sentence.text, cue.span.end):
            continue
        people = sentence.within(Span(sentence.span.start, cue.span.start), ConceptType.POPULATION)
        conditions = [
            term.concept
            for group in sentence.of("patients")
            if group.span.end <= cue.span.start
            for term in in_prose(sentence, vocabulary, Span(group.span.end, cue.span.start))
        ]
        for concept in (*(c for _, c in people[:1]), *conditions):
            named = True
            yield concept, cue.rule.id
    warned = sentence.frame.label is not None and sentence.frame.section == "warnings"
    forbidden = sentence.frame.label is not None and forbids(sentence) and not sentence.of("caution")
    if not (named or forbidden) and (
        managed or sentence.of("caution") or _watches(sentence) or (warned and not _NO_NEED.search(sentence.words))
    ):
        for concept in standing(sentence, vocabulary):
            yield concept, "caution.section"


_NO_NEED = re.compile(
    r"\bno (?:\w+ )?(?:dosage|dose) (?:adjustment|change|reduction|modification)"
    r"|\b(?:adjustments?|changes?|reductions?|modifications?)\b[^.;]{0,70}\bnot (?:\w+ )?(?:necessary"
    r"|required|needed|recommended|warranted)"
    r"|\bnot (?:require|need)\b",
    re.IGNORECASE,
)
#: How far behind "a lower dose" its drug may stand.
_DOSE_OF = 30


_WEIGHED = re.compile(
    r"(?<!no )\b(?:harm|risks?|benefits?|caution|carefully|consult|discuss|only if|only where|limited"
    r"|affect|advised|avoid)\b",
    re.IGNORECASE,
)


#: What was seen in studies asks for no care by itself.
_STUDIED = re.compile(
    r"\b(?:stud(?:y|ies)|trials?|registry|surveillance|revealed|rate|incidence|no (?:\w+ )?(?:risks?|harm))\b",
    re.IGNORECASE,
)


def _watches(sentence: Sentence) -> bool:
    """Tell whether a sentence on pregnancy or breastfeeding asks for care, in whatever words."""
    return _is_of_states(sentence) and (
        bool(sentence.of("monitor"))
        or (
            bool(_WEIGHED.search(sentence.words))
            and not _STUDIED.search(sentence.words)
            and not sentence.of("contraindicated", "forbidden_people")
        )
    )


def _is_of_states(sentence: Sentence) -> bool:
    return sentence.frame.section in ("pregnancy", "breastfeeding", "pregnancy_lactation")


TYPE = ClaimType("caution", ("cautionIn",), find)
