"""The audit of a drug as text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from drugkg.audit.report import Cell, Report, Row, Section
from drugkg.audit.report_words import STANCES
from drugkg.audit.text import WIDTH, finding_text
from drugkg.claims.model import Stance
from drugkg.claims.relations import RELATIONS
from drugkg.findings.model import Verdict
from drugkg.query.names import one_line

__all__ = ["report_text"]

#: How cells without claims are shown.
_SIGNS = {"silent": "·", "notCovered": " "}
_MARKS = {Verdict.CONFLICT: "!", Verdict.DIFFERENCE: "≠", Verdict.AGREEMENT: "="}
#: A label gets this much of the width; signs in narrower columns stand without gaps.
_LABEL = 34
_NARROWEST_LABEL = 20
_INDENT = "      "


def report_text(report: Report, width: int | None = None) -> str:
    """Return an audit for reading: documents, conflicts with both sides, then a matrix for each relation."""
    return "".join(f"{line.rstrip()}\n" for line in _lines(report, max(width or WIDTH, 60)))


def _lines(report: Report, width: int) -> Iterator[str]:
    documents = f"{len(report.columns)} document{'s' if len(report.columns) != 1 else ''}"
    yield f"{report.drug}: what {documents} say"
    yield "This reports what documents say, right or wrong. It is no medical advice."
    yield ""
    yield "Documents"
    for column in report.columns:
        document = column.document
        dates = "".join(f"; {told} {date}" for told, date in column.dates) or "; no date"
        line = one_line(f"{column.letter}  {document.source_label}: {document.title}{dates}; {column.claims} claims")
        yield from textwrap.wrap(line, width, initial_indent="  ", subsequent_indent=_INDENT)
    conflicts = report.of(Verdict.CONFLICT)
    yield ""
    yield f"Conflicts: {len(conflicts)}" + (
        "" if conflicts else ". No document contradicts another, as far as is seen."
    )
    for conflict in conflicts:
        yield ""
        yield from finding_text(report.case, conflict, width)
    yield ""
    yield "Claims by source"
    yield from _legend(width)
    for section in report.sections:
        yield from _section(report, section, width)


def _legend(width: int) -> Iterator[str]:
    signs = [f"{sign} {name}" for sign, name in STANCES.values()]
    told = [*signs, "· has the section, does not mention it", "(empty) has no such section"]
    marks = [f"{_MARKS[verdict]} {verdict.value}" for verdict in _MARKS]
    yield from textwrap.wrap(", ".join(told), width, initial_indent="  ", subsequent_indent="  ")
    yield from textwrap.wrap(f"At the left: {', '.join(marks)}", width, initial_indent="  ", subsequent_indent="  ")


def _section(report: Report, section: Section, width: int) -> Iterator[str]:
    letters = [column.letter for column in report.columns]
    step = _step(letters, width)
    size = min(_LABEL, width - 4 - step * len(letters)) if step else width - 4
    yield ""
    head = f"{section.title} ({report.drug} {RELATIONS[section.relation].label} ...)"
    if step and len(head) < size + 4:
        yield f"{head:<{size + 4}}" + "".join(f"{letter:<{step}}" for letter in letters)
    else:
        yield head
        if step:
            yield " " * (size + 4) + "".join(f"{letter:<{step}}" for letter in letters)
    for row in section.rows:
        yield from _row(row, letters, step, size, width)


def _step(letters: list[str], width: int) -> int:
    """Return how wide a column is, 0 where columns do not fit and each row names its documents instead."""
    longest = max(map(len, letters), default=1)
    for step in (longest + 2, longest + 1):
        if step * len(letters) + 4 + _NARROWEST_LABEL <= width:
            return step
    return 0


def _row(row: Row, letters: list[str], step: int, size: int, width: int) -> Iterator[str]:
    mark = _MARKS[row.verdict] if row.verdict else " "
    told = f"{row.label} ({row.independent} independent)" if row.independent > 1 else row.label
    first, *more = textwrap.wrap(one_line(told), size - 1) or [""]
    signs = "".join(f"{_sign(cell):<{step}}" for cell in row.cells) if step else ""
    yield f"  {mark} {first:<{size}}{signs}"
    yield from (f"      {line}" for line in more)
    for line in _details(row, letters, listed=not step):
        yield from textwrap.wrap(one_line(line), width, initial_indent=_INDENT, subsequent_indent=f"{_INDENT}  ")


def _sign(cell: Cell) -> str:
    signs = [STANCES[state][0] if state in STANCES else _SIGNS[state] for state in cell.states]
    return "".join(signs)


def _details(row: Row, letters: list[str], *, listed: bool) -> Iterator[str]:
    """Yield what documents say beyond the stance, those that say the same together."""
    groups: dict[tuple[str, str, str], list[str]] = {}
    for letter, cell in zip(letters, row.cells, strict=True):
        for said in cell.said:
            if listed or said.scope or said.values:
                members = groups.setdefault((said.stance, said.scope, said.values), [])
                members += [] if letter in members else [letter]
    for (stance, scope, values), members in groups.items():
        told = "; ".join(part for part in (values, scope) if part)
        name = "" if stance == Stance.ASSERTS and not listed else f"{STANCES[stance][1]} "
        yield f"{', '.join(members)}: {name}{told}".rstrip(": ")
    silent = [letter for letter, cell in zip(letters, row.cells, strict=True) if cell.states == ("silent",)]
    if listed and silent:
        yield f"silent: {', '.join(silent)}"
