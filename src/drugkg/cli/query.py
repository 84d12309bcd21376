"""`drugkg query`: saved queries, whose options follow from their headers."""

from __future__ import annotations

import shlex

import click
import pyoxigraph

from drugkg.cli.options import default_format, emit, note, output_option, store_option, terminal_width
from drugkg.query.resolve import Names
from drugkg.query.results import FORMATS, Table, write
from drugkg.query.run import ask, find, prepare, saved_queries
from drugkg.query.saved import Parameter, ParameterType, SavedQuery
from drugkg.store import open_store

__all__ = ["command", "listing"]

_METAVAR = {ParameterType.IRI: "NAME", ParameterType.LITERAL: "TEXT", ParameterType.INTEGER: "NUMBER"}
_ROWS = tuple(name for name in FORMATS if name != "turtle")


class SavedQueryCommand(click.Command):
    """A saved query; a wrong option is answered with those that there are."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the options."""
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            options = ", ".join(option for param in self.params for option in param.opts if option.startswith("--"))
            message = f"the query {self.name} has no option {error.option_name}. It has {options}."
            raise click.NoSuchOption(error.option_name, message, ctx=ctx) from error


class SavedQueries(click.Group):
    """All saved queries, each a command of its own."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        """Return the names of the queries."""
        return list(saved_queries())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return the command of a query."""
        return _command(find(cmd_name))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the names and summaries of all queries."""
        with formatter.section("Queries"):
            formatter.write_dl([(name, find(name).summary) for name in saved_queries()])


@click.group(cls=SavedQueries, invoke_without_command=True, subcommand_metavar="[QUERY [OPTIONS]]")
@click.option("--format", "format", type=click.Choice(_ROWS), help="The format of the list.")
@click.pass_context
def command(ctx: click.Context, format: str | None) -> None:
    """Ask a saved query; without a name, list them all.

    QUERY is the name of a saved query, or a file of your own that ends in .rq. What a query asks for (a drug, an
    effect) is given by name, synonym or identifier, and may be given several times.

    \b
    Example:
      drugkg query effects --drug baclofen
      drugkg query effects --help
    """  # noqa: D301 (click reads the backspace)
    if ctx.invoked_subcommand is None:
        table = listing()
        emit(table.write(format or "table", terminal_width("-")))


def listing() -> Table:
    """Return all saved queries with what they ask for."""
    rows = []
    for name in saved_queries():
        query = find(name)
        options = " ".join(f"--{parameter.name}" for parameter in query.parameters)
        rows.append(tuple(pyoxigraph.Literal(cell) for cell in (name, options, query.summary)))
    return Table(("query", "options", "summary"), tuple(rows))


def _command(query: SavedQuery) -> click.Command:
    def run(store: str, format: str | None, output: str, **values: tuple[str, ...]) -> None:
        with open_store(store) as graph:
            bound = prepare(Names(graph), query, {name: given for name, given in values.items() if given})
            for name, value in bound.defaults:
                note(f"no --{name} is given: the answer is for {value}")
            answer = ask(graph, bound.sparql)
            emit(write(answer, format or default_format(output), terminal_width(output)), output)

    saved = SavedQueryCommand(
        query.name, callback=run, help=_help(query), params=[_option(p) for p in query.parameters]
    )
    for add in (
        store_option,
        click.option("--format", "format", type=click.Choice(FORMATS), help="Table on a terminal, tsv elsewhere."),
        output_option,
    ):
        add(saved)
    return saved


def _option(parameter: Parameter) -> click.Option:
    kind = f" ({' or '.join(parameter.classes)})" if parameter.classes else ""
    given = "" if parameter.default is None else f"  [default: {parameter.default}]"
    return click.Option(
        [f"--{parameter.name.replace('_', '-')}", parameter.name],
        multiple=True,
        metavar=_METAVAR[parameter.type],
        help=f"{parameter.help}{kind}{given}",
    )


def _help(query: SavedQuery) -> str:
    """Return what `--help` shows: the summary, an example, and what the columns mean."""
    values = " ".join(f"--{name} {shlex.quote(value)}" for name, value in query.example)
    columns = "".join(f"\n\n  {name}: {meaning}" for name, meaning in query.columns)
    told = f"\n\nColumns:{columns}" if columns else ""
    return f"{query.summary}\n\n\b\nExample:\n  drugkg query {query.name} {values}".rstrip() + told
