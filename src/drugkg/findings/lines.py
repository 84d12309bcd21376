"""The findings file: one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from drugkg.findings.model import Case, Finding, Side, Statement

__all__ = ["finding_line", "finding_lines"]


def finding_lines(told: Iterable[tuple[Case, Iterable[Finding]]]) -> list[str]:
    """Return the lines of the findings file, sorted by subject, type and IRI."""
    keyed = [
        ((case.label, finding.type, finding.iri), finding_line(finding, case))
        for case, found in told
        for finding in found
    ]
    return [line for _, line in sorted(keyed)]


def finding_line(finding: Finding, case: Case) -> str:
    """Return a finding as a line of the findings file, without the line end."""
    held: dict[str, Any] = {
        "finding": finding.iri,
        "verdict": "set aside" if finding.set_aside else finding.verdict.value,
        "type": finding.type.value,
        "rule": finding.rule,
        "subject": case.label,
        "propositions": list(finding.propositions),
        "relations": sorted({member.relation for member in finding.members}),
        "objects": sorted({case.concepts.label(member.object) for member in finding.members}),
        "reason": finding.reason,
        "claims": [
            entry for side in finding.sides for member in side.members for entry in _entries(side, member, case)
        ],
    }
    if finding.set_aside:
        held["wouldBe"] = finding.verdict.value
    decided = (*finding.dismissed, *finding.set_aside)
    if decided:
        held["decisions"] = [
            {"status": mark.status.value, "on": mark.node, "who": mark.who, "when": mark.when, "why": mark.why}
            for mark in decided
        ]
    return json.dumps(held, ensure_ascii=False)


def _entries(side: Side, member: Statement, case: Case) -> list[dict[str, Any]]:
    document = case.documents[member.document]
    return [
        {
            "side": side.label,
            "claim": member.claim,
            "proposition": member.proposition,
            "source": document.source.rpartition("/")[2],
            "document": document.file_name,
            "stance": member.stance.value,
            "start": passage.start,
            "end": passage.end,
            "quote": passage.quote,
        }
        for passage in member.passages
    ]
