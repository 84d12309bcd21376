"""All findings of a case, the weightiest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from drugkg.findings import agreements, contraries, differences, values
from drugkg.findings.compared import Compared
from drugkg.findings.model import Case, Finding, Statement
from drugkg.findings.quads import finding_iri
from drugkg.findings.weights import weight
from drugkg.graph.iri import Iris

__all__ = ["FINDERS", "Support", "findings", "ranked"]

#: What finds; each takes a case as it is compared and yields findings.
FINDERS = (contraries.find, values.find, differences.find, agreements.find)

#: Counts the independent sources behind claims.
Support = Callable[[Iterable[Statement]], int]


def findings(case: Case, support: Support, iris: Iris) -> tuple[Finding, ...]:
    """Return all findings of a case with weight, name and support, ranked."""
    compared = Compared.of(case)
    found = (finding for find in FINDERS for finding in find(compared))
    return ranked(_settled(finding, support, iris) for finding in found)


def ranked(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings in the order in which they matter; what matters alike, by name; what curators dismissed, last."""
    return tuple(sorted(found, key=_rank))


def _rank(finding: Finding) -> tuple[object, ...]:
    decided = (bool(finding.set_aside), bool(finding.dismissed))
    return *decided, -finding.weight, finding.verdict, finding.reason, finding.iri


def _settled(finding: Finding, support: Support, iris: Iris) -> Finding:
    sides = tuple(replace(side, independent=support(side.members)) for side in finding.sides)
    return replace(finding, sides=sides, weight=weight(finding), iri=finding_iri(finding, iris))
