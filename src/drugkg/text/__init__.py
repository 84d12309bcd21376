"""Values of text: spans, offsets, documents. No input, no output, no other stage."""

from drugkg.text.document import Block, BlockKind, Citation, Document, Metadata, Reference, Source
from drugkg.text.offsets import Offsets, Reading
from drugkg.text.origin import Origin, Piece
from drugkg.text.outline import Outline, Stretch
from drugkg.text.span import Span

__all__ = [
    "Block",
    "BlockKind",
    "Citation",
    "Document",
    "Metadata",
    "Offsets",
    "Origin",
    "Outline",
    "Piece",
    "Reading",
    "Reference",
    "Source",
    "Span",
    "Stretch",
]
