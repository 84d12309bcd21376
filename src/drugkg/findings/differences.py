"""Differences that are no conflicts: another scope, a wider or narrower concept, another selection, less detail."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from drugkg.claims.model import Stance
from drugkg.claims.relations import RELATIONS
from drugkg.findings.compared import Compared
from drugkg.findings.model import Finding, FindingType, Side, Statement, Verdict
from drugkg.findings.scopes import Scope
from drugkg.findings.sentence import Names

__all__ = ["find"]

#: Relations of which a document tends to give the whole list, so that another list is worth telling.
_LISTED = ("belongsToClass", "hasBrandName", "hasProductForm", "hasMechanism", "hasWithdrawalEffect")
#: Notes that make a claim more than the bare statement.
_DETAILS = ("reasonText", "managementText", "outcomeText", "conditionText", "detailText")


def find(compared: Compared) -> Iterator[Finding]:
    """Yield the differences of a case."""
    names = compared.names
    by_object: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in compared.case.statements:
        if statement.stance in (Stance.ASSERTS, Stance.HEDGES):
            by_object[statement.relation, statement.object].append(statement)
    for members in by_object.values():
        yield from _scope(members, compared)
        yield from _detail(members, compared)
    yield from _granularity(by_object, compared)
    for relation in _LISTED:
        yield from _selection(relation, by_object, names)


def _scope(members: list[Statement], compared: Compared) -> Iterator[Finding]:
    names = compared.names
    groups: dict[Scope, list[Statement]] = defaultdict(list)
    for member in members:
        groups[compared.scope[member.claim]].append(member)
    # What a document says in one scope and another one in another; who says both differs from nobody.
    sides = [Side(compared.scopes.words(scope), tuple(group)) for scope, group in sorted(groups.items())]
    documents = {side.documents for side in sides}
    if len(sides) > 1 and len(documents) > 1:
        told = "; ".join(f"{side.label} according to {names.sources(side.members)}" for side in sides)
        reason = f"{names.subject(members[0])} is told of other cases: {told}."
        yield Finding(names.iri, Verdict.DIFFERENCE, FindingType.SCOPE, "scope", reason, tuple(sides), "scope")


def _detail(members: list[Statement], compared: Compared) -> Iterator[Finding]:
    """Yield where one document gives a figure or details of what another only states."""
    names = compared.names
    groups: dict[Scope, list[Statement]] = defaultdict(list)
    for member in members:
        groups[compared.scope[member.claim]].append(member)
    for group in groups.values():
        measured = [member for member in group if compared.measures[member.claim]]
        for about, full in (("figures", measured), ("details", [member for member in group if _has_detail(member)])):
            told = {member.document for member in full}
            bare = [member for member in group if member.document not in told]
            if full and bare:
                sides = (Side(f"with {about}", tuple(full)), Side(f"without {about}", tuple(bare)))
                reason = (
                    f"{names.subject(group[0])} is stated with {about} by {names.sources(full)}, "
                    f"without by {names.sources(bare)}."
                )
                yield Finding(names.iri, Verdict.DIFFERENCE, FindingType.GRANULARITY, "detail", reason, sides, about)


def _granularity(by_object: dict[tuple[str, str], list[Statement]], compared: Compared) -> Iterator[Finding]:
    names = compared.names
    for (relation, narrow), members in by_object.items():
        for wide in sorted(compared.scopes.concepts.wider(narrow)):
            above = by_object.get((relation, wide))
            if not above:
                continue
            here, there = {m.document for m in members}, {m.document for m in above}
            left = [m for m in members if m.document not in there]
            right = [m for m in above if m.document not in here]
            if left and right:
                sides = (Side(names.objects(left), tuple(left)), Side(names.objects(right), tuple(right)))
                reason = (
                    f"{names.subject(left[0])} according to {names.sources(left)}; "
                    f"{names.sources(right)} has the wider {names.objects(right)}."
                )
                yield Finding(names.iri, Verdict.DIFFERENCE, FindingType.GRANULARITY, "kind", reason, sides, "object")


def _selection(relation: str, by_object: dict[tuple[str, str], list[Statement]], names: Names) -> Iterator[Finding]:
    """Yield the lists that documents give of one kind of thing, where no two of them agree in all."""
    lists: dict[str, list[Statement]] = defaultdict(list)
    for (name, _), members in by_object.items():
        if name == relation:
            for member in members:
                lists[member.document].append(member)
    groups: dict[tuple[str, ...], list[Statement]] = defaultdict(list)
    for members in lists.values():
        groups[tuple(sorted({member.object for member in members}))].extend(members)
    if len(groups) > 1:
        sides = tuple(Side(names.objects(group), tuple(group)) for _, group in sorted(groups.items()))
        told = "; ".join(f"{side.label} according to {names.sources(side.members)}" for side in sides)
        reason = f"{names.drug} {RELATIONS[relation].label}: {told}."
        yield Finding(names.iri, Verdict.DIFFERENCE, FindingType.SELECTION, "selection", reason, sides, relation)


def _has_detail(statement: Statement) -> bool:
    return any(statement.notes.get(name) for name in _DETAILS)
