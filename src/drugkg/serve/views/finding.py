"""Findings: one with its sides, and the list of all."""

from __future__ import annotations

from urllib.parse import quote

from drugkg.findings.model import Finding, FindingType, Side, Verdict
from drugkg.graph.iri import Iris
from drugkg.graph.namespaces import DKG
from drugkg.serve.current import Snapshot
from drugkg.serve.views.drug import Links
from drugkg.serve.views.overview import drugs, findings, reasons
from drugkg.serve.views.paths import Paths
from drugkg.serve.views.rows import rows
from drugkg.serve.views.shown import NOTHING, Asked, Shown, page_number
from drugkg.serve.views.voices import curated, labels, voices

__all__ = ["finding", "finding_list"]

#: So many claims of a finding are told, and so many findings on a page.
_TOLD, _PAGE = 120, 50


def finding(snapshot: Snapshot, iri: str, _: Asked) -> Shown:
    """Return the page of a finding: sides with words, reason, rule and weight."""
    store, decided = snapshot.store, curated(snapshot.once)
    members: dict[tuple[str, str, int], list[str]] = {}
    for label, side, independent, claim in rows(store, _SIDES, node=iri):
        members.setdefault((label, side, int(independent)), []).append(claim)
    most = max(1, _TOLD // max(1, len(members)))
    told = {voice.statement.claim: voice for held in members.values() for voice in voices(store, held[:most], decided)}
    head = next(rows(store, _HEAD, node=iri), None)
    if head is None:
        return NOTHING
    drug, verdict, type, rule, reason, weight, about = head
    sides = tuple(
        Side(label, tuple(told[claim].statement for claim in held if claim in told), independent)
        for (label, _, independent), held in sorted(members.items())
    )
    found = Finding(
        drug,
        Verdict(verdict.removeprefix(DKG).lower()),
        FindingType(type.removeprefix(DKG)),
        rule,
        reason,
        sides,
        about,
        int(weight),
        iri,
        dismissed=decided.get(iri, ()),
    )
    values = {
        "finding": found,
        "documents": {voice.statement.document: voice.document for voice in told.values()},
        "left": sum(map(len, members.values())) - len(told),
        "links": Links(Paths(store.base)),
        "drug_label": labels(store, [drug]).get(drug, ""),
        "propositions": tuple(rows(store, _COMPARES, node=iri)),
    }
    return Shown("finding.html", values)


def finding_list(snapshot: Snapshot, asked: Asked) -> Shown:
    """Return a page of the list of findings, as far as they are of a verdict, a type and a drug."""
    known = drugs(snapshot)
    chosen = {name: asked.get(name, "").strip() for name in ("verdict", "type", "drug")}
    base = snapshot.store.base
    named = {f"{base}concept/{chosen['drug']}", Iris(base).concept(chosen["drug"])}  # links name keys as IRIs have them
    fitting = [
        each
        for each in findings(snapshot)
        if (not chosen["verdict"] or each.verdict == chosen["verdict"])
        and (not chosen["type"] or each.type == chosen["type"])
        and (not chosen["drug"] or each.drug in named)
    ]
    number = page_number(asked)
    shown = fitting[(number - 1) * _PAGE : number * _PAGE]
    values = {
        "chosen": chosen,
        "total": len(fitting),
        "shown": shown,
        "reasons": reasons(snapshot.store, [each.iri for each in shown]) if shown else {},
        "drugs": sorted((each for each in known.values()), key=lambda each: each.label.casefold()),
        "known": known,
        "number": number,
        "pages": -(-len(fitting) // _PAGE),
        "query": "".join(f"{name}={quote(value)}&" for name, value in chosen.items() if value),
    }
    return Shown("findings.html", values)


_SIDES = """SELECT ?label ?side ?independent ?claim { $node dkg:side ?side .
  ?side rdfs:label ?label ; dkg:independentSources ?independent ; dkg:member ?claim } ORDER BY ?label ?side ?claim"""

_HEAD = """SELECT ?drug ?verdict ?type ?rule ?reason ?weight ?about {
  $node dkg:aboutDrug ?drug ; a ?is ; dkg:findingType ?type ; dkg:byRule ?rule ; dkg:reason ?reason ; dkg:weight ?weight
  OPTIONAL { $node dkg:comparedValue ?about } OPTIONAL { $node dkg:wouldBe ?would }
  BIND(COALESCE(?would, ?is) AS ?verdict) } LIMIT 1"""

_COMPARES = """SELECT ?proposition ?label { $node dkg:compares ?proposition . ?proposition rdfs:label ?label }
ORDER BY ?label ?proposition LIMIT 50"""
