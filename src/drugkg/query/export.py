"""Export: the graph, or what it holds of some drugs, in the forms that other tools read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Protocol

from drugkg.errors import Problem, UsageError
from drugkg.findings.lines import finding_lines
from drugkg.findings.stored import findings_of
from drugkg.graph import Quad, to_nquads, to_trig, to_turtle
from drugkg.graph.namespaces import term
from drugkg.query.resolve import Queryable, drug_iris

__all__ = ["FORMATS", "Whole", "export"]

FORMATS = ("turtle", "trig", "nquads", "claims", "conflicts")


class Whole(Queryable, Protocol):
    """A graph that can be read as a whole."""

    base: str

    def quads(self) -> Iterator[Quad]:
        """Yield all statements."""
        ...

    def claim_lines(self) -> list[str]:
        """Return the lines of the claims file."""
        ...


def export(graph: Whole, format: str, drugs: Iterable[str] = ()) -> str:
    """Return the graph in one of `FORMATS`; with drugs, only the documents about them and all that these name.

    Raises:
        UsageError: if there is no such format.
        QueryError: if the graph has no such drug.
    """
    if format not in FORMATS:
        raise UsageError(Problem(f"format {format}", "there is no such export format", f"use {', '.join(FORMATS)}"))
    iris = drug_iris(graph, drugs)
    chosen = {f"<{iri}>" for iri in iris}
    if format == "claims":
        lines = graph.claim_lines()
        if chosen:
            labels = _labels(graph, chosen)
            lines = [line for line in lines if json.loads(line)["drug"]["label"] in labels]
        return "".join(f"{line}\n" for line in lines)
    if format == "conflicts":
        told = findings_of(graph.query, graph.base, iris)
        return "".join(f"{line}\n" for line in finding_lines(told))
    quads = list(graph.quads())
    if chosen:
        quads = _of(quads, _documents(graph, chosen))
    if format == "nquads":
        return to_nquads(quads)
    return to_turtle(quads, graph.base) if format == "turtle" else to_trig(quads, graph.base)


def _labels(graph: Queryable, drugs: set[str]) -> set[str]:
    named = "http://www.w3.org/2004/02/skos/core#prefLabel"
    rows = graph.query(f"SELECT ?label {{ VALUES ?drug {{ {' '.join(sorted(drugs))} }} ?drug <{named}> ?label }}")
    return {row["label"].value for row in rows}  # type: ignore[union-attr]


def _documents(graph: Queryable, drugs: set[str]) -> set[str]:
    """Return the documents that claim something of the drugs."""
    wanted = f"VALUES ?drug {{ {' '.join(sorted(drugs))} }}"
    claims = f"?claim {term('dct:source')} ?document ; {term('dkg:proposition')}/{term('dkg:subject')} ?drug"
    rows = graph.query(f"SELECT DISTINCT ?document {{ {wanted} {claims} }}")
    return {str(row["document"]) for row in rows}  # type: ignore[union-attr]


def _of(quads: list[Quad], documents: set[str]) -> list[Quad]:
    """Return the graphs of some documents, and from the shared graphs all that they lead to."""
    derived = term("prov:wasDerivedFrom")
    own = {quad.subject for quad in quads if quad.predicate == derived and quad.object in documents}
    of_documents = {quad.subject for quad in quads if quad.predicate == derived}
    kept = [quad for quad in quads if quad.graph in own]
    shared: dict[str, list[Quad]] = {}
    for quad in quads:
        if quad.graph not in of_documents:
            shared.setdefault(quad.subject, []).append(quad)
    waiting = sorted(documents | own | {node for quad in kept for node in (quad.subject, quad.predicate, quad.object)})
    decides = term("dkg:decidesOn")
    waiting += sorted({quad.subject for quad in quads if quad.predicate == decides and quad.object in waiting})
    seen = set(waiting)
    while waiting:
        for quad in shared.get(waiting.pop(), ()):
            kept.append(quad)
            for node in (quad.predicate, quad.object, quad.graph):
                if node not in seen:
                    seen.add(node)
                    waiting.append(node)
    return kept
