"""Advice on stopping: taper, do not stop abruptly, ask first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drugkg.annotate.cues import Cue
from drugkg.annotate.layers import Page, Sentence
from drugkg.annotate.terms import Vocabulary
from drugkg.claims.claim_type import ClaimType
from drugkg.claims.found import Found
from drugkg.claims.model import Quantity
from drugkg.claims.shape import clause, is_mine
from drugkg.text import Span
from drugkg.vocabulary.concept import ConceptType

__all__ = ["TYPE"]

#: "never stop it without asking" asks to check first, however it is stopped.
_WITHOUT_ASKING = re.compile(
    r"[^.;]{0,60}\bwithout (?:first )?"
    r"(?:consult|check|ask|talk|speak|discuss|your (?:doctor|physician)|medical advice)",
    re.IGNORECASE,
)
_BESIDE = 60
_STOPPING = ("discontinu", "stop", "withdraw", "taper")


def find(page: Page, vocabulary: Vocabulary) -> Iterator[Found]:
    """Yield what a page advises on stopping its drug."""
    for sentence in page.with_cues("taper", "avoid_abrupt"):
        if sentence.frame.section in (
            "overdose_treatment",
            "missed_dose",
            "related",
            "references",
        ):
            continue
        tapers = [cue for cue in sentence.of("taper") if not _is_of_another(page, sentence, cue.span)]
        if tapers and _is_about_stopping(sentence):
            conditional = sentence.words.casefold().startswith("if ") and any(
                "withdraw" in c.span.of(sentence.text) for c in tapers
            )
            key = "advice-withdraw-if-no-response" if conditional else "advice-taper"
            yield from _advice(sentence, vocabulary, key, tapers[0].rule.id, _duration(sentence))
        advised = [cue for cue in sentence.of("avoid_abrupt") if not _is_of_another(page, sentence, cue.span)]
        checks = [cue for cue in advised if cue.rule.id == "discontinuation.check"]
        for cue in (checks or advised)[:1]:
            yield from _advice(
                sentence,
                vocabulary,
                _topic(sentence, cue),
                cue.rule.id,
                None,
            )


def _is_of_another(page: Page, sentence: Sentence, cue: Span) -> bool:
    """Tell whether it is another drug, named beside the words on stopping, that is tapered or not to be stopped."""
    beside = Span(max(sentence.span.start, cue.start - _BESIDE), min(sentence.span.end, cue.end + _BESIDE))
    drugs = sentence.within(beside, ConceptType.DRUG, ConceptType.DRUG_CLASS)
    behind = [c for span, c in drugs if span.start >= cue.start]
    nearest = behind[:1] or [c for _, c in drugs][-1:]
    return any(not is_mine(page, c) and c.key not in page.drug.broader for c in nearest)


def _topic(sentence: Sentence, cue: Cue) -> str:
    abrupt = any(word in sentence.words.casefold() for word in ("abrupt", "sudden"))
    if not abrupt and _WITHOUT_ASKING.match(sentence.text, cue.span.end):
        return "advice-check-before-stopping"
    return str(cue.rule.settings.get("topic", "advice-avoid-abrupt-discontinuation"))


def _is_about_stopping(sentence: Sentence) -> bool:
    """Tell whether a slow reduction is one on the way out, not a change of dose during treatment."""
    around = f"{sentence.words} {sentence.frame.label or ''}".casefold()
    return (
        "withdrawal" in sentence.frame.sections[:1]
        or any(word in around for word in _STOPPING)
        or "increase" not in around
    )


def _duration(sentence: Sentence) -> Quantity | None:
    found = [m for m in sentence.measures if m.dimension == "time"]
    return Quantity(found[0].low, found[0].high, found[0].unit) if found else None


def _advice(
    sentence: Sentence, vocabulary: Vocabulary, key: str, rule: str, duration: Quantity | None
) -> Iterator[Found]:
    topic = next((c for c in vocabulary.lookup(key) if c.type is ConceptType.TOPIC), None)
    if topic:
        span = clause(sentence, sentence.span)
        yield Found(
            sentence,
            "hasDiscontinuationAdvice",
            topic,
            span,
            span.of(sentence.text)[:120],
            rule,
            qualifiers={"duration": duration},
        )


TYPE = ClaimType("discontinuation", ("hasDiscontinuationAdvice",), find)
