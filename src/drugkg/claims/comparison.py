"""Comparisons with other treatments."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drugkg.annotate.layers import Page
from drugkg.annotate.terms import Vocabulary
from drugkg.claims.claim_type import ClaimType
from drugkg.claims.found import Found
from drugkg.claims.shape import clause, is_mine, stance
from drugkg.text import Span
from drugkg.vocabulary.concept import ConceptType

__all__ = ["TYPE"]

_TYPES = (ConceptType.DRUG, ConceptType.DRUG_CLASS, ConceptType.THERAPY)


_BARE = re.compile(r"compar", re.IGNORECASE)
_VERDICT = re.compile(
    r"\b(?:better|worse|superior|inferior|similar|equal(?:ly)?|equivalent|comparable|as effective"
    r"|(?:more|less|fewer) \w+|prefer\w*|improve\w*|faster|longer|shorter|safer|weaker|stronger)\b",
    re.IGNORECASE,
)


#: How effects, precautions and the like compare says nothing of how treatments do.
_BESIDES = re.compile(
    r"\b(?:adverse|side effects?|safety|risk|incidence|precautions|structur\w+|chemical\w*"
    r"|pharmacokinetic\w*|exposure|half-life"
    r"|absorption|radiation|death|mortality|events?|rates? of|infections?|bioavailab\w+|toxicity|reactions?"
    r"|overdose)\b",
    re.IGNORECASE,
)
_WORKS = re.compile(
    r"\b(?:effective\w*|efficac\w+|superior\w*|inferior\w*|improve\w*|surviv\w+|respon\w+|relief|reduc\w+|control)\b",
    re.IGNORECASE,
)
#: What may stand between "superior to" and the other treatment.
_NEXT = re.compile(
    r"\s(?:(?:the|other|some|any|an?|that of|those of|treatment with|therapy with|oral|standard"
    r"|conventional|most|many)\s)*"
)
_PREFERRED = re.compile(r"preferred|preferable", re.IGNORECASE)


def find(page: Page, _vocabulary: Vocabulary) -> Iterator[Found]:
    """Yield the other treatments that a page sets against its drug; `outcome` says how the other one does."""
    for sentence in page.with_cues("comparison"):
        if sentence.frame.section in (
            "interactions",
            "overdose_treatment",
            "related",
            "references",
            "adverse_effects",
        ):
            continue
        cue = sentence.of("comparison")[0]
        if _BARE.match(cue.span.of(sentence.text)) and not _VERDICT.search(sentence.words):
            continue  # figures side by side, without a word on which treatment is the better one
        if _BESIDES.search(sentence.words) or sentence.of("hypothetical"):
            continue
        if _BARE.match(cue.span.of(sentence.text)) and not _WORKS.search(sentence.words):
            continue  # how often something happened is told of effects
        # "X is superior to the drug"
        mine = any(
            is_mine(page, c) and _NEXT.fullmatch(sentence.text, cue.span.end, s.start)
            for s, c in sentence.within(Span(cue.span.end, sentence.span.end), *_TYPES)
        )
        others = [
            (s, c)
            for s, c in sentence.within(sentence.span, *_TYPES)
            if not is_mine(page, c)
            and c.key not in page.drug.broader
            and not (s.start >= cue.span.end and not _NEXT.fullmatch(sentence.text, cue.span.end, s.start))
            and (s.start >= cue.span.end or mine or _PREFERRED.search(cue.span.of(sentence.text)))
        ]
        if not others:
            continue
        condition = next((c for _, c in sentence.within(sentence.span, ConceptType.FINDING)), None)
        span, concept = others[0]
        first = span.start < cue.span.start
        words = cue.span.of(sentence.text)
        yield Found(
            sentence,
            "comparedWith",
            concept,
            clause(sentence, span),
            span.of(sentence.text),
            cue.rule.id,
            stance(sentence, cue.span),
            {"outcome": words if first else f"the drug is {words}", "condition": condition},
        )


TYPE = ClaimType("comparison", ("comparedWith",), find)
