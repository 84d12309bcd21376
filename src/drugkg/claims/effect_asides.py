"""Asides: where a sentence among effects names findings that are none: whom it treats, what it tests, why."""

from __future__ import annotations

import re
from dataclasses import dataclass

from drugkg.annotate.cues import Cue
from drugkg.annotate.layers import Sentence
from drugkg.claims.effect_parts import TYPES
from drugkg.text import Span
from drugkg.text.hints import has_any
from drugkg.vocabulary.concept import ConceptType

__all__ = ["Aside", "asides", "is_clinical", "speaks_to"]

_CLINICAL = frozenset({"adverse_effects", "warnings", "boxed_warning"})
#: Sections inside of these that speak of other things than effects.
_ELSEWHERE = frozenset(
    {
        "interactions",
        "risk_benefit",
        "monitoring",
        "indications",
        "contraindications",
        "pregnancy",
        "pregnancy_lactation",
        "breastfeeding",
        "overdose_treatment",
        "pharmacokinetics",
        "mechanism",
        "storage",
        "references",
        "related",
    }
)


@dataclass(frozen=True, slots=True)
class Aside:
    """A stretch that tells of something else than effects, by which rule; a firm one holds against cues too."""

    span: Span
    rule: str
    firm: bool


def is_clinical(sentence: Sentence) -> bool:
    """Tell whether a sentence speaks among effects or warnings, of people, and to nobody in particular."""
    sections = sentence.frame.sections
    return (
        bool(sections)
        and sections[0] not in _ELSEWHERE
        and not _CLINICAL.isdisjoint(sections)
        and not sentence.of("hypothetical", "animal", "caution")
        and not sentence.led_by("hypothetical", "contraindicated", "caution")
        and not speaks_to(sentence.words)
        and not _REFERS.match(sentence.words)
        and all(concept.key == "human" for _, concept in sentence.within(sentence.span, ConceptType.SPECIES))
    )


def speaks_to(words: str) -> bool:
    """Tell whether words speak to the reader."""
    return has_any(words, ("you",)) and _READER.search(words) is not None


def asides(sentence: Sentence) -> list[Aside]:
    """Return where a sentence speaks of something else than what the drug does."""
    found = []
    glosses = _GLOSS.finditer(sentence.text, sentence.span.start, sentence.span.end)
    for cue in sentence.of("aside"):
        span = _reached(sentence, cue)
        if span:
            found.append(Aside(span, cue.rule.id, bool(cue.rule.settings.get("firm"))))
    return [*found, *(Aside(Span(*gloss.span()), "aside.gloss", firm=True) for gloss in glosses)]


def _reached(sentence: Sentence, cue: Cue) -> Span | None:
    reach, text, start, end = cue.rule.settings["reach"], sentence.text, sentence.span.start, sentence.span.end
    if reach == "sentence":
        return sentence.span
    if reach == "here":
        return cue.span
    if reach == "rest":
        reason = _REASON.search(text, cue.span.end, end)
        return Span(cue.span.end, reason.start() if reason else end)
    if reach == "examples":
        examples = _EXAMPLES.search(text, cue.span.end, end)
        return Span(examples.start(), end) if examples else None
    if reach == "beside":
        before = sentence.within(Span(start, cue.span.start), *TYPES)[-1:]
        return before[0][0] if before and not text[before[0][0].end : cue.span.start].strip(" -12") else None
    stop = _STOP.search(text, cue.span.end + 1, end)
    region = Span(cue.span.end, stop.start() if stop else end)
    if text.count("(", start, cue.span.start) > text.count(")", start, cue.span.start):
        closing = text.find(")", region.start, region.end)
        region = Span(region.start, closing if closing >= 0 else region.end)
    comma = next((mark.start() for mark in _COMMA.finditer(text, region.start, region.end) if mark.group() == ","), -1)
    # A comma ends the phrase unless it parts an enumeration; "in patients with X, Y occurs" has none.
    if comma >= 0 and (_FRONTED.fullmatch(text, start, cue.span.start) or not _LAST.search(text, comma, region.end)):
        return Span(region.start, comma)
    return region


_READER = re.compile(r"\byour?\b", re.IGNORECASE)
#: "For X, see Y" only tells where to read on.
_REFERS = re.compile(r"\W*for\b[^.;]*, (?:see|refer)\b", re.IGNORECASE)
#: "(a rare disorder of the nerves)", "(in type 1 diabetes)"
_GLOSS = re.compile(r"\(\s?(?:an?|(?:(?:especially|particularly|mainly) )?(?:in|for|among)) [^()]*\)", re.IGNORECASE)
#: A comma, or one that parts no enumeration: in brackets, or between two adjectives.
_COMMA = re.compile(r"\([^()]*\)|\b(?:chronic|acute|severe|moderate|mild|recurrent|active),|,", re.IGNORECASE)
#: "not recommended in X due to the risk of Y": what is feared is an effect.
_REASON = re.compile(
    r"\b(?:due to|because of|as|since|because)\s(?:(?!contraindicated)[\w-]+\s){0,4}?"
    r"(?:risks?|potential|possibility|may|can|might|could)\b",
    re.IGNORECASE,
)
_EXAMPLES = re.compile(r"such as|including|\be\.g|\blike\b|for example|\(", re.IGNORECASE)
_FRONTED = re.compile(r"\W*(?:in|for|among|of)\s(?:[\w-]+\s){0,4}?", re.IGNORECASE)
_LAST = re.compile(r"\b(?:and|or)\b", re.IGNORECASE)
_STOP = re.compile(
    r"[;:]|, (?:including|especially|such as|as|so)\b"
    r"|\b(?:is|are|was|were|be|been|has|have|had|may|might|can|could|should|must|will|who|whom|that|which|while|when"
    r"|occur(?:s|red|ring)?|develop(?:s|ed|ing)?|experienc(?:e|es|ed|ing)|report(?:s|ed|ing)?|receiv(?:e|es|ed|ing)"
    r"|treated|taking|include[sd]?|resulting|leading|did|do|does|than|during|but|although|if|because)\b",
    re.IGNORECASE,
)
