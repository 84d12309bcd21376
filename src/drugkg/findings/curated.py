"""What curators decided, laid over findings: nothing is hidden, and what they set aside is compared no longer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from drugkg.curation.model import Mark, Status
from drugkg.findings.model import Case, Finding, Statement

__all__ = ["decisions_on", "marked", "whole", "with_set_aside", "without_set_aside"]


def decisions_on(statement: Statement, case: Case) -> tuple[Mark, ...]:
    """Return the decisions by which a claim is set aside: it is marked wrong, or its document withdrawn."""
    own = (mark for mark in case.marks.get(statement.claim, ()) if mark.status is Status.WRONG)
    document = (mark for mark in case.marks.get(statement.document, ()) if mark.status is Status.WITHDRAWN)
    return tuple(sorted({*own, *document}))


def without_set_aside(case: Case) -> Case:
    """Return a case in which the claims that curators set aside are apart."""
    aside = tuple(statement for statement in case.statements if decisions_on(statement, case))
    kept = tuple(statement for statement in case.statements if not decisions_on(statement, case))
    return replace(case, statements=kept, aside=aside) if aside else case


def whole(case: Case) -> Case:
    """Return a case with the claims that curators set aside among the others, as documents have them."""
    both = tuple(sorted((*case.statements, *case.aside), key=lambda statement: statement.claim))
    return replace(case, statements=both, aside=()) if case.aside else case


def marked(finding: Finding, case: Case) -> Finding:
    """Return a finding of a case with the decisions that concern it."""
    dismissed = tuple(mark for mark in case.marks.get(finding.iri, ()) if mark.status is Status.DISMISSED)
    aside = {mark for member in finding.members for mark in decisions_on(member, case)}
    return replace(finding, dismissed=dismissed, set_aside=tuple(sorted(aside)))


def with_set_aside(case: Case, find: Callable[[Case], Iterable[Finding]]) -> Iterator[Finding]:
    """Yield the findings of a case, then those that there would be too if nothing had been set aside.

    Where a finding stands without the claims that were set aside, with the same other claims, it is not told twice.
    """
    found = list(find(case))
    yield from found
    if case.aside:
        known = {_standing(finding, case) for finding in found}
        named = {finding.iri for finding in found}
        more = (marked(finding, case) for finding in find(whole(case)))
        for finding in more:
            if finding.set_aside and finding.iri not in named and _standing(finding, case) not in known:
                yield finding


def _standing(finding: Finding, case: Case) -> tuple[object, ...]:
    """Return what a finding rests on, but for what is set aside."""
    kept = frozenset(member.claim for member in finding.members if not decisions_on(member, case))
    return finding.type, finding.rule, finding.about, kept
