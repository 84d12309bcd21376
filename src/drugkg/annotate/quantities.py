"""Quantities: numbers and intervals with their units, as the text states them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache
from importlib import resources

import yaml

from drugkg.text import Span
from drugkg.text.fold import fold
from drugkg.text.hints import has_any

__all__ = ["Measure", "measures"]

_WORDS = {
    word: number
    for number, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), start=1)
}
_NUMBER_WORD = re.compile(rf" (?:{'|'.join(_WORDS)})(?= )")
_DIGITS = re.compile(r"\d+")
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_NUMERAL = rf"(?:{_NUMBER}|\b(?:{'|'.join(_WORDS)})\b)"
_UP_TO = re.compile(
    r"(up to|as much as|maximum of|max(?:imum)?\.?|(?:not|never) (?:to )?exceed(?:ing|ed)?|no more than|not more than"
    r"|(?:not|never) (?:be )?(?:above|over)"
    r"|at most|within|below|under|less than or equal to|less than|fewer than|<|≤|<=)"
    r"\s*(?:a |an |about |approximately |the )?(?:maximum (?:of |daily dose of )?)?$",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"(greater than or equal to|equal to or greater than"
    r"|more than|greater than|at least|over|above|exceed(?:s|ing)?|beyond|minimum of|as low as|>|≥|>=)"
    r"\s*(?:an? |about |approximately )?$",
    re.IGNORECASE,
)
#: What a text has where these two match.
_LIMITS = ("up to", "as much", "max", "exceed", "than", "above", "over", "most", "within", "below", "under", "<", "≤")
_FLOORS = ("than", "least", "over", "above", "exceed", "beyond", "minimum", "low as", ">", "≥")
_OPEN = re.compile(
    r"below|under|less than|fewer than|^<$|more than|greater than|over|above|exceed|beyond|^>$", re.IGNORECASE
)
_CLOSED_LIMIT = re.compile(
    r"(?:not|never) (?:to )?exceed|no more than|not more than|(?:not|never) (?:be )?(?:above|over)|equal to|<=|≤|>=|≥",
    re.IGNORECASE,
)
_OR_MORE = re.compile(
    r"\s*(?:or more|or (?:greater|higher|longer|older|over|above)|and (?:older|over|above|more)|\+)", re.IGNORECASE
)
_OR_LESS = re.compile(r"\s*(?:or less|or (?:younger|fewer|lower|below)|and (?:younger|below|under))", re.IGNORECASE)
#: "a few days to a week": the lower bound is vague, the upper one is one unit.
_SOME = ("a few ", "several ", "some ")
_SOME_TO_ONE = re.compile(r"\b(?:a few|several|some) [a-z]+ to (?:an?|one) ([a-z]+)\b", re.IGNORECASE)
#: The numbers before the last two of a list: "10, " of "10, 20 or 40 mg".
_LISTED = re.compile(rf"(?<![\w.,/])(?<!to )(?<![-–—])(?:{_NUMBER},\s+){{1,8}}$")
_TO = re.compile(r"\s*(?:to|-|–|—)\s*", re.IGNORECASE)
_BOUNDS = re.compile(r"\s*(?:to|and|but|-|–)?\s*", re.IGNORECASE)
#: "increased from 10 mg to 20 mg" is a step, not a range.
_STEP = re.compile(r"\b(?:increas|rais|reduc|decreas|lower|chang|titrat)\w*\b[^.;]*\bfrom\s*$", re.IGNORECASE)
#: How much of the smallest unit of its dimension a unit is.
_SCALE = {
    code: Decimal(factor)
    for code, factor in {
        "ng": 1,
        "ug": 10**3,
        "mg": 10**6,
        "g": 10**9,
        "kg": 10**12,
        "s": 1,
        "min": 60,
        "h": 3600,
        "d": 86400,
        "wk": 604800,
    }.items()
}
#: "95% CI" is no share of anybody.
_INTERVAL = re.compile(r"\s?(?:CI\b|confidence)")
_BETWEEN = re.compile(r"(?:between|from)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Measure:
    """A quantity in a text: bounds (None where open), UCUM unit, dimension, and the `per` of a rate.

    `per` is `d` for "mg/day", "mg daily"; `dose` for "mg per dose"; else empty. Concentrations have
    their whole unit (`ng/mL`) and the dimension `concentration`.
    """

    span: Span
    low: Decimal | None
    high: Decimal | None
    unit: str
    dimension: str
    per: str = ""
    low_open: bool = False
    high_open: bool = False


@cache
def _units() -> tuple[dict[str, tuple[str, str]], re.Pattern[str]]:
    data = yaml.load(resources.files(__package__).joinpath("units.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    table = {
        word.casefold() if len(word) > 2 else word: (code, dimension)
        for dimension, codes in data.items()
        for code, words in codes.items()
        for word in words
    }
    names = "|".join(re.escape(name) for name in sorted(table, key=len, reverse=True))
    unit = rf"(?:{names})(?![A-Za-z])"
    pattern = re.compile(
        rf"(?<![\w./])(?P<first>{_NUMERAL})"
        rf"(?:,?\s*(?P<join>-|–|—|\bto\b|\band\b|\bor\b)\s*(?P<second>{_NUMERAL}))?"
        rf"[\s-]*(?P<unit>{unit})"
        rf"(?:\s*(?:/|\bper\b|\ba\b|\bin\b)\s*(?P<many>24\s*)?(?P<under>{unit}|dose|day))?"
        rf"(?:\s*(?:/|\bper\b|\ba\b)\s*(?P<under2>{unit}|dose|day))?"
        rf"(?P<daily>\s+(?:daily|each day|every day)\b)?",
        re.IGNORECASE,
    )
    return table, pattern


@lru_cache(maxsize=4096)
def number(text: str) -> Decimal:
    """Return the number that digits or a number word stand for.

    >>> number("1,250.50"), number("three")
    (Decimal('1250.50'), Decimal('3'))
    """
    word = _WORDS.get(text.casefold())
    return Decimal(word) if word else Decimal(text.replace(",", ""))


def measures(text: str) -> list[Measure]:
    """Return the quantities with a unit in a text, in order.

    >>> [(m.low, m.high, m.unit, m.per) for m in measures("up to 63% took 20-80 mg/day or 5 mg")]
    [(None, Decimal('63'), '%', ''), (Decimal('20'), Decimal('80'), 'mg', 'd'), (Decimal('5'), Decimal('5'), 'mg', '')]
    """
    some = _SOME_TO_ONE.finditer(text) if " to " in text and has_any(text, _SOME) else ()
    found = [Measure(Span(*match.span()), None, Decimal(1), *_unit(match[1])) for match in some]
    for match in _stated(text):
        found += [] if _INTERVAL.match(text, match.end()) else _measures_of(text, match)
    return _ranges(text, sorted(found, key=lambda measure: measure.span)) if len(found) > 1 else found


def _stated(text: str) -> Iterator[re.Match[str]]:
    """Yield where numbers with a unit stand: only where digits or a number word begin is looked for one."""
    _, pattern = _units()
    # With a space in front of the text, the space in front of a word has the word's own place.
    words = _NUMBER_WORD.finditer(f" {fold(text)} ")
    end = 0
    for start in sorted(begin.start() for begin in (*_DIGITS.finditer(text), *words)):
        match = pattern.match(text, start) if start >= end else None
        if match:
            yield match
            end = match.end()


def _ranges(text: str, found: list[Measure]) -> list[Measure]:
    """Join a point to the one behind it where both are the ends of a range: "500 mg to 2 g"."""
    joined: list[Measure] = []
    for measure in found:
        first = joined[-1] if joined else None
        if first and _is_between(text, first, measure):
            span = Span(first.span.start, measure.span.end)
            joined[-1] = replace(measure, span=span, low=first.low, low_open=first.low_open)
            continue
        low = _in_unit(first, measure) if first and _is_range(text, first.span, measure.span) else None
        rises = low is not None and measure.high is not None and low < measure.high
        if first and rises and not _STEP.search(text[max(0, first.span.start - 40) : first.span.start]):
            span = Span(first.span.start, measure.span.end)
            joined[-1] = Measure(span, low, measure.high, measure.unit, measure.dimension, measure.per or first.per)
        else:
            joined.append(measure)
    return joined


def _is_between(text: str, floor: Measure, limit: Measure) -> bool:
    """Tell whether a floor and a limit bound one value: "at least 0.1% to less than 1%"."""
    if floor.high is not None or limit.low is not None or floor.unit != limit.unit or floor.per != limit.per:
        return False
    if floor.low is None or limit.high is None or floor.low >= limit.high:
        return False
    return bool(_BOUNDS.fullmatch(text, floor.span.end, limit.span.start))


def _is_range(text: str, first: Span, second: Span) -> bool:
    between, before = text[first.end : max(first.end, second.start)], text[max(0, first.start - 10) : first.start]
    return bool(_TO.fullmatch(between) or (between.strip().casefold() == "and" and _BETWEEN.search(before)))


def _in_unit(first: Measure, second: Measure) -> Decimal | None:
    """Return the value of a point in the unit of another, None where either is no point or the units do not fit."""
    if first.low is None or first.low != first.high or second.low != second.high:
        return None
    if first.unit == second.unit:
        return first.low
    if first.unit in _SCALE and second.unit in _SCALE and first.dimension == second.dimension:
        return first.low * _SCALE[first.unit] / _SCALE[second.unit]
    return None


def _unit(word: str) -> tuple[str, str]:
    table, _ = _units()
    return table.get(word.casefold()) or table.get(word) or (word.casefold(), "count")


def _measures_of(text: str, match: re.Match[str]) -> list[Measure]:
    unit, dimension = _unit(match["unit"])
    per = "d" if match["daily"] else ""
    for under in (match["under"], match["under2"]):
        if not under:
            continue
        code, kind = _unit(under)
        if code in ("d", "day") or (match["many"] and code == "h"):
            per = "d"
        elif code in ("{dose}", "dose"):
            per = "dose"
        elif kind in ("volume", "area") or (kind == "mass" and code == "kg"):
            unit, dimension = f"{unit}/{code}", "concentration" if kind == "volume" else dimension
        elif kind == "time" and not per:
            per = code
    span = Span(match.start(), match.end())
    low, high = number(match["first"]), number(match["second"]) if match["second"] else None
    before = text[max(0, match.start() - 40) : match.start()]
    if high is not None and (
        match["join"].casefold() == "or" or (match["join"].casefold() == "and" and not _BETWEEN.search(before))
    ):
        listed = _LISTED.search(text[: match.start()])
        earlier = [number(word) for word in re.findall(_NUMBER, listed.group())] if listed else []
        if listed and all(value < low for value in earlier):
            span = Span(listed.start(), span.end)
        else:
            earlier = []
        return [Measure(span, value, value, unit, dimension, per) for value in (*earlier, low, high)]
    if high is not None:
        low, high = min(low, high), max(low, high)
        if more := _OR_MORE.match(text, span.end):
            return [Measure(Span(span.start, more.end()), low, None, unit, dimension, per)]
        if fewer := _OR_LESS.match(text, span.end):
            return [Measure(Span(span.start, fewer.end()), None, high, unit, dimension, per)]
        return [Measure(_widen(text, span), low, high, unit, dimension, per)]
    return [_one_sided(text, span, before, Measure(span, low, low, unit, dimension, per))]


def _widen(text: str, span: Span) -> Span:
    before = _BETWEEN.search(text, max(0, span.start - 10), span.start)
    return Span(before.start(), span.end) if before else span


def _one_sided(text: str, span: Span, before: str, point: Measure) -> Measure:
    limit = _UP_TO.search(before) if has_any(before, _LIMITS) else None
    if limit:
        is_open = bool(_OPEN.search(limit[1])) and not _CLOSED_LIMIT.search(limit[1])
        start = span.start - (len(before) - limit.start())
        return Measure(Span(start, span.end), None, point.high, point.unit, point.dimension, point.per, False, is_open)
    floor = _FROM.search(before) if has_any(before, _FLOORS) else None
    after = _OR_MORE.match(text, span.end)
    if floor or after:
        start = span.start - (len(before) - floor.start()) if floor else span.start
        is_open = bool(floor and _OPEN.search(floor[1]) and not _CLOSED_LIMIT.search(floor[1]))
        end = after.end() if after else span.end
        return Measure(Span(start, end), point.low, None, point.unit, point.dimension, point.per, is_open, False)
    if fewer := _OR_LESS.match(text, span.end):
        return Measure(Span(span.start, fewer.end()), None, point.high, point.unit, point.dimension, point.per)
    return point
