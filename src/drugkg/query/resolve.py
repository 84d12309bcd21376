"""Resolve what a user types as a parameter: a name, a synonym or an identifier becomes a term of the graph."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Protocol

import pyoxigraph

from drugkg.errors import Problem, QueryError
from drugkg.graph.namespaces import DKG, exact_match
from drugkg.query.bind import Term
from drugkg.query.names import expand
from drugkg.query.results import Answer
from drugkg.query.saved import Parameter, ParameterType

__all__ = ["Index", "Name", "Names", "Queryable", "declared", "drug_iris", "fixed", "names_of", "resolve"]

_SKOS = "http://www.w3.org/2004/02/skos/core#"
#: Properties that name a thing, the preferred ones first.
_NAMING = (
    f"{_SKOS}prefLabel",
    "http://www.w3.org/2000/01/rdf-schema#label",
    "http://purl.org/dc/terms/title",
    f"{DKG}fileName",
    f"{_SKOS}altLabel",
)
_PREFERRED = 2
_LISTED = 12
#: So many names are compared with one that means nothing, and so many of its letters.
_COMPARED, _LONGEST = 5000, 100
_DRUG = Parameter("drug", ParameterType.IRI, ("Drug",))
#: The engine counts in 64 bits.
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")


class Queryable(Protocol):
    """What answers SPARQL queries over the union of its named graphs."""

    def query(self, sparql: str) -> Answer:
        """Return the answer of a SPARQL query."""
        ...


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """One name of a thing; `rank` is 0 for a preferred label, higher for others."""

    rank: int
    name: str
    iri: str


class Index:
    """The names of some things, found by what people write.

    >>> index = Index([Name(0, "Alpha-X", "urn:x"), Name(4, "beta", "urn:x"), Name(0, "beta", "urn:y/b")])
    >>> index.find("alpha x"), index.find("Beta"), index.find("b"), index.find("c")
    (('urn:x',), ('urn:y/b',), ('urn:y/b',), ())
    """

    def __init__(self, names: Iterable[Name]) -> None:
        #: All names, the preferred ones first.
        self.names = tuple(names)
        self.things = frozenset(name.iri for name in self.names)
        self._by_name: dict[str, list[Name]] = {}
        for name in self.names:
            self._by_name.setdefault(_fold(name.name), []).append(name)

    def find(self, text: str) -> tuple[str, ...]:
        """Return the things that have `text` as a name, in any case; those that prefer it, if there are any."""
        wanted = _fold(text)
        found = self._by_name.get(wanted, [])
        preferred = [name for name in found if name.rank < _PREFERRED]
        return tuple(sorted({name.iri for name in preferred or found})) or self._by_key.get(wanted, ())

    def label(self, iri: str) -> str:
        """Return the best name of a thing, empty where it has none."""
        return self._labels.get(iri, "")

    @cached_property
    def _by_key(self) -> dict[str, tuple[str, ...]]:
        keys: dict[str, list[str]] = {}
        for iri in sorted(self.things):
            keys.setdefault(_fold(_key(iri)), []).append(iri)
        return {key: tuple(iris) for key, iris in keys.items()}

    @cached_property
    def _labels(self) -> dict[str, str]:
        return {name.iri: name.name for name in reversed(self.names)}


class Names:
    """The names of the things of one graph; each set of classes is asked for once."""

    def __init__(self, graph: Queryable) -> None:
        self.graph = graph
        self._known: dict[tuple[str, ...], Index] = {}
        self._lock = threading.Lock()

    def of(self, classes: tuple[str, ...]) -> Index:
        """Return the names of all things of some classes of the ontology (of all concepts, if none)."""
        with self._lock:
            if classes not in self._known:
                self._known[classes] = Index(names_of(self.graph, classes))
            return self._known[classes]


def drug_iris(graph: Queryable, names: Iterable[str]) -> tuple[str, ...]:
    """Return the IRIs of drugs by names, synonyms or identifiers, each once and in order.

    Raises:
        QueryError: if the graph has no such drug.
    """
    known = Names(graph)
    return tuple(sorted({str(resolve(known, _DRUG, name))[1:-1] for name in names}))


def resolve(names: Names, parameter: Parameter, value: str) -> Term:
    """Return the term that `value` means for a parameter.

    Raises:
        QueryError: if nothing or more than one thing has that name; the error lists what comes near.
    """
    place = f"--{parameter.name} {value}"
    if parameter.type is ParameterType.LITERAL:
        return pyoxigraph.Literal(value)
    if parameter.type is ParameterType.INTEGER:
        if not _INTEGER.fullmatch(value):
            raise QueryError(Problem(place, "this is not a whole number", "write it in at most 18 digits"))
        return pyoxigraph.Literal(int(value))
    if not value.strip():
        raise QueryError(Problem(place, "the value is empty", "give a name or an identifier"))
    index = names.of(parameter.classes)
    found = _identified(names.graph, index, value) or index.find(value)
    if len(found) == 1:
        return pyoxigraph.NamedNode(found[0])
    kind = " or ".join(parameter.classes) or "thing"
    if found:
        shown = ", ".join(f"<{iri}>" for iri in found[:_LISTED])
        raise QueryError(
            Problem(place, f"{len(found)} things of class {kind} have this name: {shown}", "give one identifier")
        )
    raise QueryError(Problem(place, f"the graph has no {kind} of this name", _advice(index.names, value)))


def names_of(graph: Queryable, classes: Iterable[str]) -> tuple[Name, ...]:
    """Return the names of all things of some classes of the ontology (of all concepts, if none), sorted."""
    wanted = tuple(classes)
    if fixed(wanted):
        return declared(wanted)
    is_a = f"VALUES ?class {{ {' '.join(f'<{DKG}{name}>' for name in wanted)} }} ?thing a ?class ." if wanted else ""
    naming = _NAMING if wanted else (f"{_SKOS}prefLabel", f"{_SKOS}altLabel")
    answer = graph.query(
        f"SELECT DISTINCT ?thing ?property ?name WHERE {{ {is_a} "
        f"VALUES ?property {{ {' '.join(f'<{name}>' for name in naming)} }} ?thing ?property ?name }}"
    )
    if not isinstance(answer, pyoxigraph.QuerySolutions):  # pragma: no cover (a SELECT has solutions)
        raise TypeError(type(answer))
    return tuple(
        sorted(Name(_NAMING.index(row["property"].value), row["name"].value, row["thing"].value) for row in answer)
    )


def fixed(classes: Iterable[str]) -> bool:
    """Tell whether the things of these classes are declared by drugkg, and are the same in every graph.

    >>> fixed(["Relation"]), fixed(["Relation", "Drug"]), fixed([])
    (True, False, False)
    """
    wanted = tuple(classes)
    return bool(wanted) and all(_fixed(kind) for kind in wanted)


def declared(classes: Iterable[str]) -> tuple[Name, ...]:
    """Return the names of the things of these classes that drugkg declares, sorted.

    >>> [name.name for name in declared(["Finding"])]
    ['agreement', 'conflict', 'difference']
    """
    return tuple(sorted(name for kind in classes for name in _fixed(kind)))


@cache
def _fixed(kind: str) -> tuple[Name, ...]:
    """Return the names of what the code declares, whatever a graph holds."""
    if kind == "Relation":
        from drugkg.claims.relations import RELATIONS  # noqa: PLC0415 (asked for by few queries)

        return tuple(
            Name(rank, name, f"{DKG}{relation.name}")
            for relation in RELATIONS.values()
            for rank, name in enumerate((relation.name, relation.label))
        )
    if kind == "Stance":
        from drugkg.claims.model import Stance  # noqa: PLC0415 (asked for by few queries)

        return tuple(Name(0, stance.value, f"{DKG}{stance.value}") for stance in Stance)
    if kind in ("Finding", "FindingType"):
        from drugkg.findings.model import FindingType, Verdict  # noqa: PLC0415 (asked for by few queries)

        if kind == "Finding":
            return tuple(Name(0, verdict.value, f"{DKG}{verdict.value.capitalize()}") for verdict in Verdict)
        return tuple(Name(0, type.value, f"{DKG}{type.value}") for type in FindingType)
    return ()


def _identified(graph: Queryable, index: Index, value: str) -> list[str]:
    """Return the things that an IRI or prefixed name means: themselves, or what is matched to it."""
    iri = value.strip().removeprefix("<").removesuffix(">")
    if ":" not in iri or re.search(r"\s", iri):
        return []
    direct = [candidate for candidate in (iri, expand(iri)) if candidate in index.things]
    if direct:
        return direct
    try:
        match = str(pyoxigraph.NamedNode(exact_match(iri) or expand(iri) or iri))
    except ValueError:
        return []
    answer = graph.query(f"SELECT DISTINCT ?thing WHERE {{ ?thing <{_SKOS}exactMatch> {match} }} ORDER BY ?thing")
    matched = [row["thing"].value for row in answer] if isinstance(answer, pyoxigraph.QuerySolutions) else []
    return [iri for iri in matched if iri in index.things]


def _advice(names: tuple[Name, ...], value: str) -> str:
    import difflib  # noqa: PLC0415 (slow to import, wanted for mistakes only)

    by_fold: dict[str, str] = {}
    for name in names:
        by_fold.setdefault(_fold(name.name), name.name)
    wanted = _fold(value)[:_LONGEST]
    # Comparing takes long: among very many names, only those are looked at that begin alike.
    among = by_fold if len(by_fold) <= _COMPARED else [fold for fold in by_fold if fold[:2] == wanted[:2]][:_COMPARED]
    near = difflib.get_close_matches(wanted, among, n=5, cutoff=0.6)
    near += [fold for fold in sorted(by_fold) if _fold(value) in fold.split() and fold not in near][:5]
    if near:
        return f"names near it are {', '.join(by_fold[fold] for fold in near)}"
    labels = sorted({name.name for name in names if name.rank < _PREFERRED})
    if not labels:
        return "the graph has nothing of this class; build it from documents first"
    return f"the graph has {', '.join(labels[:_LISTED])}{', ...' if len(labels) > _LISTED else ''}"


def _fold(text: str) -> str:
    return " ".join(text.casefold().replace("-", " ").split())


def _key(iri: str) -> str:
    return re.split(r"[/#]", iri)[-1]
