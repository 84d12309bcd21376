"""Claims: what a document says of its drug, found by rules."""

from __future__ import annotations

from drugkg.annotate.layers import annotate
from drugkg.claims import (
    administration,
    brand_name,
    caution,
    comparison,
    contraindication,
    discontinuation,
    distribution,
    drug_class,
    effects,
    efficacy,
    indication,
    interaction,
    laboratory,
    mechanism,
    monitoring,
)
from drugkg.claims.assemble import assemble
from drugkg.claims.model import Claim
from drugkg.claims.ruleset import cues, rules_hash
from drugkg.claims.subject import subject
from drugkg.text import Document
from drugkg.vocabulary.lexicon import Lexicon

__all__ = ["extract", "rules_hash"]

_TYPES = (
    indication,
    contraindication,
    caution,
    effects,
    interaction,
    laboratory,
    mechanism,
    drug_class,
    brand_name,
    efficacy,
    monitoring,
    distribution,
    discontinuation,
    administration,
    comparison,
)


def extract(document: Document, lexicon: Lexicon, drug: str | None = None) -> tuple[Claim, ...]:
    """Return the claims that a document makes about its drug.

    Raises:
        DocumentError: if neither `drug`, nor the catalog, nor the document tells which drug it is about.
    """
    page = annotate(document, subject(document, lexicon, drug), lexicon, cues())
    return assemble(page, (found for kind in _TYPES for found in kind.find(page, lexicon)))
