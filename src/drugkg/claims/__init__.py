"""Claims: what a document says of its drug, found by rules. Each claim type is a module that holds a `TYPE`.

What is named here is imported when it is first used: who reads a graph needs no rules.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drugkg.claims.claim_type import ClaimType
    from drugkg.claims.extraction import claim_types, claims_of, extract, page_of
    from drugkg.claims.ruleset import rules_hash

__all__ = ["ClaimType", "claim_types", "claims_of", "extract", "page_of", "rules_hash"]

_HOMES = {
    "ClaimType": "claim_type", "claim_types": "extraction", "claims_of": "extraction", "extract": "extraction",
    "page_of": "extraction", "rules_hash": "ruleset",
}  # fmt: skip


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
