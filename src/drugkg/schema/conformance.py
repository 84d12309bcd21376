"""Whether a graph has the shapes that it must have: each constraint becomes a query, which finds the nodes without.

A graph may be far larger than memory, and pySHACL takes seconds for each ten thousand triples. So the store's own
engine finds the faults; tests hold them to be those that pySHACL finds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from drugkg.graph.namespaces import term
from drugkg.schema.shapes import Constraint, Shape, shapes, subclasses

__all__ = ["Violation", "queries_of", "violations"]


_MORE_THAN_ONE = "GROUP BY ?node HAVING(COUNT(DISTINCT ?held) > 1)"


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A node that has not what its shape demands; `value` is what it has instead, empty where it has nothing.

    Node and value are terms as N-Quads writes them.
    """

    shape: str
    node: str
    message: str
    component: str
    value: str = ""


def violations(ask: Callable[[str], Any], wanted: Iterable[Shape] | None = None) -> Iterator[Violation]:
    """Yield where a graph has not the shapes that it must have; `ask` answers queries over all of it."""
    for shape in shapes() if wanted is None else wanted:
        for constraint in shape.constraints:
            found = {
                Violation(shape.name, str(row[0]), constraint.message, constraint.component, _shown(row))
                for query in queries_of(shape, constraint)
                for row in ask(query)
            }
            yield from sorted(found)


def queries_of(shape: Shape, constraint: Constraint) -> Iterator[str]:
    """Yield the queries, one for each target, that find the nodes of a shape which a constraint does not fit."""
    for kind, target in shape.targets:
        focus = f"?node {target} ?anything" if kind == "targetSubjectsOf" else _of("?node", target)
        if constraint.component == "maxCount" and _number(constraint.terms[0]) == 1:
            yield f"SELECT ?node {{ {focus} . ?node {constraint.path} ?held }} {_MORE_THAN_ONE}"
        else:
            yield f"SELECT DISTINCT ?node ?value {{ {focus} . {_broken(constraint)} }}"


def _broken(constraint: Constraint) -> str:
    """Return the pattern that matches a node, and a value of it, which the constraint does not fit."""
    first, path = constraint.terms[0], constraint.path
    value = f"?node {path} ?value ." if path else "BIND(?node AS ?value)"
    match constraint.component:
        case "minCount" if _number(first) == 1:
            # What is taken away is read in one go; NOT EXISTS would look it up for each node, along the whole path.
            return f"MINUS {{ ?node {path} ?some }}"
        case "or":
            return f"{value} " + " ".join(f"MINUS {{ {pattern} }}" for pattern in constraint.terms)
        case "class":
            return f"{value} MINUS {{ {_of('?value', first)} }}"
        case "in":
            return f"{value} FILTER(?value NOT IN ({', '.join(constraint.terms)}))"
        case "nodeKind":
            test = {"<http://www.w3.org/ns/shacl#IRI>": "isIRI", "<http://www.w3.org/ns/shacl#Literal>": "isLiteral"}
            return f"{value} FILTER(!{test[first]}(?value))"
        case "datatype":
            return f"{value} FILTER(!COALESCE(DATATYPE(?value) = {first}, false))"
        case "pattern":
            return f"{value} FILTER(isBlank(?value) || !REGEX(STR(?value), {first}))"
        case "minLength":
            return f"{value} FILTER(isBlank(?value) || STRLEN(STR(?value)) < {first})"
        case "minInclusive":
            return f"{value} FILTER(!COALESCE(?value >= {first}, false))"
        case "lessThan":
            return f"{value} ?node {first} ?other . FILTER(!COALESCE(?value < ?other, false))"
        case "lessThanOrEquals":
            return f"{value} ?node {first} ?other . FILTER(!COALESCE(?value <= ?other, false))"
    raise ValueError(f"sh:{constraint.component} {first} is not known")


def _of(variable: str, name: str) -> str:
    """Return the pattern of what is of a class, or of one below it."""
    classes = subclasses().get(name, (name,))
    if len(classes) == 1:
        return f"{variable} {term('rdf:type')} {name}"
    return f"{variable} {term('rdf:type')} {variable}Class . FILTER({variable}Class IN ({', '.join(classes)}))"


def _number(literal: str) -> int:
    return int(literal.split('"')[1])


def _shown(row: Any) -> str:
    try:
        return "" if row["value"] is None else str(row["value"])
    except KeyError:
        return ""
