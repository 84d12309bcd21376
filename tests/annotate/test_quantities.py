"""Quantities: bounds, units and rates as texts write them, and properties that hold for every text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugkg.annotate.quantities import measures

UNITS = ["mg", "g", "mL", "%", "h", "hours", "days", "weeks", "ng/mL", "units", "tablets", "mg/kg"]


def told(text: str) -> list[tuple[str | None, str | None, str, str]]:
    """Return low, high, unit and rate of each quantity, numbers as text."""
    return [
        (None if m.low is None else str(m.low), None if m.high is None else str(m.high), m.unit, m.per)
        for m in measures(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 mg", [("5", "5", "mg", "")]),
        ("5mg", [("5", "5", "mg", "")]),
        ("a 40-mg dose", [("40", "40", "mg", "")]),
        ("1,250 mg", [("1250", "1250", "mg", "")]),
        ("0.5 milligrams", [("0.5", "0.5", "mg", "")]),
        ("250 µg and 250 mcg", [("250", "250", "ug", ""), ("250", "250", "ug", "")]),
        ("three weeks", [("3", "3", "wk", "")]),
        ("20-80 mg/day", [("20", "80", "mg", "d")]),
        ("20 to 80 mg a day", [("20", "80", "mg", "d")]),
        ("80 mg daily", [("80", "80", "mg", "d")]),
        ("5 mg per dose", [("5", "5", "mg", "dose")]),
        ("500 micrograms/24 hours", [("500", "500", "ug", "d")]),
        ("10 mg/kg/day", [("10", "10", "mg/kg", "d")]),
        ("100 mg/m²", [("100", "100", "mg/m2", "")]),
        ("126 mg/dL", [("126", "126", "mg/dL", "")]),
        ("3 mg/h", [("3", "3", "mg", "h")]),
        ("up to 63%", [(None, "63", "%", "")]),
        ("not more than 4 g", [(None, "4", "g", "")]),
        ("it must never exceed 4 g", [(None, "4", "g", "")]),
        ("more than 80%", [("80", None, "%", "")]),
        ("2 weeks or longer", [("2", None, "wk", "")]),
        ("between 40 and 80 mg", [("40", "80", "mg", "")]),
        ("between 1000 mg and 3000 mg", [("1000", "3000", "mg", "")]),
        ("2 mg to 4 mg", [("2", "4", "mg", "")]),
        ("500 mg to 2 g", [("0.5", "2", "g", "")]),
        ("10 or 20 mg", [("10", "10", "mg", ""), ("20", "20", "mg", "")]),
        ("5, 10 or 20 mg", [("5", "5", "mg", ""), ("10", "10", "mg", ""), ("20", "20", "mg", "")]),
        ("increased from 10 mg to 20 mg", [("10", "10", "mg", ""), ("20", "20", "mg", "")]),
        ("in May 2020, 5 or 10 mg", [("5", "5", "mg", ""), ("10", "10", "mg", "")]),
        ("a few days to a week", [(None, "1", "wk", "")]),
        ("two tablets", [("2", "2", "{tablet}", "")]),
        ("15 °C", [("15", "15", "Cel", "")]),
        ("125 mg/5 mL", [("125", "125", "mg", "")]),
    ],
)
def test_what_is_read(text: str, expected: list[tuple[str | None, str | None, str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize("text", ["B12", "1/2 tablet", "no. 5", "aged 12", "GABA", "mg", "v2.5 mg", ""])
def test_what_is_no_quantity(text: str) -> None:
    assert told(text) == []


def test_a_strict_limit_is_open_and_an_inclusive_one_closed() -> None:
    (below,), (up_to,) = measures("less than 5 mg"), measures("up to 5 mg")
    assert (below.high_open, up_to.high_open) == (True, False)
    (over,), (least,) = measures("more than 5 mg"), measures("at least 5 mg")
    assert (over.low_open, least.low_open) == (True, False)


numbers = st.decimals(min_value=Decimal("0.01"), max_value=Decimal(9999), places=2).map(lambda n: n.normalize())


@given(number=numbers, unit=st.sampled_from(UNITS), before=st.sampled_from(["", "take ", "(", "= "]))
def test_a_point_is_read_back(number: Decimal, unit: str, before: str) -> None:
    text = f"{before}{number:f} {unit}"
    (measure,) = measures(text)
    assert measure.low == measure.high == number
    assert measure.span.of(text) == f"{number:f} {unit}"


@given(one=numbers, other=numbers, unit=st.sampled_from(UNITS), join=st.sampled_from(["-", " to ", "–", " - "]))
def test_a_range_is_read_back_in_order(one: Decimal, other: Decimal, unit: str, join: str) -> None:
    (measure,) = measures(f"{one:f}{join}{other:f} {unit}")
    assert (measure.low, measure.high) == (min(one, other), max(one, other))


@given(st.text(alphabet=st.sampled_from("0123456789.,-–/ mgdaytoupr%hkl()\n"), max_size=60))
def test_spans_lie_in_the_text_in_order_and_no_range_is_reversed(text: str) -> None:
    found = measures(text)
    assert [m.span for m in found] == sorted(m.span for m in found)
    for measure in found:
        assert 0 <= measure.span.start < measure.span.end <= len(text)
        assert measure.low is not None or measure.high is not None
        if measure.low is not None and measure.high is not None:
            assert measure.low <= measure.high


@given(st.text(max_size=80), numbers)
def test_what_follows_after_a_full_stop_changes_nothing(text: str, number: Decimal) -> None:
    quantity = f"{number:f} mg. "
    first = measures(quantity + "X")[0]
    assert measures(quantity + text)[0] == first
