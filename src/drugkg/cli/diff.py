"""`drugkg diff`: what changed in the claims, as people read it or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

import click

from drugkg.audit.diff import KINDS, Change, Compared, Difference, diff
from drugkg.audit.sides import Edition, Said
from drugkg.cli.options import coloured, emit, output_option, vocabulary_option
from drugkg.query.names import one_line

__all__ = ["command", "lines"]

_MARKS = {"gained": ("+", "green"), "lost": ("-", "red"), "changed": ("~", "yellow"), "reworded": ("=", "cyan")}
_WORDS = {"gained": "gained", "lost": "lost", "changed": "changed", "reworded": "in other words only"}
#: So many passages of a claim are shown; JSON has all.
_SHOWN = 3


@click.command()
@click.argument("old")
@click.argument("new")
@click.option("--drug", multiple=True, metavar="NAME", help="Only claims about this drug; may be given several times.")
@click.option("--relation", multiple=True, metavar="NAME", help="Only claims of this relation, such as treats.")
@click.option(
    "--format", "format", type=click.Choice(["text", "json", "jsonl"]), default="text", show_default=True,
    help="json is one object, jsonl one object a change.",
)  # fmt: skip
@output_option
@vocabulary_option
def command(old: str, new: str, drug: tuple[str, ...], relation: tuple[str, ...], format: str, output: str) -> None:
    """Show which claims were gained, lost or changed between two graphs or documents.

    OLD and NEW are each a built graph (the folder that --store names), an exported graph (Turtle, TriG, N-Quads), a
    document, or a folder of documents. A claim has changed where the same is said with another stance or other values.
    What is only said in other words is told apart, and is no difference. The exit code is 1 where there are
    differences.

    \b
    Example:
      drugkg diff leaflet-2024.txt leaflet-2026.txt
      drugkg diff .drugkg.old .drugkg --drug baclofen --relation hasDose
    """  # noqa: D301 (click reads the backspace)
    found = diff(old, new, drugs=drug, relations=relation)
    if format == "json":
        told = json.dumps(found.record(), ensure_ascii=False, indent=2) + "\n"
    elif format == "jsonl":
        told = "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in _records(found))
    else:
        told = "".join(f"{line}\n" for line in lines(found, colours=coloured(output)))
    emit(told, output)
    if found:
        click.get_current_context().exit(1)


def lines(found: Difference, *, colours: bool = False) -> Iterator[str]:
    """Yield the lines that tell what changed: how much in which documents, then each with its changes."""
    if not found.documents:
        yield f"no difference in {_count(found.compared, 'document')} compared"
        return
    if len(found.documents) > 1:
        yield from _overview(found.documents)
        yield ""
    for number, compared in enumerate(found.documents):
        yield from ("",) if number else ()
        yield _styled(_title(compared), "bold", colours)
        yield f"  {_versions(compared)}"
        for change in compared.changes:
            yield ""
            yield from _change(change, colours)
    yield ""
    told = ", ".join(f"{count} {_WORDS[kind]}" for kind, count in found.counts().items() if count) or "no claim changed"
    yield f"{told}; {_count(found.compared, 'document')} compared"


def _overview(documents: tuple[Compared, ...]) -> Iterator[str]:
    """Yield a line for each document: how much changed in it, in columns, and its title."""
    rows = [
        [f"{_MARKS[kind][0]}{count}" if count else "" for kind, count in each.counts().items()] for each in documents
    ]
    wide = [max(len(row[column]) for row in rows) for column in range(len(KINDS))]
    for row, each in zip(rows, documents, strict=True):
        cells = (cell.rjust(size) for cell, size in zip(row, wide, strict=True) if size)
        yield f"{' '.join(cells)}  {_title(each)}"


def _records(found: Difference) -> Iterator[Mapping[str, object]]:
    for compared in found.documents:
        whole = compared.record()
        changes = whole.pop("changes")
        assert isinstance(changes, list)
        del whole["counts"]
        documents = {f"{side}Documents": editions for side, editions in whole.items()}
        yield from ({**change, **documents} for change in changes)


def _title(compared: Compared) -> str:
    first = (compared.new or compared.old)[0]
    return one_line(f"{first.title}, {first.publisher}")


def _versions(compared: Compared) -> str:
    """Tell which files were compared."""
    if not compared.old:
        return f"only in the new graph: {_files(compared.new)}"
    if not compared.new:
        return f"only in the old graph: {_files(compared.old)}"
    before, after = _files(compared.old), _files(compared.new)
    return before if compared.old == compared.new and before == after else f"{before} -> {after}"


def _files(editions: tuple[Edition, ...]) -> str:
    return ", ".join(one_line(edition.file_name) for edition in editions)


def _change(change: Change, colours: bool) -> Iterator[str]:
    mark, colour = _MARKS[change.kind]
    yield _styled(f"{mark} {one_line(change.about.label)}: {_what(change)}", colour, colours)
    for said, sign, shade in ((change.old, "-", "red"), (change.new, "+", "green")):
        if said is not None:
            both = change.old is not None and change.new is not None
            yield from (_styled(f"    {f'{sign} ' if both else ''}{line}", shade, colours) for line in _passages(said))


def _what(change: Change) -> str:
    """Tell what is said, or what of it changed."""
    old, new = change.old, change.new
    if old is None or new is None or change.kind == "reworded":
        (said, *_) = [side for side in (new, old) if side is not None]
        return ", ".join((said.stance, *(f"{name} {one_line(shown)}" for name, shown in said.values)))
    was, now = dict(old.values), dict(new.values)
    stance = new.stance if old.stance == new.stance else f"{old.stance} -> {new.stance}"
    before, after = dict(old.identity), dict(new.identity)
    differing = [name for name in sorted(was.keys() | now.keys()) if before.get(name) != after.get(name)]
    values = (f"{name} {one_line(was.get(name, 'none'))} -> {one_line(now.get(name, 'none'))}" for name in differing)
    return ", ".join((stance, *values))


def _passages(said: Said) -> Iterator[str]:
    for passage in said.passages[:_SHOWN]:
        section = f" ({one_line(passage.section)})" if passage.section else ""
        yield f'"{one_line(passage.quote)}"{section}'
    if len(said.passages) > _SHOWN:
        yield f"... and {len(said.passages) - _SHOWN} more"


def _styled(text: str, how: str, colours: bool) -> str:
    if not colours:
        return text
    return click.style(text, bold=True) if how == "bold" else click.style(text, fg=how)


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
