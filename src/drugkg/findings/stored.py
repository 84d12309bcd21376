"""Findings as a built graph holds them, back as values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from drugkg.findings.curated import marked
from drugkg.findings.every import ranked
from drugkg.findings.model import Case, Finding, FindingType, Side, Statement, Verdict
from drugkg.findings.reading import Ask, Shared, cases
from drugkg.graph.namespaces import DKG, PREFIXES

__all__ = ["findings_of", "stored"]

_ROWS = f"""PREFIX dkg: <{DKG}>
PREFIX rdfs: <{PREFIXES["rdfs"]}>
SELECT ?finding ?is ?would ?type ?rule ?reason ?weight ?about ?side ?label ?independent ?claim {{
  ?finding dkg:aboutDrug <$drug> ; a ?is ; dkg:findingType ?type ; dkg:byRule ?rule ; dkg:reason ?reason ;
    dkg:weight ?weight ; dkg:side ?side .
  ?side rdfs:label ?label ; dkg:independentSources ?independent ; dkg:member ?claim
  OPTIONAL {{ ?finding dkg:comparedValue ?about }} OPTIONAL {{ ?finding dkg:wouldBe ?would }} }}"""


def findings_of(
    ask: Ask, base: str, drugs: Iterable[str] = (), known: Shared | None = None
) -> Iterator[tuple[Case, tuple[Finding, ...]]]:
    """Yield what a graph holds about each drug (all of them, or those whose IRIs are given), with the findings."""
    for case in cases(ask, base, drugs, known):
        yield case, stored(ask, case)


def stored(ask: Ask, case: Case) -> tuple[Finding, ...]:
    """Return the findings that a graph holds about the drug of a case, ranked.

    Args:
        ask: answers queries over the graph.
        case: the claims about the drug, read from the same graph.
    """
    claims = {statement.claim: statement for statement in (*case.statements, *case.aside)}
    heads: dict[str, tuple[str, ...]] = {}
    sides: dict[str, dict[tuple[str, str, int], list[Statement]]] = {}
    for row in ask(_ROWS.replace("$drug", case.drug)):
        finding, known, would, type, rule, reason, weight, about, side, label, independent, claim = map(_text, row)
        heads[finding] = (would or known, type, rule, reason, weight, about)
        key = (label, side, int(independent))
        sides.setdefault(finding, {}).setdefault(key, []).append(claims[claim])
    return ranked(marked(_finding(case.drug, iri, head, sides[iri]), case) for iri, head in heads.items())


def _finding(drug: str, iri: str, head: tuple[str, ...], sides: dict[tuple[str, str, int], list[Statement]]) -> Finding:
    verdict, type, rule, reason, weight, about = head
    held = tuple(
        Side(label, tuple(sorted(members, key=lambda member: member.claim)), independent)
        for (label, _, independent), members in sorted(sides.items())
    )
    return Finding(
        drug,
        Verdict(verdict.removeprefix(DKG).lower()),
        FindingType(type.removeprefix(DKG)),
        rule.rpartition("finding.")[2],
        reason,
        held,
        about,
        int(weight),
        iri,
    )


def _text(term: Any) -> str:
    return "" if term is None else str(term.value)
