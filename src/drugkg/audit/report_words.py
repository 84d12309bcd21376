"""Values, scopes and stances of claims in words for people."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drugkg.claims.model import Quantity, Stance
from drugkg.findings.model import Case, Statement

__all__ = ["STANCES", "notes_in_words", "scope_in_words", "spaced", "values_in_words"]

#: What a stance is called, beside a sign for narrow places.
STANCES: dict[str, tuple[str, str]] = {
    Stance.ASSERTS.value: ("+", "asserts"),
    Stance.DENIES.value: ("-", "denies"),
    Stance.HEDGES.value: ("~", "hedges"),
    Stance.DOUBTS.value: ("?", "doubts"),
    Stance.NO_DATA.value: ("0", "reports no data"),
}

#: How values read that are no words by themselves, in the order in which they are told; `{}` is the value.
_READ = {
    "amount": "{}",
    "value": "{}",
    "frequency": "{}",
    "incidence": "{}",
    "timesPerDay": "{} times a day",
    "every": "every {}",
    "duration": "for {}",
    "temperature": "at {}",
    "severity": "{}",
    "direction": "{}",
    "adviceStrength": "{}",
    "serious": "serious",
    "offLabel": "off label",
    "outcome": "{}",
}
_PER = {"perDose": "a dose", "perDay": "a day"}


def values_in_words(statement: Statement) -> str:
    """Return the values of a claim as one phrase, empty where it has none.

    >>> from decimal import Decimal
    >>> held = {"amount": Quantity(Decimal(5), Decimal(5), "mg"), "per": "perDose", "every": Quantity(None, Decimal(8))}
    >>> values_in_words(Statement("", "", "", "hasDose", "", (), Stance.ASSERTS, held))
    '5 mg a dose, every up to 8'
    """
    return ", ".join(_values(statement))


def _values(statement: Statement) -> Iterator[str]:
    values = dict(statement.values)
    per = _PER.get(str(values.pop("per", "")))
    for name in sorted(values, key=lambda name: (list(_READ).index(name) if name in _READ else len(_READ), name)):
        value = values[name]
        said = str(value) if isinstance(value, Quantity) else spaced(str(value))
        told = _READ.get(name, f"{spaced(name)} {{}}").format(said)
        yield f"{told} {per}" if name == "amount" and per else told
    if per and "amount" not in values:
        yield per


def scope_in_words(statement: Statement, case: Case) -> str:
    """Return in whom, where and when a claim holds, empty where it does not say."""
    return ", ".join(
        spaced(role) if value == "true" else value if " " in value else case.concepts.of_key(value)
        for role, value in statement.scope
    )


def notes_in_words(statement: Statement) -> tuple[tuple[str, str], ...]:
    """Return the notes of a claim, each with its name."""
    return tuple((spaced(name.removesuffix("Text")), text) for name, text in sorted(statement.notes.items()))


def spaced(name: str) -> str:
    """Return a name in the graph as words.

    >>> spaced("uncommonOrRare"), spaced("superior to")
    ('uncommon or rare', 'superior to')
    """
    return re.sub(r"(?<=[a-z])[A-Z]", lambda letter: f" {letter[0].lower()}", name)
