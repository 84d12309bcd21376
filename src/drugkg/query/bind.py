"""Bind parameters: typed terms into the VALUES lines of a saved query.

Terms are printed by the RDF library, never pasted, so that no value can end the line it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pyoxigraph

from drugkg.query.saved import SavedQuery

__all__ = ["Term", "bind"]

Term = pyoxigraph.NamedNode | pyoxigraph.Literal


def bind(query: SavedQuery, terms: Mapping[str, Sequence[Term]]) -> str:
    r"""Return the text of a query whose parameters hold `terms`; a parameter without terms keeps its default.

    >>> from drugkg.query.saved import parse
    >>> query = parse('''#+ summary: Things with a label
    ... #+ params:
    ... #+   label: {type: literal, default: ear, help: the label}
    ... SELECT ?thing WHERE {
    ...   VALUES ?label { "ear" } #+ param
    ...   ?thing ?property ?label
    ... } ORDER BY ?thing''', "things")
    >>> print(bind(query, {"label": [pyoxigraph.Literal('a" } # b')]}).splitlines()[4])
      VALUES ?label { "a\" } # b" } #+ param
    """
    edges: list[tuple[int, int, str]] = []
    for line in query.value_lines():
        chosen = terms.get(line[1], ())
        if chosen:
            edges.append((*line.span(2), " ".join(map(str, chosen))))
        elif line[2] == "UNDEF":
            # Engines join an unbound variable slowly; without the line the answer is the same.
            edges.append((*line.span(), _indent(line[0]) + f"# ?{line[1]} is left open"))
    text = query.text
    for start, end, replacement in reversed(edges):
        text = text[:start] + replacement + text[end:]
    return text


def _indent(line: str) -> str:
    found = re.match(r"[ \t]*", line)
    return found[0] if found else ""
