"""`drugkg text`: the text of a document, as its claims quote it."""

from __future__ import annotations

import re

import click

from drugkg.cli.options import emit, output_option, store_option
from drugkg.query.texts import find_document, origin_lines
from drugkg.store import open_store
from drugkg.text import Span

__all__ = ["command"]


def _stretch(context: click.Context, option: click.Parameter, value: str | None) -> Span | None:
    """Return the span that two positions with a colon between them name."""
    found = re.fullmatch(r"(\d{1,12}):(\d{1,12})", value or "0:0")
    if not found:
        raise click.BadParameter(f"{value!r} is not START:END, like 120:148", context, option)
    return None if value is None else Span(int(found[1]), int(found[2]))


@click.command()
@click.argument("document")
@store_option
@click.option(
    "--origin", callback=_stretch, metavar="START:END", help="Show where in the file this stretch of the text stands."
)
@output_option
def command(document: str, store: str, origin: Span | None, output: str) -> None:
    """Print the text of a document, in which the positions of all quotes count.

    DOCUMENT is its file name, its title, or its IRI. Of plain text and Markdown the text is the file; of other formats
    it is what drugkg reads in them. With --origin, each line shows a piece of the stretch: its place in the text, its
    place in the file, and its words. Both places count Unicode code points, from 0.

    \b
    Example:
      drugkg text label.xml
      drugkg text label.xml --origin 120:148
    """  # noqa: D301 (click reads the backspace)
    with open_store(store) as graph:
        entry = find_document(graph, document)
        text = graph.text(entry.iri) if origin is None else "\n".join(origin_lines(graph, entry, origin)) + "\n"
    emit(text, output)
