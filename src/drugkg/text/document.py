"""A document as the later stages see it: exact text, blocks in reading order, what it says of itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from drugkg.text.offsets import Reading
from drugkg.text.origin import Origin
from drugkg.text.span import Span

__all__ = ["Block", "BlockKind", "Citation", "Document", "Metadata", "Reference", "Source"]


class BlockKind(StrEnum):
    """What a block is on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Source:
    """Who publishes a document, as the catalog tells it; all but `id` may be unknown.

    Dates are ISO 8601 (`2026`, `2026-05`, `2026-05-01`), `language` a BCP 47 tag, `jurisdiction` an
    ISO 3166 code, `licence` an SPDX identifier or the publisher's words, `revises` a file name.
    `quoting` is `forbidden` where the licence does not let the words be passed on, not even short ones.
    """

    id: str
    title: str | None = None
    publisher: str | None = None
    kind: str | None = None
    language: str | None = None
    issued: str | None = None
    modified: str | None = None
    licence: str | None = None
    quoting: str | None = None
    jurisdiction: str | None = None
    drug: str | None = None
    version: str | None = None
    revises: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A work that the document lists; `label` is the document's own, None where it gives none."""

    label: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the document says of itself. Dates are ISO 8601, as far as the document gives them.

    `kind` is the type of document in its own words. `identifier` names this version of the text alone, `series` all its
    versions, `version` which one it is. `drugs` are the active substances of what it describes.
    """

    title: str | None = None
    authors: tuple[str, ...] = ()
    modified: str | None = None
    reviewed: str | None = None
    references: tuple[Reference, ...] = ()
    kind: str | None = None
    identifier: str | None = None
    series: str | None = None
    version: str | None = None
    drugs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference label that stood at position `at` of a block's reading (right after what it backs)."""

    label: str
    at: int


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph or list item.

    `reading` has no markup and no citation marks; `citations` keeps the latter in order. `headings`
    are the indexes of the headings above it in `Document.blocks`, outermost first. `lead` is the
    index of the block that introduces a list item ("... in people who:"). `topic` is the question
    or field name under which the block stands where that is no heading of the page (front matter).
    `silent` says why a block can make no claim (`references`, `navigation`, `related`, `disclaimer`,
    `advertisement`, `author`, `excerpt`, ...), and is empty for all others. `code` is the LOINC code of the section
    that a heading opens, where the document gives it. `level` is the rank of a heading
    (1 outermost), or the depth of a list item. `major` marks a block set off as clinically major by a
    sign that the document itself explains; `bracketed` one that the document marks as off-label. A
    block with `cells` (stretches of its reading) is a row of a table, `head` tells that it heads the
    columns; a cell that spans several columns stands in each, and rows that follow each other up to
    the next head are one table.
    """

    kind: BlockKind
    reading: Reading
    headings: tuple[int, ...] = ()
    level: int = 0
    lead: int | None = None
    topic: str | None = None
    silent: str = ""
    major: bool = False
    bracketed: bool = False
    citations: tuple[Citation, ...] = ()
    code: str | None = None
    cells: tuple[Span, ...] = ()
    head: bool = False

    @property
    def text(self) -> str:
        """The text as one reads it."""
        return self.reading.text

    @property
    def span(self) -> Span:
        """Where the block stands in the document."""
        return self.reading.source(Span(0, len(self.reading.text)))


@dataclass(frozen=True, slots=True)
class Document:
    """One document: every span counts the code points of `text`.

    For plain text and Markdown that is the file decoded as UTF-8, and `origin` is None. For other formats it is the
    canonical text that the reader makes, and `origin` leads from it to the file. `file_name` has no folder;
    `content_hash` is `sha256:` and the hash of the file's bytes; `format` names the reader.
    """

    text: str
    file_name: str
    content_hash: str
    format: str
    source: Source
    blocks: tuple[Block, ...]
    metadata: Metadata = field(default=Metadata())
    origin: Origin | None = None

    def section(self, block: Block) -> str | None:
        """Return the nearest heading above a block, verbatim without markup; None where there is none."""
        return self.blocks[block.headings[-1]].text if block.headings else None
