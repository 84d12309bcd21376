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

__all__ = ["Schedule", "as_ranges", "cues_in", "schedule"]

_EVERY = re.compile(r"\b(?:every|each|q|intervals? of(?: at least)?)\s*$", re.IGNORECASE)
_FOR = re.compile(
    r"\b(?:for|over|lasting)\s+(?:about |up to |at least |another |an additional |a further |a period of |"
    r"the (?:first|next|following) |(?:a )?(?:total|maximum) of )*$",
    re.IGNORECASE,
)
_DOSE = re.compile(r"\b(?:dos(?:e|es|age|ages)|maximum|limit)\b", re.IGNORECASE)
_OF_DOSE = re.compile(r",?\s+(?:\w+\s+)?dose", re.IGNORECASE)
_COUNTED = re.compile(r"\b(?:times|twice|thrice|meals?|doses?)\s*$", re.IGNORECASE)
_LASTING = re.compile(r"\b(?:for|over|after|within|in|of|about)\s*$", re.IGNORECASE)
_FOR_ONE = re.compile(r"\bfor an? (?P<unit>day|week|month)\b", re.IGNORECASE)
_DOSES_A_DAY = re.compile(r"\s*(?:in 24 hours|a day|per day|daily|each day)\b", re.IGNORECASE)
_CODES = {"day": "d", "week": "wk", "month": "mo"}
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
    measures = [m for m in as_ranges(sentence.measures) if behind.contains(m.span)]
    times, used = _times(sentence, behind, measures)
    doses = [m for m in measures if m.unit == "{dose}"]
    daily = amount is not None and amount.per == "d"
    divided = next((Quantity.of(m, "1") for m in doses if daily or _is_divided(sentence, behind, m)), None)
    counted = any(_is_counted(sentence, m) for m in doses)
    every, interval = _every(sentence, behind, measures)
    if every is None and amount and amount.per in ("wk", "mo"):
        every = Quantity(Decimal(1), Decimal(1), amount.per)
    if every is None and before:
        every, _ = _every(sentence, before, as_ranges(m for m in sentence.measures if before.contains(m.span)))
    if interval and any(interval.contains(span) for span in used):
        # "once a week" counts no doses a day.
        times = None
    times = times or divided
    is_daily = _is_daily(sentence, behind, before, [*used, *([interval] if interval else [])])
    rate = amount.per if amount else ""
    if rate == "dose":
        per: str | None = "dose"
    elif rate == "d" or is_daily or (divided and amount and not counted):
        per = "day"
    else:
        per = "dose" if amount and (times or every) else None
    return Schedule(per, times, every, _duration(sentence, behind, measures))


def _duration(sentence: Sentence, region: Span, measures: list[Measure]) -> Quantity | None:
    for measure in measures:
        if measure.dimension == "time" and _leads(_FOR, sentence, region, measure):
            return Quantity.of(measure)
    one = _FOR_ONE.search(sentence.text, region.start, region.end)
    return Quantity(Decimal(1), Decimal(1), _CODES[one["unit"].lower()]) if one else None


def _leads(pattern: re.Pattern[str], sentence: Sentence, region: Span, measure: Measure) -> bool:
    return bool(pattern.search(sentence.text[region.start : measure.span.start]))


def _times(sentence: Sentence, region: Span, measures: list[Measure]) -> tuple[Quantity | None, list[Span]]:
    """Return how many times a day, and the words that say so."""
    for measure in measures:
        follow = _DAILY.match(sentence.text, measure.span.end)
        if measure.unit == "{times}" and (measure.per == "d" or follow):
            return Quantity.of(measure, "1"), [Span(measure.span.start, follow.end() if follow else measure.span.end)]
    for cue in cues_in(sentence, region, "times_a_day"):
        if cue.span.of(sentence.text).lower() != "once":
            count = Decimal(cue.rule.settings["times"])
            return Quantity(count, Decimal(cue.rule.settings.get("most", count))), [cue.span]
    return None, []


def _every(sentence: Sentence, region: Span, measures: list[Measure]) -> tuple[Quantity | None, Span | None]:
    """Return after which interval, and the cue that says so where it is no measure."""
    for measure in measures:
        if measure.dimension == "time" and _leads(_EVERY, sentence, region, measure):
            return Quantity.of(measure), None
    for cue in cues_in(sentence, region, "dose_interval"):
        lead = sentence.text[region.start : cue.span.start]
        is_length = cue.span.of(sentence.text).lower().startswith("a ") and _LASTING.search(lead)
        if not _COUNTED.search(lead) and not is_length:
            count = Decimal(cue.rule.settings["count"])
            return Quantity(count, count, cue.rule.settings["unit"]), cue.span
    return None, None


def _is_daily(sentence: Sentence, behind: Span, before: Span | None, used: list[Span]) -> bool:
    """Tell whether the words around an amount make it that of a day: behind it "a day", before it "daily dose"."""
    text = sentence.text
    for cue in cues_in(sentence, behind, "per_day"):
        if not any(span.contains(cue.span) for span in used) and not _COUNTED.search(
            text[behind.start : cue.span.start]
        ):
            return True
    return before is not None and any(
        _DOSE.search(cue.span.of(text)) or _OF_DOSE.match(text, cue.span.end)
        for cue in cues_in(sentence, before, "per_day")
    )


def _is_counted(sentence: Sentence, measure: Measure) -> bool:
    """Tell whether a number of doses is counted by the day: "at most 3 doses in 24 hours"."""
    return measure.per == "d" or bool(_DOSES_A_DAY.match(sentence.text, measure.span.end))


def _is_divided(sentence: Sentence, region: Span, measure: Measure) -> bool:
    """Tell whether a number of doses is that of one day."""
    words = sentence.text[max(region.start, measure.span.start - 30) : measure.span.end]
    if _is_counted(sentence, measure):
        return True
    return "divided" in words.lower() or bool(cues_in(sentence, Span(region.start, measure.span.start), "per_day"))
