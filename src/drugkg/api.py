"""The Python face: the verbs of the command line, with the same results."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from drugkg import readers
from drugkg.claims.model import Claim
from drugkg.errors import ExtractorError
from drugkg.pipeline import build, extract_file
from drugkg.pipeline.collect import collect
from drugkg.query.explain import Explanation
from drugkg.query.opened import DEFAULT_STORE, Graph
from drugkg.text import Document

if TYPE_CHECKING:
    from drugkg.extractors import Choice

__all__ = ["build", "explain", "export", "extract", "open", "read"]


def read(path: str | Path) -> Document:
    """Return a document, with what the catalog beside it says of it."""
    (found,) = collect([path]).inputs
    return readers.read(found.path.read_bytes(), found.source, found.name)


def extract(path: str | Path, drug: str | None = None, extractor: Choice | None = None) -> tuple[Claim, ...]:
    """Return the claims of a document.

    Raises:
        DrugKGError: if the document cannot be read, or the extractor asked for beside the rules cannot be asked.
    """
    extracted = extract_file(path, drug, extractor)
    if extracted.problems:
        raise ExtractorError(extracted.problems)
    return extracted.claims


def open(store: str | Path = DEFAULT_STORE) -> Graph:
    """Open a built graph."""
    return Graph(store)


def explain(claim: str, store: str | Path = DEFAULT_STORE) -> Explanation:
    """Return the words behind a claim."""
    with Graph(store) as graph:
        return graph.explain(claim)


def export(format: str = "turtle", store: str | Path = DEFAULT_STORE, drugs: Iterable[str] = ()) -> str:
    """Return the graph in a format of `drugkg export`."""
    with Graph(store) as graph:
        return graph.export(format, drugs)
