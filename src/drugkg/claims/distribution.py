"""Distribution: the body's sites into which the drug passes, breast milk and placenta above all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drugkg.annotate.layers import Page
from drugkg.annotate.terms import Vocabulary
from drugkg.claims.claim_type import ClaimType
from drugkg.claims.found import Found
from drugkg.claims.shape import clause, reach, stance
from drugkg.text import Span
from drugkg.vocabulary.concept import ConceptType

__all__ = ["TYPE"]

_AMOUNT = re.compile(
    r"\b(?:in )?(?:very )?(?:small|low|trace|minimal|large|significant|detectable|unknown) (?:amounts?"
    r"|quantities|levels|concentrations)\b",
    re.IGNORECASE,
)
#: Leaving the body by an organ is no distribution into it.
_OTHER_WAY = re.compile(r"\b(?:via|through|by)\b", re.IGNORECASE)
_NEAR = 60


def find(page: Page, _vocabulary: Vocabulary) -> Iterator[Found]:
    """Yield the sites into which a page says its drug passes, or does not."""
    for sentence in page.with_cues("distribution"):
        if sentence.frame.section in (
            "interactions",
            "overdose_treatment",
            "related",
            "references",
        ):
            continue
        for cue in sentence.of("distribution"):
            region = reach(sentence, cue.span.end)
            near = Span(region.start, min(region.end, region.start + _NEAR))
            amount = _AMOUNT.search(sentence.words)
            for span, concept in sentence.within(near, ConceptType.SITE)[:2]:
                if concept.key in cue.rule.settings.get("never", ()):
                    continue
                if _OTHER_WAY.search(sentence.text, cue.span.end, span.start):
                    continue
                yield Found(
                    sentence,
                    "distributedInto",
                    concept,
                    clause(sentence, span),
                    span.of(sentence.text),
                    cue.rule.id,
                    stance(sentence, cue.span),
                    {"text": amount.group() if amount else cue.span.of(sentence.text)},
                )


TYPE = ClaimType("distribution", ("distributedInto",), find)
