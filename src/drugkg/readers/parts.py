"""Files that hold several documents: where each of them stands."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from drugkg.readers.base import File
from drugkg.readers.choice import choose

__all__ = ["Part", "may_hold_several", "parts"]

#: How formats begin that can hold several documents. So most files need not be looked into.
_OPENINGS = (b"{", b"[")


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a file that holds several: its number, its bytes, and how many code points stand in front."""

    number: int
    start: int
    end: int
    first: int


def may_hold_several(head: bytes) -> bool:
    r"""Tell from the first bytes of a file whether it may hold several documents.

    >>> may_hold_several(b'\n {"results": []}'), may_hold_several(b"# Aspirin")
    (True, False)
    """
    return head.removeprefix(codecs.BOM_UTF8).lstrip().startswith(_OPENINGS)


def parts(data: bytes, file_name: str) -> tuple[Part, ...]:
    """Return the documents in a file that holds several; nothing where it holds one.

    Raises:
        DocumentError: if the file cannot be read.
    """
    file = File(data, file_name)
    reader = choose(file)
    spans = reader.parts(file) if reader.parts else ()
    if len(spans) < 2:
        return ()
    found: list[Part] = []
    place, at = len(data) - len(file.text.encode()), 0
    for number, span in enumerate(spans, 1):
        start = place + len(file.text[at : span.start].encode())
        place, at = start + len(span.of(file.text).encode()), span.end
        found.append(Part(number, start, place, span.start))
    return tuple(found)
