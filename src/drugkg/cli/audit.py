"""`drugkg audit`: which document says what about a drug, and what of it was not read."""

from __future__ import annotations

import json

import click

from drugkg.audit.report import Report
from drugkg.audit.report_reading import audit_of
from drugkg.audit.report_record import record
from drugkg.audit.report_text import report_text
from drugkg.audit.unread import unread_of
from drugkg.audit.unread_text import unread_record, unread_text
from drugkg.claims.relations import RELATIONS
from drugkg.cli.options import emit, note, output_option, store_option, terminal_width
from drugkg.errors import Problem, UsageError
from drugkg.store import Store, open_store

__all__ = ["command"]


@click.command()
@click.argument("drug", required=False)
@store_option
@click.option(
    "--relation",
    multiple=True,
    type=click.Choice(tuple(RELATIONS)),
    metavar="RELATION",
    help="Only this relation; may be given several times.",
)
@click.option("--source", default="", metavar="WORDS", help="Only what this source or document says something of.")
@click.option("--html", metavar="FILE", help="Write a page with the full texts, each claim linked to its words.")
@click.option("--unread", is_flag=True, help="Show the sentences that led to no claim; of all drugs, if none is named.")
@click.option("--format", "format", type=click.Choice(("text", "json")), default="text", show_default=True)
@output_option
def command(
    drug: str | None,
    store: str,
    relation: tuple[str, ...],
    source: str,
    html: str | None,
    unread: bool,
    format: str,
    output: str,
) -> None:
    """Show which document says what about a drug: conflicts first, then claim by source.

    A sign in a document's column tells its stance; a dot, that it has the section in which one would look, and does not
    mention it. What a document gives beside its stance (how often, how much, in whom) stands below the row.

    --html writes the same as one page for a browser that needs nothing else. --unread shows what of each document led
    to no claim, so that silence of the reader is not taken for silence of the source.

    \b
    Example:
      drugkg audit baclofen
      drugkg audit baclofen --relation hasDose --source monographs
      drugkg audit baclofen --html baclofen.html
      drugkg audit baclofen --unread
    """  # noqa: D301 (click reads the backspace)
    if unread and (html or relation or source):
        raise UsageError(Problem("--unread", "it goes with no other choice", "ask for one after the other"))
    with open_store(store) as graph:
        found = audit_of(graph, drug) if drug else None
        if unread:
            emit(_unread(graph, found, format, terminal_width(output)), output)
            return
        if found is None:
            raise UsageError(Problem("DRUG", "no drug is named", "give the name of one"))
        found = found.only(relation, source)
        if html:
            from drugkg.audit.page_reading import page_of

            emit(page_of(graph, found), html)
            note(f"{found.drug}: {len(found.columns)} documents, in {html}")
            return
    as_json = format == "json"
    emit(_json(record(found)) if as_json else report_text(found, terminal_width(output)), output)


def _unread(graph: Store, found: Report | None, format: str, width: int | None) -> str:
    about = None if found is None else {column.document.iri for column in found.columns}
    entries = {entry.iri: entry for entry in graph.documents() if about is None or entry.iri in about}
    told = {entries[iri]: left for iri, left in unread_of(graph, entries).items()}
    return _json(unread_record(told, graph.text)) if format == "json" else unread_text(told, graph.text, width)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
