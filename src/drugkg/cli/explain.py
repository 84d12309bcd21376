"""`drugkg explain`: a claim with the words that make it, marked where they stand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict

import click

from drugkg.cli.options import coloured, emit, output_option, store_option
from drugkg.query.explain import Explanation, Passage, explain
from drugkg.query.names import one_line
from drugkg.store import open_store

__all__ = ["command", "lines"]


@click.command()
@click.argument("claim")
@store_option
@click.option("--format", "format", type=click.Choice(["text", "json"]), default="text", show_default=True)
@output_option
def command(claim: str, store: str, format: str, output: str) -> None:
    """Show the words behind a claim, in their place in the document.

    CLAIM is its IRI, or the first letters of its id as the last column of a query shows it. The quote stands in [[ ]],
    what names the object in ** **; on a terminal they are coloured instead.

    \b
    Example:
      drugkg explain claim:md6rig474k
    """  # noqa: D301 (click reads the backspace)
    with open_store(store) as graph:
        explained = explain(graph, claim)
    if format == "json":
        emit(json.dumps(asdict(explained), ensure_ascii=False, indent=2) + "\n", output)
        return
    emit("\n".join(lines(explained, coloured=coloured(output))) + "\n", output)


def lines(explained: Explanation, *, coloured: bool = False) -> Iterator[str]:
    """Yield the lines of an explanation."""
    yield one_line(explained.label)
    yield ""
    facts = [
        ("stance", explained.stance),
        *explained.values,
        ("source", explained.source),
        ("document", f"{explained.document} ({explained.file_name})" if explained.file_name else explained.document),
        ("claim", explained.claim),
        *((f"{each.status} {each.status.kind}", each.words) for each in explained.decisions),
    ]
    wide = max(len(name) for name, _ in facts)
    yield from (f"{name.ljust(wide)}  {one_line(value)}" for name, value in facts)
    for passage in explained.passages:
        yield ""
        yield f"{passage.section or 'no section'} ({passage.start}-{passage.end}), rule {passage.rule}:"
        yield f"  {_marked(passage, coloured=coloured)}"
        yield from (f"  cites {one_line(reference)}" for reference in passage.references)
    if explained.others:
        yield ""
        yield "The same is spoken of by:"
        for other in explained.others:
            yield f"  {other.source}, {other.document}: {other.stance} ({other.claim.rpartition('/')[2][:10]})"


def _marked(passage: Passage, *, coloured: bool) -> str:
    """Return the passage between its neighbours, quote and mention marked."""
    quote, mention = one_line(passage.quote), one_line(passage.mention)
    at = re.search(re.escape(mention), quote, re.IGNORECASE) if mention else None
    parts = (quote[: at.start()], at[0], quote[at.end() :]) if at else (quote, "", "")
    if coloured:
        shown = "".join(
            click.style(part, fg="yellow" if number == 1 else None, bold=True, underline=True)
            for number, part in enumerate(parts)
            if part
        )
    else:
        shown = f"[[{parts[0]}{f'**{parts[1]}**' if parts[1] else ''}{parts[2]}]]"
    space_before = " " if passage.before[-1:].isspace() and passage.before.strip() else ""
    space_after = " " if passage.after[:1].isspace() else ""
    return f"{one_line(passage.before)}{space_before}{shown}{space_after}{one_line(passage.after)}"
