"""What an extractor is: it reads a page and says what it claims, in words of the document only."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module

from drugkg.annotate.layers import Page
from drugkg.discover import discover
from drugkg.errors import Problem, UsageError
from drugkg.extractors.passages import Passage

__all__ = ["Choice", "Extractor", "Offer", "Rejected", "Statement", "started"]


@dataclass(frozen=True, slots=True)
class Choice:
    """The extractor that a user asks for, by name, and what it needs; a key stands in the environment only.

    >>> Choice("llm", url="http://localhost:8000/v1", model="some-model").timeout
    120.0
    """

    name: str
    url: str = ""
    model: str = ""
    timeout: float = 120.0


@dataclass(frozen=True, slots=True)
class Statement:
    """What an extractor says that a passage claims; nothing of it is believed before it is checked.

    `quote` are words of the passage, letter by letter. `object` and the values of `qualifiers` are words of the quote
    or of what stands above the passage. `relation`, the keys of `qualifiers` and `stance` are those of the claims file.
    """

    passage: Passage
    quote: str
    relation: str
    object: str
    stance: str = "asserts"
    qualifiers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A statement that is not taken, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Extractor:
    """An extractor that is ready to read.

    `tag` names all that its statements follow from besides the document; evidence has it where rules have their id.
    """

    tag: str
    read: Callable[[Page], Iterator[Statement | Rejected]]


@dataclass(frozen=True, slots=True)
class Offer:
    """What a module registers as `EXTRACTOR`: the name by which users ask for it, and how it gets ready."""

    name: str
    start: Callable[[Choice], Extractor]


@cache
def _offers() -> dict[str, Offer]:
    return discover(import_module("drugkg.extractors"), "EXTRACTOR", Offer, "drugkg.extractors")


def started(choice: Choice) -> Extractor:
    """Return the extractor that a user asks for.

    Raises:
        UsageError: if there is none of this name, or something that it needs is missing.
    """
    offer = _offers().get(choice.name)
    if offer is None:
        what = "there is no such extractor"
        raise UsageError(Problem(choice.name, what, f"choose one of {', '.join(_offers())}"))
    return offer.start(choice)
