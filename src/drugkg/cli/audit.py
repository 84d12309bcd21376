"""`drugkg audit`: which document says what about a drug."""

from __future__ import annotations

import json

import click

from drugkg.audit.report_reading import audit_of
from drugkg.audit.report_record import record
from drugkg.audit.report_text import report_text
from drugkg.claims.relations import RELATIONS
from drugkg.cli.options import emit, output_option, store_option, terminal_width
from drugkg.store import open_store

__all__ = ["command"]


@click.command()
@click.argument("drug")
@store_option
@click.option(
    "--relation",
    multiple=True,
    type=click.Choice(tuple(RELATIONS)),
    metavar="RELATION",
    help="Only this relation; may be given several times.",
)
@click.option("--source", default="", metavar="WORDS", help="Only what this source or document says something of.")
@click.option("--format", "format", type=click.Choice(("text", "json")), default="text", show_default=True)
@output_option
def command(drug: str, store: str, relation: tuple[str, ...], source: str, format: str, output: str) -> None:
    """Show which document says what about a drug: conflicts first, then claim by source.

    A sign in a document's column tells its stance; a dot, that it has the section in which one would look, and does not
    mention it. What a document gives beside its stance (how often, how much, in whom) stands below the row.

    \b
    Example:
      drugkg audit baclofen
      drugkg audit baclofen --relation hasDose --source monographs
    """  # noqa: D301 (click reads the backspace)
    with open_store(store) as graph:
        found = audit_of(graph, drug)
    found = found.only(relation, source)
    emit(
        json.dumps(record(found), ensure_ascii=False, indent=2) + "\n"
        if format == "json"
        else report_text(found, terminal_width(output)),
        output,
    )
