"""Outlines: where the blocks and sentences of a text stand, so that one can tell later which of them were used."""

from __future__ import annotations

import json
from dataclasses import dataclass

from drugkg.text.document import BlockKind
from drugkg.text.span import Span

__all__ = ["Outline", "Stretch"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A block of a text: `head` is the index of the nearest heading above it, None where there is none.

    `level` is the rank of a heading, `silent` says why a block can make no claim.
    """

    kind: BlockKind
    span: Span
    sentences: tuple[Span, ...] = ()
    head: int | None = None
    level: int = 0
    silent: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """The blocks of a text, in the order in which they are read.

    >>> outline = Outline((Stretch(BlockKind.HEADING, Span(0, 4)), Stretch(BlockKind.ITEM, Span(5, 9), head=0)))
    >>> Outline.from_json(outline.to_json()) == outline
    True
    """

    stretches: tuple[Stretch, ...]

    def to_json(self) -> str:
        """Return the outline as JSON: a list of blocks, each with its numbers in a list."""
        rows = [
            [
                each.kind.value,
                *each.span,
                each.head,
                each.level,
                each.silent,
                *(at for span in each.sentences for at in span),
            ]
            for each in self.stretches
        ]
        return json.dumps(rows, separators=(",", ":"), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Outline:
        """Return the outline that `to_json` wrote."""
        stretches = []
        for kind, start, end, head, level, silent, *places in json.loads(text):
            spans = zip(places[::2], places[1::2], strict=True)
            sentences = tuple(Span(*places) for places in spans)
            stretches.append(Stretch(BlockKind(kind), Span(start, end), sentences, head, level, silent))
        return cls(tuple(stretches))
