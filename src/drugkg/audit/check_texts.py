"""Quotes against texts, texts against hashes, and files against what was read of them."""

from __future__ import annotations

import codecs
import hashlib
import json
from collections.abc import Iterator
from typing import NamedTuple

from drugkg.audit.material import Material, Node
from drugkg.query.names import one_line

__all__ = [
    "claims_file",
    "context_differs",
    "file_changed",
    "miscounted",
    "quote_differs",
    "read_otherwise",
    "text_changed",
]

#: So much of a quote is shown.
_SHOWN = 60
_NEAR = 12
_CONTEXT = 32


class Words(NamedTuple):
    """The two selectors of a passage."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


def _words(passage: Node, graph: Material) -> Words | None:
    """Return where a passage stands and what it quotes, None where that is not told in full."""
    selectors = [graph.node(iri) for iri in passage.all("oa:hasSelector")]
    places = [each for each in selectors if each.is_a("oa:TextPositionSelector")]
    quotes = [each for each in selectors if each.is_a("oa:TextQuoteSelector")]
    if len(places) != 1 or len(quotes) != 1:
        return None
    start, end, exact = places[0].one("oa:start"), places[0].one("oa:end"), quotes[0].one("oa:exact")
    if not (start and start.isdecimal() and end and end.isdecimal() and exact):
        return None
    return Words(int(start), int(end), exact, *(quotes[0].one(f"oa:{name}") or "" for name in ("prefix", "suffix")))


def miscounted(passage: Node, graph: Material) -> Iterator[str]:
    """Tell where position and quote of a passage are not of the same length."""
    words = _words(passage, graph)
    if words is not None and words.end - words.start != len(words.exact):
        told = f"{words.start}-{words.end} are {words.end - words.start} characters, the quote has {len(words.exact)}"
        yield f"position and quote do not fit: {told}"


def quote_differs(passage: Node, graph: Material) -> Iterator[str]:
    """Tell where the text has other words than the quote."""
    document, words = passage.one("oa:hasSource"), _words(passage, graph)
    text = graph.text(document) if document else None
    if text is None or words is None:
        return
    stands = text[words.start : words.end]
    if stands != words.exact:
        at = next((n for n, (a, b) in enumerate(zip(stands, words.exact, strict=False)) if a != b), len(stands))
        said, read = (_around(part, at) for part in (words.exact, stands))
        yield f'it quotes "{said}", but at {words.start}-{words.end} the text has "{read}"'


def context_differs(passage: Node, graph: Material) -> Iterator[str]:
    """Tell where the words before and after a quote are not those of the text."""
    document, words = passage.one("oa:hasSource"), _words(passage, graph)
    text = graph.text(document) if document else None
    if text is None or words is None:
        return
    before, after = text[: words.start], text[words.end :]
    if not before.endswith(words.prefix) or (before and not words.prefix):
        stands = before[-len(words.prefix) or -_CONTEXT :]
        yield f'before it, it tells "{_cut(words.prefix)}", but the text has "{_cut(stands)}"'
    if not after.startswith(words.suffix) or (after and not words.suffix):
        stands = after[: len(words.suffix) or _CONTEXT]
        yield f'after it, it tells "{_cut(words.suffix)}", but the text has "{_cut(stands)}"'


def text_changed(document: Node, graph: Material) -> Iterator[str]:
    """Tell where the text that a store keeps has another hash than the graph tells, or cannot be read."""
    if graph.store is None or not graph.store.keeps(document.iri):
        return
    text = graph.text(document.iri)
    if text is None:
        yield "the store was built from it, but its text is gone or no text any more"
        return
    wanted = document.one("dkg:textHash") or document.one("dkg:contentHash")
    # Where the text is the file, a byte order mark in front of it belongs to the file alone.
    marks = (b"",) if document.all("dkg:textHash") else (b"", codecs.BOM_UTF8)
    if wanted not in {_hash(mark + text.encode()) for mark in marks}:
        yield f"the text in the store has the hash {_hash(text.encode())}, the graph tells {wanted}"


def file_changed(document: Node, graph: Material) -> Iterator[str]:
    """Tell where the file of a document has other bytes than those that were read."""
    content, name = document.one("dkg:contentHash"), document.one("dkg:fileName")
    if graph.files is None or content in graph.files.by_hash:
        return
    found = graph.files.by_name.get(name or "")
    if found is not None:
        yield f"the file {found.path.name} has the hash {found.content_hash}, the graph tells {content}"


def read_otherwise(document: Node, graph: Material) -> Iterator[str]:
    """Tell where the file of a document gives another text now than the one that quotes count in."""
    text = graph.read_again(document.iri)
    wanted = document.one("dkg:textHash")
    if text is not None and wanted is not None and _hash(text.encode()) != wanted:
        yield f"the file gives a text with the hash {_hash(text.encode())}, the graph tells {wanted}"


def claims_file(document: Node, graph: Material) -> Iterator[str]:
    """Tell where the claims file that a store keeps does not say what the graph says."""
    if graph.store is None or not graph.store.keeps(document.iri):
        return
    in_graph, in_file = set(graph.of("dct:source", document.iri)), set()
    try:
        for line in graph.store.lines_of(document.iri):
            record = json.loads(line)
            claim = graph.node(record["claim"])
            in_file.add(claim.iri)
            stance = (claim.one("dkg:stance") or "").rpartition("#")[2]
            if claim.iri in in_graph and (stance, claim.one("dkg:proposition")) != (
                record["stance"],
                record["proposition"],
            ):
                yield f"its claims file and the graph tell two things of {claim.iri}"
    except (OSError, ValueError, KeyError, TypeError) as error:
        yield f"its claims file cannot be read ({error})"
        return
    if in_graph != in_file:
        gone, more = len(in_graph - in_file), len(in_file - in_graph)
        yield f"its claims file lacks {gone} claims of the graph, and has {more} that the graph lacks"


def _hash(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _around(text: str, at: int) -> str:
    """Return a piece of a text that shows what stands at a place."""
    start = max(0, at - _NEAR)
    return f"{'...' if start else ''}{_cut(text[start:])}"


def _cut(text: str) -> str:
    shown = one_line(text)
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}..."
