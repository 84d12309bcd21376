"""How much a finding matters, by a table: `weights.yaml`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from drugkg.findings.model import Finding

__all__ = ["weight"]


def weight(finding: Finding) -> int:
    """Return how much a finding matters to a patient, 0 to 100."""
    return next(int(row["weight"]) for row in _table() if _fits(row, finding))


def _fits(row: dict[str, Any], finding: Finding) -> bool:
    members = finding.members
    return (
        row.get("verdict", finding.verdict.value) == finding.verdict.value
        and finding.rule in row.get("rules", (finding.rule,))
        and ("relations" not in row or any(member.relation in row["relations"] for member in members))
        and ("objects" not in row or any(member.object.rpartition("/")[2] in row["objects"] for member in members))
        and (not row.get("serious") or any(member.values.get("serious") for member in members))
    )


@cache
def _table() -> tuple[dict[str, Any], ...]:
    return tuple(yaml.safe_load((files(__package__) / "weights.yaml").read_text("utf-8")))
