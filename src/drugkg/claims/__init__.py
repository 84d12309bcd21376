"""Claims: what a document says of its drug, found by rules. Each claim type is a module that holds a `TYPE`."""

from __future__ import annotations

import sys
from functools import cache

from drugkg.annotate.layers import annotate
from drugkg.claims.assemble import assemble
from drugkg.claims.claim_type import ClaimType
from drugkg.claims.model import Claim
from drugkg.claims.ruleset import cues, rules_hash
from drugkg.claims.subject import subject
from drugkg.discover import discover
from drugkg.text import Document
from drugkg.vocabulary.lexicon import Lexicon

__all__ = ["ClaimType", "claim_types", "extract", "rules_hash"]


@cache
def claim_types() -> dict[str, ClaimType]:
    """Return all claim types by name."""
    return discover(sys.modules[__name__], "TYPE", ClaimType, "drugkg.claims")


def extract(document: Document, lexicon: Lexicon, drug: str | None = None) -> tuple[Claim, ...]:
    """Return the claims that a document makes about its drug.

    Raises:
        DocumentError: if neither `drug`, nor the catalog, nor the document tells which drug it is about.
    """
    page = annotate(document, subject(document, lexicon, drug), lexicon, cues())
    return assemble(page, (found for kind in claim_types().values() for found in kind.find(page, lexicon)))
