"""N-Quads, canonical: their SHA-256 is the hash of the dataset (RDFC-1.0), for no node is without a name."""

from __future__ import annotations

from drugkg.exports.format import ONE_FILE, Format
from drugkg.exports.part import Part

__all__ = ["FORMAT"]

FORMAT = Format("nquads", "one statement a line, canonical (RDFC-1.0)", {ONE_FILE: Part.nquads}, ".nq")
