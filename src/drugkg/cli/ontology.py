"""`drugkg ontology`: what the terms of the graph mean, and whether they hold together."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from drugkg.cli.options import emit, output_option, store_option
from drugkg.errors import Problem, UsageError

__all__ = ["command"]


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE...]")
@store_option
@click.option("--check", is_flag=True, help="Check that it is consistent, with the concepts of the graph in --store.")
@click.option("--format", "format", type=click.Choice(["text", "json", "turtle"]), default="text", show_default=True)
@output_option
def command(files: tuple[str, ...], store: str, check: bool, format: str, output: str) -> None:
    """Show what the terms of the graph mean, and check that they hold together.

    Shown are classes and relations, and all other terms as JSON or Turtle.

    With --check the ontology is loaded with owlready2, together with what the graph in --store says of its concepts,
    if there is one, and with each FILE, an ontology of your own in Turtle. Where there is Java, the reasoner HermiT
    tells whether it is consistent; the exit code is 1 where it is not, or where a class can have no members.

    \b
    Example:
      drugkg ontology
      drugkg ontology --format turtle -o drugkg.ttl
      drugkg ontology --check mine.ttl
    """  # noqa: D301 (click reads the backspace)
    if not check:
        if files:
            raise UsageError(Problem(files[0], "files are only read to be checked", "add `--check`"))
        emit(_shown(format), output)
        return
    if format == "turtle":
        raise UsageError(Problem("--format turtle", "a check has no Turtle", "use text or json"))
    from drugkg.schema.reasoner import concepts, judged, own, read
    from drugkg.store import Layout, open_store

    triples = [*own(), *(quad for file in files for quad in read(file))]
    from_graph = 0
    if Layout(Path(store)).marker.exists():
        with open_store(store) as graph:
            found = list(concepts(graph.query, graph.base))
        from_graph = len({quad.subject for quad in found})
        triples += found
    verdict = judged(triples)
    record: dict[str, Any] = {
        "consistent": verdict.consistent if verdict.reasoned else None,
        "unsatisfiable": list(verdict.unsatisfiable),
        "classes": verdict.classes,
        "properties": verdict.properties,
        "individuals": verdict.individuals,
        "concepts": from_graph,
    }
    if format == "json":
        emit(json.dumps(record, indent=2) + "\n", output)
    else:
        emit("".join(f"{line}\n" for line in _lines(record, store)), output)
    if not verdict:
        click.get_current_context().exit(1)


def _shown(format: str) -> bytes | str:
    from drugkg.schema.files import ONTOLOGY, path_of
    from drugkg.schema.page import listing
    from drugkg.schema.terms import terms

    if format == "turtle":
        return path_of(ONTOLOGY).read_bytes()
    if format == "json":
        return json.dumps([each.record() for each in terms()], ensure_ascii=False, indent=2) + "\n"
    return listing()


def _lines(record: dict[str, Any], store: str) -> Iterator[str]:
    unsatisfiable = record["unsatisfiable"]
    if record["consistent"] is None:
        yield "loaded: owlready2 reads it"
        yield "not reasoned over: there is no Java here, which HermiT needs; install one (Debian: default-jre-headless)"
    elif not record["consistent"]:
        yield "inconsistent: HermiT finds that it contradicts itself"
        yield "  Something is of two classes that share no members, or has a value that its property does not take."
    elif unsatisfiable:
        yield (
            f"not sound: {len(unsatisfiable)} classes can have no members"
            if len(unsatisfiable) > 1
            else ("not sound: 1 class can have no members")
        )
        yield from (f"  {name}: HermiT finds it unsatisfiable" for name in unsatisfiable)
        yield "  Look at the classes that it is a subclass of: two of them share no members."
    else:
        yield "consistent: HermiT finds no contradiction, and every class can have members"
    yield f"{record['classes']} classes, {record['properties']} properties, {record['individuals']} individuals"
    if record["concepts"]:
        yield f"with {record['concepts']} concepts of the graph in {store}; claims are never given to a reasoner"
    else:
        yield "without concepts of a graph: none is built in " + store
