"""Shapes as values: the part of SHACL that drugkg's shapes use, read from their file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from drugkg.graph.namespaces import RDF_TYPE, Quad, term
from drugkg.schema.files import ONTOLOGY, SHAPES, path_of, statements

__all__ = ["Constraint", "Path", "Shape", "shapes", "shapes_in", "subclasses"]

#: Where the names of shapes live.
_HOME = "https://w3id.org/drugkg/shapes#"
_SH = "http://www.w3.org/ns/shacl#"
_TARGETS = {"targetClass", "targetSubjectsOf"}
#: Constraints whose value is one term.
_SINGLE = {
    "class", "datatype", "lessThan", "lessThanOrEquals", "maxCount", "minCount", "minInclusive", "minLength",
    "nodeKind", "pattern",
}  # fmt: skip
_FIRST, _REST, _NIL = term("rdf:first"), term("rdf:rest"), term("rdf:nil")

#: A property path as SPARQL writes it, empty for the node itself.
Path = str


@dataclass(frozen=True, slots=True)
class Constraint:
    """One thing that the values at a path must be: a component of SHACL with its terms, and what to tell if not.

    The terms of an `or` are patterns of SPARQL, one of which must match.
    """

    path: Path
    component: str
    terms: tuple[str, ...]
    message: str


@dataclass(frozen=True, slots=True)
class Shape:
    """What some nodes must have.

    `targets` are pairs of a kind (`targetClass`, `targetSubjectsOf`) and a term; `sentence` says what holds.
    """

    name: str
    sentence: str
    targets: tuple[tuple[str, str], ...]
    constraints: tuple[Constraint, ...]


@cache
def shapes() -> tuple[Shape, ...]:
    """Return drugkg's shapes, by name.

    >>> next(shape for shape in shapes() if shape.name == "source").sentence
    'every source has a name'
    """
    return shapes_in(path_of(SHAPES).read_bytes())


def shapes_in(text: bytes) -> tuple[Shape, ...]:
    """Return the shapes of a Turtle text, by name.

    Raises:
        ValueError: if it has something of SHACL that is not known here: without it, bad graphs would seem sound.
    """
    reader = _Reader(statements(text))
    return tuple(sorted(reader.shapes(), key=lambda shape: shape.name))


@cache
def subclasses() -> dict[str, tuple[str, ...]]:
    """Return each class of the ontology with all classes below it, itself first.

    >>> subclasses()[term("dkg:Finding")][0] == term("dkg:Finding")
    True
    """
    below: dict[str, set[str]] = {}
    for subject, predicate, object, _ in statements(path_of(ONTOLOGY).read_bytes()):
        if predicate == term("rdfs:subClassOf"):
            below.setdefault(object, set()).add(subject)
        elif predicate == RDF_TYPE and object == term("owl:Class"):
            below.setdefault(subject, set())

    def all_below(node: str) -> set[str]:
        return {each for direct in below.get(node, ()) for each in (direct, *all_below(direct))}

    return {node: (node, *sorted(all_below(node))) for node in below}


class _Reader:
    """The triples of a file of shapes, by subject."""

    def __init__(self, triples: Iterable[Quad]) -> None:
        self._said: dict[str, list[tuple[str, str]]] = {}
        for subject, predicate, object, _ in triples:
            self._said.setdefault(subject, []).append((predicate, object))

    def shapes(self) -> Iterator[Shape]:
        for node, said in self._said.items():
            if (RDF_TYPE, f"<{_SH}NodeShape>") in said:
                yield self._shape(node)

    def _shape(self, node: str) -> Shape:
        targets, constraints, sentence = [], list(self._constraints(node, "")), ""
        for predicate, object in self._said[node]:
            name = predicate[1:-1].removeprefix(_SH)
            if name in _TARGETS:
                targets.append((name, object))
            elif name == "property":
                path = self._path(self._one(object, "path"))
                constraints += self._constraints(object, path)
            elif predicate == term("rdfs:comment"):
                sentence = _text(object)
        order = sorted(constraints, key=lambda each: (each.path, each.message, each.component, each.terms))
        return Shape(node[1:-1].removeprefix(_HOME), sentence, tuple(sorted(targets)), tuple(order))

    def _constraints(self, node: str, path: Path) -> Iterator[Constraint]:
        message = next((_text(object) for name, object in self._said[node] if name == f"<{_SH}message>"), "")
        for predicate, object in self._said[node]:
            name = predicate[1:-1].removeprefix(_SH)
            if name in _SINGLE:
                yield Constraint(path, name, (object,), message)
            elif name == "in":
                yield Constraint(path, name, tuple(self._list(object)), message)
            elif name == "or":
                yield Constraint(path, name, tuple(map(self._present, self._list(object))), message)
            elif predicate.startswith(f"<{_SH}") and name not in {*_TARGETS, "property", "path", "message"}:
                raise ValueError(f"{node}: sh:{name} is not known")

    def _present(self, node: str) -> str:
        """Return the pattern of a node that has something at a path, as one of several choices."""
        said = dict(self._said[node])
        value = said.pop(f"<{_SH}hasValue>", None)
        path = self._path(said.pop(f"<{_SH}path>"))
        if value is None and said.pop(f"<{_SH}minCount>", "").startswith('"1"'):
            value = "?some"
        if value is None or said:
            raise ValueError(f"{node}: this choice is not known: {sorted(said)}")
        return f"?node {path} {value}"

    def _path(self, node: str) -> Path:
        if node.startswith("<"):
            return node
        said = dict(self._said[node])
        if (inverse := said.get(f"<{_SH}inversePath>")) is not None:
            return f"^{self._path(inverse)}"
        if (choice := said.get(f"<{_SH}alternativePath>")) is not None:
            return f"({'|'.join(map(self._path, self._list(choice)))})"
        if _FIRST not in said:
            raise ValueError(f"{node}: this kind of path is not known: {sorted(said)}")
        return "/".join(map(self._path, self._list(node)))

    def _list(self, node: str) -> Iterator[str]:
        while node != _NIL:
            said = dict(self._said[node])
            yield said[_FIRST]
            node = said[_REST]

    def _one(self, node: str, name: str) -> str:
        return next(object for predicate, object in self._said[node] if predicate == f"<{_SH}{name}>")


def _text(literal: str) -> str:
    return literal[1:].rpartition('"')[0].replace('\\"', '"').replace("\\\\", "\\")
