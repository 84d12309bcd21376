"""The root command: a table of commands, and one place where errors become messages and exit codes."""

from __future__ import annotations

import errno
import importlib
from typing import Any

import click

from drugkg import __version__
from drugkg.errors import DrugKGError

__all__ = ["COMMANDS", "main", "root"]

#: Every command with the line that `drugkg --help` shows; its module is imported when it is called.
COMMANDS = {
    "audit": "Show which document says what about a drug: conflicts first, then claim by source.",
    "build": "Read documents and build the graph of what they claim.",
    "check": "Check that a graph is sound: every quote, every hash, every name, every claim.",
    "conflicts": "List where documents contradict each other, the weightiest for patients first.",
    "curate": "Write down what is wrong, withdrawn or dismissed, and see what still fits.",
    "diff": "Show which claims were gained, lost or changed between two graphs or documents.",
    "explain": "Show the words behind a claim, in their place in the document.",
    "export": "Write the graph, or a part of it, for other tools.",
    "extract": "Show the claims of one document, without building a graph.",
    "ontology": "Show what the terms of the graph mean, and check that they hold together.",
    "query": "Ask a saved query; without a name, list them all.",
    "serve": "Serve the graph to programs and browsers: SPARQL, saved queries, pages.",
    "sparql": "Ask the graph a SPARQL query of your own.",
    "text": "Print the text of a document, in which the positions of all quotes count.",
    "vocab": "Look into the vocabulary: names, synonyms, identifiers.",
}

#: What a shell reports for a program that Ctrl-C ended.
_INTERRUPTED = 130


class Failure(click.ClickException):
    """Something is wrong with the material; shown as it is, without the usage of the command."""

    def show(self, file: Any = None) -> None:
        """Print the message to standard error."""
        click.echo(f"error: {self.message}", file=file, err=True)


class WrongUse(Failure):
    """Something is wrong with what the user asked for."""

    exit_code = 2


class Root(click.Group):
    """The group of all commands."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        """Return the names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import and return a command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"drugkg.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the table of commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; every error becomes a line on standard error and an exit code."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except DrugKGError as error:
            kind = WrongUse if error.exit_code == WrongUse.exit_code else Failure
            raise kind(str(error).replace("\n", "\nerror: ")) from error
        except KeyboardInterrupt:
            click.echo("interrupted", err=True)
            ctx.exit(_INTERRUPTED)
        except Exception as error:
            if ctx.params.get("debug") or (isinstance(error, OSError) and error.errno == errno.EPIPE):
                raise
            message = f"unexpected {type(error).__name__}: {error}. Run `drugkg --debug ...` for the traceback."
            raise Failure(" ".join(message.split())) from error


@click.group(cls=Root, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="drugkg")
@click.option("--debug", is_flag=True, help="Show the traceback of an unexpected error.")
def root(*, debug: bool) -> None:
    """Build one graph from many drug documents, in which every claim names its source and its words.

    \b
    Example:
      drugkg build documents/
      drugkg query effects --drug baclofen
    """  # noqa: D301 (click reads the backspace)
    del debug  # read by Root.invoke


def main() -> None:
    """Run the command line of this process."""
    root(prog_name="drugkg")
