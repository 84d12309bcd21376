"""What was not read, as text for a terminal and as plain values."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from drugkg.audit.text import WIDTH
from drugkg.audit.unread import Unread
from drugkg.query.names import one_line
from drugkg.store import DocumentEntry

__all__ = ["unread_record", "unread_text"]

#: A sentence is shown as far as this.
_SHOWN = 240

Told = Mapping[DocumentEntry, Unread | None]
#: Returns the text of a document by its IRI.
Texts = Callable[[str], str]


def unread_text(told: Told, text: Texts, width: int | None = None) -> str:
    """Return what was not read of each document, section by section."""
    lines = [line for entry, left in told.items() for line in _document(entry, left, text, width or WIDTH)]
    head = textwrap.wrap(
        "Sentences that led to no claim: they may say nothing of the kind looked for, or be sentences that drugkg "
        "cannot read. So a document that seems silent may not be.",
        width or WIDTH,
    )
    return "".join(f"{line}\n" for line in (*head, *lines))


def _document(entry: DocumentEntry, left: Unread | None, text: Texts, width: int) -> Iterator[str]:
    yield ""
    yield from textwrap.wrap(one_line(f"{entry.title} ({entry.file_name})"), width, subsequent_indent="  ")
    if left is None:
        yield "  the store has not the text or the sentences of this document; build again from it"
        return
    yield f"  {left.share:.0%} of the text led to claims: {left.used} of {left.sentences} sentences"
    if left.silent:
        aside = ", ".join(f"{kind} {count}" for kind, count in left.silent.items())
        yield from textwrap.wrap(
            f"blocks left aside on purpose: {aside}", width, initial_indent="  ", subsequent_indent="    "
        )
    whole = text(entry.iri)
    for section in left.sections:
        heading = one_line(section.heading) or "(without heading)"
        counted = f"{heading}: {len(section.unread)} of {section.sentences}"
        yield from textwrap.wrap(counted, width, initial_indent="  ", subsequent_indent="    ")
        for span in section.unread:
            said = textwrap.shorten(one_line(span.of(whole)), _SHOWN, placeholder=" ...")
            yield from textwrap.wrap(f"- {said}", width, initial_indent="    ", subsequent_indent="      ")


def unread_record(told: Told, text: Texts) -> list[dict[str, Any]]:
    """Return what was not read of each document as plain values."""
    return [
        {
            "document": entry.iri,
            "title": entry.title,
            "file": entry.file_name,
            **({"known": False} if left is None else _record(left, text(entry.iri))),
        }
        for entry, left in told.items()
    ]


def _record(left: Unread, text: str) -> dict[str, Any]:
    return {
        "known": True,
        "share": round(left.share, 4),
        "sentences": left.sentences,
        "used": left.used,
        "silent": dict(left.silent or {}),
        "sections": [
            {
                "heading": section.heading,
                "sentences": section.sentences,
                "unread": [{"start": span.start, "end": span.end, "text": span.of(text)} for span in section.unread],
            }
            for section in left.sections
        ],
    }
