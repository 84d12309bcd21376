"""HTML pages. The library that parses them is loaded when the first is read."""

from __future__ import annotations

from drugkg.readers.html.reader import READER

__all__ = ["READER"]
