"""The audit of a drug as one page of HTML that needs nothing else.

Whatever a document says stays text: the template engine escapes every value, and signs that would not show, or would
turn the words around them, are shown by name. A policy in the page admits its own style and script by their hashes and
nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from drugkg.audit.page_templates import templates
from drugkg.audit.page_text import Chunk, parts
from drugkg.audit.report import Column, Report
from drugkg.audit.report_words import STANCES
from drugkg.audit.unread import Unread
from drugkg.claims.relations import RELATIONS
from drugkg.findings.model import Finding, FindingType, Passage, Statement, Verdict
from drugkg.text import Outline, Span

__all__ = ["Anchors", "Reading", "local", "page", "policy", "tokens"]


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of a document with its blocks, and what of it led to no claim; None where the store has it not."""

    text: str
    outline: Outline | None = None
    unread: Unread | None = None


@dataclass(frozen=True, slots=True)
class Anchors:
    """Where links of a page lead: here all into the page itself."""

    report: Report

    def words(self, statement: Statement, passage: Passage) -> str:
        """Return where the words of a claim are."""
        return f"#p-{self.report.letters.get(statement.document, '')}-{passage.start}-{passage.end}"

    def finding(self, finding: Finding) -> str:
        """Return where a finding is told."""
        return f"#finding-{local(finding.iri)}"

    def row(self, finding: Finding) -> str:
        """Return where the claims of a finding stand beside those of other documents."""
        first = finding.members[0]
        return f"#row-{first.relation}-{local(first.object)}"

    def about(self, iri: str) -> str:  # noqa: ARG002 (other pages have an address for it)
        """Return where more is told of a node of the graph, empty where nowhere."""
        return ""


def page(report: Report, readings: Mapping[str, Reading]) -> str:
    """Return the page of an audit.

    Args:
        report: the audit.
        readings: the texts of its documents by IRI; a document without text shows its quoted words.
    """
    passages: dict[str, dict[Span, Passage]] = {column.document.iri: {} for column in report.columns}
    for statement in report.case.statements:
        for passage in statement.passages:
            passages.setdefault(statement.document, {})[Span(passage.start, passage.end)] = passage
    source = templates()
    return source.get_template("page.html").render(
        report=report,
        readings=readings,
        quoted=passages,
        parts=_parts(readings, passages),
        relations=RELATIONS,
        stances=STANCES,
        types=tuple(FindingType),
        verdicts=tuple(Verdict),
        local=local,
        links=Anchors(report),
        passage_id=_passage_id,
        tokens=tokens,
        zip=partial(zip, strict=True),
        policy=policy(),
    )


def policy() -> str:
    """Return the policy of a page: nothing is fetched, and only its own style and script run."""
    style, script = (_hash(templates().get_template(name).render()) for name in ("page.css", "page.js"))
    return f"default-src 'none'; style-src '{style}'; script-src '{script}'; base-uri 'none'; form-action 'none'"


def _parts(readings: Mapping[str, Reading], passages: Mapping[str, Iterable[Span]]) -> dict[str, list[list[Chunk]]]:
    found = {}
    for document, reading in readings.items():
        left = (span for section in (reading.unread.sections if reading.unread else ()) for span in section.unread)
        found[document] = parts(reading.text, reading.outline, passages.get(document, ()), left)
    return found


def _passage_id(column: Column, span: Span | Passage) -> str:
    """Return the anchor of a passage in the page."""
    return f"p-{column.letter}-{span.start}-{span.end}"


def local(iri: str) -> str:
    """Return the last part of an IRI, as far as it can stand in an anchor."""
    return re.sub(r"[^\w-]", "-", iri.rpartition("/")[2])


def tokens(findings: Iterable[Finding]) -> str:
    """Return by what findings can be chosen: their verdicts and types."""
    found = {name for finding in findings for name in (finding.verdict.value, finding.type.value)}
    return " ".join(sorted(found)) or "none"


def _hash(source: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
