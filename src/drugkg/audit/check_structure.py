"""What nodes must have: claims a stance, evidence a passage, quantities a unit, and names for people."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph

from drugkg.audit.check_identity import quantity, relation_of, scope
from drugkg.audit.material import Material, Node, full
from drugkg.audit.sides import key
from drugkg.claims.model import Stance
from drugkg.claims.relations import Kind, Qualifier, ValueType
from drugkg.curation.model import Status
from drugkg.graph.claims import word_name
from drugkg.graph.namespaces import DKG
from drugkg.query.names import compact, one_line

__all__ = [
    "about_nothing", "blank", "bodiless", "homeless", "misscoped", "misvalued", "origin_unknown", "revises_itself",
    "stanceless", "undecided", "unlabelled", "unmeasured", "unproven", "unsourced", "untyped",
]  # fmt: skip

#: Properties of a claim that are none of its qualifiers.
_OF_CLAIMS = frozenset({"proposition", "stance"})
_OF_PROPOSITIONS = frozenset({"subject", "relation", "object", "core", "scopeKey"})
#: By which property people read the name of a node; concepts have `skos:prefLabel`.
_NAMING = (
    ("dkg:Document", "dct:title"), ("dkg:EvidenceSource", "rdfs:label"), ("dkg:Proposition", "rdfs:label"),
    ("dkg:Quantity", "rdfs:label"), ("dkg:Conflict", "rdfs:label"), ("dkg:Difference", "rdfs:label"),
    ("dkg:Agreement", "rdfs:label"), ("dkg:SetAside", "rdfs:label"),
)  # fmt: skip


def unlabelled(node: Node, _: Material) -> Iterator[str]:
    """Tell where a node has no name for people, or two."""
    name = next((name for of, name in _NAMING if node.is_a(of)), "skos:prefLabel")
    labels = node.all(name)
    if not any(label.strip() for label in labels):
        yield f"it has no {name}"
    elif len(labels) > 1 and name == "skos:prefLabel":
        yield f"it has {len(labels)} preferred labels: {', '.join(map(one_line, labels))}"


def about_nothing(claim: Node, graph: Material) -> Iterator[str]:
    """Tell where a claim has not one proposition that the graph describes."""
    yield from _one(claim, "dkg:proposition", "dkg:Proposition", graph)


def unsourced(claim: Node, graph: Material) -> Iterator[str]:
    """Tell where a claim has not one document that the graph describes."""
    yield from _one(claim, "dct:source", "dkg:Document", graph)


def stanceless(claim: Node, _: Material) -> Iterator[str]:
    """Tell where a claim has not one stance of the list."""
    stances = [value.removeprefix(DKG) for value in claim.all("dkg:stance")]
    if len(stances) != 1:
        yield f"it has {len(stances)} stances" if stances else "it has no stance"
    yield from (f"there is no stance {one_line(stance)}" for stance in stances if stance not in set(Stance))


def unproven(claim: Node, graph: Material) -> Iterator[str]:
    """Tell where a claim has no evidence with a passage."""
    found = [graph.node(iri) for iri in graph.of("oa:hasBody", claim.iri)]
    targets = [passage for evidence in found for passage in evidence.all("oa:hasTarget")]
    if not any(graph.is_a(target, "oa:SpecificResource") for target in targets):
        yield "it has evidence, but no passage" if found else "it has no evidence"


def misvalued(claim: Node, graph: Material) -> Iterator[str]:
    """Tell where a claim has a value that its relation does not take, or one of another kind."""
    relation = relation_of(graph.node(claim.one("dkg:proposition") or ""))
    if relation is None:
        return
    admitted = {q.property: q for q in relation.qualifiers if q.kind is not Kind.SCOPE}
    for name, values in _own(claim, _OF_CLAIMS):
        if name not in admitted:
            yield f"{relation.name} takes no value {name}"
        elif len(values) > 1:
            yield f"it has {len(values)} values of {name}"
        else:
            yield from _unfit(admitted[name], values[0], graph)


def misscoped(proposition: Node, graph: Material) -> Iterator[str]:
    """Tell where subject, relation, object or scope of a proposition is missing, or its key and core do not fit."""
    for name in ("dkg:subject", "dkg:object"):
        yield from _one(proposition, name, "", graph)
    relation = relation_of(proposition)
    if relation is None:
        yield "it has not one relation that drugkg knows"
        return
    admitted = {q.property: q for q in relation.qualifiers if q.kind is Kind.SCOPE}
    for name, values in _own(proposition, _OF_PROPOSITIONS):
        if name not in admitted:
            yield f"{relation.name} takes no scope {name}"
        else:
            for value in values:
                yield from _unfit(admitted[name], value, graph)
    held = scope(proposition, relation, graph) or []
    canonical = ";".join(f"{role}={value}" for role, value in held)
    if proposition.one("dkg:scopeKey") != canonical:
        yield f'its scope is "{canonical}", its dkg:scopeKey says "{one_line(proposition.one("dkg:scopeKey") or "")}"'
    core = graph.node(proposition.one("dkg:core") or "")
    same = all(core.one(name) == proposition.one(name) for name in ("dkg:subject", "dkg:relation", "dkg:object"))
    if not same or core.one("dkg:scopeKey") != "" or (not canonical and core.iri != proposition.iri):
        yield "its dkg:core is not the same proposition without scope"


def bodiless(evidence: Node, graph: Material) -> Iterator[str]:
    """Tell where evidence has not one claim, one passage of the claim's document, a mention and a rule."""
    yield from _one(evidence, "oa:hasBody", "dkg:Claim", graph)
    yield from _one(evidence, "oa:hasTarget", "oa:SpecificResource", graph)
    claim, passage = (graph.node(evidence.one(name) or "") for name in ("oa:hasBody", "oa:hasTarget"))
    if not evidence.all("dkg:rule"):
        yield "it has no dkg:rule"
    if not evidence.all("dkg:mention") and not graph.withholds(passage.one("oa:hasSource")):
        yield "it has no dkg:mention"
    said, stands = claim.one("dct:source"), passage.one("oa:hasSource")
    if said and stands and said != stands:
        yield f"its claim is made by {_short(said)}, its passage stands in {_short(stands)}"


def unmeasured(node: Node, _: Material) -> Iterator[str]:
    """Tell where a quantity has no unit, no number, or bounds in the wrong order."""
    held = quantity(node)
    if held is None:
        yield "it has no unit" if not node.one("dkg:unit") else "it has no number, or something that is none"
    elif held.low is not None and held.high is not None and held.low > held.high:
        yield f"its low bound {held.low} is above its high bound {held.high}"


def origin_unknown(document: Node, graph: Material) -> Iterator[str]:
    """Tell where a document has no source, or no hash of its bytes."""
    yield from _one(document, "dct:isVersionOf", "dkg:EvidenceSource", graph)
    hashed = document.one("dkg:contentHash") or ""
    if not hashed.startswith("sha256:") or len(hashed) != len("sha256:") + 64:
        yield "it has not one hash of its bytes (dkg:contentHash, sha256)"


def revises_itself(document: Node, graph: Material) -> Iterator[str]:
    """Tell where the versions that a document revises lead back to it."""
    seen: set[str] = set()
    waiting = list(document.all("prov:wasRevisionOf"))
    while waiting:
        former = waiting.pop()
        if former == document.iri:
            yield "the versions that it revises lead back to it"
            return
        if former not in seen:
            seen.add(former)
            waiting += graph.node(former).all("prov:wasRevisionOf")


def homeless(node: Node, graph: Material) -> Iterator[str]:
    """Tell where what belongs to a document stands in another graph than the document's."""
    names = ("dct:source", "oa:hasSource", "dct:isReferencedBy")
    document = next((found for name in names if (found := node.one(name))), None)
    if document is None:
        document = graph.node(node.one("oa:hasBody") or "").one("dct:source")
    if document is None:
        return
    wrong = [name for name in sorted(node.graphs) if name and not name.endswith(f"/graph/document/{key(document)}")]
    yield from (f"it belongs to {_short(document)}, but stands in {_short(name)}" for name in wrong)


def undecided(decision: Node, graph: Material) -> Iterator[str]:
    """Tell where a decision of a curator has no known status, or does not say who, when or why."""
    status = (decision.one("dkg:curationStatus") or "").removeprefix(DKG)
    if status not in set(Status):
        yield f"its status is {one_line(status)}" if status else "it has not one status"
    yield from (
        f"it has not one {name}"
        for name in ("dkg:reason", "prov:endedAtTime")
        if not (decision.one(name) or "").strip()
    )
    if not graph.node(decision.one("prov:wasAssociatedWith") or "").one("rdfs:label"):
        yield "it has not one curator with a name"


def blank(_: Node, graph: Material) -> Iterator[str]:
    """Tell of nodes without a name."""
    answer = graph.graph.query("SELECT ?s ?p ?o { ?s ?p ?o FILTER(isBlank(?s) || isBlank(?o)) } LIMIT 20")
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    yield from sorted({f"{row['s']} {compact(row['p'])} has a node without a name" for row in answer})


def untyped(whole: Node, graph: Material) -> Iterator[str]:
    """Tell what takes a stance and is no claim, so that nobody would look at it."""
    del whole
    for claim, _, _ in graph.saying(full("dkg:proposition")):
        if not graph.is_a(claim, "dkg:Claim"):
            yield f"{_short(claim)} has a proposition, but is no dkg:Claim"


def _one(node: Node, name: str, of: str, graph: Material) -> Iterator[str]:
    """Tell where a node has not exactly one value of a property, or one that the graph does not describe as it must."""
    values = node.all(name)
    if len(values) != 1:
        yield f"it has {len(values)} {name}" if values else f"it has no {name}"
        return
    if not (graph.is_a(values[0], of) if of else graph.types(values[0])):
        yield f"its {name}, {_short(values[0])}, is not described in the graph"


def _own(node: Node, frame: frozenset[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the qualifiers of a node: what it has of drugkg's properties, besides its frame."""
    for property, values in node.held.items():
        name = property.removeprefix(DKG)
        if name != property and name not in frame:
            yield name, values


def _unfit(qualifier: Qualifier, value: str, graph: Material) -> Iterator[str]:
    """Tell where a value is not of the kind that its qualifier takes."""
    told = f"its {qualifier.property}, {_short(value)},"
    if qualifier.holds is ValueType.QUANTITY and not graph.is_a(value, "dkg:Quantity"):
        yield f"{told} is no quantity that the graph describes"
    if qualifier.holds is ValueType.CONCEPT and not graph.types(value):
        yield f"{told} is no concept that the graph describes"
    if qualifier.holds is ValueType.WORD and value not in {f"{DKG}{word_name(qualifier, w)}" for w in qualifier.words}:
        yield f"{told} is none of {', '.join(qualifier.words)}"
    if qualifier.holds is ValueType.TRUE and value != "true":
        yield f"{told} can only be true"


def _short(text: str) -> str:
    """Return an IRI as people read it; of what is none, its words."""
    try:
        return compact(pyoxigraph.NamedNode(text))
    except ValueError:
        return one_line(text)
