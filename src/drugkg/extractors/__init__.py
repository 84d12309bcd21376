"""Extractors beside the rules: off unless a user asks for one, and never believed without the document's own words.

A module of this package that holds an `EXTRACTOR` offers one; other packages offer theirs under the entry points
`drugkg.extractors`. What an extractor says is checked word by word (`checking.py`, `slots.py`), and added to what the
rules found (`beside.py`) without changing it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drugkg.extractors.beside import Read, read_beside
    from drugkg.extractors.extractor import Choice, Extractor, Offer, Rejected, Statement, started
    from drugkg.extractors.passages import Passage

__all__ = [
    "Choice", "Extractor", "Offer", "Passage", "Read", "Rejected", "Statement", "read_beside", "started",
]  # fmt: skip

_HOMES = {
    "Choice": "extractor", "Extractor": "extractor", "Offer": "extractor", "Passage": "passages", "Read": "beside",
    "Rejected": "extractor", "Statement": "extractor", "read_beside": "beside",
    "started": "extractor",
}  # fmt: skip


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
