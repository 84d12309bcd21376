"""The generated pages of the documentation: saved queries from their headers, commands from their help."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from urllib.parse import urlencode

import click

from drugkg.cli.root import root
from drugkg.query.run import by_group, find
from drugkg.query.saved import SavedQuery

__all__ = ["commands_page", "queries_page"]

_WIDTH = 100


def queries_page() -> str:
    """Return the page that lists the saved queries, in Markdown."""
    return "\n".join(
        [
            "# Saved queries",
            "",
            *_QUERIES_INTRODUCTION,
            *_OVER_HTTP,
            *_asked_over_http(find("effects")),
            *(line for title, queries in by_group() for line in _group(title, queries)),
        ]
    )


def commands_page() -> str:
    """Return the page that lists the commands with their help, in Markdown."""
    lines = ["# Commands", "", *_COMMANDS_INTRODUCTION]
    for path, help in _helps(root, "drugkg", None):
        lines += [f"## {path}", "", "```text", help, "```", ""]
    return "\n".join(lines)


def _asked_over_http(query: SavedQuery) -> Iterator[str]:
    asked = urlencode([*query.example, ("format", "csv")])
    yield from ("```sh", f"curl 'http://127.0.0.1:8000/queries/{query.name}?{asked}'", "```", "")


def _group(title: str, queries: tuple[SavedQuery, ...]) -> Iterator[str]:
    yield from (f"## {title}", "")
    for query in queries:
        yield from _query(query)


def _query(query: SavedQuery) -> Iterator[str]:
    yield f"### {query.name}"
    yield ""
    yield f"{query.summary}."
    yield ""
    values = " ".join(f"--{name} {shlex.quote(value)}" for name, value in query.example)
    yield from ("```sh", f"drugkg query {query.name} {values}".rstrip(), "```", "")
    if query.parameters:
        yield from ("| parameter | takes | default | meaning |", "| --- | --- | --- | --- |")
        for parameter in query.parameters:
            takes = " or ".join(parameter.classes) or parameter.type.value
            default = "" if parameter.default is None else f"`{parameter.default}`"
            yield f"| `--{parameter.name}` | {takes} | {default} | {parameter.help} |"
        yield ""
    if query.columns:
        yield from ("| column | meaning |", "| --- | --- |")
        yield from (f"| {name} | {meaning} |" for name, meaning in query.columns)
        yield ""


def _helps(command: click.Command, path: str, parent: click.Context | None) -> Iterator[tuple[str, str]]:
    """Yield every command with its help; the saved queries have a page of their own."""
    name = path.rpartition(" ")[2]
    context = click.Context(command, info_name=name, parent=parent, terminal_width=_WIDTH, **command.context_settings)
    yield path, command.get_help(context)
    if isinstance(command, click.Group) and path != "drugkg query":
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None:
                yield from _helps(inner, f"{path} {name}", context)


_QUERIES_INTRODUCTION = (
    "Each is a file in `queries/` that runs as it is in any SPARQL editor. `drugkg query NAME` puts what you ask for",
    "into its `VALUES` lines. A parameter takes a name, a synonym or an identifier, and may be given several times;",
    "one without default may be left out. Columns that end in `Label` are names for people; `quote` holds the exact",
    "words of the document, and `claim` is what `drugkg explain` takes. A table shows what all rows share once above,",
    "leaves out columns that are empty, and shortens identifiers; csv, tsv and json have everything.",
    "",
    "No answer shows one side in silence. Wherever claims are rows, `finding` tells how each stands to others: in a",
    "`conflict`, else in a `difference`, else in an `agreement`, empty where it is in none; `drugkg conflicts` and the",
    "query `findings` show the other sides. All queries ask for it in the same words, which serve in your own as well:",
    "",
    "```sparql",
    'BIND(IF(EXISTS { ?conflict dkg:conflictOf ?claim }, "conflict",',
    '     IF(EXISTS { ?difference dkg:differenceOf ?claim }, "difference",',
    '     IF(EXISTS { ?agreement dkg:agreementOf ?claim }, "agreement", ""))) AS ?finding)',
    "```",
    "",
)
_OVER_HTTP = (
    "## Over HTTP",
    "",
    "`drugkg serve` answers each query at `/queries/NAME`, its parameters in the address; several values of one are",
    "alternatives. `/queries` lists them, `/openapi.json` describes them to programs. A browser gets a form and a",
    "table; programs choose by `Accept` or `?format=`, and get the bytes that `drugkg query --format` writes:",
    "",
    "| `?format=` | media type | what it is |",
    "| --- | --- | --- |",
    "| `json` | `application/sparql-results+json` | SPARQL 1.1 results; what a program gets that names no form |",
    "| `csv`, `tsv` | `text/csv`, `text/tab-separated-values` | SPARQL 1.1 results |",
    "| `jsonl` | `application/jsonl` | an object of plain values a row |",
    "| `sparql` | `application/sparql-query` | the query itself, with what was asked for put in |",
    "| `html` | `text/html` | the page, of which `?page=` shows further rows |",
    "",
    "A value that means nothing, or a parameter that a query does not have, is answered with status 400 and the names",
    "that come near: `{ok, status, error, errors: [{place, what, remedy}]}`. The `ETag` of an answer holds until the",
    "graph is built anew. Any site may ask. A query that names nothing of the graph (`quotes` without a drug)",
    "searches all of it; like those of `/sparql` it is stopped when it takes too long (504) or its answer grows too",
    "large (507).",
    "",
    "The queries also stand at `/.well-known/sparql-examples` as `sh:SPARQLExecutable`; `/.well-known/void`, and",
    "`/sparql` without a query, tell all that the server says of itself: service, data set, numbers by class and",
    "property, sources.",
    "",
)
_COMMANDS_INTRODUCTION = (
    "Results go to standard output, notes and errors to standard error. The exit code is 0 if all went well, 1 if",
    "something is wrong with the material, 2 for wrong use, 130 after Ctrl-C.",
    "",
)
