"""`drugkg serve`: the graph for programs and browsers."""

from __future__ import annotations

import os
from dataclasses import fields
from typing import Any

import click

from drugkg.cli.options import note
from drugkg.serve.settings import Settings, settings

__all__ = ["command"]


def _option(name: str, help: str, default: object) -> click.Option:
    told = f"{help[0].upper()}{help[1:]}"
    shown = f"{told}; {default} where not given." if default != "" else f"{told}."
    return click.Option([f"--{name.replace('_', '-')}"], help=shown, metavar="VALUE")


@click.command(
    params=[
        click.Option(["--settings", "file"], metavar="FILE", help="A YAML file of settings."),
        *(_option(each.name, each.metadata["help"], each.default) for each in fields(Settings)),
    ]
)
def command(file: str | None, **given: Any) -> None:
    """Serve the graph to programs and browsers: SPARQL, saved queries, pages.

    Every option is also a line of the settings file (`query_seconds: 10`) and a variable (DRUGKG_SERVE_QUERY_SECONDS);
    an option outdoes a variable, a variable outdoes the file. The server reads the graph and never changes it; a graph
    that is built anew is taken up without a stop.

    \b
    Example:
      drugkg serve
      drugkg serve --port 9000 --workers 2
    """  # noqa: D301 (click reads the backspace)
    from drugkg.serve.run import run

    environment = {"DRUGKG_SERVE_STORE": os.environ["DRUGKG_STORE"]} if "DRUGKG_STORE" in os.environ else {}
    named = {key: value for key, value in given.items() if value is not None}
    chosen = settings(named, environment | dict(os.environ), file)
    run(chosen, lambda address: note(f"serving {chosen.store} at {address}"))
