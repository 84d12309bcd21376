"""Which percentage of a sentence is that of which effect."""

from __future__ import annotations

import re

from drugkg.annotate.layers import Sentence
from drugkg.annotate.quantities import Measure
from drugkg.annotate.terms import Term
from drugkg.claims.model import Quantity
from drugkg.text import Span

__all__ = ["paired"]


def paired(sentence: Sentence, found: list[Term]) -> dict[Span, Quantity]:
    """Return the percentage of each term: one right behind it, one that leads to it, or the next that counts it."""
    text = sentence.text
    percents = [
        m
        for m in sentence.measures
        if m.unit == "%"
        and not _OF_CONTROL.search(text, sentence.span.start, m.span.start)
        and not _IN_CONTROL.match(text, m.span.end)
    ]
    if _CONTROL_FIRST.search(text, sentence.span.start, sentence.span.end):
        return {}
    paired: dict[Span, Quantity] = {}
    for term in found:
        if not percents or _OTHER_COUNT.search(text, sentence.span.start, term.span.start):
            continue
        after = next((m for m in percents if m.span.start >= term.span.end), None)
        before = next((m for m in reversed(percents) if m.span.end <= term.span.start), None)
        if after and _RIGHT_BEHIND.fullmatch(text, term.span.end, after.span.start):
            paired[term.span] = Quantity.of(after)
        elif before and _leads_to(sentence, before, term, found):
            paired[term.span] = Quantity.of(before)
        elif after and _follows(sentence, term, after):
            paired[term.span] = Quantity.of(after)
    return paired


def _leads_to(sentence: Sentence, percent: Measure, term: Term, found: list[Term]) -> bool:
    """Tell whether a percentage before a term is its own: "11% of patients had X", "effects (over 10%) are X"."""
    text = sentence.text
    between = text[percent.span.end : term.span.start]
    if ";" in between:
        return False
    noun = _EFFECTS.search(text, sentence.span.start, percent.span.start)
    if noun:
        of_all = Span(noun.start(), percent.span.start)
        return not any(of_all.contains(other.span) for other in found)
    if _OF_ALL.match(text, percent.span.end, term.span.start):
        return True
    if _EXPLAINS.search(between) or _in_brackets(sentence, percent) or ")" in between:
        return False
    return not any(
        _follows(sentence, other, percent) and _RUNS_UP_TO.fullmatch(text, other.span.end, percent.span.start)
        for other in found
        if other.span.end <= percent.span.start
    )


def _follows(sentence: Sentence, term: Term, percent: Measure) -> bool:
    """Tell whether a percentage further behind a term counts it: "X occurred in 5 of 46 (11%)"."""
    between = sentence.text[term.span.end : percent.span.start]
    return not _in_brackets(sentence, percent) or bool(_IN_HOW_MANY.search(between))


def _in_brackets(sentence: Sentence, percent: Measure) -> bool:
    before = Span(sentence.span.start, percent.span.start).of(sentence.text)
    return before.count("(") > before.count(")")


#: "2% compared to 0%": the other arm's.
_OF_CONTROL = re.compile(r"\b(?:compared (?:to|with)|versus|vs\.?)\s$", re.IGNORECASE)
_CONTROL = r"(?:the )?(?:placebo|control|comparator|vehicle|sham|untreated)\b"
#: "(3.3%) in the placebo group", "5% on placebo".
_IN_CONTROL = re.compile(
    rf"\)?\s(?:(?:in|of|with|for|on|among|receiving|taking|given)\s(?:patients\s|subjects\s|those\s)?){{1,3}}{_CONTROL}",
    re.IGNORECASE,
)
#: "in 0.6%, 4.2% and 3.7% of patients treated with placebo, 10 mg and 20 mg, respectively": whose is whose is not read.
_CONTROL_FIRST = re.compile(
    rf"%,?\s(?:and\s)?[\d.]+\s?%\)?[^%.;]{{0,40}}?\b(?:with|on|in|receiving|given|of|for)\s{_CONTROL}"
    r"[^.;]*\brespectively\b",
    re.IGNORECASE,
)
#: "deaths due to X (0.7%)", "effects that led to withdrawal: X (2%)": what is counted is not X.
_OTHER_COUNT = re.compile(
    r"\b(?:lead|leads|led|leading|resulting) (?:to|in)\s(?:[\w-]+\s){0,4}?(?:discontinu|withdraw|dose|interrupt|reduc)"
    r"|\breasons? for (?:\w+\s){0,2}(?:discontinu|withdraw|stopping)"
    r"|\bgrades? (?:>=|≥)?\s?[345]\b"
    r"|\b(?:deaths?|died|fatalities|discontinu\w+|withdrawals?)\s(?:\w+\s){0,3}(?:due to|because of|from|caused by)\s+"
    r"(?:[a-z]+\s){0,2}$",
    re.IGNORECASE,
)
_RIGHT_BEHIND = re.compile(r"\s*\([^()%]{0,25}|\s*[:—–-]?\s*|,?\s(?:with|at)\s(?:\w+\s){0,2}")
#: "X in 11%": the percentage is that of what stands before it.
_RUNS_UP_TO = re.compile(
    r"\s*(?:(?:was|were|is|are|has been|have been)\s)?(?:\w+\s){0,2}(?:in|by|of|affects?|affected)\s(?:\w+\s){0,2}",
    re.IGNORECASE,
)
_IN_HOW_MANY = re.compile(r"\b(?:in|by|among|on|with)\s[^;,()]{1,60}\($", re.IGNORECASE)
_EXPLAINS = re.compile(r"\binclud(?:e|es|ed)\b", re.IGNORECASE)
#: "adverse reactions that occurred in 1%", "the most common (over 10%) adverse reactions": of all that follow.
_EFFECTS = re.compile(r"\b(?:effects?|reactions?|events?)\b[^.;:%]{0,100}$", re.IGNORECASE)
_OF_ALL = re.compile(r"\)\s(?:[\w/-]+\s){0,4}(?:effects?|reactions?|events?)\b", re.IGNORECASE)
