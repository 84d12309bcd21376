"""Decisions as provenance: activities in a graph of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from drugkg.curation.bind import Bound
from drugkg.curation.model import Decision
from drugkg.graph.iri import Iris, digest
from drugkg.graph.namespaces import RDF_TYPE, Quad, iri, literal, term

__all__ = ["bound_quads", "decision_quads"]


def decision_quads(decisions: Iterable[Decision], iris: Iris) -> Iterator[Quad]:
    """Write who decided what, when and why; on which node of the graph, `bound_quads` tells."""
    graph = iri(iris.graph("curation"))
    for each in decisions:
        node, curator = _node(each, iris), iri(iris.of("curator", digest("curator", each.who)))
        # The day is known, the hour is not; PROV wants both, so the day's first moment stands for it.
        ended = literal(f"{each.when}T00:00:00Z", datatype="dateTime")
        yield Quad(node, RDF_TYPE, term("dkg:CurationDecision"), graph)
        yield Quad(node, RDF_TYPE, term("prov:Activity"), graph)
        yield Quad(node, term("dkg:curationStatus"), term(f"dkg:{each.status.value}"), graph)
        yield Quad(node, term("dkg:named"), literal(str(each.about)), graph)
        yield Quad(node, term("dkg:reason"), literal(each.why), graph)
        yield Quad(node, term("prov:endedAtTime"), ended, graph)
        yield Quad(node, term("prov:wasAssociatedWith"), curator, graph)
        yield Quad(curator, RDF_TYPE, term("prov:Agent"), graph)
        yield Quad(curator, term("rdfs:label"), literal(each.who), graph)


def bound_quads(bounds: Iterable[Bound], iris: Iris) -> Iterator[Quad]:
    """Write on which node of the graph each decision is."""
    for each in bounds:
        if each.node is not None:
            decision = _node(each.decision, iris)
            yield Quad(decision, term("dkg:decidesOn"), iri(each.node), iri(iris.graph("curation")))


def _node(decision: Decision, iris: Iris) -> str:
    said = (decision.status.value, str(decision.about), decision.who, decision.when, decision.why)
    return iri(iris.of("decision", digest("decision", *said)))
