"""Effects of the drug: while taking it, on stopping it, on too much of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drugkg.annotate.cues import Cue
from drugkg.annotate.layers import Page, Sentence
from drugkg.annotate.terms import Vocabulary
from drugkg.claims.claim_type import ClaimType
from drugkg.claims.effect_lists import consequence, listed_effects
from drugkg.claims.effect_named import conditions, named_effects, speaks_to_reader
from drugkg.claims.effect_parts import EFFECT_SECTIONS, TYPES
from drugkg.claims.effect_prose import told_effects
from drugkg.claims.effect_tables import heads_rows, is_row, row_effects
from drugkg.claims.found import Found
from drugkg.claims.shape import is_list
from drugkg.text import BlockKind, Span

__all__ = ["TYPE"]

_RELATION = {"withdrawal": "hasWithdrawalEffect", "overdose": "hasOverdoseEffect"}


def find(page: Page, vocabulary: Vocabulary) -> Iterator[Found]:
    """Yield the effects that a page asserts, denies or doubts."""
    before: Sentence | None = None
    to_reader = speaks_to_reader(page)
    had = frozenset() if to_reader else conditions(page)
    for sentence in page.sentences:
        same = before if before and before.index == sentence.index else None
        before = sentence
        if sentence.frame.section == "overdose_treatment" or _TABLE_TITLE.match(sentence.words):
            continue
        relation = _relation(sentence, same)
        if _is_among_effects(sentence) and is_row(sentence.text):
            yield from row_effects(page, sentence, vocabulary, relation)
        elif heads_rows(page, sentence):
            continue
        else:
            told = list(_told(page, sentence, vocabulary, relation))
            yield from told
            if not to_reader:
                yield from named_effects(page, sentence, vocabulary, relation, told, had)


def _told(page: Page, sentence: Sentence, vocabulary: Vocabulary, relation: str) -> Iterator[Found]:
    """Yield the effects that a sentence lists or tells."""
    if _lists_effects(sentence):
        yield from listed_effects(sentence, vocabulary, relation)
        return
    if _is_among_effects(sentence) and sentence.block.kind is BlockKind.ITEM and consequence(sentence):
        yield from listed_effects(sentence, vocabulary, relation)
    yield from told_effects(page, sentence, vocabulary, relation)


_TABLE_TITLE = re.compile(r"\W*Table\s+\d", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"(?:for|in|if|when|to|with|by|at|on|as|because|although|while|during|after|before)\b", re.IGNORECASE
)


#: "can cause X, particularly in overdose": X is an adverse effect all the same.
_ESPECIALLY = re.compile(
    r"\b(?:particularly|especially|including|also)\s(?:in |on |with |after )?(?:an )?$", re.IGNORECASE
)
#: A sentence that goes on with what the one before it began.
_GOES_ON = re.compile(
    r"(?:you|patients|they|this|these|it|symptoms|withdrawal)\b.{0,40}\b(?:may|can|might|could)\b", re.IGNORECASE
)


#: "if you have any of these, stop taking it": what comes first is no sign of stopping.
_STOP_AT_ONCE = re.compile(
    r"\b(?:if|when|as soon as) you\b.*\bstop (?:taking|using)\b"
    r"|^\W*(?:you (?:should|must) )?(?:stop|discontinue)\b.*\b(?:if|and|tell|contact|see|call)\b",
    re.IGNORECASE | re.DOTALL,
)


def _relation(sentence: Sentence, before: Sentence | None) -> str:
    """Return which kind of effect a sentence speaks of: its own words first, then its lead, then its section."""
    goes_on = before and before.of("abrupt", "avoid_abrupt") and _GOES_ON.match(sentence.words)
    led = sentence.led_by("abrupt") and not (sentence.frame.lead and _STOP_AT_ONCE.search(sentence.frame.lead.words))
    if _outside(sentence, "abrupt") or led or goes_on:
        return "hasWithdrawalEffect"
    if any(not _ESPECIALLY.search(sentence.text[: cue.span.start]) for cue in _outside(sentence, "overdose")):
        return "hasOverdoseEffect"
    kind = next((s for s in sentence.frame.sections if s in EFFECT_SECTIONS), "adverse_effects")
    return _RELATION.get(kind, "hasAdverseEffect")


def _outside(sentence: Sentence, category: str) -> list[Cue]:
    """Return the cues that speak of all of a sentence: in a list, one in brackets holds for its item alone."""
    found = sentence.of(category)
    if not found or not is_list(sentence.text, sentence.span):
        return found
    text, start = sentence.text, sentence.span.start
    return [cue for cue in found if text.count("(", start, cue.span.start) <= text.count(")", start, cue.span.start)]


def _is_among_effects(sentence: Sentence) -> bool:
    near = sentence.frame.sections[:3]
    section = next((s for s in near if s not in ("summary", "introduction", "advice", "warnings", "dosage")), None)
    return section in EFFECT_SECTIONS


def _lists_effects(sentence: Sentence) -> bool:
    if not _is_among_effects(sentence):
        return False
    if any(cue.rule.id != "effect.listed" for cue in _outside(sentence, "effect")) and sentence.within(
        sentence.span, *TYPES
    ):
        return False
    if is_list(sentence.text, sentence.span):
        return True
    # An item with a remark behind its name: "Nausea, which mostly goes away".
    comma = sentence.text.find(",", sentence.span.start, sentence.span.end)
    first = Span(sentence.span.start, comma)
    return (
        sentence.block.kind is BlockKind.ITEM
        and comma > 0
        and is_list(sentence.text, first)
        and not _PREPOSITION.match(first.of(sentence.text))
        and not _outside(sentence, "effect")
    )


TYPE = ClaimType(
    "effects",
    (
        "hasAdverseEffect",
        "hasWithdrawalEffect",
        "hasOverdoseEffect",
    ),
    find,
)
