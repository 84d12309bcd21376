"""N-Quads: one statement a line, sorted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from drugkg.graph.namespaces import Quad

__all__ = ["literal_parts", "nquads_lines", "parse_nquads", "to_nquads"]


_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_SIGNS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


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


def literal_parts(term: str) -> tuple[str, str, str]:
    r"""Return the text of a literal, its language and the IRI of its datatype; both empty for a plain one.

    >>> literal_parts('"say \\"no\\""@en')
    ('say "no"', 'en', '')

    Raises:
        ValueError: if the term is no literal.
    """
    found = _LITERAL.fullmatch(term)
    if found is None:
        raise ValueError(f"not a literal: {term[:200]}")
    text = found[1] if "\\" not in found[1] else _ESCAPE.sub(_sign, found[1])
    return text, found[2] or "", found[3] or ""


def _sign(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _SIGNS.get(found[3], found[3])
