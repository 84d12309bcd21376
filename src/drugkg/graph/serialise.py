"""Turtle and TriG that a person can read and compare line by line.

Subjects, predicates and objects stand in a fixed order, one predicate a line, so that two builds of the same documents
write the same bytes and a change shows where it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import groupby
from operator import itemgetter

from drugkg.graph.namespaces import DATA_PREFIXES, DEFAULT_BASE, PREFIXES, RDF_TYPE, Quad

__all__ = ["to_trig", "to_turtle"]

_IRI = re.compile(r"<(.*[/#])([A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?)>")
_TYPED = re.compile(r'("(?:[^"\\]|\\.)*"\^\^)(<[^>]*>)')
_BARE = re.compile(
    r'"([+-]?[0-9]+)"\^\^<http://www\.w3\.org/2001/XMLSchema#integer>|"(true|false)"\^\^<http://www\.w3\.org/2001/XMLSchema#boolean>'
)

Shorten = Callable[[str], str]


def to_turtle(quads: Iterable[Quad], base: str = DEFAULT_BASE) -> str:
    """Return the triples of all graphs together as Turtle; `base` is that of the data's IRIs.

    >>> print(to_turtle([Quad("<https://w3id.org/drugkg/concept/a>", RDF_TYPE, "<http://www.w3.org/2002/07/owl#Thing>")]))
    @prefix c: <https://w3id.org/drugkg/concept/> .
    @prefix owl: <http://www.w3.org/2002/07/owl#> .
    <BLANKLINE>
    c:a a owl:Thing .
    <BLANKLINE>
    """
    names = _Names(base)
    body = _subjects({quad[:3] for quad in quads}, names.shorten, "")
    return f"{names.header()}{body}"


def to_trig(quads: Iterable[Quad], base: str = DEFAULT_BASE) -> str:
    """Return quads as TriG, graph after graph, statements outside of any graph first."""
    names = _Names(base)
    parts = []
    by_graph = itemgetter(3)
    for graph, members in groupby(sorted(set(quads), key=by_graph), key=by_graph):
        body = _subjects({quad[:3] for quad in members}, names.shorten, "  " if graph else "")
        parts.append(f"{names.shorten(graph)} {{\n{body}}}\n" if graph else body)
    return names.header() + "\n".join(parts)


class _Names:
    """Shortens terms, and remembers which prefixes that took."""

    def __init__(self, base: str) -> None:
        prefixes = PREFIXES | {prefix: base + path for prefix, path in DATA_PREFIXES.items()}
        self._prefixes = {namespace: prefix for prefix, namespace in prefixes.items()}
        self._used: set[tuple[str, str]] = set()
        self._known: dict[str, str] = {}

    def shorten(self, term: str) -> str:
        """Return a term as Turtle writes it."""
        short = self._known.get(term)
        if short is None:
            short = self._known[term] = self._iri(term) if term.startswith("<") else self._literal(term)
        return short

    def header(self) -> str:
        """Return the declarations of the prefixes that were used."""
        return "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in sorted(self._used)) + "\n"

    def _iri(self, term: str) -> str:
        found = _IRI.fullmatch(term)
        prefix = self._prefixes.get(found[1]) if found else None
        if found is None or prefix is None:
            return term
        self._used.add((prefix, found[1]))
        return f"{prefix}:{found[2]}"

    def _literal(self, term: str) -> str:
        bare = _BARE.fullmatch(term)
        if bare:
            return bare[1] or bare[2]
        typed = _TYPED.fullmatch(term)
        return typed[1] + self._iri(typed[2]) if typed else term


def _subjects(triples: set[tuple[str, str, str]], shorten: Shorten, indent: str) -> str:
    """Return the triples as blocks, one a subject, in the order of the subjects' IRIs."""
    parts = []
    # Without its closing bracket, a node stands before the nodes whose names continue its own.
    ordered = sorted((subject[:-1], predicate, object) for subject, predicate, object in triples)
    for subject, members in groupby(ordered, itemgetter(0)):
        by_predicate: dict[str, list[str]] = {}
        for _, predicate, object in members:
            by_predicate.setdefault(predicate, []).append(shorten(object))
        types = by_predicate.pop(RDF_TYPE, None)
        lines = [f"a {' , '.join(types)}"] if types else []
        lines += [f"{shorten(predicate)} {' , '.join(objects)}" for predicate, objects in by_predicate.items()]
        parts.append(f"{indent}{shorten(f'{subject}>')} " + f" ;\n{indent}  ".join(lines) + " .\n")
    return "".join(parts)
