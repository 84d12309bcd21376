"""Names computed anew: what the id of a node would be by what the graph says of it now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation

from drugkg.audit.material import Material, Node
from drugkg.audit.sides import key
from drugkg.claims.model import Quantity
from drugkg.claims.relations import RELATIONS, Kind, Relation, ValueType
from drugkg.graph.claims import word_name
from drugkg.graph.iri import digest, document_id, quantity_id, scope_text
from drugkg.graph.namespaces import DKG

__all__ = ["misnamed", "quantity", "relation_of", "scope"]


def misnamed(node: Node, graph: Material) -> Iterator[str]:
    """Tell where a node has another name than its content gives it; what its content lacks is told elsewhere.

    Nodes that others named, outside of what drugkg's names begin with, are called as they like.
    """
    if not node.iri.startswith(graph.graph.base):
        return
    path, _, name = node.iri.rpartition("/")
    kind = path.rpartition("/")[2]
    for expected_kind, class_name, identify in _KINDS:
        if node.is_a(class_name):
            expected = identify(node, graph)
            if expected is not None and (kind, name) != (expected_kind, expected):
                yield f"by what the graph says of it, its name is {expected_kind}/{expected}"


def relation_of(proposition: Node) -> Relation | None:
    """Return the relation of a proposition, None where there is none that drugkg knows."""
    return RELATIONS.get((proposition.one("dkg:relation") or "").removeprefix(DKG))


def quantity(node: Node) -> Quantity | None:
    """Return the quantity that a node describes, None where it describes none."""
    try:
        low, high = (None if (text := node.one(name)) is None else Decimal(text) for name in ("dkg:low", "dkg:high"))
    except InvalidOperation:
        return None
    unit = node.one("dkg:unit")
    if not unit or low is high is None:
        return None
    return Quantity(low, high, unit, node.one("dkg:lowOpen") == "true", node.one("dkg:highOpen") == "true")


def scope(proposition: Node, relation: Relation, graph: Material) -> list[tuple[str, str]] | None:
    """Return the scope of a proposition in canonical form, in order; None where a value cannot be told."""
    found = []
    for qualifier in relation.qualifiers:
        if qualifier.kind is not Kind.SCOPE:
            continue
        for value in proposition.all(f"dkg:{qualifier.property}"):
            held = quantity(graph.node(value)) if qualifier.holds is ValueType.QUANTITY else None
            if qualifier.holds is ValueType.QUANTITY and held is None:
                return None
            text = scope_text(held) if held else "true" if qualifier.holds is ValueType.TRUE else key(value)
            found.append((qualifier.property, text))
    return sorted(found)


def _document(node: Node, _: Material) -> str | None:
    source, content = node.one("dct:isVersionOf"), node.one("dkg:contentHash")
    return document_id(key(source), content) if source and content else None


def _passage(node: Node, graph: Material) -> str | None:
    document = node.one("oa:hasSource")
    places = [graph.node(iri) for iri in node.all("oa:hasSelector")]
    found = [(place.one("oa:start"), place.one("oa:end")) for place in places if place.is_a("oa:TextPositionSelector")]
    if not document or len(found) != 1:
        return None
    start, end = (int(text) if text and text.isdecimal() else None for text in found[0])
    return None if start is None or end is None else digest("passage", key(document), start, end)


def _evidence(node: Node, _: Material) -> str | None:
    claim, passage = node.one("oa:hasBody"), node.one("oa:hasTarget")
    return digest("evidence", key(claim), key(passage)) if claim and passage else None


def _quantity(node: Node, _: Material) -> str | None:
    held = quantity(node)
    return None if held is None else quantity_id(held)


def _proposition(node: Node, graph: Material) -> str | None:
    subject, object, relation = node.one("dkg:subject"), node.one("dkg:object"), relation_of(node)
    if not subject or not object or relation is None or (held := scope(node, relation, graph)) is None:
        return None
    return digest("proposition", key(subject), relation.name, key(object), [list(pair) for pair in held])


def _claim(node: Node, graph: Material) -> str | None:
    document, proposition, stance = node.one("dct:source"), node.one("dkg:proposition"), node.one("dkg:stance")
    relation = relation_of(graph.node(proposition)) if proposition else None
    if not document or not proposition or not stance or relation is None:
        return None
    hashed = []
    for qualifier in relation.qualifiers:
        if qualifier.kind is Kind.VALUE:
            words = {f"{DKG}{word_name(qualifier, word)}": word for word in qualifier.words}
            for value in node.all(f"dkg:{qualifier.property}"):
                is_quantity = qualifier.holds is ValueType.QUANTITY
                hashed.append([qualifier.property, key(value) if is_quantity else words.get(value, value)])
    return digest("claim", key(document), key(proposition), stance.removeprefix(DKG), sorted(hashed))


def _reference(node: Node, _: Material) -> str | None:
    document, label = node.one("dct:isReferencedBy"), node.one("rdfs:label")
    return digest("reference", key(document), label) if document and label is not None else None


def _activity(node: Node, _: Material) -> str | None:
    made = [node.one(name) for name in ("prov:used", "dkg:extractorVersion", "dkg:ruleSet", "dkg:vocabularyVersion")]
    document, *rest = (part or "" for part in made)
    agents = [key(agent) for agent in node.all("prov:wasAssociatedWith")]
    return digest("activity", key(document), *rest, *agents) if all(made) else None


def _decision(node: Node, graph: Material) -> str | None:
    curator = graph.node(node.one("prov:wasAssociatedWith") or "").one("rdfs:label")
    names = ("dkg:curationStatus", "dkg:named", "prov:endedAtTime", "dkg:reason")
    status, named, ended, reason = (node.one(name) for name in names)
    if status is None or named is None or ended is None or reason is None or curator is None:
        return None
    return digest("decision", status.removeprefix(DKG), named, curator, ended.partition("T")[0], reason)


Identify = Callable[[Node, Material], str | None]

#: The kind in the name of a node, its class, and what its id follows from.
_KINDS: tuple[tuple[str, str, Identify], ...] = (
    ("document", "dkg:Document", _document),
    ("passage", "oa:SpecificResource", _passage),
    ("evidence", "oa:Annotation", _evidence),
    ("quantity", "dkg:Quantity", _quantity),
    ("proposition", "dkg:Proposition", _proposition),
    ("claim", "dkg:Claim", _claim),
    ("reference", "dkg:Reference", _reference),
    ("activity", "prov:Activity", _activity),
    ("decision", "dkg:CurationDecision", _decision),
)
