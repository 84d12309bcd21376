"""The audit of a drug as a value: which document says what, claim by source, and what follows from it.

Claims are put side by side up to their scope: a row is a relation and its object, a cell is all that one document says
of it. Silence is told apart: a document may have the section in which one would look, and not mention the matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from drugkg.audit.page_templates import templates
from drugkg.audit.report_words import STANCES, notes_in_words, scope_in_words, values_in_words
from drugkg.claims.relations import RELATIONS
from drugkg.findings.curated import decisions_on
from drugkg.findings.model import Case, Finding, StatedDocument, Statement, Verdict

__all__ = ["Cell", "Column", "Report", "Row", "Said", "Section", "in_words", "report"]

#: Findings in the order in which a reader wants them.
ORDER = (Verdict.CONFLICT, Verdict.DIFFERENCE, Verdict.AGREEMENT)


@dataclass(frozen=True, slots=True)
class Column:
    """A document that speaks of the drug, under a short name.

    `dates` pairs what a date means with the date; `details` are further properties by name; `covers` are the relations
    whose section it has.
    """

    letter: str
    document: StatedDocument
    dates: tuple[tuple[str, str], ...] = ()
    details: tuple[tuple[str, str], ...] = ()
    covers: frozenset[str] = frozenset()
    claims: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """A claim with its scope, values and notes in words."""

    statement: Statement
    scope: str
    values: str
    notes: tuple[tuple[str, str], ...]

    @property
    def stance(self) -> str:
        """The stance of the claim."""
        return self.statement.stance.value


@dataclass(frozen=True, slots=True)
class Cell:
    """What a document says of a row; where it says nothing, `covered` tells whether it has the section for it."""

    said: tuple[Said, ...]
    covered: bool

    @property
    def states(self) -> tuple[str, ...]:
        """The stances of the document, each once; else `silent` or `notCovered`."""
        return tuple(dict.fromkeys(each.stance for each in self.said)) or ("silent" if self.covered else "notCovered",)


@dataclass(frozen=True, slots=True)
class Row:
    """A relation and its object: what each document says, in the order of the columns, and the findings about it."""

    relation: str
    object: str
    label: str
    cells: tuple[Cell, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def verdict(self) -> Verdict | None:
        """The gravest finding about it."""
        return next((verdict for verdict in ORDER for each in self.findings if each.verdict is verdict), None)

    @property
    def weight(self) -> int:
        """The weight of the gravest finding."""
        return max((each.weight for each in self.findings if each.verdict is self.verdict), default=0)

    @property
    def independent(self) -> int:
        """The number of independent sources that agree, 0 where none do."""
        agreed = (each for each in self.findings if each.verdict is Verdict.AGREEMENT)
        return max((side.independent for each in agreed for side in each.sides), default=0)

    @property
    def voices(self) -> int:
        """The number of documents that say something."""
        return sum(bool(cell.said) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of one relation, conflicts first."""

    relation: str
    rows: tuple[Row, ...]

    @property
    def title(self) -> str:
        """What heads the rows."""
        return RELATIONS[self.relation].title


@dataclass(frozen=True)
class Report:
    """The audit of a drug: documents, findings (conflicts first, the weightiest on top), and rows by relation."""

    case: Case
    columns: tuple[Column, ...]
    findings: tuple[Finding, ...]
    sections: tuple[Section, ...] = field(default=())

    @property
    def drug(self) -> str:
        """The name of the drug."""
        return self.case.label

    @cached_property
    def letters(self) -> Mapping[str, str]:
        """The short names of the documents by their IRIs."""
        return {column.document.iri: column.letter for column in self.columns}

    @cached_property
    def of_claim(self) -> Mapping[str, tuple[Finding, ...]]:
        """The findings in which each claim takes part."""
        return _of_claim(self.findings)

    def of(self, verdict: Verdict) -> tuple[Finding, ...]:
        """Return the findings of one kind."""
        return tuple(finding for finding in self.findings if finding.verdict is verdict)

    def only(self, relations: Iterable[str] = (), source: str = "") -> Report:
        """Return the report with some relations only, and with what a source or document takes part in.

        `source` is part of the name, title or file name of a document, in any case; all columns stay.
        """
        wanted, named = set(relations), source.casefold()
        documents = {c.document.iri for c in self.columns if not named or named in _names(c).casefold()}

        def takes_part(members: Iterable[Statement]) -> bool:
            return any(each.document in documents and (not wanted or each.relation in wanted) for each in members)

        sections = []
        for section in self.sections:
            rows = [row for row in section.rows if takes_part(s.statement for cell in row.cells for s in cell.said)]
            sections += [Section(section.relation, tuple(rows))] if rows else []
        findings = tuple(finding for finding in self.findings if takes_part(finding.members))
        return replace(self, findings=findings, sections=tuple(sections))

    def _repr_html_(self) -> str:
        return templates().get_template("notebook.html").render(report=self, stances=STANCES)


def report(case: Case, findings: Iterable[Finding], columns: Iterable[Column]) -> Report:
    """Return the audit of a case; what curators set aside has rows with the decision, and no findings.

    Args:
        case: what the current documents say of the drug.
        findings: the findings about it.
        columns: the documents to put side by side; those that say something of the drug.
    """
    standing = (finding for finding in findings if not finding.set_aside)
    ordered = sorted(standing, key=lambda each: (ORDER.index(each.verdict), bool(each.dismissed), -each.weight))
    columns, of_claim = tuple(columns), _of_claim(ordered)
    grouped: dict[tuple[str, str], list[Statement]] = {}
    for statement in (*case.statements, *case.aside):
        grouped.setdefault((statement.relation, statement.object), []).append(statement)
    rows: dict[str, list[Row]] = {name: [] for name in RELATIONS}
    for (relation, object), statements in grouped.items():
        cells = tuple(_cell(case, column, relation, statements) for column in columns)
        found = {id(each): each for s in statements for each in of_claim.get(s.claim, ())}
        ranked = tuple(each for each in ordered if id(each) in found)
        rows[relation].append(Row(relation, object, case.concepts.label(object), cells, ranked))
    sections = (Section(name, tuple(sorted(held, key=_gravest_first))) for name, held in rows.items() if held)
    return Report(case, columns, tuple(ordered), tuple(sections))


def _cell(case: Case, column: Column, relation: str, statements: Iterable[Statement]) -> Cell:
    said = [in_words(each, case) for each in statements if each.document == column.document.iri]
    first = {each.statement.claim: each.statement.passages[:1] for each in said}
    return Cell(
        tuple(sorted(said, key=lambda each: (first[each.statement.claim], each.scope, each.values))),
        relation in column.covers,
    )


def in_words(statement: Statement, case: Case) -> Said:
    """Return a claim in words, with what curators decided."""
    decided = [(f"{mark.status.kind} {mark.status.value}", mark.words) for mark in decisions_on(statement, case)]
    marks = [f"[{name}]" for name in dict.fromkeys(name for name, _ in decided)]
    values = " ".join((values_in_words(statement), *marks)).strip()
    return Said(statement, scope_in_words(statement, case), values, (*notes_in_words(statement), *decided))


def _gravest_first(row: Row) -> tuple[object, ...]:
    grade = ORDER.index(row.verdict) if row.verdict else len(ORDER)
    return grade, -row.weight, -row.independent, -row.voices, row.label.casefold(), row.object


def _of_claim(findings: Iterable[Finding]) -> dict[str, tuple[Finding, ...]]:
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        for claim in dict.fromkeys(member.claim for member in finding.members):
            found.setdefault(claim, []).append(finding)
    return {claim: tuple(held) for claim, held in found.items()}


def _names(column: Column) -> str:
    document = column.document
    return f"{document.source}\n{document.source_label}\n{document.title}\n{document.file_name}\n{document.iri}"
