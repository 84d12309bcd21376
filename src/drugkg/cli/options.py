"""What commands share: options, the way out for results, and notes for people."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from drugkg.errors import Problem, UsageError

__all__ = ["default_format", "emit", "note", "output_option", "store_option", "terminal_width"]

Command = TypeVar("Command", bound=Callable[..., Any])


def store_option(command: Command) -> Command:
    """Add `--store`: the folder of the built graph."""
    return click.option(
        "--store",
        default=".drugkg",
        envvar="DRUGKG_STORE",
        show_default=True,
        metavar="FOLDER",
        help="The folder of the built graph; also set by DRUGKG_STORE.",
    )(command)


def output_option(command: Command) -> Command:
    """Add `-o`: the file of the result."""
    return click.option(
        "-o",
        "--output",
        default="-",
        metavar="FILE",
        help="Write the result to a file instead of the terminal; - is standard output.",
    )(command)


def default_format(output: str) -> str:
    """Return the format of rows where none is named: a table on a terminal, tsv elsewhere; a file's by its suffix."""
    suffix = Path(output).suffix.removeprefix(".")
    if output != "-":
        return suffix if suffix in ("csv", "tsv", "json", "jsonl") else "tsv"
    return "table" if sys.stdout.isatty() else "tsv"


def terminal_width(output: str) -> int | None:
    """Return the width of the terminal that the result goes to, None where it goes elsewhere."""
    if output != "-" or not (sys.stdout.isatty() or os.environ.get("COLUMNS")):
        return None
    return shutil.get_terminal_size().columns


def emit(result: bytes | str, output: str = "-") -> None:
    """Write a result to standard output or a file.

    Raises:
        UsageError: if the file cannot be written.
    """
    data = result.encode() if isinstance(result, str) else result
    if output == "-":
        click.echo(data, nl=False)
        return
    try:
        Path(output).write_bytes(data)
    except OSError as error:
        raise UsageError(Problem(output, f"the file cannot be written ({error.strerror})", "choose another")) from error


def note(message: str) -> None:
    """Tell something beside the result, on standard error."""
    click.echo(message, err=True)
