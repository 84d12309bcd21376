"""Classes to which the drug belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drugkg.annotate.layers import Page, Sentence
from drugkg.annotate.terms import Vocabulary
from drugkg.claims.claim_type import ClaimType
from drugkg.claims.found import Found
from drugkg.claims.model import Stance
from drugkg.claims.shape import clause, is_list, is_of_another, reach, stance
from drugkg.text import Span
from drugkg.vocabulary.concept import Concept, ConceptType

__all__ = ["TYPE"]

_TYPES = (ConceptType.DRUG_CLASS,)
#: A class line stands near the top, before the first section that makes claims of another kind.
_TOP = 6
#: How a drug is sold is no class of it.
_NO_CLASS = frozenset({"prescription-drug", "over-the-counter-drug"})
_NOT_HERE = frozenset(
    {
        "interactions",
        "contraindications",
        "adverse_effects",
        "overdose",
        "overdose_treatment",
        "withdrawal",
        "related",
        "references",
    }
)


def find(page: Page, _vocabulary: Vocabulary) -> Iterator[Found]:
    """Yield the classes to which a page says its drug belongs."""
    for sentence in page.sentences:
        if sentence.frame.section in _NOT_HERE:
            continue
        text = sentence.text
        for cue in sentence.of("class"):
            region = reach(sentence, cue.span.end)
            for span, concept in sentence.within(Span(region.start, min(region.end, region.start + 70)), *_TYPES):
                if concept.key in _NO_CLASS:
                    continue
                between = text[cue.span.end : span.start]
                if (
                    not is_of_another(page, sentence, cue.span)
                    and not re.search(
                        r"[,;.]|\b(?:for|in|by|with|to|that|as|of|when|after|before|needed|used|taking|receiving|treated|given|starting|stopping|if"
                        r"|on)\b",
                        between,
                    )
                ) or re.fullmatch(r"\s*(?:group|class|type) of\s*", between):
                    yield _found(sentence, span, concept, cue.rule.id, stance(sentence, cue.span))
        if _is_class_line(sentence):
            for span, concept in sentence.within(sentence.span, *_TYPES):
                yield _found(sentence, span, concept, "class.line", stance(sentence, sentence.span))


def _is_class_line(sentence: Sentence) -> bool:
    """Tell whether a sentence is only names of classes: a line under the title, or one labelled as such."""
    labelled = sentence.frame.section == "class"
    near_top = sentence.index <= _TOP and not sentence.frame.sections
    if not (labelled or near_top) or not is_list(sentence.text, sentence.span):
        return False
    if labelled:
        return True
    words = re.sub(r"\([^()]*\)|[—–:]", " ", sentence.words)
    named = sum(span.end - span.start for span, _ in sentence.within(sentence.span, *_TYPES))
    return named > 0 and named >= 0.8 * len("".join(words.split(" ")).strip())


def _found(sentence: Sentence, span: Span, concept: Concept, rule: str, said: Stance) -> Found:
    return Found(sentence, "belongsToClass", concept, clause(sentence, span), span.of(sentence.text), rule, said)


TYPE = ClaimType("drug class", ("belongsToClass",), find)
