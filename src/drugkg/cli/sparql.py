"""`drugkg sparql`: queries that a user writes, read-only and within a time limit."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from drugkg.cli.options import default_format, emit, output_option, store_option, terminal_width
from drugkg.errors import Problem, UsageError
from drugkg.query.asked import Asked
from drugkg.query.guard import check
from drugkg.query.nursery import answer_within
from drugkg.query.results import FORMATS

__all__ = ["command"]


@click.command()
@click.argument("query")
@store_option
@click.option("--format", "format", type=click.Choice(FORMATS), help="Table on a terminal, tsv elsewhere.")
@output_option
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=60,
    show_default=True,
    metavar="SECONDS",
    help="Stop the query after so many seconds.",
)
def command(query: str, store: str, format: str | None, output: str, timeout: float) -> None:
    """Ask the graph a SPARQL query of your own.

    QUERY is the text of a query, a file that ends in .rq or .sparql, or - for standard input. The prefixes of the graph
    (dkg, c, skos, dct, oa, ...) need not be declared. The graph is read, never changed; no other server is asked.

    \b
    Example:
      drugkg sparql 'SELECT ?drug ?condition { ?drug dkg:treats ?condition } ORDER BY ?drug ?condition'
    """  # noqa: D301 (click reads the backspace)
    text = _read(query)
    check(text)
    asked = Asked(text, form=format or default_format(output), width=terminal_width(output))
    emit(answer_within(timeout, store, asked), output)


def _read(query: str) -> str:
    if query != "-" and not query.endswith((".rq", ".sparql")):
        return query
    try:
        return (sys.stdin.buffer.read() if query == "-" else Path(query).read_bytes()).decode()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(Problem(query, f"the query cannot be read ({error})", "save it as UTF-8")) from error
