"""What documents claim something of and the vocabulary does not know: where names are missing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from drugkg import vocabulary
from drugkg.errors import DrugKGError, Problem
from drugkg.pipeline.collect import collect
from drugkg.pipeline.make import extract_file
from drugkg.vocabulary import ConceptType

__all__ = ["Unknown", "unknown_terms"]


@dataclass(frozen=True, slots=True)
class Unknown:
    """A term that no vocabulary file has, as the object of so many claims, in these documents."""

    term: str
    type: str
    claims: int
    documents: tuple[str, ...]


def unknown_terms(
    paths: Iterable[str | Path], drug: str | None = None
) -> tuple[tuple[Unknown, ...], tuple[Problem, ...]]:
    """Return the unknown terms of documents, the most frequent first, and what could not be read."""
    found = collect(paths)
    lexicon = vocabulary.load()
    counted: Counter[tuple[str, ConceptType]] = Counter()
    where: dict[tuple[str, ConceptType], set[str]] = defaultdict(set)
    problems = list(found.problems)
    for each in found.inputs:
        if each.is_graph:
            continue
        try:
            extracted = extract_file(each.path, drug)
        except DrugKGError as error:
            problems += error.problems
            continue
        for claim in extracted.claims:
            for concept in dict.fromkeys((claim.drug, claim.object)):
                if concept.type is not ConceptType.PHRASE and lexicon.concept(concept.key) is None:
                    term = concept.label, concept.type
                    counted[term] += concept is claim.object
                    where[term].add(each.name)
    rows = (Unknown(label, type, counted[label, type], tuple(sorted(where[label, type]))) for label, type in where)
    ordered = sorted(rows, key=lambda row: (-row.claims, -len(row.documents), row.term, row.type))
    return tuple(ordered), tuple(problems)
