"""Read a tiny document and what it claims, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pytest

from drugkg import readers
from drugkg.claims import extract
from drugkg.claims.model import Claim
from drugkg.claims.relations import RELATIONS, Kind
from drugkg.text import Document, Source
from drugkg.vocabulary import Lexicon, load
from drugkg.vocabulary.concept import Concept

__all__ = ["claims", "document", "fails", "found", "lexicon", "objects", "page", "quotes", "shown"]


@cache
def lexicon() -> Lexicon:
    """Return the shipped vocabulary."""
    return load()


def document(text: str, file_name: str = "page.md", drug: str | None = "baclofen") -> Document:
    """Return the document that a text makes."""
    return readers.read(text.encode(), Source("pages", drug=drug), file_name)


def fails(reason: str) -> pytest.MarkDecorator:
    """Mark a test that says what should be, where the code does not do it yet; once it does, the mark must go."""
    return pytest.mark.xfail(reason=reason, raises=AssertionError, strict=True)


def page(drug: str, heading: str, text: str) -> Document:
    """Return a page on a drug with one section."""
    return document(f"# {drug.capitalize()}\n\n## {heading}\n\n{text}\n", drug=drug)


def claims(source: Document, relation: str | None = None) -> list[Claim]:
    """Return the claims of a document, or those of one relation."""
    return [claim for claim in extract(source, lexicon()) if relation in (None, claim.relation)]


def found(source: Document, relation: str) -> dict[str, dict[str, object]]:
    """Return the objects of a relation by label, each as `shown`."""
    return {claim.object.label: shown(claim) for claim in claims(source, relation)}


def objects(source: Document, relation: str) -> list[str]:
    """Return the labels of all objects of a relation, in order."""
    return sorted(claim.object.label for claim in claims(source, relation))


def quotes(source: Document, relation: str, label: str | None = None) -> list[str]:
    """Return the passages that back the claims of a relation, or those about one object."""
    return [
        passage.span.of(source.text)
        for claim in claims(source, relation)
        if label in (None, claim.object.label)
        for passage in claim.evidence
    ]


def shown(claim: Claim, notes: Mapping[str, object] | None = None) -> dict[str, object]:
    """Return scope and values of a claim as plain words, its stance if it does not assert, and the notes asked for."""
    told: dict[str, object] = {
        key: value.label if isinstance(value, Concept) else value if isinstance(value, bool) else str(value)
        for key, value in claim.qualifiers.items()
        if key in (notes or ()) or RELATIONS[claim.relation].qualifier(key, value).kind is not Kind.NOTE
    }
    return told if claim.stance == "asserts" else told | {"stance": claim.stance.value}
