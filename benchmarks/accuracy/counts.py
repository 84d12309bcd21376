"""Counts of right, missed and wrong, and the figures that follow from them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from math import sqrt

__all__ = ["Counts", "Table", "interval"]


@dataclass(slots=True)
class Counts:
    """How many were found, missed and wrong.

    >>> one = Counts(found=8, missed=2, wrong=0)
    >>> one.precision, one.recall, round(one.f1, 3)
    (1.0, 0.8, 0.889)
    """

    found: int = 0
    missed: int = 0
    wrong: int = 0

    @property
    def precision(self) -> float:
        """The share of what was said that is right."""
        return self.found / (self.found + self.wrong) if self.found + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """The share of what is right that was said."""
        return self.found / (self.found + self.missed) if self.found + self.missed else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def add(self, other: Counts) -> None:
        """Count what another has counted."""
        self.found += other.found
        self.missed += other.missed
        self.wrong += other.wrong


@dataclass(slots=True)
class Table:
    """Counts by name, as a table of figures."""

    rows: defaultdict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))

    def __getitem__(self, name: str) -> Counts:
        return self.rows[name]

    def lines(self) -> list[str]:
        """Return the table as lines, the most frequent first."""
        ranked = sorted(self.rows.items(), key=lambda row: (-row[1].found - row[1].missed, row[0]))
        return [
            f"  {name:<32}{row.precision:>7.3f}{row.recall:>7.3f}{row.f1:>7.3f}"
            f"{row.found:>8}{row.missed:>8}{row.wrong:>8}"
            for name, row in ranked
        ]


def interval(right: int, of: int) -> tuple[float, float]:
    """Return the 95 % score interval of a share (Wilson 1927).

    >>> tuple(round(end, 3) for end in interval(90, 100))
    (0.826, 0.945)
    """
    if not of:
        return 0.0, 1.0
    z = 1.96
    share = right / of
    middle = share + z * z / (2 * of)
    spread = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return (middle - spread) / (1 + z * z / of), (middle + spread) / (1 + z * z / of)
