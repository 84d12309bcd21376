"""`drugkg export`: the graph for other tools."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from drugkg.cli.options import emit, note, output_option, store_option
from drugkg.errors import Problem, UsageError
from drugkg.exports import Selection, find_format, format_of, formats, pieces, write
from drugkg.query.export import selection
from drugkg.store import Store, open_store

__all__ = ["command"]

#: An archive of graph, passages, texts and a checker, beside the forms of the graph.
_PACK = "pack"
_LISTED = "\n".join(
    f"      {name.ljust(9)} {about}"
    for name, about in [
        *((each.name, each.about) for each in formats().values()),
        (_PACK, "an archive for auditors: graph, passages, texts and a checker"),
    ]
)


@click.command()
@store_option
@click.option(
    "--format",
    "format",
    type=click.Choice([*formats(), _PACK]),
    metavar="FORMAT",
    help="Told by the file's suffix where not given; turtle on standard output.",
)
@click.option("--drug", multiple=True, metavar="NAME", help="Claims about this drug; may be given several times.")
@click.option("--source", multiple=True, metavar="NAME", help="Claims of this source; may be given several times.")
@click.option("--relation", multiple=True, metavar="NAME", help="Claims of this relation; may be given several times.")
@click.option(
    "--finding",
    multiple=True,
    metavar="NAME",
    help="Claims of findings: conflict, difference, agreement, a type such as polarity, or the IRI of one.",
)
@click.option(
    "--texts/--no-texts", default=None,
    help="Pack the texts of all documents, or of none; else of those whose licence allows copies.",
)  # fmt: skip
@click.option(
    "--manifest",
    metavar="FILE",
    help="Write to this file what the export was made from, the hash of its dataset (RDFC-1.0) and those of its files.",
)
@output_option
def command(
    store: str,
    format: str | None,
    drug: tuple[str, ...],
    source: tuple[str, ...],
    relation: tuple[str, ...],
    finding: tuple[str, ...],
    texts: bool | None,
    manifest: str | None,
    output: str,
) -> None:
    """Write the graph, or a part of it, for other tools.

    The options name what claims are about; what claims lead to comes along. A claim must fit all options, and any of
    the values of one. Words of a source whose `quoting` is forbidden in the catalog are left out.

    \b
    Formats:
    FORMATS

    \b
    Example:
      drugkg export --format trig -o graph.trig --manifest graph.json
      drugkg export --format claims --drug baclofen -o claims.jsonl
      drugkg export --finding conflict --relation hasDose -o doses.ttl
    """  # noqa: D301 (click reads the backspace)
    chosen = format or (_PACK if Path(output).suffix == ".zip" else format_of(Path(output)) or "turtle")
    if chosen != _PACK and texts is not None:
        raise UsageError(Problem("--texts", f"{chosen} holds no texts", "add `--format pack`"))
    if chosen == _PACK and (source or relation or finding or manifest):
        what = "a pack is made of whole drugs, and has its own manifest"
        raise UsageError(Problem("--format pack", what, "leave out --source, --relation, --finding and --manifest"))
    with open_store(store) as graph:
        if chosen == _PACK:
            emit(_packed(graph, drug, texts, output), output)
        else:
            _write(graph, chosen, selection(graph, drug, source, relation, finding), output, manifest)


assert command.help is not None
command.help = command.help.replace("    FORMATS", _LISTED)


def _write(graph: Store, format: str, chosen: Selection, output: str, manifest: str | None) -> None:
    if output != "-":
        write(graph, format, Path(output), chosen, Path(manifest) if manifest else None)
        return
    if manifest:
        raise UsageError(Problem("--manifest", "standard output has no file to tell of", "name a file with -o"))
    if find_format(format).binary and sys.stdout.isatty():
        raise UsageError(Problem("-o", f"no terminal shows {format}", "name a file"))
    for piece in pieces(graph, format, chosen):
        emit(piece)


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
