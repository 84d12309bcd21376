"""`drugkg export`: the graph for other tools."""

from __future__ import annotations

from pathlib import Path

import click

from drugkg.cli.options import emit, output_option, store_option
from drugkg.query.export import FORMATS, export
from drugkg.store import open_store

__all__ = ["command"]

_SUFFIXES = {".ttl": "turtle", ".trig": "trig", ".nq": "nquads", ".jsonl": "claims"}


@click.command()
@store_option
@click.option(
    "--format",
    "format",
    type=click.Choice(FORMATS),
    help="Told by the file's suffix where not given; turtle on standard output.",
)
@click.option(
    "--drug", multiple=True, metavar="NAME", help="Only documents about this drug; may be given several times."
)
@output_option
def command(store: str, format: str | None, drug: tuple[str, ...], output: str) -> None:
    """Write the graph, or its claims, to a file.

    turtle is one graph, trig and nquads keep one named graph a document, claims is one JSON object a claim, conflicts
    one JSON object a finding: conflicts, differences and agreements.

    \b
    Example:
      drugkg export --format trig -o graph.trig
      drugkg export --format claims --drug baclofen -o claims.jsonl
    """  # noqa: D301 (click reads the backspace)
    with open_store(store) as graph:
        result = export(graph, format or _SUFFIXES.get(Path(output).suffix, "turtle"), drug)
    emit(result, output)
