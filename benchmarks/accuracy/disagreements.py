"""A sheet of conflicts drawn by a seed from a built graph, to be judged by people.

As in the sheet of claims, the table has none of the documents' words; the reading copy beside it has each side's
passages in their surroundings. `fault` names what is wrong: a `claim` that the document does not make, cases that are
not `comparable` (another population, route, form, degree), or two statements that can both `hold`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import Path
from random import Random

from drugkg.findings.model import Case, Finding, Statement, Verdict
from drugkg.findings.stored import findings_of
from drugkg.store import open_store

__all__ = ["COLUMNS", "FAULTS", "draw", "reading_copy", "written"]

FAULTS = ("claim", "comparable", "hold")
COLUMNS = ("number", "drug", "type", "rule", "relation", "objects", "sides", "documents", "verdict", "fault", "remark")
_AROUND = 250
_SHOWN = 3

Drawn = tuple[Case, Finding, dict[str, str]]


def draw(store: Path, number: int, seed: int) -> list[Drawn]:
    """Return conflicts of a built graph, all where there are no more than the number, with the texts they are in."""
    with open_store(store) as graph:
        all_found = [
            (case, finding)
            for case, found in findings_of(graph.query, graph.base)
            for finding in found
            if finding.verdict is Verdict.CONFLICT
        ]
        drawn = Random(f"{seed}").sample(all_found, min(number, len(all_found)))
        return [
            (case, finding, {document: graph.text(document) for document in _documents(finding)})
            for case, finding in drawn
        ]


def written(drawn: Iterable[Drawn]) -> str:
    """Return the sheet."""
    out = StringIO()
    table = csv.writer(out, delimiter="\t", lineterminator="\n")
    table.writerow(COLUMNS)
    for number, (case, finding, _) in enumerate(drawn, 1):
        relations = " ".join(sorted({member.relation for member in finding.members}))
        objects = "; ".join(sorted({case.concepts.label(member.object) for member in finding.members})[:_SHOWN])
        sides = " | ".join(side.label for side in finding.sides)
        files = " ".join(sorted({case.documents[document].file_name for document in _documents(finding)}))
        row = case.label, finding.type.value, finding.rule, relations, objects, sides, files
        table.writerow((number, *row, "", "", ""))
    return out.getvalue()


def reading_copy(drawn: Iterable[Drawn]) -> Iterator[str]:
    """Yield each conflict with the passages of its sides, marked in their surroundings."""
    for number, (case, finding, texts) in enumerate(drawn, 1):
        yield f"## {number}  {case.label}: {finding.type.value} ({finding.about or '-'})\n\n{finding.reason}\n\n"
        for side in finding.sides:
            yield f"### {side.label}\n\n"
            for member in side.members[:_SHOWN]:
                yield _in_place(case, member, texts[member.document])


def _in_place(case: Case, member: Statement, text: str) -> str:
    passage = member.passages[0]
    scope = ", ".join(f"{role} {value}" for role, value in member.scope)
    values = ", ".join(f"{name} {value}" for name, value in sorted(member.values.items()))
    head = f"{case.documents[member.document].file_name}, under “{passage.section}”"
    claim = f"{member.stance.value} {member.relation} {case.concepts.label(member.object)}"
    before, after = text[max(0, passage.start - _AROUND) : passage.start], text[passage.end : passage.end + _AROUND]
    quote = text[passage.start : passage.end]
    return f"{head}\nCLAIM  {claim}  [{scope or '-'}]  {values or '-'}\n\n> {before}[[{quote}]]{after}\n\n"


def _documents(finding: Finding) -> list[str]:
    return sorted({member.document for member in finding.members})
