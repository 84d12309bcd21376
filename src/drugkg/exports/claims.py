"""The claims file: one JSON object a claim."""

from __future__ import annotations

from collections.abc import Iterator

from drugkg.exports.format import ONE_FILE, Format
from drugkg.exports.part import Part

__all__ = ["FORMAT"]


def _write(part: Part) -> Iterator[bytes]:
    return (f"{line}\n".encode() for line in part.claim_lines())


FORMAT = Format("claims", "one JSON object a claim", {ONE_FILE: _write}, ".jsonl")
