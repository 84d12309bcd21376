"""What a rule found in a sentence, before it becomes a claim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from drugkg.annotate.layers import Sentence
from drugkg.claims.model import Stance, Value
from drugkg.text import Span
from drugkg.vocabulary.concept import Concept

__all__ = ["Found"]


@dataclass(frozen=True, slots=True)
class Found:
    """A claim in one sentence: `span` (of the block's reading) is the passage, `mention` the object's words."""

    sentence: Sentence
    relation: str
    object: Concept
    span: Span
    mention: str
    rule: str
    stance: Stance = Stance.ASSERTS
    qualifiers: Mapping[str, Value | None] = field(default_factory=dict)
