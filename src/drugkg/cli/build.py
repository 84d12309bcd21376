"""`drugkg build`: from documents to a graph, and what a newcomer wants to know of it."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import click

from drugkg.cli.options import (
    curation_option,
    emit,
    extractor_options,
    note,
    note_rejected,
    store_option,
    vocabulary_option,
)
from drugkg.pipeline import BuildReport, build
from drugkg.query.names import one_line
from drugkg.store import Summary, most_claimed, open_store, summary

if TYPE_CHECKING:
    from drugkg.extractors import Choice

__all__ = ["command", "told"]


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@store_option
@click.option(
    "--workers", type=click.IntRange(min=1), default=1, show_default=True, help="Read with so many processes."
)
@click.option("--drug", metavar="NAME", help="The drug of documents that do not name theirs, and have no catalog.")
@curation_option
@vocabulary_option
@extractor_options
def command(
    paths: tuple[str, ...],
    store: str,
    workers: int,
    drug: str | None,
    curation: str | None,
    extractor: Choice | None,
) -> None:
    """Read documents and build the graph of what they claim.

    PATH is a document, a folder of documents, or a graph in drugkg's model (Turtle, TriG, N-Quads). The catalog.yaml
    of a folder tells titles, publishers and dates. Documents that did not change are not read again. A document that
    cannot be read is reported, and the others are built; the exit code is then 1. What curators decided (`drugkg
    curate`) is laid over the graph; a decision that fits nothing is told.

    \b
    Example:
      drugkg build documents/ --store .drugkg
    """  # noqa: D301 (click reads the backspace)
    progress = _progress if sys.stderr.isatty() else None
    report = build(paths, store, workers=workers, drug=drug, progress=progress, extractor=extractor, curation=curation)
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", nl=False, err=True)
    for problem in report.problems:
        note(f"error: {problem}")
    note_rejected(report.rejected)
    for each in report.notes:
        note(f"note: {each}")
    with open_store(store) as graph:
        emit("\n".join(told(report, summary(graph), store, most_claimed(graph))) + "\n")
    if report.problems:
        click.get_current_context().exit(1)


def told(report: BuildReport, found: Summary, store: str, drug: str) -> Iterator[str]:
    """Yield the lines that tell what was built, where documents conflict, and what to ask next, of a drug say."""
    total = sum(found.claims.values())
    cached = f" ({len(report.cached)} unchanged since the last build)" if report.cached else ""
    yield f"{_count(found.documents, 'document')}{cached}, {_count(total, 'claim')}, in {store}"
    yield from _table("Claims by relation", found.claims)
    yield from _table("Conflicts between documents, by what they are about", found.conflicts)
    if found.weightiest:
        yield ""
        yield "Those that matter most"
        yield from (f"  {one_line(reason)}" for reason in found.weightiest)
    asked = ["query profile", *(["conflicts"] if found.conflicts else [])]
    where = "" if store == ".drugkg" else f" --store {shlex.quote(store)}"
    yield ""
    yield "Ask next"
    yield "  drugkg query"
    yield from (f"  drugkg {name} --drug {shlex.quote(drug)}{where}" for name in asked if drug)


def _table(title: str, counts: Mapping[str, int]) -> Iterator[str]:
    if counts:
        yield ""
        yield title
        wide = max(map(len, counts))
        yield from (f"  {name.ljust(wide)}  {count}" for name, count in counts.items())


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _progress(done: int, total: int, name: str) -> None:
    click.echo(f"\r\x1b[K{done}/{total} {one_line(name)}", nl=False, err=True)
