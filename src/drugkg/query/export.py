"""Export: which part of a graph somebody means, by names."""

from __future__ import annotations

from collections.abc import Iterable

from drugkg.errors import Problem, UsageError
from drugkg.exports import Selection, find_format, pieces
from drugkg.query.names import expand
from drugkg.query.resolve import Names, drug_iris, resolve
from drugkg.query.saved import Parameter, ParameterType
from drugkg.store import Store

__all__ = ["export", "selection"]


def selection(
    graph: Store,
    drugs: Iterable[str] = (),
    sources: Iterable[str] = (),
    relations: Iterable[str] = (),
    findings: Iterable[str] = (),
) -> Selection:
    """Return what names, synonyms and identifiers mean in a graph.

    Args:
        graph: the graph.
        drugs: names of drugs.
        sources: names or ids of sources.
        relations: names of relations.
        findings: `conflict`, `difference`, `agreement`, types of findings, or IRIs of findings.

    Raises:
        QueryError: if the graph has no such thing.
    """
    return Selection(
        drug_iris(graph, drugs),
        _iris(graph, "source", ("EvidenceSource",), sources),
        _iris(graph, "relation", ("Relation",), relations),
        _iris(graph, "finding", ("Finding", "FindingType"), findings),
    )


def _iris(graph: Store, name: str, classes: tuple[str, ...], values: Iterable[str]) -> tuple[str, ...]:
    parameter, known = Parameter(name, ParameterType.IRI, classes), Names(graph)
    return tuple(sorted({_finding(graph, value) or str(resolve(known, parameter, value))[1:-1] for value in values}))


def _finding(graph: Store, value: str) -> str | None:
    """Return the IRI of a finding that is named by it."""
    iri = expand(value) or value.removeprefix("<").removesuffix(">")
    return iri if iri.startswith(f"{graph.base}finding/") and any(graph.find(iri)) else None


def export(graph: Store, format: str, chosen: Selection | None = None) -> str:
    """Return a graph, or the part that was chosen of it, in a format of one text file.

    Raises:
        UsageError: if there is no such format, or it is no text.
    """
    if find_format(format).binary:
        raise UsageError(Problem(f"format {format}", "this is no text", "write it to a file"))
    return b"".join(pieces(graph, format, chosen or Selection())).decode()
