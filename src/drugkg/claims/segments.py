"""Segments: the parts of a sentence that stand for themselves, and the sections in which nothing is a dose."""

from __future__ import annotations

import re

from drugkg.annotate.layers import Sentence
from drugkg.text import Span

__all__ = ["is_elsewhere", "segments"]

#: What opens or closes a bracket, or divides.
_MARK = re.compile(r"[\[\]();]")
_NOT_HERE = frozenset(
    {
        "missed_dose",
        "overdose",
        "overdose_treatment",
        "half_life",
        "onset",
        "time_to_peak",
        "peak_concentration",
        "therapeutic_concentration",
        "protein_binding",
        "molecular_weight",
        "absorption",
        "distribution",
        "metabolism",
        "elimination",
        "pharmacokinetics",
        "mechanism",
        "laboratory",
        "interactions",
        "contraindications",
        "efficacy",
        "adverse_effects",
        "forms",
        "storage",
        "disposal",
        "references",
        "related",
        "disclaimer",
        "monitoring",
        "brand_names",
        "withdrawal",
    }
)


def is_elsewhere(sentence: Sentence) -> bool:
    """Tell whether a sentence stands in a section whose amounts are no doses to be taken."""
    return sentence.frame.section in _NOT_HERE


def segments(sentence: Sentence) -> list[Span]:
    """Return the parts of a sentence that semicolons outside of brackets divide."""
    text, span = sentence.text, sentence.span
    parts: list[Span] = []
    depth, start = 0, span.start
    for mark in _MARK.finditer(text, span.start, span.end):
        at = mark.start()
        if text[at] in "([":
            depth += 1
        elif text[at] in ")]":
            depth = max(0, depth - 1)
        elif text[at] == ";" and depth == 0:
            parts.append(Span(start, at).strip(text))
            start = at + 1
    parts.append(Span(start, span.end).strip(text))
    return [part for part in parts if part.end > part.start]
