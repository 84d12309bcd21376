"""What commands share: options, the way out for results, and notes for people."""

from __future__ import annotations

import functools
import os
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from drugkg.errors import Problem, UsageError

if TYPE_CHECKING:
    from drugkg.extractors import Choice

__all__ = [
    "coloured", "curation_option", "default_format", "emit", "extractor_options", "note", "note_rejected",
    "output_option", "store_option", "terminal_width", "vocabulary_option"]  # fmt: skip

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


def curation_option(command: Command) -> Command:
    """Add `--curation`: the file of what curators decided, None where none is named."""
    return click.option(
        "--curation",
        envvar="DRUGKG_CURATION",
        metavar="FILE",
        help="The file of what curators decided; also set by DRUGKG_CURATION. Without it, the curation.yaml in each "
        "folder that holds a document.",
    )(command)


#: What only an extractor reads; each may be set by its variable too.
_OF_EXTRACTORS = (
    ("llm_url", "DRUGKG_LLM_URL", "URL", "The address of its server, /v1 included: https, or http on this machine."),
    ("llm_model", "DRUGKG_LLM_MODEL", "NAME", "The model that the server shall use."),
    ("llm_timeout", "DRUGKG_LLM_TIMEOUT", "SECONDS", "How long one answer may take; 120 where not given."),
)


def extractor_options(command: Command) -> Command:
    """Add `--extractor` and what it needs; the command gets the choice, or None, as `extractor`."""

    @functools.wraps(command)
    def chosen(*args: Any, extractor: str | None, **options: Any) -> Any:
        held = {name: options.pop(name) for name, *_ in _OF_EXTRACTORS}
        context = click.get_current_context()
        given = [n for n in held if context.get_parameter_source(n) is click.core.ParameterSource.COMMANDLINE]
        if extractor is None and given:
            option = f"--{given[0].replace('_', '-')}"
            raise UsageError(Problem(option, "no extractor is asked for that reads it", "add `--extractor llm`"))
        return command(*args, extractor=_choice(extractor, held) if extractor else None, **options)

    for name, variable, shown, help in reversed(_OF_EXTRACTORS):
        kind = float if shown == "SECONDS" else str
        told = f"{help} Also set by {variable}."
        option = click.option(f"--{name.replace('_', '-')}", name, envvar=variable, metavar=shown, type=kind, help=told)
        chosen = option(chosen)
    told = "Let this one read beside the rules; `llm` asks a language model, and sends it the documents' text."
    return click.option("--extractor", metavar="NAME", help=told)(chosen)  # type: ignore[return-value]


def _choice(name: str, held: Mapping[str, Any]) -> Choice:
    from drugkg.extractors import Choice

    timeout = {} if held["llm_timeout"] is None else {"timeout": held["llm_timeout"]}
    return Choice(name, held["llm_url"] or "", held["llm_model"] or "", **timeout)


def vocabulary_option(command: Command) -> Command:
    """Add `--vocabulary`: folders with vocabulary files of one's own."""
    return click.option(
        "--vocabulary",
        multiple=True,
        metavar="FOLDER",
        expose_value=False,
        callback=_use_vocabulary,
        help="A folder with vocabulary files of your own, beside those of drugkg; also set by DRUGKG_VOCABULARY.",
    )(command)


def _use_vocabulary(ctx: click.Context, param: click.Parameter, folders: tuple[str, ...]) -> None:
    """Put the folders where this process and its workers look for them."""
    del ctx, param
    if folders:
        os.environ["DRUGKG_VOCABULARY"] = os.pathsep.join(folders)


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


def coloured(output: str) -> bool:
    """Tell whether a result goes to a terminal that shows colours."""
    return output == "-" and sys.stdout.isatty() and not os.environ.get("NO_COLOR")


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


def note_rejected(rejected: Mapping[str, int]) -> None:
    """Tell what an extractor said and was not taken, by reason."""
    if rejected:
        reasons = "; ".join(f"{count} {reason}" for reason, count in rejected.items())
        note(f"not taken from the extractor: {sum(rejected.values())} ({reasons})")
