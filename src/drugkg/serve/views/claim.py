"""The pages of a claim and of the words it rests on."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import unquote

from drugkg.claims.ruleset import described
from drugkg.graph.iri import Iris
from drugkg.graph.namespaces import DKG
from drugkg.query.explain import explained
from drugkg.serve.current import Snapshot
from drugkg.serve.views.concept import ROLES, Near
from drugkg.serve.views.overview import Told
from drugkg.serve.views.rows import rows
from drugkg.serve.views.shown import NOTHING, Asked, Shown
from drugkg.serve.views.voices import curated, labels, voices
from drugkg.store import Store

__all__ = ["claim", "passage", "proposition", "resting"]

#: So many other claims are named.
_NAMED = 100


def claim(snapshot: Snapshot, iri: str, _: Asked) -> Shown:
    """Return the page of a claim: its words in place, what it says, and who else speaks of it."""
    store, decided = snapshot.store, curated(snapshot.once)
    said = voices(store, [iri], decided)
    if not said or not labels(store, [said[0].statement.proposition]):
        return NOTHING
    (voice,) = said
    told = explained(store, iri, decided)
    beside = [row[0] for row in rows(store, _SAME_PASSAGE, node=iri)]
    values = {
        "voice": voice,
        "told": told,
        "scope": _scope(store, voice.statement.proposition),
        "findings": _findings(store, iri),
        "others": voices(store, [other.claim for other in told.others[:_NAMED]], decided),
        "beside": voices(store, beside, decided),
        "rule": Iris(store.base).rule,
    }
    return Shown("claim.html", values)


def proposition(snapshot: Snapshot, iri: str, _: Asked) -> Shown:
    """Return the page of a proposition: who says it, and what is said in another scope."""
    store, decided = snapshot.store, curated(snapshot.once)
    said = voices(store, (row[0] for row in rows(store, _OF_PROPOSITION, node=iri)), decided)
    head = next(rows(store, _PROPOSITION, node=iri), None)
    if head is None:
        return NOTHING
    values = {
        "drug": Near(*head[:2]),
        "relation": head[2].removeprefix(DKG),
        "object": Near(*head[3:5]),
        "label": head[5],
        "scope": _scope(store, iri),
        "voices": said,
        "same_core": tuple(Near(*row) for row in rows(store, _SAME_CORE, node=iri)),
        "findings": tuple((_told(row), row[-1]) for row in rows(store, _COMPARING, node=iri)),
    }
    return Shown("proposition.html", values)


def resting(snapshot: Snapshot, iri: str, _: Asked) -> Shown:
    """Return the page of a rule or a cited work: which claims rest on it, and which findings."""
    store = snapshot.store
    claims = [row[0] for row in rows(store, _RESTING, node=iri)]
    values = {
        "iri": iri,
        "name": unquote(iri.rpartition("/")[2]),
        "cites": tuple(rows(store, _CITED, node=iri)),
        "told": described().get(unquote(iri.rpartition("/")[2])),
        "voices": voices(store, claims, curated(snapshot.once)),
        "findings": tuple((_told(row), row[-1]) for row in rows(store, _BY_RULE, node=iri)),
        "most": _NAMED,
    }
    return Shown("resting.html", values)


def passage(snapshot: Snapshot, iri: str, _: Asked) -> Shown:
    """Return the page of a passage: its words, their place, and the claims they make."""
    store, decided = snapshot.store, curated(snapshot.once)
    said = voices(store, (row[0] for row in rows(store, _OF_PASSAGE, node=iri)), decided)
    found = [(voice, each) for voice in said for each in voice.statement.passages if each.iri == iri]
    if not found:
        return NOTHING
    voice, held = found[0]
    held = replace(held, before=_begun(held.before, held.start), after=_ended(held.after))
    return Shown("passage.html", {"passage": held, "document": voice.document, "voices": said})


def _begun(before: str, start: int) -> str:
    """Return what stands before some words, without a part of a word at its beginning."""
    return before if start <= len(before) else f"… {before.partition(' ')[2]}"


def _ended(after: str) -> str:
    """Return what stands behind some words, without a part of a word at its end."""
    return f"{after.rpartition(' ')[0]} …" if " " in after else after


def _scope(store: Store, iri: str) -> tuple[tuple[str, Near], ...]:
    """Return the roles of a proposition's scope with what stands in them."""
    query = f"SELECT ?role ?value ?label {{ VALUES ?role {{ {' '.join(f'dkg:{role}' for role in ROLES)} }} "
    query += "$node ?role ?value OPTIONAL { ?value skos:prefLabel|rdfs:label ?label } } ORDER BY ?role ?label ?value"
    return tuple(
        (role.removeprefix(DKG), Near(value, label or value)) for role, value, label in rows(store, query, node=iri)
    )


def _findings(store: Store, iri: str) -> tuple[tuple[Told, str], ...]:
    """Return the findings in which a claim takes part, each with its reason."""
    return tuple((_told(row), row[-1]) for row in rows(store, _OF_CLAIM, node=iri))


def _told(row: tuple[str, ...]) -> Told:
    finding, drug, verdict, type, weight, _ = row
    return Told(finding, drug, verdict.removeprefix(DKG).lower(), type.removeprefix(DKG), int(weight))


_HEAD = """?finding a ?verdict ; dkg:aboutDrug ?drug ; dkg:findingType ?type ; dkg:weight ?weight ; dkg:reason ?reason
  FILTER(?verdict IN (dkg:Conflict, dkg:Difference, dkg:Agreement)) BIND(IF(?verdict = dkg:Conflict, 0, 1) AS ?order)"""
_LIST = "SELECT DISTINCT ?finding ?drug ?verdict ?type ?weight ?reason"
_OF_CLAIM = f"""{_LIST} {{ ?finding dkg:conflictOf|dkg:differenceOf|dkg:agreementOf $node . {_HEAD} }}
ORDER BY ?order DESC(?weight) ?finding LIMIT {_NAMED}"""
_COMPARING = (
    f"{_LIST} {{ ?finding dkg:compares $node . {_HEAD} }} ORDER BY ?order DESC(?weight) ?finding LIMIT {_NAMED}"
)

_SAME_PASSAGE = f"""SELECT DISTINCT ?claim {{
  ?evidence oa:hasBody $node ; oa:hasTarget ?passage . ?other oa:hasTarget ?passage ; oa:hasBody ?claim .
  FILTER(?claim != $node) }} ORDER BY ?claim LIMIT {_NAMED}"""
_OF_PASSAGE = f"""SELECT DISTINCT ?claim {{ ?evidence oa:hasTarget $node ; oa:hasBody ?claim }}
ORDER BY ?claim LIMIT {_NAMED}"""
_OF_PROPOSITION = f"""SELECT ?claim {{ ?claim dkg:proposition $node ; dkg:stance ?stance }}
ORDER BY ?stance ?claim LIMIT {2 * _NAMED}"""
_PROPOSITION = """SELECT ?drug ?drugLabel ?relation ?object ?objectLabel ?label {
  $node dkg:subject ?drug ; dkg:relation ?relation ; dkg:object ?object ; rdfs:label ?label .
  ?drug skos:prefLabel ?drugLabel . ?object skos:prefLabel ?objectLabel }"""
_RESTING = f"""SELECT DISTINCT ?claim {{ ?evidence dkg:rule|cito:citesAsEvidence $node ; oa:hasBody ?claim }}
ORDER BY ?claim LIMIT {_NAMED}"""
_CITED = """SELECT ?label ?work ?document ?title { $node a dkg:Reference ; rdfs:label ?label
  OPTIONAL { $node dct:bibliographicCitation ?work }
  OPTIONAL { $node dct:isReferencedBy ?document . ?document dct:title ?title } } ORDER BY ?label ?work ?title"""
_BY_RULE = f"{_LIST} {{ ?finding dkg:byRule $node . {_HEAD} }} ORDER BY ?order DESC(?weight) ?finding LIMIT {_NAMED}"
_SAME_CORE = f"""SELECT ?other ?label {{ $node dkg:core ?core . ?other dkg:core ?core ; rdfs:label ?label
  FILTER(?other != $node) }} ORDER BY ?label ?other LIMIT {_NAMED}"""
