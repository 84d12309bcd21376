"""A claim: what one document says of its drug, in which words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from drugkg.text.span import Span
from drugkg.vocabulary.concept import Concept

if TYPE_CHECKING:
    from drugkg.annotate.quantities import Measure

__all__ = ["LONGEST_NOTE", "Claim", "Evidence", "Quantity", "Stance", "Value"]

#: How long a note in a document's words may be, as long as a passage: cut shorter, it may say something else.
LONGEST_NOTE = 400


class Stance(StrEnum):
    """How the document stands to the proposition; the value is the local name in the ontology."""

    ASSERTS = "asserts"
    DENIES = "denies"
    HEDGES = "hedges"
    DOUBTS = "doubts"
    NO_DATA = "reportsNoData"

    @property
    def positive(self) -> bool:
        """Tell whether the claim speaks for the proposition."""
        return self in (Stance.ASSERTS, Stance.HEDGES)

    @property
    def certain(self) -> bool:
        """Tell whether the claim is stated without a hedge."""
        return self not in (Stance.HEDGES, Stance.DOUBTS)


@dataclass(frozen=True, slots=True, order=True)
class Quantity:
    """A number or interval with a UCUM unit; a missing bound is None, `1` is the unit of counts.

    >>> str(Quantity(None, Decimal("63.0"), "%")), str(Quantity(Decimal(5), Decimal(5), "mg"))
    ('up to 63 %', '5 mg')
    """

    low: Decimal | None
    high: Decimal | None
    unit: str = "1"
    low_open: bool = False
    high_open: bool = False

    @classmethod
    def of(cls, measure: Measure, unit: str | None = None) -> Quantity:
        """Return a measure of a text as a value, in its own unit or, for counts, in the one given."""
        return cls(measure.low, measure.high, unit or measure.unit, measure.low_open, measure.high_open)

    def __str__(self) -> str:
        unit = "" if self.unit == "1" else f" {self.unit}"
        low, high = plain(self.low), plain(self.high)
        if self.low is None:
            return f"{'less than' if self.high_open else 'up to'} {high}{unit}"
        if self.high is None:
            return f"{'more than' if self.low_open else 'at least'} {low}{unit}"
        return f"{low}{unit}" if self.low == self.high else f"{low} to {high}{unit}"


def plain(number: Decimal | None) -> str:
    """Return a decimal in the canonical form of xsd:decimal in RDF stores: no exponent, no trailing zeros.

    >>> plain(Decimal("5.0")), plain(Decimal("100")), plain(Decimal("0.370"))
    ('5', '100', '0.37')
    """
    if number is None:
        return ""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


#: What a qualifier holds: a concept (scope), a quantity, true, or words.
Value = Concept | Quantity | bool | str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One passage that makes the claim.

    `span` is the shortest stretch of the document that a reader needs (at most 400 code points),
    `mention` how the object is worded there, `section` the span of the nearest heading's block index
    (None where there is none), `cites` the document's own reference labels, `rule` what fired.
    """

    span: Span
    mention: str
    section: str | None
    rule: str
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One document's stance on one proposition, with its values and all its passages.

    `qualifiers` uses the keys of the claims file; which are scope, value or note is told by
    `drugkg.claims.relations.RELATIONS`.
    """

    drug: Concept
    relation: str
    object: Concept
    stance: Stance = Stance.ASSERTS
    qualifiers: Mapping[str, Value] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
