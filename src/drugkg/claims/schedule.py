"""Schedules: how often, over which time and per what an amount is taken."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from drugkg.annotate.cues import Cue
from drugkg.annotate.layers import Sentence
from drugkg.annotate.quantities import Measure
from drugkg.claims.model import Quantity
from drugkg.text import Span

__all__ = ["Schedule", "as_ranges", "cues_in", "quantity", "schedule"]

_EVERY = re.compile(r"\b(?:every|each|q|intervals? of(?: at least)?)\s*$", re.IGNORECASE)
_FOR = re.compile(
    r"\b(?:for|over|lasting)\s+(?:about |up to |at least |another |an additional |a further |the (?:first|next|following) |a period of |"
    r"(?:a )?(?:total|maximum) of )*$",
    re.IGNORECASE,
)
_DAILY = re.compile(r"[\s-]*(?:daily|a day|per day|each day|every day|/\s?day)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Schedule:
    """How an amount is taken; None where the text does not tell. `per` is `dose` or `day`."""

    per: str | None = None
    times: Quantity | None = None
    every: Quantity | None = None
    duration: Quantity | None = None

    @property
    def told(self) -> bool:
        """Tell whether the text says how often or per what."""
        return bool(self.per or self.times or self.every)


def quantity(measure: Measure, unit: str | None = None) -> Quantity:
    """Return a measure of the text as the quantity of a claim."""
    return Quantity(measure.low, measure.high, unit or measure.unit, measure.low_open, measure.high_open)


def as_ranges(found: Iterable[Measure]) -> list[Measure]:
    """Return measures with the two of "one or two tablets" as one range."""
    kept: list[Measure] = []
    for measure in found:
        if (
            kept
            and kept[-1].span == measure.span
            and kept[-1].unit == measure.unit
            and kept[-1].low is not None
            and measure.low is not None
        ):
            highs = [m.high for m in (kept[-1], measure) if m.high is not None]
            low, high = min(kept[-1].low, measure.low), max(highs, default=None)
            kept[-1] = Measure(measure.span, low, high, measure.unit, measure.dimension, measure.per)
        else:
            kept.append(measure)
    return kept


def cues_in(sentence: Sentence, span: Span, *categories: str) -> list[Cue]:
    """Return the cues of the given categories inside a stretch of the sentence, in order."""
    return [cue for cue in sentence.of(*categories) if span.start <= cue.span.start and cue.span.end <= span.end]


def schedule(sentence: Sentence, behind: Span, amount: Measure | None = None, before: Span | None = None) -> Schedule:
    """Return how an amount is taken.

    Args:
        sentence: the sentence.
        behind: the words that follow the amount, up to the next one; or all words where there is no amount.
        amount: the amount; it may have its own rate ("mg/day").
        before: the words before the amount that are not another amount's ("a daily dose of").
    """
    text = sentence.text
    times = divided = every = duration = None
    used: list[Span] = []
    for measure in as_ranges(sentence.measures):
        if not (behind.start <= measure.span.start and measure.span.end <= behind.end):
            continue
        start = text[behind.start : measure.span.start]
        if measure.unit == "{times}" and times is None and (measure.per == "d" or _DAILY.match(text, measure.span.end)):
            times = quantity(measure, "1")
            follow = _DAILY.match(text, measure.span.end)
            used.append(Span(measure.span.start, follow.end() if follow else measure.span.end))
        elif measure.unit == "{dose}" and divided is None and _is_divided(sentence, behind, measure):
            divided = quantity(measure, "1")
        elif measure.dimension == "time":
            if every is None and _EVERY.search(start):
                every = quantity(measure)
            elif duration is None and _FOR.search(start):
                duration = quantity(measure)
    for cue in cues_in(sentence, behind, "times_a_day"):
        if times is None and _counts(sentence, cue):
            count = Decimal(cue.rule.settings["times"])
            times = Quantity(count, Decimal(cue.rule.settings.get("most", count)))
            used.append(cue.span)
    for cue in cues_in(sentence, behind, "dose_interval"):
        if every is None:
            count = Decimal(cue.rule.settings["count"])
            every = Quantity(count, count, cue.rule.settings["unit"])
            used.append(cue.span)
            if times and any(cue.span.contains(span) for span in used[:-1]):
                times = None
    days = [cue for cue in cues_in(sentence, behind, "per_day") if not any(span.contains(cue.span) for span in used)]
    if before:
        days += [
            cue
            for cue in cues_in(sentence, before, "per_day")
            if "dose" in cue.span.of(text).lower() or "dosage" in cue.span.of(text).lower()
        ]
        days += [
            cue
            for cue in cues_in(sentence, before, "per_day")
            if re.match(r",?\s+(?:\w+\s+)?dose", text[cue.span.end :], re.IGNORECASE)
        ]
    rate = amount.per if amount else ""
    if rate == "dose":
        per: str | None = "dose"
    elif rate == "d" or days or (divided and amount):
        per = "day"
    elif amount and (times or every):
        per = "dose"
    else:
        per = None
    return Schedule(per, times or divided, every, duration)


def _is_divided(sentence: Sentence, region: Span, measure: Measure) -> bool:
    """Tell whether a number of doses is that of one day."""
    words = sentence.text[max(region.start, measure.span.start - 30) : measure.span.end]
    return "divided" in words.lower() or bool(cues_in(sentence, Span(region.start, measure.span.start), "per_day"))


def _counts(sentence: Sentence, cue: Cue) -> bool:
    """Tell whether a cue counts doses a day: "once" alone, or before a week, does not."""
    longer = [c for c in sentence.of("dose_interval") if c.span.start <= cue.span.start and c.span.end >= cue.span.end]
    return not longer and cue.span.of(sentence.text).lower() != "once"
