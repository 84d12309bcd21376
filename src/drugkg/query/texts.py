"""The texts of documents, and where each stretch of one stands in its file."""

from __future__ import annotations

from collections.abc import Iterator

from drugkg.errors import Problem, UsageError
from drugkg.query.names import expand, one_line
from drugkg.store import DocumentEntry, Store
from drugkg.text import Span

__all__ = ["find_document", "origin_lines"]

_LISTED = 8


def find_document(store: Store, name: str) -> DocumentEntry:
    """Return the document that a name means: file name, title, IRI, or the first letters of its id (`doc:...`).

    Raises:
        UsageError: if no document or more than one has this name.
    """
    entries = store.documents()
    iri = expand(name) or name.removeprefix("<").removesuffix(">")
    found = [entry for entry in entries if entry.iri == iri] or [
        entry
        for entry in entries
        if name in (entry.file_name, entry.title) or (expand(name) and entry.iri.startswith(iri))
    ]
    if len({entry.iri for entry in found}) == 1:
        return found[0]
    shown = ", ".join(one_line(entry.file_name or entry.iri) for entry in (found or entries)[:_LISTED])
    if found:
        told = ", ".join(one_line(entry.iri) for entry in found[:_LISTED])
        raise UsageError(Problem(name, f"{len(found)} documents have this name", f"give one IRI: {told}"))
    more = ", ..." if len(entries) > _LISTED else ""
    raise UsageError(Problem(name, "the graph has no such document", f"it has {shown}{more}"))


def origin_lines(store: Store, entry: DocumentEntry, span: Span) -> Iterator[str]:
    """Yield a line for each piece of a stretch of a text: where it is in the text, where in the file, and its words.

    Raises:
        UsageError: if the stretch lies outside of the text.
    """
    text, origin = store.text(entry.iri), store.origin(entry.iri)
    if not 0 <= span.start < span.end <= len(text):
        what = f"the text has no stretch from {span.start} to {span.end}"
        raise UsageError(Problem(entry.file_name, what, f"give two positions from 0 to {len(text)}, the smaller first"))
    if origin is None:
        yield f"{span.start}-{span.end}  {entry.file_name} {span.start}-{span.end}  {one_line(span.of(text))}"
        return
    for piece in origin.find(span):
        where = f"{entry.file_name} {f'page {piece.page}, ' if piece.page else ''}{piece.at}-{piece.at_end}"
        yield f"{piece.start}-{piece.end}  {where}  {one_line(text[piece.start : piece.end])}"
