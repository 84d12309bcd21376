"""Intervals of numbers: whether two values can both hold."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from typing import TypeVar

from drugkg.claims.model import Quantity, plain

__all__ = ["Interval", "all_meet", "apart"]

_INFINITE = Decimal("Infinity")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """All numbers from low to high; a missing bound is infinite.

    >>> str(Interval(Decimal(2), None)), str(Interval(None, Decimal(9), high_open=True))
    ('[2,∞)', '(-∞,9)')
    """

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False

    @classmethod
    def of(cls, quantity: Quantity) -> Interval:
        """Return the numbers of a quantity, without its unit."""
        return cls(quantity.low, quantity.high, quantity.low_open, quantity.high_open)

    @property
    def is_point(self) -> bool:
        """Tell whether it is one number."""
        return self.low is not None and self.low == self.high

    def meets(self, other: Interval) -> bool:
        """Tell whether a number lies in both.

        >>> Interval(Decimal(4), Decimal(12)).meets(Interval(None, Decimal(4), high_open=True))
        False
        """
        return not (self.before(other) or other.before(self))

    def within(self, other: Interval) -> bool:
        """Tell whether all its numbers lie in the other.

        >>> Interval(Decimal(9), Decimal(9)).within(Interval(None, Decimal(9)))
        True
        """
        low, high = self.begins, self.ends
        above = low > other.begins or (low == other.begins and (self.low_open or not other.low_open))
        below = high < other.ends or (high == other.ends and (self.high_open or not other.high_open))
        return above and below

    def times(self, other: Interval) -> Interval:
        """Return the products of both, for numbers that are not negative."""
        low = None if self.low is None or other.low is None else self.low * other.low
        high = None if self.high is None or other.high is None else self.high * other.high
        return Interval(low, high, self.low_open or other.low_open, self.high_open or other.high_open)

    def before(self, other: Interval) -> bool:
        """Tell whether all its numbers are less than all of the other."""
        return self.ends < other.begins or (self.ends == other.begins and (self.high_open or other.low_open))

    @property
    def begins(self) -> Decimal:
        """Where it begins, minus infinity where it has no lower bound."""
        return -_INFINITE if self.low is None else self.low

    @property
    def ends(self) -> Decimal:
        """Where it ends, infinity where it has no upper bound."""
        return _INFINITE if self.high is None else self.high

    def __str__(self) -> str:
        low = "(-∞" if self.low is None else f"{'(' if self.low_open else '['}{plain(self.low)}"
        high = "∞)" if self.high is None else f"{plain(self.high)}{')' if self.high_open else ']'}"
        return f"{low},{high}"


def apart(pairs: Iterable[tuple[Interval, T]]) -> tuple[tuple[T, ...], ...]:
    """Return groups such that no interval of a group meets one of another, as many groups as there can be.

    What meets several groups is left out: it agrees with more than one. So that every pair of groups disagrees, and
    the most groups are found, intervals are taken in the order of their ends (the greedy choice of activities).

    >>> def point(number): return Interval(Decimal(number), Decimal(number))
    >>> apart([(point(9), "a"), (Interval(None, Decimal(9)), "b"), (point(11), "c")])
    (('a', 'b'), ('c',))
    >>> apart([(point(3), "a"), (Interval(Decimal(2), Decimal(12)), "b"), (point(11), "c")])
    (('a',), ('c',))
    """
    ordered = sorted(pairs, key=lambda pair: (pair[0].ends, not pair[0].high_open, -pair[0].begins))
    heads: list[Interval] = []
    for interval, _ in ordered:
        # It ends behind all heads, so that it meets the last one if any.
        if not heads or not interval.meets(heads[-1]):
            heads.append(interval)
    groups: list[list[tuple[Interval, T]]] = [[] for _ in heads]
    for interval, thing in ordered:
        home = _only(interval, heads)
        if home is not None:
            groups[home].append((interval, thing))
    # What meets only its own head stands between those of the groups beside it: it meets one of theirs exactly if it
    # meets the one that reaches farthest.
    spans = [[head, *(interval for interval, _ in group)] for head, group in zip(heads, groups, strict=True)]
    ends = accumulate((max(span, key=_end) for span in spans), _later)
    begins = accumulate((min(span, key=_begin) for span in reversed(spans)), _earlier)
    left, right = [None, *ends], [None, *begins][::-1]
    kept = (
        [thing for interval, thing in group if not (_meets(interval, left[n]) or _meets(interval, right[n + 1]))]
        for n, group in enumerate(groups)
    )
    return tuple(tuple(group) for group in kept if group)


def all_meet(intervals: Sequence[Interval]) -> bool:
    """Tell whether each meets each other one.

    >>> all_meet([Interval(Decimal(1), Decimal(3)), Interval(Decimal(2), None), Interval(Decimal(3), Decimal(4))])
    True
    """
    return not intervals or min(intervals, key=_end).meets(max(intervals, key=_begin))


def _meets(interval: Interval, other: Interval | None) -> bool:
    return other is not None and interval.meets(other)


def _only(interval: Interval, heads: Sequence[Interval]) -> int | None:
    """Return the number of the one head that an interval meets, None where it meets several."""
    first = bisect_left(heads, True, key=lambda head: not head.before(interval))
    behind = bisect_left(heads, True, key=interval.before)
    return first if behind - first == 1 else None


def _later(one: Interval, other: Interval) -> Interval:
    return max(one, other, key=_end)


def _earlier(one: Interval, other: Interval) -> Interval:
    return min(one, other, key=_begin)


def _begin(interval: Interval) -> tuple[Decimal, bool]:
    return interval.begins, interval.low_open


def _end(interval: Interval) -> tuple[Decimal, bool]:
    return interval.ends, not interval.high_open
