"""What the values of claims are as numbers that can be compared: percentages, steps of incidence, amounts a day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from drugkg.claims.model import Quantity
from drugkg.findings.intervals import Interval
from drugkg.findings.model import Statement

__all__ = ["Measure", "measures", "with_classes", "with_scale"]

#: How a heading or sentence defines a class of frequency.
_CLASS = re.compile(r"\b1(?: \w+)? in 1[0,. ]*\b|\b1 ?/ ?1[0,. ]*\b|\bto \d+ \w+ in 1[0,. ]*\b", re.IGNORECASE)
#: How one defines a scale of its own.
_SCALE = re.compile(
    r"\bcommon\b[^.;,%]{0,60}?(?:[≥><]=?|\bat least\b|\b(?:more|less|greater) than\b|\b\d+ ?(?:-|–|to) ?(?=\d))"
    r"[^.;,%]{0,25}\d ?%",
    re.IGNORECASE,
)
_HOURS_A_DAY = Decimal(24)
#: Quantities compared as they stand, by relation.
_PLAIN = {
    "hasPharmacokinetics": "value",
    "hasAdministrationAdvice": "temperature",
    "hasDiscontinuationAdvice": "duration",
}


@dataclass(frozen=True, slots=True)
class Measure:
    """A value of a claim as numbers; only measures of the same `kind` are compared. `words` is how it is shown."""

    kind: str
    interval: Interval
    words: str


def with_classes(statements: Iterable[Statement]) -> frozenset[str]:
    """Return the documents that say what their words of incidence mean, as European ones do: `1 in 10 people`."""
    return frozenset(
        statement.document
        for statement in statements
        if statement.values.get("incidence")
        and any(_CLASS.search(words) for passage in statement.passages for words in (passage.section, passage.quote))
    )


def with_scale(statements: Iterable[Statement]) -> frozenset[str]:
    """Return the documents that have a scale of their own for words of incidence: `common (more than 10 %)`.

    What they call common may be rarer than what another calls uncommon, so their words are set against no one's.
    """
    return frozenset(
        statement.document
        for statement in statements
        if statement.values.get("incidence")
        and any(_SCALE.search(words) for passage in statement.passages for words in (passage.section, passage.quote))
    )


def measures(statement: Statement, classed: bool = False, scaled: bool = False) -> Iterator[Measure]:
    """Yield what of a claim can be compared as numbers.

    `classed` tells that words of incidence stand for percentages, `scaled` that they stand for a scale of the
    document's own.
    """
    values = statement.values
    frequency, incidence = values.get("frequency"), values.get("incidence")
    if isinstance(frequency, Quantity):
        yield Measure("frequency", Interval.of(frequency), str(frequency))
    elif classed and isinstance(incidence, str) and incidence in _table()["classes"]:
        low, high = (None if bound is None else Decimal(str(bound)) for bound in _table()["classes"][incidence])
        yield Measure("frequency", Interval(low, high, high_open=high is not None), _spaced(incidence))
    if isinstance(incidence, str) and incidence in _table()["incidence"] and not scaled:
        low, high = _table()["incidence"][incidence]
        figures = f" ({frequency})" if isinstance(frequency, Quantity) else ""
        yield Measure("incidence", Interval(Decimal(low), Decimal(high)), f"{_spaced(incidence)}{figures}")
    if statement.relation == "hasDose":
        yield from _dose(statement)
    plain = values.get(_PLAIN.get(statement.relation, ""))
    if isinstance(plain, Quantity):
        kind, interval = _reduced(plain)
        yield Measure(f"{_PLAIN[statement.relation]} in {kind}", interval, str(plain))


def _dose(statement: Statement) -> Iterator[Measure]:
    """Yield the amount a day where the claim allows to work it out, else the amount, of unknown basis."""
    amount, per = statement.values.get("amount"), statement.values.get("per")
    if not isinstance(amount, Quantity):
        return
    unit, interval = _reduced(amount)
    times = _times_a_day(statement.values)
    phase = statement.object.rpartition("/")[2]
    ceiling = phase.endswith("maximum")
    if per == "perDay":
        kind, words = "a day", f"{amount} a day"
    elif times is not None and not ceiling:
        interval = interval.times(times[0])
        kind, words = "a day", f"{amount} {times[1]}"
    else:
        kind, words = "a dose" if per == "perDose" else "a time", str(amount)
    if ceiling and interval.high is not None:
        # A ceiling is its upper bound: 60 mg and 80 mg a day are two ceilings.
        interval = Interval(interval.high, interval.high)
    yield Measure(f"{unit} {kind}", interval, words)


def _times_a_day(values: Mapping[str, Any]) -> tuple[Interval, str] | None:
    times, every = values.get("timesPerDay"), values.get("every")
    if isinstance(times, Quantity):
        return Interval.of(times), f"{times} times a day"
    if isinstance(every, Quantity) and every.unit == "h" and every.low and every.high:
        return Interval(_HOURS_A_DAY / every.high, _HOURS_A_DAY / every.low), f"every {every}"
    return None


def _reduced(quantity: Quantity) -> tuple[str, Interval]:
    """Return a quantity in the first unit of its kind."""
    for unit, factors in _table()["units"].items():
        if quantity.unit in factors:
            factor = Decimal(str(factors[quantity.unit]))
            interval = Interval.of(quantity)
            return unit, interval.times(Interval(factor, factor))
    return quantity.unit, Interval.of(quantity)


def _spaced(name: str) -> str:
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name)


@cache
def _table() -> dict[str, Any]:
    return dict(yaml.safe_load((files(__package__) / "measures.yaml").read_text("utf-8")))
