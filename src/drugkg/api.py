"""The Python face: the verbs of the command line, with the same results."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from drugkg import readers
from drugkg.audit.check import check
from drugkg.audit.diff import diff
from drugkg.audit.pack import pack
from drugkg.claims.model import Claim
from drugkg.errors import ExtractorError
from drugkg.pipeline import build, extract_all
from drugkg.pipeline.make import only
from drugkg.query.explain import Explanation
from drugkg.query.opened import DEFAULT_STORE, Graph
from drugkg.text import Document

if TYPE_CHECKING:
    from drugkg.extractors import Choice

__all__ = ["build", "check", "diff", "explain", "export", "export_to", "extract", "open", "pack", "read"]


def read(path: str | Path) -> Document:
    """Return a document, with what the catalog beside it says of it."""
    found = only(path)
    return readers.read(found.read(), found.source, found.name, found.start)


def extract(path: str | Path, drug: str | None = None, extractor: Choice | None = None) -> tuple[Claim, ...]:
    """Return the claims of a document, or of all documents in a file that holds several.

    Raises:
        DrugKGError: if the document cannot be read, or the extractor asked for beside the rules cannot be asked.
    """
    found = list(extract_all(path, drug, extractor))
    if problems := [problem for each in found for problem in each.problems]:
        raise ExtractorError(problems)
    return tuple(claim for each in found for claim in each.claims)


def open(store: str | Path = DEFAULT_STORE) -> Graph:
    """Open a built graph."""
    return Graph(store)


def explain(claim: str, store: str | Path = DEFAULT_STORE) -> Explanation:
    """Return the words behind a claim."""
    with Graph(store) as graph:
        return graph.explain(claim)


def export(
    format: str = "turtle",
    store: str | Path = DEFAULT_STORE,
    drugs: Iterable[str] = (),
    sources: Iterable[str] = (),
    relations: Iterable[str] = (),
    findings: Iterable[str] = (),
) -> str:
    """Return the graph, or the part of it that is about all that is named, in a format of `drugkg export`."""
    with Graph(store) as graph:
        return graph.export(format, drugs, sources, relations, findings)


def export_to(
    target: str | Path,
    format: str | None = None,
    store: str | Path = DEFAULT_STORE,
    drugs: Iterable[str] = (),
    sources: Iterable[str] = (),
    relations: Iterable[str] = (),
    findings: Iterable[str] = (),
    manifest: str | Path | None = None,
) -> None:
    """Write the same to a file, or a folder where the format takes several files, and its manifest if wanted."""
    with Graph(store) as graph:
        graph.export_to(target, format, drugs, sources, relations, findings, manifest)
