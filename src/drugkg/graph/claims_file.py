"""The claims file: one JSON object a line, for people without a graph tool."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal

from drugkg.claims.model import Claim, Evidence, Quantity, Value
from drugkg.graph.claims import identified
from drugkg.graph.iri import Iris, document_id
from drugkg.graph.line_order import order
from drugkg.graph.namespaces import DEFAULT_BASE
from drugkg.text import Document
from drugkg.vocabulary.concept import Concept

__all__ = ["claim_lines"]

Json = dict[str, object]

_as_json = json.JSONEncoder(ensure_ascii=False).encode


def claim_lines(document: Document, claims: Iterable[Claim], iris: Iris | None = None) -> Iterator[str]:
    """Yield a line, without line end, for each claim of a document, in the order of the claims file."""
    iris = iris or Iris(DEFAULT_BASE)
    made_by = document_id(document.source.id, document.content_hash)
    records = (_record(claim, document, made_by, iris) for claim in claims)
    yield from (line for _, line in sorted((order(record), _as_json(record)) for record in records))


def _record(claim: Claim, document: Document, made_by: str, iris: Iris) -> Json:
    told = identified(claim, made_by, iris)
    return {
        "proposition": told.proposition_iri,
        "claim": iris.of("claim", told.id),
        "source": document.source.id,
        "document": document.file_name,
        "drug": {"label": claim.drug.label, "id": claim.drug.id},
        "predicate": claim.relation,
        "object": {"label": claim.object.label, "id": claim.object.id, "altLabels": sorted(set(claim.object.synonyms))},
        "stance": claim.stance.value,
        "polarity": "positive" if claim.stance.positive else "negative",
        "certainty": "stated" if claim.stance.certain else "uncertain",
        "qualifiers": {key: _qualifier(value) for key, value in sorted(claim.qualifiers.items()) if value is not False},
        "evidence": [_evidence(passage, document) for passage in claim.evidence],
    }


def _evidence(passage: Evidence, document: Document) -> Json:
    return {
        "quote": passage.span.of(document.text),
        "start": passage.span.start,
        "end": passage.span.end,
        "mention": passage.mention,
        "section": passage.section,
        "cites": list(passage.cites),
        "rule": passage.rule,
    }


def _qualifier(value: Value) -> object:
    if isinstance(value, Concept):
        return value.label
    if not isinstance(value, Quantity):
        return value
    bounds = {name: _number(bound) for name, bound in (("low", value.low), ("high", value.high)) if bound is not None}
    unit = {} if value.unit == "1" else {"unit": value.unit}
    opened = {name: True for name, is_open in (("lowOpen", value.low_open), ("highOpen", value.high_open)) if is_open}
    return bounds | unit | opened


def _number(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)
