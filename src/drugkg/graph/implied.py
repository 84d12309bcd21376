"""What claims imply and a hand-written graph may leave out: origins of graphs, subjects of documents, plain triples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from drugkg.claims.relations import RELATIONS
from drugkg.graph.claims import plain_names
from drugkg.graph.iri import Iris
from drugkg.graph.namespaces import DKG, RDF_TYPE, Quad, iri, term

__all__ = ["implied"]

_OF_CLAIMS = tuple(term(name) for name in ("dkg:proposition", "dkg:stance", "dct:source"))
_OF_PROPOSITIONS = tuple(term(f"dkg:{name}") for name in ("subject", "relation", "object", "scopeKey"))
_OFF_LABEL, _PHRASE = term("dkg:offLabel"), term("dkg:Phrase")
_DERIVED, _ABOUT = term("prov:wasDerivedFrom"), term("dct:subject")


def implied(quads: Iterable[Quad], iris: Iris) -> Iterator[Quad]:
    """Yield what follows from each claim: of which document its graph is, of what the document speaks, plain triples.

    Queries and findings go by these, so that a graph counts whether its makers wrote them or not. Of incomplete claims
    nothing is implied; that they are incomplete is told elsewhere.
    """
    quads = list(quads)
    wanted = {*_OF_CLAIMS, *_OF_PROPOSITIONS}
    facts = {(quad.subject, quad.predicate): quad.object for quad in quads if quad.predicate in wanted}
    off_label = {quad.subject for quad in quads if quad.predicate == _OFF_LABEL}
    phrases = {quad.subject for quad in quads if quad.predicate == RDF_TYPE and quad.object == _PHRASE}
    sources = iri(iris.graph("sources"))
    for claim, predicate, proposition, graph in quads:
        if predicate != _OF_CLAIMS[0]:
            continue
        stance, document = (facts.get((claim, name)) for name in _OF_CLAIMS[1:])
        subject, relation, object, scope = (facts.get((proposition, name)) for name in _OF_PROPOSITIONS)
        name = (relation or "")[1:-1].removeprefix(DKG)
        if not stance or not document or not subject or not object or name not in RELATIONS:
            continue
        yield Quad(graph, _DERIVED, document, sources)
        yield Quad(document, _ABOUT, subject, sources)
        if object not in phrases:
            scoped = scope not in (None, '""')
            told = stance[1:-1].removeprefix(DKG)
            for plain in plain_names(name, told, scoped=scoped, off_label=claim in off_label):
                yield Quad(subject, term(f"dkg:{plain}"), object, graph)
