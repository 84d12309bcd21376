"""Effects that are only named: among effects and warnings, a finding is one unless its sentence says otherwise."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from drugkg.annotate.layers import Page, Sentence
from drugkg.annotate.organ_classes import is_organ_class
from drugkg.annotate.terms import Term, Vocabulary, named
from drugkg.claims.effect_asides import asides, is_clinical, speaks_to
from drugkg.claims.effect_denials import denies
from drugkg.claims.effect_meant import is_effect
from drugkg.claims.effect_parts import EFFECT_SECTIONS, TYPES, effect, is_general, is_vague
from drugkg.claims.effect_subject import is_of_class, is_of_drug, is_of_other_things
from drugkg.claims.effect_wording import worded
from drugkg.claims.found import Found
from drugkg.claims.model import Stance, Value
from drugkg.claims.shape import clause, is_of_another, stance
from drugkg.text import Span
from drugkg.vocabulary.concept import ConceptType

__all__ = ["named_effects", "speaks_to_reader"]

#: One sentence in so many that says "you" makes a document one for patients.
_FEW = 8
#: Asides that tell what to look for, not what patients have.
_OF_NOBODY = ("aside.alert", "aside.image")
#: "acne-like", "edema-related": a name within another word.
_JOINED = re.compile(r"-[a-z]")
#: "non-cardiac events"
_NON = len("non-")
_NOT = re.compile(r"non-", re.IGNORECASE)
#: "non-fatal", "potentially fatal": nobody died.
_NO_DEATH = re.compile(r"(?:-|\b(?:potentially|possibly|can be|may be|could be|might be|become|not)\s)$", re.IGNORECASE)
#: How far before a cue another drug stands that it speaks of.
_NEAR = 30


def speaks_to_reader(page: Page) -> bool:
    """Tell whether a document is written to those who take the drug: it names effects in frames, and much advice."""
    return _FEW * sum(bool(speaks_to(sentence.words)) for sentence in page.sentences) > len(page.sentences)


def conditions(page: Page) -> frozenset[str]:
    """Return the findings that a document names as what patients have or are treated for more often than otherwise."""
    balance: Counter[str] = Counter()
    for sentence in page.sentences:
        found = sentence.within(sentence.span, *TYPES)
        if found:
            firm = [aside.span for aside in asides(sentence) if aside.firm and aside.rule not in _OF_NOBODY]
            for span, concept in found:
                balance[concept.key] += 1 if any(other.contains(span) for other in firm) else -1
    return frozenset(key for key, more in balance.items() if more > 0)


def named_effects(
    page: Page, sentence: Sentence, vocabulary: Vocabulary, relation: str, told: Iterable[Found], had: frozenset[str]
) -> Iterator[Found]:
    """Yield the findings that a sentence names and nothing else in it accounts for."""
    found = sentence.within(sentence.span, *TYPES)
    if not (found or sentence.of("deadly")) or relation == "hasOverdoseEffect" or not is_clinical(sentence):
        return
    if is_of_class(page, sentence) or not _is_of_drug(page, sentence):
        return
    said = [other.mention.casefold() for other in told]
    others = [*(aside.span for aside in asides(sentence)), *_of_others(page, sentence)]
    found = [(at, concept) for at, concept in found if is_effect(sentence, Term(at, at.of(sentence.text), concept))]
    terms = [term for span, concept in found for term in worded(vocabulary, sentence.text, span, concept)]
    for term, serious in (*terms, *_deaths(sentence, vocabulary)):
        words = term.mention.casefold()
        if is_general(term) or is_vague(term) or term.concept.key in had or is_organ_class(words):
            continue
        if any(words in other for other in said) or _JOINED.match(sentence.text, term.span.end):
            continue
        if _NOT.match(sentence.text, max(term.span.start - _NON, 0), term.span.start):
            continue
        if denies(sentence, Span(sentence.span.start, term.span.start)) or _NOBODY.match(sentence.text, term.span.end):
            continue
        if any(other.start < term.span.end and term.span.start < other.end for other in others):
            continue
        if stance(sentence, term.span) is Stance.ASSERTS:
            own: dict[str, Value] = {"serious": True} if serious and relation == "hasAdverseEffect" else {}
            yield effect(sentence, relation, term, clause(sentence, term.span), "effect.named", own, None)


def _is_in_warnings(sentence: Sentence) -> bool:
    return EFFECT_SECTIONS[0] not in sentence.frame.sections


def _is_of_drug(page: Page, sentence: Sentence) -> bool:
    """Tell whether all that a sentence says to bring something about is the drug, or among effects an effect."""
    cues = [cue for cue in sentence.of("effect") if cue.rule.side == "after"]
    if any(is_of_other_things(page, sentence, cue) for cue in cues):
        return False
    causes = [cue for cue in cues if _CAUSES.fullmatch(cue.span.of(sentence.text))]
    return not _is_in_warnings(sentence) or all(is_of_drug(page, sentence, cue) for cue in causes)


#: "X was seen in 0%"
_NOBODY = re.compile(r"[^.;%\d]{0,60}\b0(?:\.0+)?\s?%(?!\)?,?\s(?:versus|vs|compared|and|or|to)\b)")
_CAUSES = re.compile(r"causes?|leads? to|results? in|produces?|induces?|triggers?", re.IGNORECASE)


def _of_others(page: Page, sentence: Sentence) -> Iterator[Span]:
    """Yield where a sentence tells what another drug causes: "D causes X"."""
    for cue in sentence.of("effect"):
        near = Span(max(cue.span.start - _NEAR, sentence.span.start), cue.span.start)
        other = sentence.within(near, ConceptType.DRUG, ConceptType.DRUG_CLASS)[-1:]
        if other and cue.rule.side == "after" and is_of_another(page, sentence, cue.span):
            yield Span(cue.span.end, sentence.span.end)


def _deaths(sentence: Sentence, vocabulary: Vocabulary) -> Iterator[tuple[Term, bool]]:
    """Yield a death for each word that tells one without being its name ("fatal", but not "non-fatal")."""
    for cue in sentence.of("deadly"):
        death = named(vocabulary, cue.rule.settings["finding"], *TYPES)
        if death and not _NO_DEATH.search(sentence.text, sentence.span.start, cue.span.start):
            yield Term(cue.span, cue.span.of(sentence.text), death), False
