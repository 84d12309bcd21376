"""Effects of the drug: while taking it, on stopping it, on too much of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drugkg.annotate.cues import Cue
from drugkg.annotate.layers import Page, Sentence
from drugkg.annotate.organ_classes import is_organ_class
from drugkg.annotate.terms import Vocabulary
from drugkg.claims.claim_type import ClaimType
from drugkg.claims.effect_asides import is_clinical
from drugkg.claims.effect_footnotes import included_effects, labelled_effects
from drugkg.claims.effect_lists import consequence, listed_effects
from drugkg.claims.effect_named import conditions, named_effects, speaks_to_reader
from drugkg.claims.effect_parts import EFFECT_SECTIONS, TYPES
from drugkg.claims.effect_prose import told_effects
from drugkg.claims.effect_tables import tables
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
    read = tables(page, vocabulary)
    for sentence in page.sentences:
        same = before if before and before.index == sentence.index else None
        before = sentence
        if sentence.frame.section == "overdose_treatment" or _is_title(sentence) or _LASTS.search(sentence.words):
            continue
        relation = _relation(sentence, same)
        if read.has_effects(sentence, among=_is_among_effects(sentence)):
            yield from read.effects(sentence, relation)
        elif sentence.block.cells or is_organ_class(sentence.text):
            continue
        else:
            told = list(_told(page, sentence, vocabulary, relation))
            if not to_reader and is_clinical(sentence):
                told += labelled_effects(sentence, vocabulary, relation)
            yield from told
            if not to_reader:
                yield from named_effects(page, sentence, vocabulary, relation, told, had)


def _told(page: Page, sentence: Sentence, vocabulary: Vocabulary, relation: str) -> Iterator[Found]:
    """Yield the effects that a sentence lists or tells."""
    included = list(included_effects(sentence, vocabulary, relation)) if _is_among_effects(sentence) else []
    if included:
        yield from included
        return
    if _lists_effects(sentence):
        yield from listed_effects(page, sentence, vocabulary, relation)
        return
    if _is_among_effects(sentence) and sentence.block.kind is BlockKind.ITEM and consequence(sentence):
        yield from listed_effects(page, sentence, vocabulary, relation)
    yield from told_effects(page, sentence, vocabulary, relation)


def _is_title(sentence: Sentence) -> bool:
    """Tell whether a sentence is the title of a table, or points to one."""
    if _TABLE.match(sentence.words):
        return True
    return bool(_TABLE_TITLE.match(sentence.text)) and len(sentence.text) <= _LONGEST_TITLE


#: "stop use if cough lasts for more than 7 days or occurs with rash": signs of an illness, no effects.
_LASTS = re.compile(
    r"\b(?:if|when)\b.{0,80}?\b(?:lasts?|persists?)\s(?:for\s)?(?:more than|longer than|over)\b"
    r"|\bcomes? back\b.{0,20}\boccurs? with\b"
    r"|\b(?:symptoms?|cough|pain|fever)\b.{0,30}\b(?:do|does) not (?:improve|get better)\b.{0,30}\boccurs? with\b",
    re.IGNORECASE,
)
_TABLE = re.compile(r"\W*(?:Table|Figure)\s+\d", re.IGNORECASE)
_TABLE_TITLE = re.compile(r"\W*(?:Table|Figure)\s+\d+[A-Z]?\s*[.:–—-]", re.IGNORECASE)
_LONGEST_TITLE = 600
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
    if kind == "withdrawal" and (_BOXED in sentence.frame.sections or _ENDED.search(sentence.words)):
        # A box names several dangers in its title.
        return "hasAdverseEffect"
    return _RELATION.get(kind, "hasAdverseEffect")


def _outside(sentence: Sentence, category: str) -> list[Cue]:
    """Return the cues that speak of all of a sentence: in a list, one in brackets holds for its item alone."""
    found = [cue for cue in sentence.of(category) if not _is_result(sentence, cue)]
    if category == "abrupt" and found and _STOP_AND_SEEK.search(sentence.words):
        return []
    if not found or not is_list(sentence.text, sentence.span):
        return found
    text, start = sentence.text, sentence.span.start
    return [cue for cue in found if text.count("(", start, cue.span.start) <= text.count(")", start, cue.span.start)]


def _is_result(sentence: Sentence, cue: Cue) -> bool:
    """Tell whether a cue names what an effect led to, or is itself one of those listed: "tremor, overdose, rash"."""
    text, (start, end) = sentence.text, cue.span
    if _ENDED.search(text, max(sentence.span.start, start - _NEAR), end):
        return True
    return bool(_LISTED_BEFORE.search(text, sentence.span.start, start) and _LISTED_BEHIND.match(text, end))


#: Sections inside of one on effects that tell of effects as well.
_PASSED = frozenset({"summary", "introduction", "advice", "warnings", "dosage"})
_BOXED = "boxed_warning"
_NEAR = 60
#: "reactions leading to withdrawal", "associated with discontinuation": what was stopped was the treatment.
_ENDED = re.compile(
    r"\b(?:lead|leads|led|leading|resulting|resulted|associated|reasons?|requir\w+|caus\w+|warrant\w*)\b"
    r"(?:\s(?:to|in|with|for|of|the|a|an|permanent|premature|study|drug|treatment|early|their))*"
    r"\s(?:discontinu\w+|withdrawals?)\b(?! (?:symptoms?|syndrome|effects?|reactions?|signs))",
    re.IGNORECASE,
)
_LISTED_BEFORE = re.compile(r"[,;]\s(?:and |or )?$")
_LISTED_BEHIND = re.compile(r"\s?(?:[,;.]|$|\s(?:and|or)\s)")
#: "stop taking it and seek help": what to do, not what follows.
_STOP_AND_SEEK = re.compile(
    r"\bstop(?:ped)? (?:taking|using)\b[^.;]*\b(?:and|if)\b[^.;]*\b(?:seek|tell|contact|see|call|consult|medical)\b",
    re.IGNORECASE,
)


def _is_among_effects(sentence: Sentence) -> bool:
    near = sentence.frame.sections[:3]
    section = next((s for s in near if s not in _PASSED), None)
    return section in EFFECT_SECTIONS


#: What patients did and what is to be done with them: no list of names.
_TELLS = re.compile(
    r"\b(?:experienc(?:ed|ing)|developed|discontinued|died|withdrew|consisted"
    r"|compared (?:with|to|\w+ \d)|participated)\b"
    r"|^\W*(?:please |always |closely |permanently |immediately |promptly )?(?:screen|interrupt|discontinue|obtain"
    r"|perform|assess|evaluate|initiate|consider|withhold|administer|counsel|instruct|advise|continue|resume|reduce|determine"
    r"|measure|observe|prescribe|repeat|correct|exercise|educate|alert|refer|examine|treat|manage)\b(?! reactions?\b)"
    r"|^\W*(?:approximately|a? ?total of|overall|of the \d+|\d+ of|the (?:incidence|rate|majority)|no (?:patients?"
    r"|subjects?))\b",
    re.IGNORECASE,
)


def _lists_effects(sentence: Sentence) -> bool:
    if not _is_among_effects(sentence):
        return False
    if any(cue.rule.id != "effect.listed" for cue in _outside(sentence, "effect")) and sentence.within(
        sentence.span, *TYPES
    ):
        return False
    if _TELLS.search(sentence.words):
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
