"""Findings as nodes of their own graph, which is made anew with every build."""

from __future__ import annotations

from collections.abc import Iterator

from drugkg.findings.model import Finding, Side
from drugkg.graph.iri import Iris, digest
from drugkg.graph.namespaces import RDF_TYPE, Quad, iri, literal, term

__all__ = ["finding_iri", "finding_quads"]

_LABEL = term("rdfs:label")
_RULE, _TYPE, _REASON, _ABOUT, _WEIGHT = (
    term(f"dkg:{name}") for name in ("byRule", "findingType", "reason", "comparedValue", "weight")
)
_COMPARES, _SIDE, _MEMBER, _SOURCES, _SUBJECT = (
    term(f"dkg:{name}") for name in ("compares", "side", "member", "independentSources", "aboutDrug")
)


def finding_iri(finding: Finding, iris: Iris) -> str:
    """Return the IRI of a finding: type and rule, the propositions compared and the value."""
    return iris.of("finding", _id(finding))


def finding_quads(finding: Finding, iris: Iris) -> Iterator[Quad]:
    """Write a finding with its sides into the graph of findings."""
    graph = iri(iris.graph("findings"))
    id = _id(finding)
    # The short way from a claim to the verdicts on it: queries ask for it in each of their rows.
    short = term(f"dkg:{finding.verdict.value}Of")
    node = iri(iris.of("finding", id))
    verdict = term(f"dkg:{finding.verdict.value.capitalize()}")
    if finding.set_aside:
        yield Quad(node, RDF_TYPE, term("dkg:SetAside"), graph)
        yield Quad(node, term("dkg:wouldBe"), verdict, graph)
    else:
        yield Quad(node, RDF_TYPE, verdict, graph)
    yield Quad(node, _TYPE, term(f"dkg:{finding.type.value}"), graph)
    yield Quad(node, _RULE, iri(iris.rule(f"finding.{finding.rule}")), graph)
    yield Quad(node, _REASON, literal(finding.reason, "en"), graph)
    yield Quad(node, _LABEL, literal(finding.reason, "en"), graph)
    yield Quad(node, _WEIGHT, literal(str(finding.weight), datatype="integer"), graph)
    yield Quad(node, _SUBJECT, iri(finding.drug), graph)
    if finding.about:
        yield Quad(node, _ABOUT, literal(finding.about), graph)
    for proposition in finding.propositions:
        yield Quad(node, _COMPARES, iri(proposition), graph)
    for side in finding.sides:
        own = iri(iris.of("finding", _side_id(id, side)))
        yield Quad(node, _SIDE, own, graph)
        yield Quad(own, RDF_TYPE, term("dkg:Side"), graph)
        yield Quad(own, _LABEL, literal(side.label, "en"), graph)
        yield Quad(own, _SOURCES, literal(str(side.independent), datatype="integer"), graph)
        for member in side.members:
            yield Quad(own, _MEMBER, iri(member.claim), graph)
            yield Quad(node, short, iri(member.claim), graph)


def _id(finding: Finding) -> str:
    named = [proposition.rpartition("/")[2] for proposition in finding.propositions]
    return digest("finding", finding.type.value, finding.rule, finding.drug.rpartition("/")[2], named, finding.about)


def _side_id(finding: str, side: Side) -> str:
    return digest("side", finding, side.label, sorted(member.claim.rpartition("/")[2] for member in side.members))
