"""Agreement: documents that say the same, and with the same values where they give any."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from drugkg.findings.compared import Compared
from drugkg.findings.intervals import Interval, all_meet
from drugkg.findings.model import Finding, FindingType, Side, Statement, Verdict

__all__ = ["find"]


def find(compared: Compared) -> Iterator[Finding]:
    """Yield what at least two documents say in the same stance and scope, with values that can all hold."""
    names = compared.names
    groups: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for statement in compared.case.statements:
        groups[statement.relation, statement.object, compared.scope[statement.claim], statement.stance].append(
            statement
        )
    for members in groups.values():
        if len({member.document for member in members}) > 1 and _agree(members, compared):
            reason = f"{names.sources(members)} agree: {names.what(members[0])}."
            side = Side(members[0].stance.value, tuple(members))
            yield Finding(names.iri, Verdict.AGREEMENT, FindingType.SAME, "agreement", reason, (side,))


def _agree(members: list[Statement], compared: Compared) -> bool:
    by_kind: dict[str, list[Interval]] = defaultdict(list)
    for member in members:
        for measure in compared.measures[member.claim]:
            by_kind[measure.kind].append(measure.interval)
    return all(map(all_meet, by_kind.values()))
