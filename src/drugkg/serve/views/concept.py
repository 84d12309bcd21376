"""The page of a concept: its names, what is wider and narrower, and who says what about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from drugkg.claims.relations import RELATIONS, Kind
from drugkg.graph.iri import Iris
from drugkg.graph.namespaces import DKG
from drugkg.serve.current import Snapshot
from drugkg.serve.views.overview import drugs
from drugkg.serve.views.rows import rows
from drugkg.serve.views.shown import Asked, Shown, page_number
from drugkg.serve.views.voices import curated, voices
from drugkg.store import Store

__all__ = ["ROLES", "Facts", "Near", "concept", "facts"]

#: So many claims stand on a page.
PAGE = 100
#: What a scope may name: in whom, where and when a proposition holds.
ROLES = tuple(
    sorted({q.property for relation in RELATIONS.values() for q in relation.qualifiers if q.kind is Kind.SCOPE})
)
#: So many wider or narrower concepts are named, and so many scopes.
_NAMED = 200


@dataclass(frozen=True, slots=True)
class Near:
    """A node with its name."""

    iri: str
    label: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What a concept is by itself."""

    iri: str
    label: str
    kind: str
    synonyms: tuple[str, ...]
    matches: tuple[str, ...]
    wider: tuple[Near, ...]
    narrower: tuple[Near, ...]
    replaced_by: tuple[Near, ...]


def facts(store: Store, iri: str) -> Facts:
    """Return what a concept is by itself."""
    held: dict[str, set[str]] = {}
    for property, value in rows(store, _OWN, node=iri):
        held.setdefault(property.replace("#", "/").rpartition("/")[2], set()).add(value)
    label = min(held.get("prefLabel", ()), default=iri.rpartition("/")[2])
    kinds = sorted(kind.removeprefix(DKG) for kind in held.get("type", ()) if kind.startswith(DKG))
    return Facts(
        iri,
        label,
        kinds[0] if kinds else "",
        tuple(sorted(held.get("altLabel", set()) - {label}, key=str.casefold)),
        tuple(sorted(held.get("exactMatch", ()))),
        _near(store, "$node skos:broader ?near", iri),
        _near(store, "?near skos:broader $node", iri),
        _near(store, "$node dct:isReplacedBy ?near", iri),
    )


def concept(snapshot: Snapshot, iri: str, asked: Asked) -> Shown:
    """Return the page of a concept that is no drug with documents of its own."""
    store, chosen = snapshot.store, asked.get("relation", "")
    chosen = chosen if chosen in RELATIONS else ""
    counts = _counts(store, iri)
    number = page_number(asked)
    only = f"FILTER(?relation = dkg:{chosen})" if chosen else ""
    drug = next((each for each in _of_key(store, asked.get("drug", "")) if each in drugs(snapshot)), "")
    if drug:
        only += f" FILTER(?drug = <{drug}>)"
        counts = _counts(store, iri, drug)
    page = rows(
        store,
        f"{_CLAIMS} {only} }} ORDER BY ?relation ?label ?claim LIMIT {PAGE} OFFSET {(number - 1) * PAGE}",
        node=iri,
    )
    said = voices(store, (row[0] for row in page), curated(snapshot.once))
    groups: dict[str, list[object]] = {name: [] for name in RELATIONS}
    for voice in said:
        groups.setdefault(voice.statement.relation, []).append(voice)
    total = counts.get(chosen, 0) if chosen else sum(counts.values())
    values = {
        "facts": facts(store, iri),
        "counts": counts,
        "chosen": chosen,
        "drug": drugs(snapshot)[drug] if drug else None,
        "query": "&".join(f"{name}={quote(asked[name])}" for name in ("relation", "drug") if asked.get(name)),
        "groups": {name: held for name, held in groups.items() if held},
        "scopes": tuple(rows(store, _SCOPES, node=iri)),
        "number": number,
        "pages": -(-total // PAGE),
    }
    return Shown("concept.html", values)


def _of_key(store: Store, key: str) -> tuple[str, ...]:
    """Return the IRIs that a key in an address may mean: as it stands, or as IRIs write it."""
    return (f"{store.base}concept/{key}", Iris(store.base).concept(key))


def _counts(store: Store, iri: str, drug: str = "") -> Mapping[str, int]:
    """Return the number of claims about a concept by relation, in the order of the relations."""
    query = _COUNTS.replace("{", f"{{ BIND(<{drug}> AS ?drug)", 1) if drug else _COUNTS
    found = {relation.removeprefix(DKG): int(count) for relation, count in rows(store, query, node=iri)}
    return {name: found[name] for name in RELATIONS if name in found}


def _near(store: Store, pattern: str, iri: str) -> tuple[Near, ...]:
    query = f"SELECT DISTINCT ?near ?label {{ {pattern} . ?near skos:prefLabel ?label }} ORDER BY ?label ?near"
    return tuple(Near(*row) for row in rows(store, f"{query} LIMIT {_NAMED}", node=iri))


_OWN = """SELECT ?property ?value {
  VALUES ?property { rdf:type skos:prefLabel skos:altLabel skos:exactMatch } $node ?property ?value }"""

_COUNTS = """SELECT ?relation (COUNT(DISTINCT ?claim) AS ?claims) {
  ?proposition dkg:object $node ; dkg:subject ?drug ; dkg:relation ?relation .
  ?claim dkg:proposition ?proposition } GROUP BY ?relation"""

_CLAIMS = """SELECT ?claim ?relation ?label {
  ?proposition dkg:object $node ; dkg:relation ?relation ; dkg:subject ?drug . ?drug skos:prefLabel ?label .
  ?claim dkg:proposition ?proposition"""

#: Propositions that hold for it only: its role, and how many of a drug.
_SCOPES = f"""SELECT ?role ?drug ?label (COUNT(DISTINCT ?claim) AS ?claims) {{
  VALUES ?role {{ {" ".join(f"dkg:{role}" for role in ROLES)} }}
  ?proposition ?role $node ; dkg:subject ?drug . ?drug skos:prefLabel ?label . ?claim dkg:proposition ?proposition
}} GROUP BY ?role ?drug ?label ORDER BY DESC(?claims) ?label ?role LIMIT {_NAMED}"""
