"""Findings as text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from drugkg.findings.curated import decisions_on
from drugkg.findings.model import Case, Finding, Side, Statement
from drugkg.query.names import one_line

__all__ = ["WIDTH", "finding_text", "findings_text"]

#: How wide text is where no terminal says so.
WIDTH = 100
#: So many claims of a side are shown; the others are counted.
_SHOWN = 4


def findings_text(told: Iterable[tuple[Case, Iterable[Finding]]], width: int | None = None) -> str:
    """Return findings for reading, drug by drug: the reason, then each side with its documents and words."""
    lines = [line for case, found in told for line in _case(case, list(found), width or WIDTH)]
    return "".join(f"{line}\n" for line in lines) or "Nothing was found that fits.\n"


def finding_text(case: Case, finding: Finding, width: int) -> Iterator[str]:
    """Yield the lines of one finding: the reason, then each side with its documents and words."""
    head = f"{_verdict(finding)} ({finding.type.value}, weight {finding.weight}): {one_line(finding.reason)}"
    yield from textwrap.wrap(head, width, initial_indent="  ", subsequent_indent="    ")
    for mark in (*finding.dismissed, *finding.set_aside):
        said = f"{mark.status.kind} {mark.status.value}: {one_line(mark.words)}"
        yield from textwrap.wrap(said, width, initial_indent="    ", subsequent_indent="      ")
    for side in finding.sides:
        yield from _side(case, side, width)
    yield f"    {finding.iri}"


def _case(case: Case, found: list[Finding], width: int) -> Iterator[str]:
    if not found:
        return
    yield f"{case.label}: {len(found)} finding{'s' if len(found) > 1 else ''}"
    for finding in found:
        yield ""
        yield from finding_text(case, finding, width)
    yield ""


def _verdict(finding: Finding) -> str:
    if finding.set_aside:
        return f"set aside, would be {finding.verdict.value}"
    return f"{finding.verdict.value}, dismissed" if finding.dismissed else finding.verdict.value


def _side(case: Case, side: Side, width: int) -> Iterator[str]:
    sources = f"{side.independent} independent source{'s' if side.independent != 1 else ''}"
    yield f"    - {one_line(side.label)} ({sources})"
    for member in side.members[:_SHOWN]:
        yield from textwrap.wrap(_said(case, member), width, initial_indent="      ", subsequent_indent="        ")
    if len(side.members) > _SHOWN:
        yield f"      and {len(side.members) - _SHOWN} more"


def _said(case: Case, member: Statement) -> str:
    document = case.documents[member.document]
    date = f", {document.date}" if document.date else ""
    quote = member.passages[0].quote if member.passages else ""
    decided = ", ".join(sorted({mark.status.value for mark in decisions_on(member, case)}))
    aside = f" [{decided}]" if decided else ""
    return one_line(f"{document.source_label} ({document.title}{date}): “{quote}”{aside}")
