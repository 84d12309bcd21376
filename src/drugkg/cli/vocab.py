"""`drugkg vocab`: what the vocabulary knows, what it lacks, and vocabularies of one's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import click
import pyoxigraph

from drugkg import vocabulary
from drugkg.cli.options import default_format, emit, note, output_option, terminal_width, vocabulary_option
from drugkg.errors import Problem, UsageError, VocabularyError
from drugkg.query.results import Table
from drugkg.vocabulary import ConceptType, Header
from drugkg.vocabulary.imported import FORMATS, as_table, read_terms
from drugkg.vocabulary.inventory import ambiguous, checked, listed, sources_of
from drugkg.vocabulary.raw import RawFile, gather, in_use

__all__ = ["command"]

_SUFFIXES = {".obo": "obo", ".json": "obograph", ".ttl": "skos", ".rdf": "skos", ".xml": "skos", ".tsv": "tsv"}


@click.group()
def command() -> None:
    """Look into the vocabulary: names, synonyms, identifiers."""


def _rows_options(command: Callable[..., None]) -> Callable[..., None]:
    chosen = click.Choice(["table", "json", "jsonl", "csv", "tsv"])
    with_format = click.option("--format", "format", type=chosen, help="Table on a terminal, tsv elsewhere.")
    return with_format(output_option(vocabulary_option(command)))


@command.command("list")
@_rows_options
def list_files(format: str | None, output: str) -> None:
    """List the vocabulary files with counts, licence, version and origin.

    \b
    Example:
      drugkg vocab list
      drugkg vocab list --vocabulary my-vocabulary --format csv
    """  # noqa: D301 (click reads the backspace)
    columns = ("file", "title", "type", "concepts", "names", "licence", "version", "origin")
    rows = [
        (h.name, h.title, h.type, file.concepts, file.names, h.licence, h.version, h.origin)
        for file in listed()
        for h in [file.header]
    ]
    _show(columns, rows, format, output)


@command.command()
@click.argument("term")
@_rows_options
def lookup(term: str, format: str | None, output: str) -> None:
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
    keys = {concept.key for concept in found}
    narrower: dict[str, list[str]] = {key: [] for key in keys}
    for concept in lexicon.concepts():
        for key in keys.intersection(concept.broader):
            narrower[key].append(concept.key)
    columns = ("key", "label", "type", "synonyms", "identifiers", "wider", "narrower", "from")
    rows = [
        (
            c.key, c.label, c.type.value, ", ".join(c.synonyms), " ".join(c.ids),
            " > ".join(lexicon.ancestors(c.key)), ", ".join(narrower[c.key]), ", ".join(sources_of(c.key)),
        )
        for c in found
    ]  # fmt: skip
    _show(columns, rows, format, output)


@command.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False), metavar="[FILE...]")
@_rows_options
def check(files: tuple[str, ...], format: str | None, output: str) -> None:
    """Check vocabulary files, by default all in use: bad lines, double names, links to nowhere.

    What is wrong goes to standard error, as file:line, and the exit code is then 1. Names with several meanings are no
    error; they are listed.

    \b
    Example:
      drugkg vocab check my-vocabulary/findings.tsv
    """  # noqa: D301 (click reads the backspace)
    raw = [RawFile(Path(file).name, file, Path(file).read_bytes()) for file in files] or list(gather(in_use()))
    entries, problems = checked(raw)
    rows = [(sense.name, sense.key, sense.type, sense.place) for sense in ambiguous(entries)]
    _show(("name", "key", "type", "place"), rows, format, output)
    if problems:
        raise VocabularyError(problems)


@command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option(
    "--format", "format", type=click.Choice(FORMATS), help="How the file is written; by default by its suffix."
)
@click.option("--licence", required=True, help="Under which licence the names may be used, such as CC-BY-4.0.")
@click.option("--kind", type=click.Choice([t.value for t in ConceptType]), default="ClinicalFinding", show_default=True)
@click.option("--prefix", default="", help="What makes a CURIE of identifiers that have no prefix, such as EX.")
@click.option("--title", help="What the names are; by default the name of the file.")
@click.option("--origin", help="Where the names come from; by default the name of the file.")
@click.option("--terminology-version", "version", default="unknown", show_default=True, help="Which release it is.")
@click.option("--into", default="drugkg-vocabulary", show_default=True, metavar="FOLDER", help="Where the table goes.")
def import_terms(
    file: str, format: str | None, licence: str, kind: str, prefix: str, title: str | None, origin: str | None,
    version: str, into: str,
) -> None:  # fmt: skip
    """Make a vocabulary file of a terminology: OBO, OBO graph (JSON), SKOS (Turtle, RDF/XML) or a table with labels.

    Exact synonyms only; obsolete terms are left out. Use the folder with --vocabulary FOLDER or DRUGKG_VOCABULARY. The
    names that drugkg knows already keep their meaning.

    \b
    Example:
      drugkg vocab import symptoms.obo --licence CC-BY-4.0 --kind ClinicalFinding
      drugkg build documents/ --vocabulary drugkg-vocabulary
    """  # noqa: D301 (click reads the backspace)
    source = Path(file)
    chosen = format or _SUFFIXES.get(source.suffix.lower())
    if chosen is None:
        raise UsageError(Problem(file, "its suffix does not tell its format", f"add --format {'|'.join(FORMATS)}"))
    concepts = read_terms(source.read_bytes(), file, chosen, ConceptType(kind), prefix)
    known = vocabulary.load()
    taken = sum(bool(known.lookup(concept.label)) for concept in concepts)
    target = Path(into) / f"{source.stem}.tsv"
    one_line = [" ".join(text.split()) for text in (title or source.stem, origin or source.name, licence, version)]
    header = Header(target.name, one_line[0], ConceptType(kind), one_line[1], one_line[2], one_line[3])
    text = as_table(header, concepts)
    _, problems = checked([RawFile(target.name, str(target), text.encode())])
    if problems:
        raise VocabularyError(problems)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    note(f"{target}: {len(concepts)} concepts, {taken} of which the vocabulary knows by name")
    note(f"use it with --vocabulary {into}")


@command.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--drug", metavar="NAME", help="The drug of documents that do not name theirs.")
@_rows_options
def unknown(paths: tuple[str, ...], drug: str | None, format: str | None, output: str) -> None:
    """List the terms that documents make claims of and no vocabulary file has, the most frequent first.

    \b
    Example:
      drugkg vocab unknown documents/ --format csv -o missing.csv
    """  # noqa: D301 (click reads the backspace)
    from drugkg.pipeline.unknown import unknown_terms

    terms, problems = unknown_terms(paths, drug)
    rows = [(term.term, term.type, term.claims, len(term.documents), ", ".join(term.documents)) for term in terms]
    _show(("term", "type", "claims", "documents", "where"), rows, format, output)
    for problem in problems:
        note(f"error: {problem}")
    if terms:
        types = Counter(term.type for term in terms)
        note("unknown: " + ", ".join(f"{count} {type}" for type, count in types.most_common()))
    if problems:
        click.get_current_context().exit(1)


def _show(columns: Sequence[str], rows: Iterable[Sequence[object]], format: str | None, output: str) -> None:
    cells = tuple(
        tuple(pyoxigraph.Literal(cell if isinstance(cell, int) else str(cell)) for cell in row) for row in rows
    )
    table = Table(tuple(columns), cells)
    emit(table.write(format or default_format(output), terminal_width(output)), output)
