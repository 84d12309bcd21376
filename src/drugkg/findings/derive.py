"""The graph of findings of a whole graph, drug by drug."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from drugkg.findings.curated import whole, with_set_aside
from drugkg.findings.echo_quads import echo_quads
from drugkg.findings.echoes import echoes
from drugkg.findings.every import findings
from drugkg.findings.excerpts import cited_works, excerpts, names_of
from drugkg.findings.model import Case, Statement
from drugkg.findings.quads import finding_quads
from drugkg.findings.reading import Ask, cases
from drugkg.findings.witnesses import Witness, Witnesses
from drugkg.graph.iri import Iris
from drugkg.graph.namespaces import Quad

__all__ = ["derived"]


def derived(ask: Ask, base: str) -> Iterator[Quad]:
    """Yield the quads of all findings over what a graph holds."""
    iris = Iris(base)
    works = cited_works(ask)
    for case in cases(ask, base):
        told = whole(case)
        # One document echoes nothing.
        alone = len({statement.document for statement in told.statements}) == 1
        found = () if alone else echoes(excerpts(told, works), names_of(told, ask))
        yield from echo_quads(found, iris)
        support = partial(_support, case, Witnesses(found))
        for finding in with_set_aside(case, partial(findings, support=support, iris=iris)):
            yield from finding_quads(finding, iris)


def _support(case: Case, witnesses: Witnesses, members: Iterable[Statement]) -> int:
    """Count the independent sources behind claims; one without a passage speaks for its source all the same."""
    return witnesses.count(
        Witness(passage, case.documents[member.document].source)
        for member in members
        for passage in [passage.iri for passage in member.passages] or [""]
    )
