"""TriG: graph after graph, in each node after node."""

from __future__ import annotations

from collections.abc import Iterator

from drugkg.exports.format import ONE_FILE, Format
from drugkg.exports.headed import headed
from drugkg.exports.part import Part
from drugkg.graph.serialise import Names, blocks

__all__ = ["FORMAT"]


def _write(part: Part) -> Iterator[bytes]:
    names = Names(part.base)
    return headed(names.header, _body(part, names))


def _body(part: Part, names: Names) -> Iterator[str]:
    between = ""
    for graph in part.graphs():
        members = blocks(part.nodes(graph), names.shorten, "  " if graph else "")
        first = next(members, "")
        if first:
            yield f"{between}{names.shorten(graph)} {{\n{first}" if graph else first
            yield from members
            yield "}\n" if graph else ""
            between = "\n"


FORMAT = Format("trig", "one named graph a document, for RDF tools with named graphs", {ONE_FILE: _write}, ".trig")
