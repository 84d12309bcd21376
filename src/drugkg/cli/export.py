"""`drugkg export`: the graph for other tools."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from drugkg.cli.options import emit, note, output_option, store_option
from drugkg.errors import Problem, UsageError
from drugkg.query.export import FORMATS, export
from drugkg.store import Store, open_store

__all__ = ["command"]

#: An archive of graph, passages, texts and a checker, beside the forms of the graph.
_PACK = "pack"
_SUFFIXES = {".ttl": "turtle", ".trig": "trig", ".nq": "nquads", ".jsonl": "claims", ".zip": _PACK}


@click.command()
@store_option
@click.option(
    "--format",
    "format",
    type=click.Choice([*FORMATS, _PACK]),
    help="Told by the file's suffix where not given; turtle on standard output.",
)
@click.option(
    "--drug", multiple=True, metavar="NAME", help="Only documents about this drug; may be given several times."
)
@click.option(
    "--texts/--no-texts", default=None,
    help="Pack the texts of all documents, or of none; else of those whose licence allows copies.",
)  # fmt: skip
@output_option
def command(store: str, format: str | None, drug: tuple[str, ...], texts: bool | None, output: str) -> None:
    """Write the graph, or its claims, to a file.

    turtle is one graph, trig and nquads keep one named graph a document, claims is one JSON object a claim, conflicts
    one JSON object a finding: conflicts, differences and agreements. pack is an archive for auditors: the graph, every
    passage, the documents' texts, and a checker that needs only Python.

    \b
    Example:
      drugkg export --format trig -o graph.trig
      drugkg export --format pack -o audit.zip
      drugkg export --format claims --drug baclofen -o claims.jsonl
    """  # noqa: D301 (click reads the backspace)
    chosen = format or _SUFFIXES.get(Path(output).suffix, "turtle")
    if chosen != _PACK and texts is not None:
        raise UsageError(Problem("--texts", f"{chosen} holds no texts", "add `--format pack`"))
    with open_store(store) as graph:
        emit(_packed(graph, drug, texts, output) if chosen == _PACK else export(graph, chosen, drug), output)


def _packed(graph: Store, drugs: tuple[str, ...], texts: bool | None, output: str) -> bytes:
    from drugkg.audit.pack import packed

    if output == "-" and sys.stdout.isatty():
        raise UsageError(
            Problem("-o", "a pack is an archive, which no terminal shows", "name a file, as in -o audit.zip")
        )
    made = packed(graph, drugs, texts)
    if made.without_text and texts is None:
        left = f"{len(made.without_text)} of {made.documents} documents"
        note(f"without the texts of {left}: no licence in the catalog allows copies (--texts packs all)")
    return made.data
