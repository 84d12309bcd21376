"""The subject: which drug a document is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from drugkg.annotate.terms import Vocabulary
from drugkg.errors import DocumentError, Problem
from drugkg.text import BlockKind, Document
from drugkg.vocabulary.concept import Concept, ConceptType, unknown

__all__ = ["subject"]

_TITLE_WORDS = re.compile(
    r"^(?:what (?:is|are)|about|how to use|information (?:on|about))\s+|\s*[(|:].*$|\s+[–—-]\s.*$"
    r"|\s+\d[\d.,]*\s?(?:mg|g|mcg|micrograms?|ml|units?|iu|%)(?!\w).*$"
    r"|\s+(?:uses?"
    r"|tablets?|capsules?|side effects|dosage|overview|"
    r"monograph|leaflet|package leaflet|for|in|is|and)\b.*$|[?.*#]",
    re.IGNORECASE,
)
_BLOCKS_THAT_TELL = 12


def subject(document: Document, vocabulary: Vocabulary, drug: str | None = None) -> Concept:
    """Return the drug that a document is about.

    Told by the argument, else by the catalog, else by the active substances that it lists, else by the title, else by
    the drug named most often in the headings and first blocks. A name that the vocabulary does not know still makes a
    concept.

    Raises:
        DocumentError: if nothing tells which drug it is.
    """
    told = drug or document.source.drug
    if told:
        return _named(vocabulary, told) or unknown(told, ConceptType.DRUG)
    if document.metadata.drugs:
        names = document.metadata.drugs
        return _combination(vocabulary, [_named(vocabulary, name) or unknown(name, ConceptType.DRUG) for name in names])
    for title in (document.metadata.title, document.source.title):
        found = _titled(vocabulary, title or "")
        if found:
            return found
    bare = _TITLE_WORDS.sub("", document.metadata.title or "").strip()
    counts: Counter[Concept] = Counter()
    for index, block in enumerate(document.blocks):
        if block.kind is BlockKind.HEADING or index < _BLOCKS_THAT_TELL:
            counts.update(_meant(vocabulary, block.text))
    most = max(counts.values(), default=0)
    named = document.text.casefold().count(bare.casefold()) if bare and len(bare.split()) <= 4 else 0
    # "Annex I" may head a document that speaks of a drug all along.
    if named > max(2, most):
        return unknown(bare, ConceptType.DRUG)
    if counts:
        first = min((c for c, n in counts.items() if n == most), key=lambda concept: concept.key)
        return _whole(vocabulary, first)
    raise DocumentError(
        Problem(document.file_name, "it does not tell which drug it is about", "name it with --drug, or in the catalog")
    )


def _named(vocabulary: Vocabulary, name: str) -> Concept | None:
    found = next((c for c in vocabulary.lookup(name) if c.type is ConceptType.DRUG), None)
    return _whole(vocabulary, found) if found else _titled(vocabulary, name)


def _titled(vocabulary: Vocabulary, title: str) -> Concept | None:
    """Return the drug that a title names; several joined by "+", "/" or "and" are one combination product."""
    parts = [part for part in re.split(r"\s*[+/]\s*", _TITLE_END.sub("", title)) if part]
    if len(parts) > 1 and all(_NAME.fullmatch(part) for part in parts):
        found = [next(iter(_drugs(vocabulary, part)), None) or unknown(part, ConceptType.DRUG) for part in parts]
        return _combination(vocabulary, found)
    matches = vocabulary.find(title)
    named = [(m, c) for m in matches for c in m.concepts if c.type is ConceptType.DRUG]
    if not named:
        brands = (c for m in matches for c in m.concepts if c.type is ConceptType.BRAND)
        sold = (c for brand in brands for key in brand.broader for c in vocabulary.lookup(key))
        return next((_whole(vocabulary, c) for c in sold if c.type is ConceptType.DRUG), None)
    joined = [named[0]]
    for match, concept in named[1:]:
        if not _JOINED.fullmatch(title[joined[-1][0].end : match.start]):
            break
        joined.append((match, concept))
    return _combination(vocabulary, [concept for _, concept in joined])


def _combination(vocabulary: Vocabulary, found: Sequence[Concept]) -> Concept:
    """Return the product of several drugs, known or new; of one drug the drug itself."""
    drugs = sorted({concept.key: concept for concept in found}.values(), key=lambda concept: concept.label)
    if len(drugs) == 1:
        return _whole(vocabulary, drugs[0])
    label = f"{', '.join(drug.label for drug in drugs[:-1])} and {drugs[-1].label}"
    known = next((c for c in vocabulary.lookup(label) if c.type is ConceptType.DRUG), None)
    return replace(known or unknown(label, ConceptType.DRUG), ingredients=tuple(drug.key for drug in drugs))


#: What a title adds to the names of drugs.
_TITLE_END = re.compile(
    r"\s*\(.*$|\s+(?:combination|tablets?|capsules?|cream|gel|ointment|eye drops?|inhaler|solution|syrup)\b.*$",
    re.IGNORECASE,
)
#: The name of an ingredient in a title; no path, address or sentence.
_NAME = re.compile(r"[^\s:.?!]+(?: [^\s:?!]+){0,4}")
_JOINED = re.compile(r"\s*(?:\+|/|&|,|-|–|and|with|plus|, and)\s*", re.IGNORECASE)


def _whole(vocabulary: Vocabulary, drug: Concept) -> Concept:
    """Return a drug with its ingredients where its name lists them."""
    parts = [part for part in re.split(r", | and ", drug.label) if part]
    if len(parts) < 2:
        return drug
    found = [next((c for c in vocabulary.lookup(part) if c.type is ConceptType.DRUG), None) for part in parts]
    return replace(drug, ingredients=tuple(c.key for c in found if c)) if all(found) else drug


def _drugs(vocabulary: Vocabulary, text: str) -> list[Concept]:
    return [c for match in vocabulary.find(text) for c in match.concepts if c.type is ConceptType.DRUG]


def _meant(vocabulary: Vocabulary, text: str) -> list[Concept]:
    """Return the drugs that a text names, by their own names or by those of their brands."""
    found: list[Concept] = []
    for match in vocabulary.find(text):
        drug = next((c for c in match.concepts if c.type is ConceptType.DRUG), None)
        brand = next((c for c in match.concepts if c.type is ConceptType.BRAND), None)
        if drug is None and brand is not None:
            sold = (c for key in brand.broader for c in vocabulary.lookup(key))
            drug = next((c for c in sold if c.type is ConceptType.DRUG), None)
        if drug:
            found.append(drug)
    return found
