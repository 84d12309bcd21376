"""Turtle and TriG that a person can read and compare line by line.

Subjects, predicates and objects stand in a fixed order, one predicate a line, so that two builds of the same documents
write the same bytes and a change shows where it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from drugkg.graph.namespaces import DATA_PREFIXES, DEFAULT_BASE, PREFIXES, RDF_TYPE, Quad

__all__ = ["Described", "Names", "blocks", "described", "sort_key", "to_trig", "to_turtle"]

_IRI = re.compile(r"<(.*[/#])([A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?)>")
_TYPED = re.compile(r'("(?:[^"\\]|\\.)*"\^\^)(<[^>]*>)')
_BARE = re.compile(
    r'"([+-]?[0-9]+)"\^\^<http://www\.w3\.org/2001/XMLSchema#integer>|"(true|false)"\^\^<http://www\.w3\.org/2001/XMLSchema#boolean>'
)
#: So many short names are remembered: most nodes come more than once, and soon again.
_REMEMBERED = 1 << 15

Shorten = Callable[[str], str]
Triple = tuple[str, str, str]
#: A node with all that is said of it: its term, and for each predicate the objects, all in order.
Described = tuple[str, dict[str, list[str]]]


def to_turtle(quads: Iterable[Quad], base: str = DEFAULT_BASE) -> str:
    """Return the triples of all graphs together as Turtle; `base` is that of the data's IRIs.

    >>> print(to_turtle([Quad("<https://w3id.org/drugkg/concept/a>", RDF_TYPE, "<http://www.w3.org/2002/07/owl#Thing>")]))
    @prefix c: <https://w3id.org/drugkg/concept/> .
    @prefix owl: <http://www.w3.org/2002/07/owl#> .
    <BLANKLINE>
    c:a a owl:Thing .
    <BLANKLINE>
    """
    names = Names(base)
    body = "".join(blocks(_in_memory(quads), names.shorten))
    return f"{names.header()}{body}"


def to_trig(quads: Iterable[Quad], base: str = DEFAULT_BASE) -> str:
    """Return quads as TriG, graph after graph, statements outside of any graph first."""
    names = Names(base)
    parts = []
    by_graph = itemgetter(3)
    for graph, members in groupby(sorted(set(quads), key=by_graph), key=by_graph):
        body = "".join(blocks(_in_memory(members), names.shorten, "  " if graph else ""))
        parts.append(f"{names.shorten(graph)} {{\n{body}}}\n" if graph else body)
    return names.header() + "\n".join(parts)


class Names:
    """Shortens terms, and remembers which prefixes that took."""

    def __init__(self, base: str) -> None:
        prefixes = PREFIXES | {prefix: base + path for prefix, path in DATA_PREFIXES.items()}
        self._prefixes = {namespace: prefix for prefix, namespace in prefixes.items()}
        self._used: set[tuple[str, str]] = set()
        self._iri = lru_cache(_REMEMBERED)(self._short)

    def shorten(self, term: str) -> str:
        """Return a term as Turtle writes it."""
        if term[0] == "<":
            return self._iri(term)
        return self._typed(term) if term[-1] == ">" else term

    def header(self) -> str:
        """Return the declarations of the prefixes that were used."""
        return "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in sorted(self._used)) + "\n"

    def _short(self, term: str) -> str:
        found = _IRI.fullmatch(term)
        prefix = self._prefixes.get(found[1]) if found else None
        if found is None or prefix is None:
            return term
        self._used.add((prefix, found[1]))
        return f"{prefix}:{found[2]}"

    def _typed(self, term: str) -> str:
        bare = _BARE.fullmatch(term)
        if bare:
            return bare[1] or bare[2]
        typed = _TYPED.fullmatch(term)
        return typed[1] + self._iri(typed[2]) if typed else term


def sort_key(triple: Triple) -> Triple:
    """Return what a triple is sorted by: without its closing bracket, a node stands before those that continue it."""
    subject, predicate, object = triple
    return subject[:-1], predicate, object


def described(triples: Iterable[Triple]) -> Iterator[Described]:
    """Yield node after node what sorted triples say of it; what comes twice is taken once."""
    for subject, members in groupby(triples, itemgetter(0)):
        told: dict[str, list[str]] = {}
        for _, predicate, object in members:
            objects = told.setdefault(predicate, [])
            if not objects or objects[-1] != object:
                objects.append(object)
        yield subject, told


def blocks(nodes: Iterable[Described], shorten: Shorten, indent: str = "") -> Iterator[str]:
    """Yield nodes as Turtle writes them, what they are first."""
    for subject, told in nodes:
        types = told.get(RDF_TYPE)
        lines = [f"a {' , '.join(map(shorten, types))}"] if types else []
        lines += [f"{shorten(p)} {' , '.join(map(shorten, objects))}" for p, objects in told.items() if p != RDF_TYPE]
        yield f"{indent}{shorten(subject)} " + f" ;\n{indent}  ".join(lines) + " .\n"


def _in_memory(quads: Iterable[Quad]) -> Iterator[Described]:
    return described(sorted({quad[:3] for quad in quads}, key=sort_key))
