"""N-Quads: one statement a line, sorted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from drugkg.graph.namespaces import Quad

__all__ = ["nquads_lines", "parse_nquads", "to_nquads"]


def to_nquads(quads: Iterable[Quad]) -> str:
    r"""Return quads as N-Quads: each once, lines in the order of code points, the same whatever order they came in.

    >>> to_nquads([Quad("<b>", "<p>", "<o>", "<g>"), Quad("<a>", "<p>", "<o>"), Quad("<a>", "<p>", "<o>")])
    '<a> <p> <o> .\n<b> <p> <o> <g> .\n'
    """
    return "".join(sorted(set(nquads_lines(quads))))


def nquads_lines(quads: Iterable[Quad]) -> Iterator[str]:
    """Yield each quad as a line, in the order in which they come."""
    return (f"{s} {p} {o} {g} .\n" if g else f"{s} {p} {o} .\n" for s, p, o, g in quads)


def parse_nquads(lines: Iterable[str]) -> Iterator[Quad]:
    r"""Read lines that `to_nquads`, or an RDF store, wrote; blank nodes are not part of the model.

    >>> next(parse_nquads(['<a> <p> "x \\"y\\""@en <g> .']))
    Quad(subject='<a>', predicate='<p>', object='"x \\"y\\""@en', graph='<g>')

    Raises:
        ValueError: at a line that is no quad.
    """
    for line in lines:
        subject, _, rest = line.partition(" ")
        predicate, _, rest = rest.partition(" ")
        object, _, graph = rest.rstrip("\n").removesuffix(" .").rpartition(" ")
        # What follows the last space is a graph only if it is a whole IRI; else it ends the object.
        if not object or graph[0] != "<" or '"' in graph:
            object, graph = f"{object} {graph}".lstrip(" "), ""
        if not (subject[:1] == predicate[:1] == "<" and object[:1] in ("<", '"')) or "<<" in (subject[:2], object[:2]):
            raise ValueError(f"not a quad of IRIs and literals: {line.strip()[:200]}")
        yield Quad(subject, predicate, object, graph)
