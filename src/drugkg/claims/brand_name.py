"""Brand names and other names under which the drug is sold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drugkg.annotate.layers import Page, Sentence
from drugkg.annotate.lists import items, split_choices
from drugkg.annotate.terms import Vocabulary
from drugkg.claims.claim_type import ClaimType
from drugkg.claims.found import Found
from drugkg.claims.shape import clause, is_list
from drugkg.text import Span
from drugkg.vocabulary.concept import Concept, ConceptType, slug

__all__ = ["TYPE", "brand"]

_NAME = re.compile(r"[A-Z][\w®™'’.-]*(?:\s(?:[A-Z][\w®™'’.-]*|\d+))*")
_NO_NAME = re.compile(
    r"^(?:the|a|an|it|is|this|these|generic|brand|various|other|tablets?|injection|us|usa|canada|u\.s\.?)$",
    re.IGNORECASE,
)


def find(page: Page, vocabulary: Vocabulary) -> Iterator[Found]:
    """Yield the names under which a page says its drug is sold."""
    for sentence in page.sentences:
        cues = sentence.of("brand")
        country = next((c for _, c in sentence.within(sentence.span, ConceptType.COUNTRY)), None)
        label = bool(
            sentence.frame.label and re.search(r"\b(?:brand|trade) names?\b", sentence.frame.label, re.IGNORECASE)
        )
        lead = sentence.frame.lead
        if label:
            yield from _names(page, sentence, sentence.span, "brand.label", country, vocabulary)
        elif cues:
            yield from _names(
                page, sentence, Span(cues[0].span.end, sentence.span.end), cues[0].rule.id, country, vocabulary
            )
        elif lead and lead.of("brand"):
            inherited = next((c for _, c in lead.within(lead.span, ConceptType.COUNTRY)), None)
            yield from _names(page, sentence, sentence.span, "brand.list", country or inherited, vocabulary)
        elif ConceptType.BRAND in sentence.types and (
            sentence.frame.section == "brand_names" or _SELLS.search(sentence.words)
        ):
            yield from _known(page, sentence, country)
        if not (label or cues) and sentence.frame.section == "brand_names" and is_list(sentence.text, sentence.span):
            yield from _names(page, sentence, sentence.span, "brand.list", country, vocabulary)


#: Words beside which a known brand of the drug is named as such.
_SELLS = re.compile(r"\b(?:brands?|sold|marketed|trade names?)\b|®", re.IGNORECASE)


def _known(page: Page, sentence: Sentence, country: Concept | None) -> Iterator[Found]:
    """Yield the brands of the drug that a sentence names, in whatever words."""
    for span, concept in sentence.within(sentence.span, ConceptType.BRAND):
        if page.drug.key in concept.broader:
            words = span.of(sentence.text)
            yield Found(
                sentence,
                "hasBrandName",
                concept,
                clause(sentence, span),
                words,
                "brand.known",
                qualifiers={"country": country},
            )


def _names(
    page: Page, sentence: Sentence, region: Span, rule: str, country: Concept | None, vocabulary: Vocabulary
) -> Iterator[Found]:
    for item in items(sentence.text, region):
        for part in split_choices(sentence.text, item.head):
            match = _NAME.search(part.of(sentence.text))
            words = match.group().rstrip(".") if match else ""
            if (
                not match
                or _NO_NAME.match(words)
                or any(c.type is ConceptType.COUNTRY for c in vocabulary.lookup(words))
            ):
                continue
            concept = brand(vocabulary, words)
            if concept and words.casefold() != page.drug.label.casefold():
                start = part.start + match.start()
                span = (
                    item.span
                    if is_list(sentence.text, sentence.span)
                    else clause(sentence, Span(start, start + len(words)))
                )
                yield Found(sentence, "hasBrandName", concept, span, words, rule, qualifiers={"country": country})


def brand(vocabulary: Vocabulary, words: str) -> Concept | None:
    """Return the brand of a name, made new where it is unknown; None where it names something else."""
    found = vocabulary.lookup(words)
    known = next((c for c in found if c.type is ConceptType.BRAND), None)
    if known:
        return known
    if any(
        c.type
        in (ConceptType.DRUG, ConceptType.DRUG_CLASS, ConceptType.FINDING, ConceptType.ROUTE, ConceptType.DOSE_FORM)
        for c in found
    ):
        return None
    return Concept(f"brand-{slug(words)}", words, ConceptType.BRAND)


TYPE = ClaimType("brand name", ("hasBrandName",), find)
