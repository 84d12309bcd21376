"""How much a finding matters, by a table: `weights.yaml`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from drugkg.findings.model import Finding, Statement

__all__ = ["weight"]


def weight(finding: Finding) -> int:
    """Return how much a finding matters to a patient, 0 to 100."""
    members = finding.members
    return next(int(row["weight"]) for row in _table() if _fits(row, finding, members))


def _fits(row: dict[str, Any], finding: Finding, members: Iterable[Statement]) -> bool:
    return (
        row.get("verdict", finding.verdict) == finding.verdict
        and finding.rule in row.get("rules", (finding.rule,))
        and ("relations" not in row or any(member.relation in row["relations"] for member in members))
        and ("objects" not in row or any(member.object.rpartition("/")[2] in row["objects"] for member in members))
        and (not row.get("serious") or any(member.values.get("serious") for member in members))
    )


@cache
def _table() -> tuple[dict[str, Any], ...]:
    return tuple(yaml.safe_load((files(__package__) / "weights.yaml").read_text("utf-8")))
