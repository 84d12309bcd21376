"""The outline of a document: its blocks and their sentences, as they stand in its text."""

from __future__ import annotations

from drugkg.annotate.sentences import sentences
from drugkg.text import Block, Document, Outline, Stretch

__all__ = ["outline"]


def outline(document: Document) -> Outline:
    """Return where the blocks and sentences of a document stand in its text."""
    return Outline(tuple(map(_stretch, document.blocks)))


def _stretch(block: Block) -> Stretch:
    return Stretch(
        block.kind,
        block.span,
        tuple(block.reading.source(span) for span in sentences(block.text)),
        block.headings[-1] if block.headings else None,
        block.level,
        block.silent,
    )
