"""`drugkg conflicts`: where documents do not agree."""

from __future__ import annotations

from collections.abc import Iterable

import click

from drugkg.audit.choice import Choice
from drugkg.audit.text import findings_text
from drugkg.claims.relations import RELATIONS
from drugkg.cli.options import emit, output_option, store_option, terminal_width
from drugkg.findings.lines import finding_line
from drugkg.findings.model import Case, Finding, FindingType, Verdict
from drugkg.findings.stored import findings_of
from drugkg.query.resolve import drug_iris
from drugkg.store import open_store

__all__ = ["command"]

_VERDICTS = tuple(verdict.value for verdict in Verdict)
_TYPES = tuple(type.value for type in FindingType)


@click.command()
@store_option
@click.option("--drug", multiple=True, metavar="NAME", help="Only about this drug; may be given several times.")
@click.option(
    "--verdict",
    multiple=True,
    type=click.Choice((*_VERDICTS, "all")),
    default=("conflict",),
    show_default=True,
    help="Only these; `all` for everything.",
)
@click.option("--type", "type", multiple=True, type=click.Choice(_TYPES), help="Only where they differ in this.")
@click.option(
    "--relation",
    multiple=True,
    type=click.Choice(tuple(RELATIONS)),
    metavar="RELATION",
    help="Only where a claim has this relation.",
)
@click.option("--source", default="", metavar="WORDS", help="Only where this source or document takes part.")
@click.option("--weight", default=0, type=click.IntRange(0, 100), metavar="NUMBER", help="Only this weighty or more.")
@click.option(
    "--dismissed/--no-dismissed", default=True, show_default=True, help="Also what curators dismissed, after the rest."
)
@click.option("--set-aside", is_flag=True, help="Also what rests on claims that curators marked wrong or withdrawn.")
@click.option("--format", "format", type=click.Choice(("text", "jsonl")), default="text", show_default=True)
@output_option
def command(
    store: str, drug: tuple[str, ...], verdict: tuple[str, ...], format: str, output: str, **more: object
) -> None:
    """List where documents contradict each other, the weightiest for patients first.

    Each finding shows its sides with the documents, their dates and their words. `--verdict difference` lists where
    they only speak of other cases or say more or less, `--verdict agreement` where they say the same.

    \b
    Example:
      drugkg conflicts --drug baclofen
      drugkg conflicts --relation contraindicatedIn --verdict all --format jsonl
    """  # noqa: D301 (click reads the backspace)
    choice = _choice(verdict, more)
    with open_store(store) as graph:
        told = [
            (case, [finding for finding in found if choice.admits(finding, case)])
            for case, found in findings_of(graph.query, graph.base, drug_iris(graph, drug))
        ]
    width = terminal_width(output)
    emit(_lines(told) if format == "jsonl" else findings_text(told, width), output)


def _choice(verdict: tuple[str, ...], more: dict[str, object]) -> Choice:
    verdicts = () if "all" in verdict else verdict
    shown = {name: bool(more[name]) for name in ("dismissed", "set_aside")}
    return Choice(verdicts, more["type"], more["relation"], str(more["source"]), int(str(more["weight"])), **shown)  # type: ignore[arg-type]


def _lines(told: Iterable[tuple[Case, Iterable[Finding]]]) -> str:
    return "".join(f"{finding_line(finding, case)}\n" for case, found in told for finding in found)
