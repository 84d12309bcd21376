"""Distribution: the body's sites into which the drug passes, breast milk and placenta above all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drugkg.annotate.layers import Page, Sentence
from drugkg.annotate.terms import Vocabulary
from drugkg.claims.claim_type import ClaimType
from drugkg.claims.found import Found
from drugkg.claims.shape import clause, is_mine, reach, stance
from drugkg.text import Span
from drugkg.vocabulary.concept import Concept, ConceptType

__all__ = ["TYPE"]

_AMOUNT = re.compile(
    r"\b(?:in )?(?:very )?(?:small|low|trace|minimal|large|significant|detectable|unknown) (?:amounts?"
    r"|quantities|levels|concentrations)\b",
    re.IGNORECASE,
)
#: Leaving the body by an organ is no distribution into it.
_OTHER_WAY = re.compile(r"\b(?:via|through|by)\b", re.IGNORECASE)
_NEAR = 60


_ANIMAL = re.compile(r"\b(?:rats?|mice|mouse|rabbits?|dogs?|monkeys?|animals?|rodents?)\b", re.IGNORECASE)
#: Sites of which any sentence speaks for the sake of the drug.
_OF_THE_CHILD = frozenset({"breast-milk", "placenta"})
_THEIRS = re.compile(
    r"\b(?:another drug|other (?:drugs|medicines)|(?:drugs|medicines) (?:in|of) (?:this|the same) class"
    r"|many drugs|tumou?rs?|fluid|cells)\b[^,;.]*$",
    re.IGNORECASE,
)
_IT = re.compile(
    r"\b(?:it|its|this (?:drug|medicine|medication)|the drug|metabolites?|excretion|components?|medication)\b",
    re.IGNORECASE,
)


def _is_of_drug(page: Page, sentence: Sentence, cue: Span, site: Concept) -> bool:
    """Tell whether what passes into a site is the drug, not a finding or another drug."""
    start = max([sentence.span.start, *(c.span.end for c in sentence.of("end") if c.span.end <= cue.start)])
    before = sentence.text[start : cue.start]
    if _THEIRS.search(before):
        return False
    named = any(is_mine(page, c) for _, c in sentence.within(Span(start, cue.end), ConceptType.DRUG, ConceptType.BRAND))
    return site.key in _OF_THE_CHILD or named or bool(_IT.search(sentence.text[start : cue.end]))


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
                if not _is_of_drug(page, sentence, cue.span, concept) or _ANIMAL.search(
                    sentence.text, cue.span.end, span.end
                ):
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
