"""Graph files in the model's own form: N-Quads, TriG and Turtle become quads as they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import pyoxigraph

from drugkg.errors import DocumentError, Problem
from drugkg.graph.distribute import distribute
from drugkg.graph.implied import implied
from drugkg.graph.iri import Iris
from drugkg.graph.namespaces import DKG, Quad, term

__all__ = ["SUFFIXES", "claims_by_relation", "read_graph"]

#: The graph files that can be read, by the ending of their names.
SUFFIXES: dict[str, pyoxigraph.RdfFormat] = {
    ".nq": pyoxigraph.RdfFormat.N_QUADS,
    ".trig": pyoxigraph.RdfFormat.TRIG,
    ".ttl": pyoxigraph.RdfFormat.TURTLE,
}

#: What holds in whatever graph it is said.
_ANYWHERE = (term("prov:wasDerivedFrom"), term("dct:subject"))


def read_graph(data: bytes, file_name: str, iris: Iris) -> list[Quad]:
    """Return the quads of a graph file; triples outside of any graph go to the graph where the model has them.

    What follows from the rest is left out, for it is made anew from all that stands in the graph it comes into:
    findings, and what is a kind of what. So is what is said of drugkg's own terms, which each version says itself.
    What its claims imply is added where it is missing.

    Raises:
        DocumentError: if the file is malformed, or has nodes without a name.
    """
    format = SUFFIXES[file_name[file_name.rindex(".") :].lower()]
    quads = []
    try:
        for quad in pyoxigraph.parse(data, format):
            graph = "" if isinstance(quad.graph_name, pyoxigraph.DefaultGraph) else str(quad.graph_name)
            quads.append(Quad(str(quad.subject), str(quad.predicate), str(quad.object), graph))
    except SyntaxError as error:
        place = f"{file_name}:{error.lineno}" if error.lineno else file_name
        what = f"this is not well-formed {format.name} ({error.msg})"
        raise DocumentError(Problem(place, what, "write the file again, for instance with `drugkg export`")) from None
    blank = next((quad for quad in quads if any(part.startswith(("_:", "<<")) for part in quad)), None)
    if blank is not None:
        what = f"blank nodes and triple terms have no lasting identity ({' '.join(blank)})"
        raise DocumentError(Problem(file_name, what, "give every node an IRI"))
    derived, ontology = {f"<{iris.graph(name)}>" for name in ("findings", "hierarchy")}, f"<{iris.graph('ontology')}>"
    own = f"<{DKG.rstrip('#')}"
    kept = [
        quad
        for quad in distribute(quads, iris)
        if quad.graph not in derived and not (quad.graph == ontology and quad.subject.startswith(own))
    ]
    # What is told twice in a file is told once; the order is that of the file.
    return list(dict.fromkeys([*kept, *_missing(kept, iris)]))


def _missing(quads: list[Quad], iris: Iris) -> Iterator[Quad]:
    """Yield what claims imply and no graph of the file says."""
    said = {quad[:3] if quad.predicate in _ANYWHERE else quad for quad in quads}
    for quad in implied(quads, iris):
        if (quad[:3] if quad.predicate in _ANYWHERE else quad) not in said:
            yield quad


def claims_by_relation(quads: Iterable[Quad]) -> dict[str, int]:
    """Count the claims of a graph by the relation of their propositions."""
    stated, proposition, relation = {}, term("dkg:proposition"), term("dkg:relation")
    relations: dict[str, str] = {}
    for quad in quads:
        if quad.predicate == proposition:
            stated[quad.subject] = quad.object
        elif quad.predicate == relation:
            relations[quad.subject] = quad.object[1:-1].removeprefix(DKG)
    return dict(sorted(Counter(relations[each] for each in stated.values() if each in relations).items()))
