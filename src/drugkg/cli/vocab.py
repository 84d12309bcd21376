"""`drugkg vocab`: what the vocabulary knows of a name."""

from __future__ import annotations

import click

from drugkg import vocabulary
from drugkg.cli.options import emit, terminal_width
from drugkg.errors import Problem, UsageError
from drugkg.query.layout import layout

__all__ = ["command"]


@click.group()
def command() -> None:
    """Look into the vocabulary: names, synonyms, identifiers."""


@command.command()
@click.argument("term")
def lookup(term: str) -> None:
    """Show the concepts that a name, a synonym, a key or an identifier means.

    \b
    Example:
      drugkg vocab lookup somnolence
      drugkg vocab lookup HP:0002329
    """  # noqa: D301 (click reads the backspace)
    lexicon = vocabulary.load()
    found = lexicon.lookup(term)
    if not found:
        raise UsageError(Problem(term, "the vocabulary has no concept of this name"))
    rows = [
        (c.key, c.label, c.type.value, ", ".join(c.synonyms), " ".join(c.ids), " > ".join(lexicon.ancestors(c.key)))
        for c in found
    ]
    emit(layout(("key", "label", "type", "synonyms", "identifiers", "wider"), rows, terminal_width("-")))
