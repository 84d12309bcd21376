"""The findings file: one JSON object a finding."""

from __future__ import annotations

from collections.abc import Iterator

from drugkg.exports.format import ONE_FILE, Format
from drugkg.exports.part import Part
from drugkg.findings.lines import finding_lines
from drugkg.findings.stored import findings_of

__all__ = ["FORMAT"]


def _write(part: Part) -> Iterator[bytes]:
    return (f"{line}\n".encode() for line in finding_lines(findings_of(part.query, part.base)))


FORMAT = Format("conflicts", "one JSON object a finding: conflicts, differences and agreements", {ONE_FILE: _write})
