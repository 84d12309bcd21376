"""Turtle: the union of all graphs, node after node."""

from __future__ import annotations

from collections.abc import Iterator

from drugkg.exports.format import ONE_FILE, Format
from drugkg.exports.headed import headed
from drugkg.exports.part import Part
from drugkg.graph.serialise import Names, blocks

__all__ = ["FORMAT"]


def _write(part: Part) -> Iterator[bytes]:
    names = Names(part.base)
    return headed(names.header, blocks(part.nodes(), names.shorten))


FORMAT = Format("turtle", "the whole graph as one, for RDF tools without named graphs", {ONE_FILE: _write}, ".ttl")
