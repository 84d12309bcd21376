"""On what condition a dose is given: beside which other drug, in which case, for which form of the drug.

A dose that holds in a case only would mislead where it stood for all; so these words come before any other note.
"""

from __future__ import annotations

import re

from drugkg.annotate.layers import Page, Sentence
from drugkg.annotate.terms import Vocabulary
from drugkg.claims.schedule import cues_in
from drugkg.claims.shape import is_mine
from drugkg.text import Span
from drugkg.vocabulary.concept import ConceptType

__all__ = ["circumstance"]

#: What opens a clause that says when the rest holds, up to the comma or the verb behind it.
_OPENING = re.compile(
    r"(?P<what>(?:if|when|where|in (?:the )?(?:cases? of|event of|patients|people|adults|children|those|individuals"
    r"|life-threatening|severe|certain|some|very)|for (?:patients|people|those|individuals)"
    r"|(?:patients|people|those|individuals|adults|children) (?:who|taking|receiving|on|with))\b[^.;:]{2,110}?)"
    r"(?:,\s|\s(?=(?:may|can|should|must|might|could|need|needs|will)\b))",
    re.IGNORECASE,
)
#: "For X prevention, ...", where nobody knows X.
_FOR = re.compile(
    r"(?P<what>for (?!(?:best|oral|most|many|safety|more|further|this|these|example|instance|all|use|the first|at least"
    r"|up to|long|short|\d)\b)[^,.;:]{4,80}),\s",
    re.IGNORECASE,
)
#: Words that tell more than in whom or for what.
_RESTRICTS = re.compile(
    r"\b(?:taking|receiving|treated|concomitant\w*|concurrent\w*|combin\w+|co-?admin\w*|life-threatening|tolerated"
    r"|who (?:require|need|do|cannot|fail|tolerate|weigh)"
    r"|not (?:respond|controlled|adequate|sufficient|satisf\w+))\b",
    re.IGNORECASE,
)
_IF = re.compile(r"(?:if|when|where)\b", re.IGNORECASE)
_CAPTURED = (ConceptType.POPULATION, ConceptType.FINDING)
_MEDICINES = (ConceptType.DRUG, ConceptType.DRUG_CLASS)
#: "20 mg for regular tablets"
_FOR_A_FORM = re.compile(r"\bfor (?:the |an? )?(?:[\w/.-]+\s){0,4}$", re.IGNORECASE)
_BUT = re.compile(r"\b(?:but|while|whereas)\b", re.IGNORECASE)
_END = re.compile(r"[.;)]\s|[.;)]$|,\s(?!(?:and|or)\s)")
_PRONOUN = re.compile(r"\s(?:they|it|you|he|she|these|this|the (?:dose|dosage))$", re.IGNORECASE)
_LONGEST = 160


def circumstance(
    page: Page, vocabulary: Vocabulary, sentence: Sentence, segment: Span, behind: Span, *, named: bool
) -> str | None:
    """Return in the words of the text in which case only an amount holds, None where none is told.

    Args:
        page: the page.
        vocabulary: tells names of other drugs in headings.
        sentence: the sentence.
        segment: the part of it in which the amount stands.
        behind: the words that follow the amount, up to the next one.
        named: whether it is known for what the amount is.
    """
    told = _opening(sentence, segment, behind.start, named=named) or _behind(sentence, behind)
    beside = _beside(page, vocabulary, sentence)
    return f"{beside}; {told}" if told and beside else told or beside


def _opening(sentence: Sentence, segment: Span, before: int, *, named: bool) -> str | None:
    text = sentence.text
    if _BUT.search(text, segment.start, before):
        return None
    opening = _OPENING.match(text, segment.start, segment.end)
    if opening and opening.end() <= before:
        captured = sentence.within(Span(*opening.span("what")), *_CAPTURED)
        if not captured or _IF.match(opening["what"]) or _RESTRICTS.search(opening["what"]):
            return _plain(opening["what"])
    purpose = None if named else _FOR.match(text, segment.start, segment.end)
    if purpose and purpose.end() <= before and not sentence.within(Span(*purpose.span("what")), *_CAPTURED):
        return _plain(purpose["what"])
    return None


def _behind(sentence: Sentence, behind: Span) -> str | None:
    text = sentence.text
    for cue in cues_in(sentence, behind, "dose_if"):
        stop = _END.search(text, cue.span.end, behind.end)
        return _plain(text[cue.span.start : min(stop.start() if stop else behind.end, cue.span.start + _LONGEST)])
    for form, _ in sentence.within(behind, ConceptType.DOSE_FORM):
        lead = _FOR_A_FORM.search(text, behind.start, form.start)
        if lead:
            return _plain(text[lead.start() : form.end])
    return None


def _beside(page: Page, vocabulary: Vocabulary, sentence: Sentence) -> str | None:
    """Return the label or heading that names another drug, beside which the dose is given."""
    for text in (sentence.frame.label, page.document.section(sentence.block)):
        if text and any(
            concept.type in _MEDICINES and not is_mine(page, concept) and concept.key not in page.drug.broader
            for match in vocabulary.find(text)
            for concept in match.concepts
        ):
            return _plain(text)
    return None


def _plain(words: str) -> str:
    return _PRONOUN.sub("", " ".join(words.split()).strip(" ,.;:("))
