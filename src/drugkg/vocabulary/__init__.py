"""The vocabulary: what documents name, under all the names they use.

What is named here is imported when it is first used: a concept needs no automaton.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drugkg.vocabulary.concept import Concept, ConceptType
    from drugkg.vocabulary.files import Header
    from drugkg.vocabulary.lexicon import Lexicon, Match
    from drugkg.vocabulary.loading import load
    from drugkg.vocabulary.raw import hash_in_use, shipped

__all__ = ["Concept", "ConceptType", "Header", "Lexicon", "Match", "hash_in_use", "load", "shipped"]

_HOMES = {
    "Concept": "concept", "ConceptType": "concept", "Header": "files", "Lexicon": "lexicon", "Match": "lexicon",
    "hash_in_use": "raw", "load": "loading", "shipped": "raw",
}  # fmt: skip


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
