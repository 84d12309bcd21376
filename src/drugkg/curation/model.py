"""Decisions of curators: as a file tells them, and as a graph holds them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from drugkg.errors import Problem

__all__ = ["VERBS", "Ask", "Decision", "Mark", "Status", "Words"]

#: Answers a SELECT query over the union of all graphs with rows of terms.
Ask = Callable[[str], Any]


class Status(StrEnum):
    """What a decision makes of what it is about; the value is the local name in the ontology."""

    WRONG = "wrong"
    WITHDRAWN = "withdrawn"
    DISMISSED = "dismissed"

    @property
    def kind(self) -> str:
        """What such a decision is about."""
        return {"wrong": "claim", "withdrawn": "document", "dismissed": "finding"}[self.value]


#: How a decision is written in a file and on the command line.
VERBS = {"wrong": Status.WRONG, "withdraw": Status.WITHDRAWN, "dismiss": Status.DISMISSED}


@dataclass(frozen=True, slots=True)
class Words:
    """A claim by what it says and where, which lasts when rules and identities change.

    `document` is a file name or names the document as a graph does, `quote` is part of the claim's words. `scope` is
    the scope key of its proposition, empty for none; None where every scope is meant.
    """

    document: str
    quote: str
    relation: str
    object: str
    scope: str | None = None

    def __str__(self) -> str:
        scope = "" if self.scope is None else f" ({self.scope or 'no scope'})"
        return f"{self.document}: {self.relation} {self.object}{scope}, “{self.quote}”"


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry of a file: what was decided, about what, by whom, when (a day) and why; `place` is file and line.

    What it is about is named: by an IRI, `claim:`, `doc:` or `find:` with an id, or the name of a document's file.
    """

    status: Status
    about: str | Words
    who: str
    when: str
    why: str
    place: str = ""

    def problem(self, what: str, remedy: str) -> Problem:
        """Return a problem with this entry."""
        return Problem(self.place, f"{self.status.value} {self.about}: {what}", remedy)


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A decision in a graph, on a node of it; both are IRIs."""

    when: str
    who: str
    why: str
    status: Status
    node: str
    decision: str

    @property
    def words(self) -> str:
        """Who decided it, when and why, for people.

        >>> Mark("2026-11-20", "A. Reader", "another drug", Status.WRONG, "claim", "decision").words
        'A. Reader, 2026-11-20: another drug'
        """
        return f"{self.who}, {self.when}: {self.why}"
