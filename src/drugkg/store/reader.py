"""Reading a built graph: queries over the union of its graphs, and the texts of its documents."""

from __future__ import annotations

import json
import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Self

import pyoxigraph

from drugkg.errors import Problem, StoreError, UsageError
from drugkg.graph.line_order import sorted_lines
from drugkg.graph.namespaces import PREFIXES, Quad
from drugkg.graph.nquads import parse_nquads
from drugkg.store.database import Database
from drugkg.store.layout import Layout
from drugkg.store.lock import read_lock
from drugkg.text import Origin, Outline

__all__ = ["DocumentEntry", "Store", "open_store"]

#: How often to look again where a generation was replaced just as it was to be opened.
_TRIES = 5


@dataclass(frozen=True, slots=True, order=True)
class DocumentEntry:
    """A document of the graph: its IRI, its source's IRI, its title and the name of its file."""

    file_name: str
    iri: str
    source: str
    title: str


class Store(Database):
    """A built graph, read-only: what was current when it was opened, whatever is built meanwhile.

    `open_store` opens one; it is a context manager, and may also just be left to go out of scope.
    """

    def __init__(
        self, layout: Layout, generation: str, manifest: dict[str, Any], lock: IO[bytes], held: int = 0
    ) -> None:
        self._layout, self._release = layout, weakref.finalize(self, lock.close)
        self._shards: list[dict[str, Any]] = manifest["shards"]
        self._homes: dict[str, str] = {each["document"]: each["key"] for each in self._shards if each["document"]}
        database = pyoxigraph.Store.read_only(str(layout.generations / generation / "graph"))
        #: Whether the graph is held in memory.
        self.held = bool(held) and len(database) <= held
        super().__init__(_held(database) if self.held else database, manifest["base"])
        #: The folder of the store.
        self.path: Path = layout.root
        #: The name of the generation that this reads; the same for the same graph.
        self.generation = generation

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let the generation go, so that a later build may remove it."""
        self._release()

    def quads(self) -> Iterator[Quad]:
        """Yield all statements, in no particular order."""
        return parse_nquads(line.decode() for line in self.lines())

    def documents(self) -> tuple[DocumentEntry, ...]:
        """Return all documents of the graph, by file name."""
        rows = self._database.query(_DOCUMENTS, prefixes=PREFIXES, use_default_graph_as_union=True)
        assert isinstance(rows, pyoxigraph.QuerySolutions)
        return tuple(sorted(DocumentEntry(*(getattr(cell, "value", "") for cell in row)) for row in rows))

    def text(self, document: str) -> str:
        """Return the text of a document by its IRI, exactly as its spans count it.

        Raises:
            UsageError: if the store has no text of this document.
        """
        return (self._home(document) / "text.txt").read_bytes().decode()

    def keeps(self, document: str) -> bool:
        """Tell whether the store was built from this document, so that it keeps its text and its claims file."""
        return document in self._homes

    def lines_of(self, document: str) -> Iterator[str]:
        """Yield the lines of the claims file that one document gave.

        Raises:
            UsageError: if the store was not built from this document.
        """
        with (self._home(document) / "claims.jsonl").open(encoding="utf-8", newline="\n") as file:
            yield from file

    def origin(self, document: str) -> Origin | None:
        """Return what leads from the text of a document to its file; None where the text is the file.

        Raises:
            UsageError: if the store has no text of this document.
        """
        path = self._home(document) / "origin.json"
        return Origin.from_json(path.read_text(encoding="utf-8")) if path.exists() else None

    def outline(self, document: str) -> Outline:
        """Return the blocks and sentences of a document's text.

        Raises:
            UsageError: if the store has none, as one that an earlier version built.
        """
        path = self._home(document) / "outline.json"
        if not path.exists():
            what = "the store does not tell the sentences of this document"
            raise UsageError(Problem(document, what, "build again with this version of drugkg"))
        return Outline.from_json(path.read_text(encoding="utf-8"))

    def _home(self, document: str) -> Path:
        """Return the folder of the shard that holds a document's text."""
        if document in self._homes:
            return self._layout.shard(self._homes[document])
        what, remedy = (
            "the store has no text of this document",
            "build from the document, not from a graph file",
        )
        raise UsageError(Problem(document, what, remedy))

    def curation_files(self) -> tuple[Path, ...]:
        """Return the curation files that the last build read, or would have read had they been there."""
        try:
            named = self._layout.curation.read_text(encoding="utf-8")
        except FileNotFoundError:
            return ()
        return tuple(Path(line) for line in named.splitlines())

    def claim_lines(self) -> list[str]:
        """Return the lines of the claims file; graphs that were read as they are have none."""
        files = (self._layout.shard(shard["key"]) / "claims.jsonl" for shard in self._shards)
        return sorted_lines(line for file in files for line in file.read_bytes().decode().split("\n") if line)


_DOCUMENTS = """SELECT ?file ?document ?source ?title WHERE {
  ?document a dkg:Document ; dct:isVersionOf ?source ; dct:title ?title . OPTIONAL { ?document dkg:fileName ?file } }"""


def _held(database: pyoxigraph.Store) -> pyoxigraph.Store:
    """Return a database as one in memory, which answers several times as fast."""
    held = pyoxigraph.Store()
    held.bulk_load(database.dump(format=pyoxigraph.RdfFormat.N_QUADS), pyoxigraph.RdfFormat.N_QUADS)
    return held


def open_store(path: str | Path, held: int = 0) -> Store:
    """Open the graph that was built last in a store; one of up to `held` statements is read into memory.

    Raises:
        StoreError: if there is no store, none of this version, or nothing has been built in it.
    """
    layout = Layout(Path(path))
    layout.check()
    for _ in range(_TRIES):
        name = layout.current()
        if name is None:
            break
        try:
            lock = read_lock(layout.generations / name)
        except OSError:
            continue
        manifest = json.loads(lock.read())
        try:
            return Store(layout, name, manifest, lock, held)
        except OSError as error:
            lock.close()
            what = f"the graph cannot be opened ({error})"
            raise StoreError(Problem(str(layout.root), what, "remove the folder and build again")) from error
    raise StoreError(Problem(str(layout.root), "nothing has been built here yet", "run `drugkg build PATH...`"))
