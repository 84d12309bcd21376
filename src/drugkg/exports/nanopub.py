"""Nanopublications in TriG: one a claim, with assertion, provenance and publication info.

The assertion is the claim with its stance and its proposition, and the plain triple that follows from it, if any: a
denial is never an assertion of what it denies. They carry no time and no signature, which belong to who publishes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from drugkg import __version__
from drugkg.exports.format import ONE_FILE, Format
from drugkg.exports.headed import headed
from drugkg.exports.part import Part
from drugkg.exports.told import Told, told
from drugkg.graph.claims import plain_names
from drugkg.graph.namespaces import RDF_TYPE, iri, literal, term
from drugkg.graph.serialise import Names, blocks, described, sort_key
from drugkg.store.nodes import full

__all__ = ["FORMAT"]

_NP = "http://www.nanopub.org/nschema#"
_PARTS = ("hasAssertion", "hasProvenance", "hasPublicationInfo")

Triple = tuple[str, str, str]


def _write(part: Part) -> Iterator[bytes]:
    names = Names(part.base)
    return headed(names.header, (text for each in told(part.find) for text in _nanopub(part, each, names)))


def _nanopub(part: Part, each: Told, names: Names) -> Iterator[str]:
    node = f"{part.base}nanopub/{each.claim.rpartition('/')[2]}"
    # What stands behind a hash belongs to one nanopublication.
    head, assertion, provenance, info = (
        iri(f"{node}#{name}") for name in ("Head", "assertion", "provenance", "pubinfo")
    )
    graphs = {
        head: [
            (iri(node), RDF_TYPE, iri(f"{_NP}Nanopublication")),
            *(
                (iri(node), iri(f"{_NP}{name}"), graph)
                for name, graph in zip(_PARTS, (assertion, provenance, info), strict=True)
            ),
        ],
        assertion: _assertion(part, each),
        provenance: _provenance(part, each, assertion),
        info: [
            (iri(node), term("prov:wasAttributedTo"), iri(f"{part.base}software")),
            (
                iri(node),
                term("rdfs:label"),
                literal(f"{each.document.source_label} {each.stance.value}: {_said(each)}", "en"),
            ),
            (iri(f"{part.base}software"), RDF_TYPE, term("prov:SoftwareAgent")),
            (iri(f"{part.base}software"), term("rdfs:label"), literal(f"drugkg {__version__}")),
        ],
    }
    for graph, triples in graphs.items():
        body = "".join(blocks(described(sorted(set(triples), key=sort_key)), names.shorten, "  "))
        yield f"{names.shorten(graph)} {{\n{body}}}\n"
    yield "\n"


def _said(each: Told) -> str:
    scope = "; ".join(f"{role}: {value}" for role, value in each.scope.items())
    return f"{each.drug.label} {each.relation} {each.object.label}" + (f" ({scope})" if scope else "")


def _assertion(part: Part, each: Told) -> Iterator[Triple]:
    yield from _statements(part, each.claim)
    yield from _statements(part, each.proposition)
    scoped, off_label = bool(each.scope), each.values.get("offLabel") == "true"
    for name in plain_names(each.relation, each.stance.value, scoped=scoped, off_label=off_label):
        # Of free text there is none.
        if any(part.find(each.drug.iri, full(f"dkg:{name}"), each.object.iri)):
            yield iri(each.drug.iri), term(f"dkg:{name}"), iri(each.object.iri)


def _provenance(part: Part, each: Told, assertion: str) -> Iterator[Triple]:
    document, quotes = iri(each.document.iri), [passage.passage for passage in each.passages]
    yield assertion, term("prov:hadPrimarySource"), iri(each.document.source)
    yield assertion, term("prov:wasDerivedFrom"), document
    yield from ((assertion, term("prov:wasDerivedFrom"), iri(passage)) for passage in quotes)
    yield document, term("dct:isVersionOf"), iri(each.document.source)
    yield document, term("dct:title"), literal(each.document.title)
    yield document, term("dkg:contentHash"), literal(each.document.content_hash)
    yield iri(each.document.source), term("rdfs:label"), literal(each.document.source_label, "en")
    if each.document.rights:
        yield iri(each.document.source), term("dc:rights"), literal(each.document.rights)
    for passage in each.passages:
        yield from _statements(part, passage.evidence)
        yield from _statements(part, passage.passage)
        for quad in part.find(passage.passage, full("oa:hasSelector")):
            yield from _statements(part, str(quad.object)[1:-1])


def _statements(part: Part, node: str) -> Iterable[Triple]:
    return ((str(quad.subject), str(quad.predicate), str(quad.object)) for quad in part.find(node))


FORMAT = Format("nanopub", "nanopublications in TriG, one a claim, unsigned", {ONE_FILE: _write})
