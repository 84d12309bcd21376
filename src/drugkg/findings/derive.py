"""The graph of findings of a whole graph, drug by drug."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from drugkg.findings.every import findings
from drugkg.findings.model import Statement
from drugkg.findings.quads import finding_quads
from drugkg.findings.reading import Ask, cases
from drugkg.graph.iri import Iris
from drugkg.graph.namespaces import Quad

__all__ = ["derived"]


def derived(ask: Ask, base: str) -> Iterator[Quad]:
    """Yield the quads of all findings over what a graph holds."""
    iris = Iris(base)
    for case in cases(ask, base):

        def support(members: Iterable[Statement], case: object = case) -> int:
            return len({case.documents[member.document].source for member in members})  # type: ignore[attr-defined]

        for finding in findings(case, support, iris):
            yield from finding_quads(finding, iris)
