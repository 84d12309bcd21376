"""The subject: which drug a document is about."""

from __future__ import annotations

import re
from collections import Counter

from drugkg.annotate.terms import Vocabulary
from drugkg.errors import DocumentError, Problem
from drugkg.text import BlockKind, Document
from drugkg.vocabulary.concept import Concept, ConceptType, unknown

__all__ = ["subject"]

_TITLE_WORDS = re.compile(
    r"^(?:what (?:is|are)|about|how to use|information (?:on|about))\s+|\s*[(|:–—-].*$|\s+(?:uses?"
    r"|tablets?|capsules?|side effects|dosage|overview|"
    r"monograph|leaflet|package leaflet|for|in|is|and)\b.*$|[?.*#]",
    re.IGNORECASE,
)
_BLOCKS_THAT_TELL = 12


def subject(document: Document, vocabulary: Vocabulary, drug: str | None = None) -> Concept:
    """Return the drug that a document is about.

    Told by the argument, else by the catalog, else by the title, else by the drug named most often in
    the headings and first blocks. A name that the vocabulary does not know still makes a concept.

    Raises:
        DocumentError: if nothing tells which drug it is.
    """
    told = drug or document.source.drug
    if told:
        return _named(vocabulary, told) or unknown(told, ConceptType.DRUG)
    for title in (document.metadata.title, document.source.title):
        found = _drugs(vocabulary, title or "")
        if found:
            return found[0]
    counts: Counter[Concept] = Counter()
    for index, block in enumerate(document.blocks):
        if block.kind is BlockKind.HEADING or index < _BLOCKS_THAT_TELL:
            counts.update(_drugs(vocabulary, block.text))
    if counts:
        most = max(counts.values())
        return min((c for c, n in counts.items() if n == most), key=lambda concept: concept.key)
    bare = _TITLE_WORDS.sub("", document.metadata.title or "").strip()
    if (
        bare
        and document.metadata.title
        and len(bare.split()) <= 4
        and document.text.casefold().count(bare.casefold()) > 2
    ):
        return unknown(bare, ConceptType.DRUG)
    raise DocumentError(
        Problem(document.file_name, "it does not tell which drug it is about", "name it with --drug, or in the catalog")
    )


def _named(vocabulary: Vocabulary, name: str) -> Concept | None:
    found = vocabulary.lookup(name)
    return next((c for c in found if c.type is ConceptType.DRUG), None)


def _drugs(vocabulary: Vocabulary, text: str) -> list[Concept]:
    return [c for match in vocabulary.find(text) for c in match.concepts if c.type is ConceptType.DRUG]
