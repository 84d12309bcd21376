"""The ages that a population's name stands for, so that groups can be compared."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from drugkg.findings.intervals import Interval

__all__ = ["ages"]

_MONTHS = Decimal(12)
_END = Decimal(150)
#: Groups by the usual limits of drug trials and labels (ICH E11 for the young, ICH E7 for the old), in years; a name
#: may go on after these words.
_GROUPS = {
    "neonate": (Decimal(0), Decimal("0.08")),
    "infant": (Decimal(0), Decimal(2)),
    "child": (Decimal(0), Decimal(18)),
    "minor under 18 years": (Decimal(0), Decimal(18)),
    "adolescent": (Decimal(12), Decimal(18)),
    "adult": (Decimal(18), _END),
    "elderly": (Decimal(65), _END),
}
_LIMIT = re.compile(r"(?P<sign>>=|<=|>|<|up to )\s*(?P<age>\d+) (?P<unit>y|mo)\b")
_RANGE = re.compile(r"(?P<low>\d+)(?: (?P<unit>mo))?-(?P<high>\d+) (?P<last>y|mo)\b")


@lru_cache(maxsize=4096)
def ages(population: str) -> Interval | None:
    """Return the ages in years that the name of a population gives, None where it gives none.

    >>> str(ages("child <12 y")), str(ages("adult and child >=12 y")), ages("renal impairment")
    ('[0,12)', '[12,150]', None)
    """
    low, high, high_open, found = Decimal(0), _END, False, False
    for name, (youngest, oldest) in _GROUPS.items():
        if re.match(rf"{name}\b", population):
            low, high, high_open, found = youngest, oldest, oldest < _END, True
    if ranged := _RANGE.search(population):
        first = ranged["unit"] or ranged["last"]
        return Interval(_years(ranged["low"], first), _years(ranged["high"], ranged["last"]))
    for limit in _LIMIT.finditer(population):
        age, found = _years(limit["age"], limit["unit"]), True
        if limit["sign"] in (">=", ">"):
            # "adult and child >=12 y": the age stands for the whole, whatever the first word says.
            low, high, high_open = age, (high if high > age and not population.startswith("adult") else _END), False
        else:
            high, high_open = age, limit["sign"] == "<"
            low = low if low < age else Decimal(0)
    return Interval(low, high, high_open=high_open) if found else None


def _years(number: str, unit: str) -> Decimal:
    return Decimal(number) / _MONTHS if unit == "mo" else Decimal(number)
