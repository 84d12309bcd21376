"""The forms of an answer on the web: media types, short names, and how many rows stand in what was written.

Rows and truth values have one family of forms, graphs another.
"""

from __future__ import annotations

import pyoxigraph

__all__ = ["GRAPHS", "NAMES", "ROWS", "Rows"]

#: The forms of rows and of truth values by media type, the default first.
ROWS: dict[str, pyoxigraph.QueryResultsFormat] = {
    "application/sparql-results+json": pyoxigraph.QueryResultsFormat.JSON,
    "application/sparql-results+xml": pyoxigraph.QueryResultsFormat.XML,
    "text/csv": pyoxigraph.QueryResultsFormat.CSV,
    "text/tab-separated-values": pyoxigraph.QueryResultsFormat.TSV,
    "application/json": pyoxigraph.QueryResultsFormat.JSON,
    "application/xml": pyoxigraph.QueryResultsFormat.XML,
}
#: The forms of graphs by media type, the default first.
GRAPHS: dict[str, pyoxigraph.RdfFormat] = {
    "text/turtle": pyoxigraph.RdfFormat.TURTLE,
    "application/n-triples": pyoxigraph.RdfFormat.N_TRIPLES,
    "application/ld+json": pyoxigraph.RdfFormat.JSON_LD,
    "application/rdf+xml": pyoxigraph.RdfFormat.RDF_XML,
    "application/trig": pyoxigraph.RdfFormat.TRIG,
    "application/n-quads": pyoxigraph.RdfFormat.N_QUADS,
    "application/json": pyoxigraph.RdfFormat.JSON_LD,
    "application/xml": pyoxigraph.RdfFormat.RDF_XML,
}
#: Short names of the forms, for links: the forms of rows and of graphs that each stands for.
NAMES: dict[str, tuple[str | None, str | None]] = {
    "json": ("application/sparql-results+json", "application/ld+json"),
    "xml": ("application/sparql-results+xml", "application/rdf+xml"),
    "csv": ("text/csv", None),
    "tsv": ("text/tab-separated-values", None),
    "turtle": (None, "text/turtle"),
    "ntriples": (None, "application/n-triples"),
    "jsonld": (None, "application/ld+json"),
    "rdfxml": (None, "application/rdf+xml"),
    "trig": (None, "application/trig"),
    "nquads": (None, "application/n-quads"),
}
_ROW_ENDS = {
    pyoxigraph.QueryResultsFormat.JSON: (b'"}}', b"{}"),
    pyoxigraph.QueryResultsFormat.XML: (b"</result>",),
    pyoxigraph.QueryResultsFormat.CSV: (b"\r\n",),
    pyoxigraph.QueryResultsFormat.TSV: (b"\n",),
}


class Rows:
    r"""Counts the rows in what the engine writes, piece by piece.

    XML and TSV are counted exactly; in JSON and CSV a text that holds what ends a row counts as one, so that no row is
    ever missed.

    >>> rows = Rows(ROWS["text/tab-separated-values"])
    >>> rows.add(b"?x\n1\n"), rows.add(b"2"), rows.add(b"\n")
    (2, 2, 3)
    """

    def __init__(self, form: pyoxigraph.QueryResultsFormat) -> None:
        self._ends = [(end, bytearray()) for end in _ROW_ENDS[form]]
        self._count = 0

    def add(self, piece: bytes) -> int:
        """Return how many rows have ended, the line of names included where the form has one."""
        for end, before in self._ends:
            self._count += piece.count(end)
            if len(end) > 1:
                keep = len(end) - 1
                self._count += (before + piece[:keep]).count(end)
                before[:] = (before + piece[-keep:])[-keep:]
        return self._count
