"""Echoes as nodes of the findings' graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import ROUND_DOWN, Decimal

from drugkg.claims.model import plain
from drugkg.findings.echoes import Basis, Echo
from drugkg.graph.iri import Iris, digest
from drugkg.graph.namespaces import RDF_TYPE, Quad, iri, literal, term

__all__ = ["echo_quads"]

_CLUSTER, _LABEL, _MEMBER, _WORDS, _SIMILARITY, _BASIS = (
    term(name)
    for name in (
        "dkg:EchoCluster", "rdfs:label", "dkg:member", "dkg:sharedWords", "dkg:similarity", "dkg:basis",
    )
)  # fmt: skip
_LABELS = {Basis.WORDING: "{} passages share wording", Basis.REFERENCE: "{} passages cite the same work"}


def echo_quads(echoes: Iterable[Echo], iris: Iris) -> Iterator[Quad]:
    """Write echoes into the graph of findings; their members are IRIs of passages.

    >>> passages = Iris().of("passage", "p"), Iris().of("passage", "q")
    >>> [quad.object for quad in echo_quads([Echo(Basis.REFERENCE, passages, "Doe 2020")], Iris())][-1]
    '<https://w3id.org/drugkg/ontology#sharedReference>'
    """
    graph = iri(iris.graph("findings"))
    for echo in echoes:
        # Two works may be cited at the same passages.
        what = [echo.words] if echo.basis is Basis.REFERENCE else []
        members = [member.rpartition("/")[2] for member in echo.members]
        node = iri(iris.of("finding", digest("echo", echo.basis.value, members, *what)))
        yield Quad(node, RDF_TYPE, _CLUSTER, graph)
        yield Quad(node, _LABEL, literal(_LABELS[echo.basis].format(len(echo.members)), "en"), graph)
        for member in echo.members:
            yield Quad(node, _MEMBER, iri(member), graph)
        yield Quad(node, _WORDS, literal(echo.words), graph)
        if echo.similarity is not None:
            yield Quad(node, _SIMILARITY, literal(_two_digits(echo.similarity), datatype="decimal"), graph)
        yield Quad(node, _BASIS, term(f"dkg:{echo.basis.value}"), graph)


def _two_digits(share: float) -> str:
    """Return a share with two digits, rounded down: only what is the same has 1."""
    return plain(Decimal(str(share)).quantize(Decimal("0.01"), ROUND_DOWN))
