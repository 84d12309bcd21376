"""What is checked: a graph, and the texts and files of its documents as far as they are there.

A graph may be far larger than memory. So it is looked up node by node in a database: that of the store, or one that
graph files are loaded into as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph

from drugkg import readers
from drugkg.errors import DocumentError, DrugKGError, Problem, UsageError
from drugkg.graph.imported import SUFFIXES
from drugkg.graph.namespaces import DEFAULT_BASE
from drugkg.pipeline.collect import Input, collect
from drugkg.store import Database, Store, matching, open_store
from drugkg.store.nodes import Node, Nodes, full, value_of

__all__ = ["Material", "Node", "files_of", "full", "loaded", "stored"]

#: So many nodes are remembered with their classes alone.
_REMEMBERED = 1 << 13

#: Subject, object and graph of a statement.
Statement = tuple[str, str, str]


class Material(Nodes):
    """A graph with what it was made from."""

    def __init__(self, database: Database, store: Store | None, files: Files | None) -> None:
        super().__init__(self._found)
        #: The graph.
        self.graph = database
        #: The store that is checked, None for graph files.
        self.store = store
        #: The files of documents that were given, None where none were.
        self.files = files
        self.types = lru_cache(_REMEMBERED)(self._types)
        self.text = lru_cache(1)(self._text)

    def _types(self, iri: str) -> frozenset[str]:
        """Return the classes of a node; of a drug, from which all plain triples lead, that is far less than all."""
        return frozenset(value_of(quad.object) for quad in self.find(iri, full("rdf:type")))

    def is_a(self, iri: str, name: str) -> bool:
        """Tell whether a node is of a class, given by its prefixed name."""
        return full(name) in self.types(iri)

    def saying(self, predicate: str, subject: str | None = None, object: str | None = None) -> Iterator[Statement]:
        """Yield the statements with a property, given by its IRI; the graph without a name is `""`."""
        for quad in self.find(subject, predicate, object):
            yield value_of(quad.subject), value_of(quad.object), value_of(quad.graph_name)

    def _found(self, *pattern: str | None) -> Iterator[pyoxigraph.Quad]:
        """Yield statements; of words that stand where an IRI is due in a broken graph, nothing is said."""
        try:
            yield from self.graph.find(*pattern)
        except ValueError:
            return

    def _text(self, document: str) -> str | None:
        """Return the text of a document, that of the store or else of the file; None where there is none."""
        if self.store is not None and self.store.keeps(document):
            try:
                return self.store.text(document)
            except (OSError, UnicodeDecodeError):
                return None
        return self.read_again(document)

    def read_again(self, document: str) -> str | None:
        """Return the text that the file of a document gives now; None where the file is not there or gives none."""
        found = self.files and self.files.by_hash.get(self.node(document).one("dkg:contentHash") or "")
        if not found:
            return None
        try:
            return readers.read(found.read(), found.source, found.name, found.start).text
        except DrugKGError:
            return None


@dataclass(frozen=True, slots=True)
class Files:
    """The documents in files, by content hash and by name."""

    by_hash: Mapping[str, Input]
    by_name: Mapping[str, Input]


def files_of(folders: Iterable[str | Path]) -> Files | None:
    """Return the documents in some folders or files, None where none are named.

    Raises:
        DrugKGError: if there is no such folder, or nothing can be read in it.
    """
    named = tuple(folders)
    if not named:
        return None
    inputs = [found for found in collect(named).inputs if not found.is_graph]
    return Files({found.content_hash: found for found in inputs}, {found.name: found for found in inputs})


@contextmanager
def stored(path: str | Path, sources: Iterable[str | Path] = ()) -> Iterator[Material]:
    """Open the graph of a store."""
    with open_store(path) as store:
        yield Material(store, store, files_of(sources))


@contextmanager
def loaded(paths: Iterable[str | Path], sources: Iterable[str | Path] = ()) -> Iterator[Material]:
    """Open graph files as one graph, which is loaded aside as it is.

    Raises:
        DrugKGError: if there is no such file, or it is no well-formed graph.
    """
    with TemporaryDirectory(prefix="drugkg-") as folder:
        database = pyoxigraph.Store(folder)
        for path in map(Path, paths):
            _load(database, path)
        yield Material(Database(database, _base(database)), None, files_of(sources))


def _base(database: pyoxigraph.Store) -> str:
    """Return what the IRIs of the data begin with, as the first claim has it."""
    claims = matching(database, None, full("rdf:type"), full("dkg:Claim"))
    named = (re.fullmatch(r"(.*)claim/[a-z2-7]{26}", value_of(quad.subject)) for quad in claims)
    return next((found[1] for found in named if found), DEFAULT_BASE)


def _load(database: pyoxigraph.Store, path: Path) -> None:
    format = SUFFIXES.get(path.suffix.lower())
    if format is None:
        what, remedy = "this is no graph file", f"give a store with `--store`, or a file in {', '.join(SUFFIXES)}"
        raise UsageError(Problem(str(path), what, remedy))
    try:
        with path.open("rb") as file:
            database.bulk_load(file, format)
    except OSError as error:
        raise UsageError(Problem(str(path), f"the file cannot be read ({error.strerror or error})")) from None
    except SyntaxError as error:
        place = f"{path}:{error.lineno}" if error.lineno else str(path)
        what = f"this is not well-formed {format.name} ({error.msg})"
        raise DocumentError(Problem(place, what, "take the file again from where it came from")) from None
