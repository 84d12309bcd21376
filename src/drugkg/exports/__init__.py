"""Exports: a graph, or a part of it, in the forms that other tools read. Each format is a module with a `FORMAT`."""

from __future__ import annotations

from drugkg.exports.format import ONE_FILE, Format, Writer
from drugkg.exports.selection import Selection
from drugkg.exports.writing import find_format, format_of, formats, pieces, write

__all__ = ["ONE_FILE", "Format", "Selection", "Writer", "find_format", "format_of", "formats", "pieces", "write"]
