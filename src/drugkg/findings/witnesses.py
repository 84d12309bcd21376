"""Witnesses: how many independent sources stand behind a statement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from drugkg.findings.components import Components
from drugkg.findings.echoes import Echo

__all__ = ["Witness", "Witnesses"]


@dataclass(frozen=True, slots=True)
class Witness:
    """A passage that says something, and the source of its document, by ids."""

    passage: str
    source: str


class Witnesses:
    """Counts witnesses, given the echoes among all passages.

    Two passages of one source, or of one echo, are one witness; so is what is joined through others.

    >>> from drugkg.findings.echoes import Basis
    >>> told = Witnesses([Echo(Basis.WORDING, ("p", "q"), "thirst")])
    >>> told.count([Witness("p", "a"), Witness("q", "b"), Witness("r", "c")])
    2
    """

    def __init__(self, echoes: Iterable[Echo]) -> None:
        self._echoes: dict[str, list[int]] = {}
        for number, echo in enumerate(echoes):
            for passage in echo.members:
                self._echoes.setdefault(passage, []).append(number)

    def count(self, witnesses: Iterable[Witness]) -> int:
        """Return the number of independent sources among those of the passages."""
        witnesses = list(witnesses)
        parts = Components(witness.source for witness in witnesses)
        first: dict[int, str] = {}
        for witness in witnesses:
            for echo in self._echoes.get(witness.passage, ()):
                parts.join(first.setdefault(echo, witness.source), witness.source)
        return parts.count()
