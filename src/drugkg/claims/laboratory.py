"""Laboratory tests that the drug alters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drugkg.annotate.layers import Page
from drugkg.annotate.listing import listed
from drugkg.annotate.terms import Vocabulary
from drugkg.claims.claim_type import ClaimType
from drugkg.claims.found import Found
from drugkg.claims.shape import clause, is_of_another, reach, stance
from drugkg.text import Span
from drugkg.vocabulary.concept import ConceptType

__all__ = ["TYPE"]

_TYPES = (ConceptType.LAB_TEST,)
#: Where a changed value is what the drug is given for, or how it works.
_WANTED = frozenset({"indications", "mechanism", "efficacy", "introduction", "dosage", "interactions"})
#: The level of whatever drug, which is no test altered.
_OF_A_DRUG = "serum-drug-level"
_WATCHED = re.compile(r"\bmonitor(?:ing|ed)?\b", re.IGNORECASE)


def find(page: Page, vocabulary: Vocabulary) -> Iterator[Found]:
    """Yield the tests that a page says its drug alters, with the direction it gives."""
    for sentence in page.sentences:
        directions = sentence.of("direction")
        if "laboratory" in sentence.frame.sections[:2]:
            if not directions and (sentence.of("monitoring") or _WATCHED.search(sentence.words)):
                continue  # what is to be watched is not said to change
            direction = directions[0].rule.settings["direction"] if directions else None
            for item, terms in listed(vocabulary, sentence.text, sentence.span, _TYPES):
                for term in terms:
                    yield Found(
                        sentence,
                        "altersLabTest",
                        term.concept,
                        item.span,
                        term.mention,
                        "laboratory.list",
                        qualifiers={"direction": direction},
                    )
            continue
        for cue in directions:
            if sentence.frame.section in _WANTED or is_of_another(page, sentence, cue.span):
                continue
            region = reach(sentence, cue.span.end)
            near = Span(region.start, min(region.end, region.start + 60))
            for span, concept in sentence.within(near, *_TYPES)[:1]:
                if concept.key != _OF_A_DRUG and sentence.text[cue.span.end : span.start].strip() in (
                    "",
                    "the",
                    "your",
                    "in",
                    "in the",
                ):
                    yield Found(
                        sentence,
                        "altersLabTest",
                        concept,
                        clause(sentence, span),
                        span.of(sentence.text),
                        cue.rule.id,
                        stance(sentence, cue.span),
                        {"direction": cue.rule.settings["direction"]},
                    )


TYPE = ClaimType("laboratory", ("altersLabTest",), find)
