"""`drugkg curate`: write down what is wrong, withdrawn or dismissed, and see what still fits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any

import click
import pyoxigraph

from drugkg.cli.options import curation_option, default_format, emit, note, output_option, store_option, terminal_width
from drugkg.curation import file as curation_file
from drugkg.curation.append import addition
from drugkg.curation.bind import Bound, bound, misfit, unfit
from drugkg.curation.model import Decision, Status, Words
from drugkg.errors import DocumentError, Problem, UsageError
from drugkg.query.curate import about_in_words, in_words
from drugkg.query.names import compact
from drugkg.query.results import Table
from drugkg.query.texts import find_document
from drugkg.store import Store, open_store

__all__ = ["command"]

_COLUMNS = ("entry", "decision", "about", "fits", "when", "who", "why")
_PREFIXES = {Status.WRONG: "claim", Status.WITHDRAWN: "doc", Status.DISMISSED: "find"}


@click.group()
def command() -> None:
    """Write down what is wrong, withdrawn or dismissed, and see what still fits.

    Decisions stand in a file of yours: the one that --curation or DRUGKG_CURATION names, or else the curation.yaml
    beside the documents of which the store was built. The next `drugkg build` lays them over the graph.

    \b
    Example:
      drugkg curate wrong claim:zyqxa4vvep --who "A. Reader" --why "The sentence makes an exception."
      drugkg curate list
    """  # noqa: D301 (click reads the backspace)


def _deciding(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options of what is decided; the command gets them as a decision that lacks what it is about."""

    @wraps(command)
    def decided(who: str, why: str, when: str | None, **more: Any) -> None:
        command(said=(who, when or date.today().isoformat(), why), **more)  # noqa: DTZ011 (the curator's day)

    for option in (
        click.option("--when", metavar="DAY", help="When it was decided, like 2026-05-31; today where not given."),
        click.option("--why", required=True, metavar="WORDS", help="Why it was decided."),
        click.option("--who", required=True, metavar="NAME", help="Who decided it."),
    ):
        decided = option(decided)
    return curation_option(store_option(decided))


@command.command()
@click.argument("claim")
@click.option("--by-words", is_flag=True, help="Name it by document, quote, relation and object, not by its id.")
@_deciding
def wrong(claim: str, store: str, curation: str | None, said: tuple[str, str, str], *, by_words: bool) -> None:
    """Mark a claim as wrong: it stays in the graph with this mark, and is compared no longer.

    CLAIM is its IRI, or the first letters of its id. An id changes where another version of drugkg reads the claim
    otherwise, and then the decision fits no longer; words keep fitting what is still claimed of them.

    \b
    Example:
      drugkg curate wrong claim:zyqxa4vvep --who "A. Reader" --why "The sentence makes an exception."
    """  # noqa: D301 (click reads the backspace)
    _decide(Status.WRONG, claim, store, curation, said, by_words=by_words)


@command.command()
@click.argument("document")
@_deciding
def withdraw(document: str, store: str, curation: str | None, said: tuple[str, str, str]) -> None:
    """Mark a document as withdrawn: it stays in the graph, and its claims are compared no longer.

    DOCUMENT is its file name, its title, or its IRI. What is withdrawn is this version of it.

    \b
    Example:
      drugkg curate withdraw leaflet.txt --who "A. Reader" --why "The publisher took it back."
    """  # noqa: D301 (click reads the backspace)
    with open_store(store) as graph:
        entry = find_document(graph, document)
    _decide(Status.WITHDRAWN, entry.iri, store, curation, said)


@command.command()
@click.argument("finding")
@_deciding
def dismiss(finding: str, store: str, curation: str | None, said: tuple[str, str, str]) -> None:
    """Dismiss a finding: it stays a finding with this mark, and stands last where findings are listed.

    FINDING is its IRI as `drugkg conflicts` shows it, or the first letters of its id.

    \b
    Example:
      drugkg curate dismiss find:ytlfnmpimi --who "A. Reader" --why "Both name the same exception."
    """  # noqa: D301 (click reads the backspace)
    _decide(Status.DISMISSED, finding, store, curation, said)


@command.command("list")
@store_option
@curation_option
@click.option(
    "--format",
    "format",
    type=click.Choice(["table", "json", "jsonl", "csv", "tsv"]),
    help="Table on a terminal, tsv elsewhere.",
)
@output_option
def list_entries(store: str, curation: str | None, format: str | None, output: str) -> None:
    """Show the entries of the curation file, and what each fits in the graph that was built last.

    \b
    Example:
      drugkg curate list
    """  # noqa: D301 (click reads the backspace)
    with open_store(store) as graph:
        files = [path for path in _files(graph, curation) if curation is not None or path.is_file()]
        bounds = bound(curation_file.load(files, curation_file.latest_day()), graph.query, graph.base)
    rows = tuple(tuple(pyoxigraph.Literal(cell) for cell in _row(each)) for each in bounds)
    table = Table(_COLUMNS, rows)
    emit(table.write(format or default_format(output), terminal_width(output)), output)
    for problem in unfit(bounds):
        note(f"note: {problem}")


def _row(each: Bound) -> tuple[str, ...]:
    said = each.decision
    fits = compact(pyoxigraph.NamedNode(each.node)) if each.node else "several" if each.nodes else "nothing"
    place = f"{Path(said.place).name}"
    return place, said.status.value, str(said.about), fits, said.when, said.who, said.why


def _decide(
    status: Status,
    name: str,
    store: str,
    curation: str | None,
    said: tuple[str, str, str],
    *,
    by_words: bool = False,
) -> None:
    """Add a decision to the curation file, once it is certain that it fits."""
    who, when, why = (" ".join(text.split()) for text in said)
    with open_store(store) as graph:
        path = _file(graph, curation)
        decision = Decision(status, name.strip().removeprefix("<").removesuffix(">"), who, when, why, str(path))
        node = _node(_checked(decision), graph)
        about: str | Words = in_words(graph, node) if by_words else _name(node, status, graph)
        decision = replace(decision, about=about)
        _node(decision, graph)
        text = curation_file.read(path) if path.exists() else ""
        known = bound(curation_file.parse(text, str(path), curation_file.latest_day()), graph.query, graph.base)
        for each in known:
            if each.node == node and each.decision.status is status:
                raise UsageError(each.decision.problem("this is decided already", "change the entry in the file"))
        added = addition(text, decision, about_in_words(graph, node), curation_file.latest_day())
    try:
        with path.open("a", encoding="utf-8", newline="") as file:
            file.write(added)
    except OSError as error:
        what = f"the file cannot be written ({error.strerror or error})"
        raise UsageError(Problem(str(path), what, "name another with `--curation`")) from error
    note(f"written to {path}; `drugkg build` lays it over the graph")


def _checked(decision: Decision) -> Decision:
    """Return a decision, if a file may hold it.

    Raises:
        UsageError: with what is wrong, named after the options.
    """
    try:
        addition("", decision, "", curation_file.latest_day())
    except DocumentError as error:
        raise UsageError(replace(problem, place=str(decision.about)) for problem in error.problems) from error
    return decision


def _node(decision: Decision, graph: Store) -> str:
    (found,) = bound([decision], graph.query, graph.base)
    if found.node is None:
        remedy = f"give the IRI of a {decision.status.kind}, or more letters of its id"
        raise UsageError(Problem(str(decision.about), misfit(found), remedy))
    return found.node


def _name(node: str, status: Status, graph: Store) -> str:
    """Return a name of a node that holds under any base, or its IRI where it has another base."""
    home = f"{graph.base}{status.kind}/"
    return f"{_PREFIXES[status]}:{node.removeprefix(home)}" if node.startswith(home) else node


def _file(graph: Store, named: str | None) -> Path:
    """Return the file to which entries are added."""
    files = _files(graph, named)
    if len(files) != 1:
        shown = ", ".join(map(str, files[:3])) + (", ..." if len(files) > 3 else "")
        what = f"documents lie in {len(files)} folders" if files else "the store does not tell where its documents lie"
        remedy = f"name the file with `--curation`{f', for instance {shown}' if files else ''}"
        raise UsageError(Problem("--curation", what, remedy))
    return files[0]


def _files(graph: Store, named: str | None) -> list[Path]:
    return [Path(named)] if named is not None else list(graph.curation_files())
