"""HTML pages: their matter, and nothing of the markup."""

from __future__ import annotations

import re

from drugkg.errors import DocumentError, Problem
from drugkg.readers import plain
from drugkg.readers.base import File, Parsed, Reader
from drugkg.readers.blocks import Draft, blocks
from drugkg.readers.decode import decode_as
from drugkg.readers.flow import Flow
from drugkg.text import BlockKind

__all__ = ["READER", "read", "sniff"]

_TAG = re.compile(rb"<(?:!--|(?:html|head|meta|title|body|div|h[1-6]|p|article|main|section|table|ul)[\s>])")
_CHARSET = re.compile(rb"""<meta\b[^>]{0,300}?\bcharset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{1,40})""")
_DECLARATION = re.compile(rb"""<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9_.:-]{1,40})""")
#: The web says Latin 1 or ASCII and means its superset.
_MEANT = {"iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252"}


def sniff(file: File) -> int:
    r"""Return how sure it is that a file is a page.

    >>> [sniff(File(data, "a")) for data in (b"<!DOCTYPE html><p>a", b"<h1>Aspirin</h1>", b"# Aspirin")]
    [90, 30, 0]
    """
    head = file.head.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").replace(b"\0", b"")
    if head.startswith((b"<!doctype html", b"<html")) or (head.startswith(b"<?xml") and b"<html" in head):
        return 90
    if not head.startswith(b"<"):
        return 0
    return 30 if _TAG.match(head) and not head.startswith(b"<?xml") else 0


def read(file: File) -> Parsed:
    """Return the matter of a page, and what it says of itself."""
    # Parsing HTML takes a library that most documents do not need.
    from drugkg.readers.html.about import about  # noqa: PLC0415
    from drugkg.readers.html.narrative import narrate  # noqa: PLC0415
    from drugkg.readers.html.page import Page  # noqa: PLC0415

    page, flow = Page(decode_as(file.data, file.name, _encoding(file))), Flow()
    narrate(page, flow)
    text, drafts, origin = flow.finish()
    if not drafts:
        raise DocumentError(Problem(file.name, "the page has no text", "save it as the browser shows it"))
    if any(_says_more(draft) for draft in drafts) or any(True for _ in page.elements("li", "table", "dt")):
        made = blocks(text, drafts)
    else:
        # Nothing but paragraphs: what is a heading or an item is told by its look, as in plain text.
        made = plain.read(File(text.encode(), file.name)).blocks
    return Parsed(text, made, about(page, text, made), origin)


def _says_more(draft: Draft) -> bool:
    """Tell whether the markup of a block says more of it than that it is one."""
    # A bullet in front says so of plain text as well; a sign further in is one of a footnote.
    signs = any(hole.start > draft.stretches[0].start for hole in draft.holes)
    return draft.kind is BlockKind.HEADING or bool(draft.silent) or signs


def _encoding(file: File) -> str:
    found = _CHARSET.search(file.head) or _DECLARATION.search(file.head)
    told = found.group(1).decode("ascii").lower() if found else "utf-8"
    return _MEANT.get(told, told)


READER = Reader("html", "HTML", frozenset({".html", ".htm", ".xhtml"}), sniff, read)
