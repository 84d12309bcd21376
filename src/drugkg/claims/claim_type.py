"""A claim type: the relations that one module of this package finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from drugkg.annotate.layers import Page
from drugkg.annotate.terms import Vocabulary
from drugkg.claims.found import Found

__all__ = ["ClaimType"]


@dataclass(frozen=True, slots=True)
class ClaimType:
    """What a module registers as `TYPE`: a name, the relations it finds, and how it finds them in a page."""

    name: str
    relations: tuple[str, ...]
    find: Callable[[Page, Vocabulary], Iterator[Found]]
