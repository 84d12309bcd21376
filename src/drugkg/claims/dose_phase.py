"""The phase of a dose: which of the words around an amount tell it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from drugkg.annotate.cues import Cue
from drugkg.annotate.layers import Page, Sentence
from drugkg.annotate.quantities import Measure
from drugkg.claims.ruleset import cues
from drugkg.claims.schedule import Schedule, cues_in
from drugkg.text import Span
from drugkg.text.fold import fold

__all__ = ["Amount", "continued_phase", "leading", "named_phase", "phase_cue", "standing_phase"]

#: Of two phases in one noun phrase ("maximum recommended dose") the one with the lower number is meant.
_RANK = {
    "phase-maximum": 0,
    "phase-loading": 1,
    "phase-test": 1,
    "phase-initial": 1,
    "phase-titration": 1,
    "phase-reduced": 1,
    "phase-maintenance": 1,
    "phase-usual": 2,
}
_SAME_PHRASE = re.compile(r"\s*(?:[\w-]+\s+){0,2}")
_CONTINUED = re.compile(r"[^.;:]*(?:,|\band\b|\bor\b|\()\s*(?:and|or|e\.g\.,?)?\s*$")
_BOUNDARY = re.compile(r"[,;(]\s?|\s(?:and|but|then|while)\s", re.IGNORECASE)
#: The end of a clause; the full stop of "b.i.d." is none.
_STOP = re.compile(r"(?<!\.\w)[;.](?:\s|$)|,\s")
#: "after initial treatment": not that one.
_AFTER = re.compile(r"\bafter (?:the |an )?(?:initial|starting|loading) \w+", re.IGNORECASE)
#: How near to the next amount a cue behind one belongs to the next.
_NEXT = 15


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of the drug, the stretch of words it owns before and behind it, and how it is taken."""

    measure: Measure
    before: Span
    behind: Span
    schedule: Schedule


def leading(sentence: Sentence, span: Span, *, is_last: bool) -> list[int]:
    """Return where in the words behind an amount those begin that are no longer its own."""
    outer = _outermost(cues_in(sentence, span, "dose_phase", "dose_sequence"))
    return [
        cue.span.start
        for cue in outer
        if cue.rule.side == "after" or (not is_last and _BOUNDARY.search(sentence.text, span.start, cue.span.start))
    ]


def phase_cue(sentence: Sentence, amount: Amount, later: list[Amount]) -> Cue | None:
    """Return the cue that tells the phase of an amount: the nearest before it, a stronger one by it, or one behind."""
    before = _outermost(cues_in(sentence, Span(amount.before.start, amount.measure.span.end), "dose_phase"))
    behind = _behind(sentence, amount, later)
    if not before:
        return behind
    nearest = max(before, key=lambda cue: (cue.span.end, cue.span.start))
    for cue in reversed(before):
        gap = sentence.text[cue.span.end : max(cue.span.end, nearest.span.start)]
        if _SAME_PHRASE.fullmatch(gap) and _rank(cue) < _rank(nearest):
            nearest = cue
        elif _rank(nearest) == 0 and not gap.strip() and cue.span.of(sentence.text).lower().endswith((" by", " of")):
            nearest = cue  # "in steps of no more than": a limit of the steps, not of the dose
    return behind if behind and _rank(behind) < _rank(nearest) else nearest


def _outermost(found: list[Cue]) -> list[Cue]:
    return [c for c in found if not any(o is not c and o.span.contains(c.span) and o.span != c.span for o in found)]


def _rank(cue: Cue) -> int:
    return _RANK[cue.rule.settings["phase"]]


def _behind(sentence: Sentence, amount: Amount, later: list[Amount]) -> Cue | None:
    region = amount.behind
    stop = _STOP.search(region.of(sentence.text))
    end = region.start + stop.start() if stop else region.end
    after = [c for c in cues_in(sentence, Span(region.start, end), "dose_phase") if c.rule.side == "both"]
    if not after or (later and not stop and later[0].measure.span.start - after[-1].span.end < _NEXT):
        return None
    return after[0]


def continued_phase(sentence: Sentence, amounts: list[Amount], at: int, last: str | None) -> str | None:
    """Return the phase of an amount that only its place in a sequence tells; `last` is that of the one before."""
    this = amounts[at].measure
    if at and last:
        gap = Span(amounts[at - 1].measure.span.end, this.span.start)
        if cues_in(sentence, gap, "dose_sequence"):
            if _a_day(amounts[at]) > _a_day(amounts[at - 1]):
                return "phase-titration"
            return last if last == "phase-reduced" else "phase-maintenance"
        return last if _CONTINUED.match(gap.of(sentence.text)) else None
    if at + 1 < len(amounts) and cues_in(
        sentence, Span(this.span.end, amounts[at + 1].measure.span.start), "dose_sequence"
    ):
        return "phase-initial"
    return None


def _a_day(amount: Amount) -> Decimal:
    """Return how much an amount is in a day, as far as the text tells."""
    times = amount.schedule.times.high if amount.schedule.times and amount.schedule.per == "dose" else None
    return (amount.measure.high or Decimal(0)) * (times or 1)


def standing_phase(page: Page, sentence: Sentence) -> str | None:
    """Return the phase that the label before a sentence, or else the question or heading over it, names."""
    for text in (sentence.frame.label, sentence.block.topic, page.document.section(sentence.block)):
        if text and (phase := named_phase(text)):
            return phase
    return None


@lru_cache(maxsize=1024)
def named_phase(text: str) -> str | None:
    """Return the phase that a label or heading names.

    >>> named_phase("Maximum recommended dose"), named_phase("Storage")
    ('phase-maximum', None)
    """
    found = [
        cue.rule.settings["phase"]
        for cue in cues().find(fold(_AFTER.sub(" ", text)))
        if cue.category in ("dose_label", "dose_phase")
    ]
    return min(found, key=lambda phase: _RANK[phase]) if found else None
