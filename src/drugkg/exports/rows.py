"""Claims as the rows of a table: one for each passage of each claim."""

from __future__ import annotations

import json
from collections.abc import Iterator

from drugkg.claims.model import Stance
from drugkg.exports.told import Quoted, Told

__all__ = ["COLUMNS", "Cell", "rows"]

Cell = str | int | bool | None

#: The columns in order, each with the type of what is in it.
COLUMNS: dict[str, type] = {
    "claim": str, "drug": str, "relation": str, "object": str, "stance": str, "negated": bool, "certain": bool,
    "scope": str, "values": str, "notes": str, "quote": str, "mention": str, "section": str, "start": int, "end": int,
    "source": str, "document": str, "fileName": str, "issued": str, "version": str, "licence": str, "findings": str,
    "rule": str, "cites": str, "drugIds": str, "objectType": str, "objectIds": str, "contentHash": str,
    "textHash": str, "drugIri": str, "objectIri": str, "sourceIri": str, "documentIri": str, "passage": str,
    "proposition": str,
}  # fmt: skip


def rows(told: Told) -> Iterator[dict[str, Cell]]:
    """Yield the rows of a claim; one without words where it has no passage."""
    document = told.document
    common: dict[str, Cell] = {
        "claim": told.claim,
        "drug": told.drug.label,
        "relation": told.relation,
        "object": told.object.label,
        "stance": told.stance.value,
        "negated": told.negated,
        "certain": told.stance in (Stance.ASSERTS, Stance.DENIES),
        "scope": _json(told.scope),
        "values": _json(told.values),
        "notes": _json(told.notes),
        "source": document.source_label,
        "document": document.title,
        "fileName": document.file_name,
        "issued": document.issued,
        "version": document.version,
        "licence": document.rights,
        "findings": _json(told.findings),
        "drugIds": _json(told.drug.ids),
        "objectType": told.object.type,
        "objectIds": _json(told.object.ids),
        "contentHash": document.content_hash,
        "textHash": document.text_hash or document.content_hash,
        "drugIri": told.drug.iri,
        "objectIri": told.object.iri,
        "sourceIri": document.source,
        "documentIri": document.iri,
        "proposition": told.proposition,
    }
    for passage in told.passages or (None,):
        row = common | _of(passage)
        yield {name: row[name] for name in COLUMNS}


def _of(passage: Quoted | None) -> dict[str, Cell]:
    if passage is None:
        return dict.fromkeys(("quote", "mention", "section", "start", "end", "rule", "cites", "passage"))
    return {
        "quote": passage.quote,
        "mention": passage.mention,
        "section": passage.section,
        "start": passage.start,
        "end": passage.end,
        "rule": passage.rule,
        "cites": _json(passage.cites),
        "passage": passage.passage,
    }


def _json(value: object) -> str:
    """Return what a cell holds of several; empty where there is nothing."""
    return json.dumps(value, ensure_ascii=False) if value else ""
