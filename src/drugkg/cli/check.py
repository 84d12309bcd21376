"""`drugkg check`: whether a graph is sound, and what to do where it is not."""

from __future__ import annotations

import json
from collections.abc import Iterator

import click
import pyoxigraph

from drugkg.audit.check import Fault, Report, check
from drugkg.audit.check_table import rows
from drugkg.cli.options import emit, output_option, store_option
from drugkg.query.names import compact, one_line

__all__ = ["command", "lines"]

#: So many faults of one check are shown; JSON has all.
_SHOWN = 20


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE...]")
@store_option
@click.option(
    "--sources", multiple=True, metavar="PATH",
    help="A folder with the documents' files, or one file: they are compared with what the graph tells of them.",
)  # fmt: skip
@click.option("--format", "format", type=click.Choice(["text", "json"]), default="text", show_default=True)
@output_option
def command(files: tuple[str, ...], store: str, sources: tuple[str, ...], format: str, output: str) -> None:
    """Check that a graph is sound: every quote, every hash, every name, every claim.

    Without FILE the graph in --store is checked, against the texts that it keeps. FILE is an exported graph (Turtle,
    TriG, N-Quads; several are one graph); --sources gives it the documents. Quotes are compared letter by letter with
    the texts, texts and files with their hashes; the names of all nodes are computed anew from what they contain. What
    is wrong is told by place, matter and remedy, and the exit code is then 1.

    \b
    Example:
      drugkg check
      drugkg check graph.trig --sources documents/
    """  # noqa: D301 (click reads the backspace)
    report = check(files, store=store, sources=sources)
    if format == "json":
        emit(json.dumps(report.record(), ensure_ascii=False, indent=2) + "\n", output)
    else:
        emit("".join(f"{line}\n" for line in lines(report)), output)
    if not report:
        click.get_current_context().exit(1)


def lines(report: Report) -> Iterator[str]:
    """Yield the lines that tell what is wrong, check by check, and what was looked at."""
    for row in rows():
        faults = [fault for fault in report.faults if fault.check == row.name]
        if faults:
            yield f"{row.name}: not so that {row.sentence}"
            yield from (f"  {_told(fault)}" for fault in faults[:_SHOWN])
            if len(faults) > _SHOWN:
                yield f"  ... and {len(faults) - _SHOWN} more; --format json has all"
            yield f"  {row.remedy[0].upper()}{row.remedy[1:]}."
            yield ""
    yield from _summary(report)


def _told(fault: Fault) -> str:
    place = compact(pyoxigraph.NamedNode(fault.node)) if fault.node else "graph"
    where = f" ({one_line(fault.document)})" if fault.document else ""
    return f"{place}{where}: {one_line(fault.what)}"


def _summary(report: Report) -> Iterator[str]:
    counts = report.counts

    def count(name: str) -> int:
        return counts.get(name, 0)

    if report:
        yield f"sound: {len(rows())} checks found no fault"
    else:
        failed = len({fault.check for fault in report.faults})
        faults = "1 fault" if len(report.faults) == 1 else f"{len(report.faults)} faults"
        yield f"not sound: {faults} in {failed} of {len(rows())} checks"
    yield f"{count('document')} documents, {count('claim')} claims, {count('passage')} passages"
    yield f"{count('quotes')} of {count('passage')} quotes compared with the texts of {count('texts')} documents"
    if count("texts") < count("document"):
        yield "the other documents have no text here: give their files with --sources"
    if count("files"):
        yield f"{count('files')} of {count('document')} files compared with what was read of them"
