"""Extraction: from a document to its claims."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from drugkg.annotate.layers import Page, annotate
from drugkg.claims.assemble import assemble
from drugkg.claims.claim_type import ClaimType
from drugkg.claims.model import Claim
from drugkg.claims.ruleset import cues
from drugkg.claims.subject import subject
from drugkg.discover import discover
from drugkg.text import Document
from drugkg.vocabulary.lexicon import Lexicon

__all__ = ["claim_types", "claims_of", "extract", "page_of"]


@cache
def claim_types() -> dict[str, ClaimType]:
    """Return all claim types by name."""
    return discover(import_module("drugkg.claims"), "TYPE", ClaimType, "drugkg.claims")


def page_of(document: Document, lexicon: Lexicon, drug: str | None = None) -> Page:
    """Return a document with all that is known of its sentences before any claim is made.

    Raises:
        DocumentError: if neither `drug`, nor the catalog, nor the document tells which drug it is about.
    """
    return annotate(document, subject(document, lexicon, drug), lexicon, cues())


def claims_of(page: Page, lexicon: Lexicon) -> tuple[Claim, ...]:
    """Return the claims that the rules find on a page."""
    return assemble(page, (found for kind in claim_types().values() for found in kind.find(page, lexicon)))


def extract(document: Document, lexicon: Lexicon, drug: str | None = None) -> tuple[Claim, ...]:
    """Return the claims that a document makes about its drug.

    Raises:
        DocumentError: if neither `drug`, nor the catalog, nor the document tells which drug it is about.
    """
    return claims_of(page_of(document, lexicon, drug), lexicon)
