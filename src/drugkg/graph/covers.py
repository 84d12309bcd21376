"""Which relations a document covers: those that belong to the sections it has, said or not."""

from __future__ import annotations

from collections.abc import Callable

from drugkg.claims.relations import RELATIONS
from drugkg.text import BlockKind, Document

__all__ = ["covered"]


def covered(document: Document, section_type: Callable[[str, str | None], str | None]) -> tuple[str, ...]:
    """Return the names of the relations for which the document has a section, in the order of the relations."""
    headings = {
        (block.text, block.code) for block in document.blocks if block.kind is BlockKind.HEADING and not block.silent
    }
    topics = {(block.topic, None) for block in document.blocks if block.topic and not block.silent}
    types = {section_type(heading, code) for heading, code in headings | topics}
    return tuple(name for name, relation in RELATIONS.items() if types.intersection(relation.sections))
