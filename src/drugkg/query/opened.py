"""A built graph, open for questions: what the Python face and the command line have in common."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Self

from drugkg.exports import format_of, write
from drugkg.query.explain import Explanation, explain
from drugkg.query.export import export, selection
from drugkg.query.names import with_prefixes
from drugkg.query.resolve import Names
from drugkg.query.results import Table
from drugkg.query.run import ask, find, prepare
from drugkg.store import DocumentEntry, open_store

__all__ = ["DEFAULT_STORE", "Graph"]

#: The folder of the built graph, where none is named.
DEFAULT_STORE = ".drugkg"


class Graph:
    """A built graph, open for questions."""

    def __init__(self, store: str | Path = DEFAULT_STORE) -> None:
        self._store = open_store(store)
        self._names = Names(self._store)

    def query(self, name: str, **parameters: str | int | Iterable[str]) -> Table:
        """Return the answer of a saved query; a parameter takes one value or several."""
        values = {key: _values(value) for key, value in parameters.items()}
        return Table.of(ask(self._store, prepare(self._names, find(name), values).sparql))

    def sparql(self, text: str) -> Table:
        """Return the answer of a SPARQL query; drugkg's prefixes need not be declared."""
        return Table.of(ask(self._store, with_prefixes(text)))

    def explain(self, claim: str) -> Explanation:
        """Return the words behind a claim, given by its IRI or the first letters of its id."""
        return explain(self._store, claim)

    def export(
        self,
        format: str = "turtle",
        drugs: Iterable[str] = (),
        sources: Iterable[str] = (),
        relations: Iterable[str] = (),
        findings: Iterable[str] = (),
    ) -> str:
        """Return the graph, or the part of it that is about all that is named, in a format of `drugkg export`."""
        return export(self._store, format, selection(self._store, drugs, sources, relations, findings))

    def export_to(
        self,
        target: str | Path,
        format: str | None = None,
        drugs: Iterable[str] = (),
        sources: Iterable[str] = (),
        relations: Iterable[str] = (),
        findings: Iterable[str] = (),
        manifest: str | Path | None = None,
    ) -> None:
        """Write the same to a file, or a folder where the format takes several files, and its manifest if wanted."""
        chosen = selection(self._store, drugs, sources, relations, findings)
        path = Path(target)
        write(self._store, format or format_of(path) or "turtle", path, chosen, Path(manifest) if manifest else None)

    def documents(self) -> tuple[DocumentEntry, ...]:
        """Return the documents of the graph."""
        return self._store.documents()

    def close(self) -> None:
        """Let the graph go."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _values(value: str | int | Iterable[str]) -> tuple[str, ...]:
    return (str(value),) if isinstance(value, str | int) else tuple(map(str, value))
