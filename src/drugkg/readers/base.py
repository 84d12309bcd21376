"""What a reader of one format is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from drugkg.text import Block, Metadata

__all__ = ["Parsed", "Reader"]


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a reader finds in a text."""

    blocks: tuple[Block, ...]
    metadata: Metadata = field(default=Metadata())


@dataclass(frozen=True, slots=True)
class Reader:
    """One format: `sniff` tells how sure it is that a text is its own (0 is not at all, 100 is certain).

    `read` takes the text and the file name, the latter for messages only.
    """

    name: str
    suffixes: frozenset[str]
    sniff: Callable[[str], int]
    read: Callable[[str, str], Parsed]
