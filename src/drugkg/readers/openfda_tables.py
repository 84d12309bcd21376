"""Tables of openFDA's labels: XML inside of JSON strings, every word of which still leads to the file."""

from __future__ import annotations

from collections.abc import Iterator

from drugkg.errors import DocumentError
from drugkg.readers.json_values import Text
from drugkg.readers.xml_tree import Element, Run, tree
from drugkg.text import Span

__all__ = ["table"]


def table(told: Text, file_name: str) -> Element | None:
    """Return the element that holds a table, its words placed in the file; None where it is malformed.

    What cannot be read as a table is left to the running text, which has the same words.
    """
    try:
        root = tree(told.text, file_name)
    except DocumentError:
        return None
    holder = Element("text", {}, 0, [root])
    for element in holder.descendants():
        element.inside[:] = [
            part
            for inner in element.inside
            for part in ([inner] if isinstance(inner, Element) else _placed(inner, told))
        ]
    return holder


def _placed(run: Run, told: Text) -> Iterator[Run]:
    """Yield a run with its place in the file instead of that in the string."""
    pieces = told.origin.find(Span(run.at, run.at_end))
    if run.text == told.text[run.at : run.at_end]:
        yield from (Run(told.text[piece.start : piece.end], piece.at, piece.at_end) for piece in pieces)
    elif pieces:
        yield Run(run.text, pieces[0].at, pieces[-1].at_end)
