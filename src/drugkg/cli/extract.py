"""`drugkg extract`: the claims of one document."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import click

from drugkg.cli.options import (
    emit,
    extractor_options,
    note,
    note_rejected,
    output_option,
    terminal_width,
    vocabulary_option,
)
from drugkg.graph import claim_lines
from drugkg.pipeline import extract_all
from drugkg.query.layout import layout
from drugkg.query.names import one_line

if TYPE_CHECKING:
    from drugkg.extractors import Choice

__all__ = ["command"]

_COLUMNS = ("relation", "object", "stance", "qualifiers", "quote", "section", "rule")


@click.command()
@click.argument("file")
@click.option("--drug", metavar="NAME", help="The drug of the document, where it cannot be told.")
@click.option(
    "--format", "format", type=click.Choice(["claims", "table"]), default="claims", show_default=True,
    help="The claims file (one JSON object a line), or a table.",
)  # fmt: skip
@output_option
@vocabulary_option
@extractor_options
def command(file: str, drug: str | None, format: str, output: str, extractor: Choice | None) -> None:
    """Show the claims of one document, without building a graph.

    Of a file that holds several documents, all are shown; `labels.json#2` names the second.

    \b
    Example:
      drugkg extract documents/leaflet.md --format table
    """  # noqa: D301 (click reads the backspace)
    found = list(extract_all(file, drug, extractor))
    lines = [line for each in found for line in claim_lines(each.document, each.claims)]
    if format == "claims":
        emit("".join(f"{line}\n" for line in lines), output)
    else:
        emit(layout(_COLUMNS, [_row(json.loads(line)) for line in lines], terminal_width(output)), output)
    problems = [problem for each in found for problem in each.problems]
    for problem in problems:
        note(f"error: {problem}")
    note_rejected(sum((Counter(each.rejected) for each in found), Counter[str]()))
    if problems:
        click.get_current_context().exit(1)


def _row(record: dict[str, object]) -> tuple[str, ...]:
    """Return a line of the claims file as cells; of several passages the first is shown."""
    evidence, object = record["evidence"], record["object"]
    assert isinstance(evidence, list)
    assert isinstance(object, dict)
    first = evidence[0] if evidence else {"quote": "", "section": "", "rule": ""}
    qualifiers = json.dumps(record["qualifiers"], ensure_ascii=False) if record["qualifiers"] else ""
    cells = (
        record["predicate"],
        object["label"],
        record["stance"],
        qualifiers,
        first["quote"],
        first["section"],
        first["rule"],
    )
    return tuple(one_line(str(cell or "")) for cell in cells)
