"""Plain triples against the claims that they must follow from, and the other way round."""

from __future__ import annotations

from collections.abc import Iterator

from drugkg.audit.check_identity import relation_of
from drugkg.audit.material import Material, Node
from drugkg.audit.sides import key
from drugkg.claims.relations import RELATIONS
from drugkg.graph.claims import plain_names
from drugkg.graph.iri import Iris
from drugkg.graph.namespaces import DKG

__all__ = ["unfounded", "unwritten"]

_ENDINGS = ("", "InScope", "Denied")


def unwritten(claim: Node, graph: Material) -> Iterator[str]:
    """Tell where a plain triple is missing that follows from a claim; what others left out, a build adds."""
    if not claim.iri.startswith(graph.graph.base):
        return
    proposition = graph.node(claim.one("dkg:proposition") or "")
    subject, object = proposition.one("dkg:subject"), proposition.one("dkg:object")
    for name in _following(claim, proposition, graph):
        homes = {home for _, _, home in graph.saying(f"{DKG}{name}", subject, object)}
        if not homes & claim.graphs:
            yield f"its plain triple dkg:{name} is missing"


def unfounded(_: Node, graph: Material) -> Iterator[str]:
    """Tell of plain triples that follow from no claim in the same graph."""
    for relation in RELATIONS.values():
        for ending in _ENDINGS if relation.plain else ():
            name = f"{relation.name}{ending}"
            for subject, object, home in graph.saying(f"{DKG}{name}"):
                if not _founded(subject, relation.name, object, name, home, graph):
                    yield f"{key(subject)} dkg:{name} {key(object)} follows from no claim in {key(home) or 'the file'}"


def _founded(subject: str, relation: str, object: str, name: str, home: str, graph: Material) -> bool:
    return any(
        name in _following(graph.node(claim), graph.node(proposition), graph)
        for proposition in _propositions(subject, relation, object, graph)
        for claim in graph.of("dkg:proposition", proposition, home)
    )


def _propositions(subject: str, relation: str, object: str, graph: Material) -> Iterator[str]:
    """Yield the propositions with these parts: those by drugkg's names, then those that others named."""
    base = subject.removesuffix(f"concept/{subject.rpartition('/')[2]}")
    yield from graph.of("dkg:core", Iris(base).proposition(key(subject), relation, key(object)))
    for iri in graph.of("dkg:object", object):
        node = graph.node(iri)
        if node.one("dkg:subject") == subject and node.one("dkg:relation") == f"{DKG}{relation}":
            yield iri


def _following(claim: Node, proposition: Node, graph: Material) -> tuple[str, ...]:
    """Return the names of the plain triples that follow from a claim."""
    relation, object = relation_of(proposition), proposition.one("dkg:object")
    if relation is None or not object or graph.is_a(object, "dkg:Phrase"):
        return ()
    stance, scoped = (claim.one("dkg:stance") or "").removeprefix(DKG), proposition.one("dkg:scopeKey") != ""
    return plain_names(relation.name, stance, scoped=scoped, off_label=bool(claim.all("dkg:offLabel")))
