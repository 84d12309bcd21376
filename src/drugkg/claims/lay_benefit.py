"""How much a drug helps, in lay words: symptoms that will go away, illnesses that it does not cure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drugkg.annotate.layers import Page, Sentence
from drugkg.annotate.terms import Vocabulary
from drugkg.claims.found import Found
from drugkg.claims.model import Stance
from drugkg.claims.shape import clause, is_of_another
from drugkg.claims.treated import named_conditions
from drugkg.text import Span
from drugkg.vocabulary.concept import Concept, ConceptType, unknown

__all__ = ["lay_benefits"]

_CURE = unknown("cure", ConceptType.OBSERVABLE)
_NOT_HERE = frozenset({"adverse_effects", "withdrawal", "overdose", "overdose_treatment", "references", "related"})
#: "your symptoms will go away"; side effects and reactions that do are no benefit.
_SYMPTOMS = re.compile(r"\b(?P<what>symptoms?|spasms?|pain)\s$", re.IGNORECASE)
_UNWANTED = re.compile(r"\b(?:side effects?|reactions?|withdrawal|if|until|when|unless)\b", re.IGNORECASE)
_LIKELY = re.compile(r"\b(?:likely|probably|may|might|should)\b", re.IGNORECASE)
_ANY = frozenset({"comorbid-condition", "disease", "disorder", "condition", "symptom"})
_ALL = re.compile(r"-all\b", re.IGNORECASE)
_OF_IT = re.compile(r"\s(?:for|of)\s", re.IGNORECASE)
_ENDS = re.compile(r"[,;:.]|\s(?:but|and it|however|it)\s", re.IGNORECASE)


def lay_benefits(page: Page, vocabulary: Vocabulary) -> Iterator[Found]:
    """Yield that symptoms will go away, or that the drug cures nothing."""
    for sentence in page.with_cues("cured", "vanishes"):
        if sentence.frame.section in _NOT_HERE:
            continue
        for cue in sentence.of("cured")[:1]:
            if not (is_of_another(page, sentence, cue.span) or _ALL.match(sentence.text, cue.span.end)):
                for condition in _cured(sentence, vocabulary, cue.span.end) or [None]:
                    yield _found(sentence, _CURE, cue.span, cue.rule.id, Stance.DENIES, condition)
        for cue in sentence.of("vanishes")[:1]:
            what = _SYMPTOMS.search(sentence.text, sentence.span.start, cue.span.start)
            if what and not _UNWANTED.search(sentence.words):
                span = Span(what.start("what"), cue.span.end)
                said = Stance.HEDGES if _LIKELY.search(sentence.words) else Stance.ASSERTS
                known = [c for c in vocabulary.lookup(what["what"]) if c.type is ConceptType.FINDING]
                benefit = known[0] if known else unknown(what["what"].removesuffix("s"), ConceptType.OBSERVABLE)
                yield _found(sentence, benefit, span, cue.rule.id, said, None)


def _cured(sentence: Sentence, vocabulary: Vocabulary, at: int) -> list[Concept | None]:
    """Return what is not cured, where the words right behind name it."""
    stop = _ENDS.search(sentence.text, at, sentence.span.end)
    end = stop.start() if stop else sentence.span.end
    link = _OF_IT.match(sentence.text, at, end)
    region = Span(link.end() if link else at, max(end, link.end() if link else at))
    found = (term.concept for term in named_conditions(sentence, vocabulary, region))
    return list(dict.fromkeys(concept for concept in found if concept.key not in _ANY))


def _found(sentence: Sentence, what: Concept, span: Span, rule: str, said: Stance, condition: Concept | None) -> Found:
    qualifiers = {"condition": condition, "route": sentence.frame.routes[0] if sentence.frame.routes else None}
    return Found(sentence, "hasEfficacy", what, clause(sentence, span), span.of(sentence.text), rule, said, qualifiers)
