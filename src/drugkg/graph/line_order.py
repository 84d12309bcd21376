"""The order of lines in the claims file."""

from __future__ import annotations

import json
from collections.abc import Iterable

__all__ = ["order", "sorted_lines"]


def sorted_lines(lines: Iterable[str]) -> list[str]:
    """Return lines of claims files in order."""
    return [line for _, line in sorted((order(json.loads(line)), line) for line in lines)]


def order(record: dict[str, object]) -> tuple[object, ...]:
    """Return what the line of a record is sorted by: document, first start, predicate, object and claim."""
    evidence, object = record["evidence"], record["object"]
    assert isinstance(evidence, list)
    assert isinstance(object, dict)
    start = evidence[0]["start"] if evidence else -1
    return (record["document"], start, record["predicate"], object["label"], record["claim"])
