"""The audit of a drug as plain values, as JSON has it."""

from __future__ import annotations

import json
from typing import Any

from drugkg.audit.report import Cell, Column, Report, Row, Said
from drugkg.findings.lines import finding_line

__all__ = ["record"]


def record(report: Report) -> dict[str, Any]:
    """Return everything in an audit as plain values; documents go by their letters."""
    return {
        "drug": report.drug,
        "id": report.case.drug,
        "documents": [_column(column) for column in report.columns],
        "findings": [
            {**json.loads(finding_line(finding, report.case)), "weight": finding.weight} for finding in report.findings
        ],
        "relations": [
            {
                "relation": section.relation,
                "title": section.title,
                "rows": [_row(report, row) for row in section.rows],
            }
            for section in report.sections
        ],
    }


def _column(column: Column) -> dict[str, Any]:
    document = column.document
    return {
        "letter": column.letter,
        "document": document.iri,
        "title": document.title,
        "source": document.source_label,
        "dates": dict(column.dates),
        **dict(column.details),
        "covers": sorted(column.covers),
        "claims": column.claims,
    }


def _row(report: Report, row: Row) -> dict[str, Any]:
    return {
        "object": row.label,
        "id": row.object,
        "verdict": row.verdict.value if row.verdict else None,
        "weight": row.weight,
        "independentSources": row.independent,
        "findings": [finding.iri for finding in row.findings],
        "cells": {column.letter: _cell(cell) for column, cell in zip(report.columns, row.cells, strict=True)},
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {"states": list(cell.states), "claims": [_said(each) for each in cell.said]}


def _said(said: Said) -> dict[str, Any]:
    statement = said.statement
    return {
        "claim": statement.claim,
        "stance": said.stance,
        "scope": said.scope,
        "values": said.values,
        "notes": dict(said.notes),
        "passages": [
            {"start": passage.start, "end": passage.end, "quote": passage.quote, "section": passage.section}
            for passage in statement.passages
        ],
    }
