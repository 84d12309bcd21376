"""A question as it travels to the process that answers it, and the trouble that may come back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from drugkg.errors import Problem, QueryError

__all__ = ["Asked", "Reason", "StoppedError"]


class Reason(StrEnum):
    """Why there is no answer."""

    WRONG = "wrong"
    REFUSED = "refused"
    UNACCEPTABLE = "unacceptable"
    LATE = "late"
    LARGE = "large"
    BUSY = "busy"
    BROKEN = "broken"


class StoppedError(QueryError):
    """A query without an answer, and why."""

    def __init__(self, reason: Reason, problems: Problem | list[Problem]) -> None:
        super().__init__(problems)
        self.reason = reason

    def to_json(self) -> bytes:
        """Return the error as it travels."""
        told = [(problem.place, problem.what, problem.remedy) for problem in self.problems]
        return json.dumps({"reason": self.reason, "problems": told}).encode()

    @classmethod
    def from_json(cls, data: bytes) -> StoppedError:
        """Return the error that `to_json` wrote."""
        told = json.loads(data)
        return cls(Reason(told["reason"]), [Problem(*problem) for problem in told["problems"]])


@dataclass(frozen=True, slots=True)
class Asked:
    """A query and how its answer is wanted."""

    sparql: str
    #: The media type for rows and truth values, None where the client takes none of them.
    rows: str | None = None
    #: The media type for graphs, None where the client takes none of them.
    graph: str | None = None
    #: A form of `drugkg.query.results` instead, and the width of the terminal.
    form: str | None = None
    width: int | None = None
    #: The graphs to see; None where the query, or the store, decides.
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    gzip: bool = False
    #: An answer of more rows or bytes than this is stopped.
    most_rows: int | None = None
    most_bytes: int | None = None

    def to_json(self) -> bytes:
        """Return the question as it travels."""
        return json.dumps([getattr(self, name) for name in self.__slots__]).encode()

    @classmethod
    def from_json(cls, data: bytes) -> Asked:
        """Return the question that `to_json` wrote."""
        told: Any = (tuple(value) if isinstance(value, list) else value for value in json.loads(data))
        return cls(*told)
