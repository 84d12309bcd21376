"""Efficacy: what improved, in how many, under the drug."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drugkg.annotate.layers import Page, Sentence
from drugkg.annotate.listing import listed
from drugkg.annotate.terms import Vocabulary
from drugkg.claims.claim_type import ClaimType
from drugkg.claims.found import Found
from drugkg.claims.lay_benefit import lay_benefits
from drugkg.claims.model import Quantity, Stance
from drugkg.claims.shape import clause, reach, stance
from drugkg.text import Span
from drugkg.vocabulary.concept import Concept, ConceptType, phrase

__all__ = ["TYPE"]

_TYPES = (ConceptType.FINDING, ConceptType.OBSERVABLE)
_NOT_HERE = frozenset(
    {
        "mechanism",
        "adverse_effects",
        "withdrawal",
        "overdose",
        "overdose_treatment",
        "interactions",
        "contraindications",
        "laboratory",
        "related",
        "references",
        "dosage",
    }
)
_BOUND = re.compile(
    r"\s(?:in|among|compared|versus|when|than|for|and with|and|that)(?:\s(?:the|of|patients|to|more|about"
    r"|up)\b.*)?\s*$|\s(?:compared|versus|in (?:the|patients|people|some|those|all))\b",
    re.IGNORECASE,
)
_SOME = re.compile(
    r"\bin (?:some )?(?:patients|people|those|individuals|adults|children) with [\w\s-]{3,40}", re.IGNORECASE
)
#: Words that begin another statement, or say nothing of what improved.
_NO_OUTCOME = re.compile(
    r"(?:enhanc|support|promot|protect|increas|reduc|decreas|restor|slow)(?:e|es|ing|s)?\b"
    r"|(?:within|after|before|until|during|in|for|by|if|or|and|the|discontinue|consult|contact|stop)\b"
    r"|(?:hours|days|weeks|months|years|following|resolved|overall|your|their|its|symptoms?$|visibility|movement)\b"
    r"|(?:other |certain |various )?(?:parts|aspects|areas|kinds|types)\b|[\w ]*\b(?:aspects|outcomes)$",
    re.IGNORECASE,
)
#: "if symptoms do not improve": what is to be done then.
_CONDITIONAL = re.compile(r"\b(?:if|until|unless|whether)\b[^.;]*$", re.IGNORECASE)
_STUDY = re.compile(
    r"\b(?:open-label|double-blind|placebo-controlled|randomi[sz]ed|long-term"
    r"|clinical)\b[\w\s,()-]*?\b(?:studies|trials|study|trial)\b",
    re.IGNORECASE,
)


#: Words of those who looked.
_OBSERVED = re.compile(
    r"\b(?:trials?|stud(?:y|ies)|placebo|patients|people|participants|subjects|results?|evidence|research|shown|showed|showing"
    r"|demonstrated|significant(?:ly)?|found|observed|reported|response)\b|%",
    re.IGNORECASE,
)


def find(page: Page, vocabulary: Vocabulary) -> Iterator[Found]:
    """Yield what a page says improved, or did not."""
    yield from lay_benefits(page, vocabulary)
    for sentence in page.with_cues("efficacy"):
        animal = any(c.key != "human" for _, c in sentence.within(sentence.span, ConceptType.SPECIES))
        if animal or sentence.frame.section in _NOT_HERE:
            continue
        if "efficacy" not in sentence.frame.sections and not _OBSERVED.search(sentence.words):
            continue  # what a drug helps is its use; that something improved is seen
        cues = [
            cue
            for cue in sentence.of("efficacy")
            if not _CONDITIONAL.search(sentence.text, sentence.span.start, cue.span.start)
        ]
        for at, cue in enumerate(cues):
            limit = cues[at + 1].span.start if at + 1 < len(cues) else sentence.span.end
            region = reach(sentence, cue.span.end)
            region = Span(region.start, max(region.start, min(region.end, limit)))
            yield from _improved(
                sentence, vocabulary, region, cues[0].span.start, cue.rule.id, stance(sentence, cue.span)
            )


def _improved(
    sentence: Sentence, vocabulary: Vocabulary, region: Span, first: int, rule: str, said: Stance
) -> Iterator[Found]:
    people = _SOME.search(sentence.text, region.start, region.end)
    end = people.start() if people else region.end
    percents = [m for m in sentence.measures if m.unit == "%"]
    before = [m for m in percents if m.span.end <= region.start and region.start - m.span.end < 45]
    after = [m for m in percents if region.start <= m.span.start < region.end]
    # Percentages that lead ("70% showed improvement in X") belong to what follows each of them.
    leads = bool(percents) and percents[0].span.start < first
    percent = before[-1] if before and leads else (after[0] if after and not leads else None)
    bound = after[0].span.start if after else end
    study = _STUDY.search(sentence.words)
    for item, terms in listed(
        vocabulary,
        sentence.text,
        _short(sentence.text, Span(region.start, min(end, bound))),
        _TYPES,
        new=ConceptType.OBSERVABLE,
    ):
        for term in terms:
            if len(term.mention.split()) <= 4 and not _NO_OUTCOME.match(term.mention):
                yield Found(
                    sentence,
                    "hasEfficacy",
                    term.concept,
                    clause(sentence, item.span),
                    term.mention,
                    rule,
                    said,
                    {
                        "frequency": Quantity(percent.low, percent.high, "%", percent.low_open, percent.high_open)
                        if percent
                        else None,
                        "route": sentence.frame.routes[0] if sentence.frame.routes else None,
                        "population": _population(people.group()) if people else None,
                        "study": study.group() if study else None,
                    },
                )


def _short(text: str, span: Span) -> Span:
    """Return the span up to the words that say in whom, or against what."""
    bound = _BOUND.search(text, span.start, span.end)
    return Span(span.start, bound.start() if bound else span.end).strip(text, " ,.")


def _population(words: str) -> Concept:
    named = re.sub(r"^in (?:some )?", "", words).strip()
    found = phrase(named)
    return Concept(found.key, found.label, ConceptType.POPULATION)


TYPE = ClaimType("efficacy", ("hasEfficacy",), find)
