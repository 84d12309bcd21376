"""Which claims somebody wants to have, and all that they lead to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyoxigraph

from drugkg.claims.relations import RELATIONS
from drugkg.graph.claims import plain_names
from drugkg.graph.namespaces import DKG, PREFIXES
from drugkg.store import Database
from drugkg.store.nodes import Nodes, full, value_of

__all__ = ["Selection", "chosen_claims", "statements_of"]

_SHORT = tuple(f"dkg:{verdict}Of" for verdict in ("conflict", "difference", "agreement"))
_PLAIN = {f"{DKG}{name}{ending}" for name in RELATIONS for ending in ("", "InScope", "Denied")}


@dataclass(frozen=True, slots=True)
class Selection:
    """What claims must have, as IRIs; what is empty admits all.

    `findings` are findings, their classes (`dkg:Conflict`) or their types (`dkg:polarity`).
    """

    drugs: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Tell whether it admits everything."""
        return not (self.drugs or self.sources or self.relations or self.findings)


def chosen_claims(graph: Database, selection: Selection) -> frozenset[str]:
    """Return the IRIs of the claims that a selection admits."""
    lines = [
        "?claim dkg:proposition ?proposition ; dct:source ?document .",
        _one_of("drug", selection.drugs, "?proposition dkg:subject ?drug ."),
        _one_of("relation", selection.relations, "?proposition dkg:relation ?relation ."),
        _one_of("source", selection.sources, "?document dct:isVersionOf ?source ."),
    ]
    found = frozenset(_rows(graph, f"SELECT DISTINCT ?claim {{ {' '.join(lines)} }}"))
    if selection.findings:
        of = " | ".join(_SHORT)
        found &= {each for finding in _findings(graph, selection) for each in _rows(graph, _MEMBERS % (finding, of))}
    return found


_MEMBERS = "SELECT DISTINCT ?claim { <%s> (%s) ?claim }"


def _findings(graph: Database, selection: Selection) -> list[str]:
    wanted = " ".join(f"<{each}>" for each in selection.findings)
    of_kind = f"{{ VALUES ?wanted {{ {wanted} }} ?finding a|dkg:findingType ?wanted ; dkg:findingType ?type }}"
    named = f"{{ VALUES ?finding {{ {wanted} }} ?finding dkg:findingType ?type }}"
    return _rows(graph, f"SELECT DISTINCT ?finding {{ {of_kind} UNION {named} }}")


def _one_of(name: str, iris: tuple[str, ...], pattern: str) -> str:
    return f"VALUES ?{name} {{ {' '.join(f'<{iri}>' for iri in iris)} }} {pattern}" if iris else ""


def _rows(graph: Database, query: str) -> list[str]:
    prefixes = " ".join(f"PREFIX {name}: <{home}>" for name, home in PREFIXES.items())
    rows: Any = graph.query(f"{prefixes} {query}")
    return sorted(row[0].value for row in rows)


def statements_of(graph: Database, claims: frozenset[str], selection: Selection) -> Iterator[pyoxigraph.Quad]:
    """Yield each once the statements about claims, and about all that these lead to.

    Along come the plain triples that follow from the claims, findings and echoes all of whose claims and passages are
    there (of the findings only those that the selection names, where it names any), and what curators decided about any
    of that.
    """
    walk = _Walk(graph)
    for claim in sorted(claims):
        yield from walk.plain(claim)
        yield from walk.reach(claim)
        for evidence in walk.of("oa:hasBody", claim):
            yield from walk.reach(evidence)
    wanted = frozenset(_findings(graph, selection)) if selection.findings else None
    for finding in sorted({value_of(quad.subject) for claim in claims for quad in walk.verdicts(object=claim)}):
        members = {value_of(quad.object) for quad in walk.verdicts(subject=finding)}
        if members <= claims and (wanted is None or finding in wanted):
            yield from walk.reach(finding)
    for echo in walk.of("rdf:type", full("dkg:EchoCluster")):
        if walk.seen.issuperset(value_of(quad.object) for quad in graph.find(echo, full("dkg:member"))):
            yield from walk.reach(echo)
    for quad in graph.find(None, full("dkg:decidesOn")):
        if value_of(quad.object) in walk.seen:
            yield from walk.reach(value_of(quad.subject))


class _Walk(Nodes):
    """Follows statements from node to node, to each node once."""

    def __init__(self, graph: Database) -> None:
        super().__init__(graph.find)
        self.seen: set[str] = set()
        self._triples: set[pyoxigraph.Quad] = set()

    def reach(self, start: str) -> Iterator[pyoxigraph.Quad]:
        """Yield what is said of a node, and of all nodes that this leads to; nothing of those seen before."""
        waiting = [] if start in self.seen else [start]
        self.seen.add(start)
        while waiting:
            for quad in self.find(waiting.pop()):
                # Plain triples lead from a drug to all that any document says of it.
                if quad.predicate.value in _PLAIN:
                    continue
                yield quad
                for term in (quad.predicate, quad.object, quad.graph_name):
                    if isinstance(term, pyoxigraph.NamedNode) and term.value not in self.seen:
                        self.seen.add(term.value)
                        waiting.append(term.value)

    def plain(self, claim: str) -> Iterator[pyoxigraph.Quad]:
        """Yield the plain triples that follow from a claim."""
        node = self.node(claim)
        proposition = self.node(node.one("dkg:proposition") or "")
        relation = (proposition.one("dkg:relation") or "").removeprefix(DKG)
        subject, object = proposition.one("dkg:subject"), proposition.one("dkg:object")
        if relation not in RELATIONS or not (subject and object):
            return
        stance = (node.one("dkg:stance") or "").removeprefix(DKG)
        scoped, off_label = bool(proposition.one("dkg:scopeKey")), bool(node.one("dkg:offLabel"))
        for name in plain_names(relation, stance, scoped=scoped, off_label=off_label):
            for graph in node.graphs:
                # Of free text there is none, whatever the claim says.
                for quad in self.find(subject, f"{DKG}{name}", object, graph):
                    if quad not in self._triples:
                        self._triples.add(quad)
                        yield quad

    def verdicts(self, subject: str | None = None, object: str | None = None) -> Iterator[pyoxigraph.Quad]:
        """Yield what ties findings to claims."""
        for name in _SHORT:
            yield from self.find(subject, full(name), object)
