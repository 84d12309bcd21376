"""N-Quads: one statement a line, sorted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from drugkg.graph.namespaces import Quad

__all__ = ["parse_nquads", "to_nquads"]

_IRI = r"<[^>]*>"
_LITERAL = r'"(?:[^"\\]|\\.)*"(?:@[A-Za-z0-9-]+|\^\^<[^>]*>)?'
_LINE = re.compile(rf"({_IRI}) ({_IRI}) ({_IRI}|{_LITERAL})(?: ({_IRI}))? \.")


def to_nquads(quads: Iterable[Quad]) -> str:
    """Return quads as N-Quads: each once, lines in the order of code points, the same whatever order they came in.

    >>> to_nquads([Quad("<b>", "<p>", "<o>", "<g>"), Quad("<a>", "<p>", "<o>"), Quad("<a>", "<p>", "<o>")])
    '<a> <p> <o> .\\n<b> <p> <o> <g> .\\n'
    """
    lines = {f"{s} {p} {o} {g} .\n" if g else f"{s} {p} {o} .\n" for s, p, o, g in quads}
    return "".join(sorted(lines))


def parse_nquads(lines: Iterable[str]) -> Iterator[Quad]:
    """Read lines that `to_nquads`, or an RDF store, wrote; blank nodes are not part of the model.

    >>> next(parse_nquads(['<a> <p> "x \\\\"y\\\\""@en <g> .']))
    Quad(subject='<a>', predicate='<p>', object='"x \\\\"y\\\\""@en', graph='<g>')

    Raises:
        ValueError: at a line that is no quad.
    """
    for line in lines:
        found = _LINE.fullmatch(line.rstrip("\n"))
        if found is None:
            raise ValueError(f"not a quad without blank nodes: {line.strip()[:200]}")
        yield Quad(found[1], found[2], found[3], found[4] or "")
