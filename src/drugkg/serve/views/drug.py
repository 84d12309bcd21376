"""The page of a drug: what documents say of it, relation by relation, source beside source."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Generic, TypeVar

from drugkg.audit.report import Report
from drugkg.audit.report_reading import report_of
from drugkg.claims.relations import RELATIONS
from drugkg.findings.model import Finding, Passage, Statement, Verdict
from drugkg.findings.reading import shared
from drugkg.graph.namespaces import DKG
from drugkg.serve.current import Snapshot
from drugkg.serve.views.concept import facts
from drugkg.serve.views.overview import drugs
from drugkg.serve.views.paths import Paths
from drugkg.serve.views.rows import rows
from drugkg.serve.views.shown import Asked, Shown, page_number
from drugkg.serve.views.voices import labels
from drugkg.store import Store

__all__ = ["Links", "drug", "report_for", "speaks_of"]

Made = TypeVar("Made")
#: By relation: objects with the number of claims of each stance.
_Counts = dict[str, tuple[tuple[str, tuple[tuple[str, int], ...]], ...]]

#: A matrix holds so many claims and documents at most; of more, counts are told, and one relation at a time.
MOST_CLAIMS, MOST_DOCUMENTS = 5000, 24
#: So many conflicts are told at the top.
_TOLD = 5
#: So many objects stand in a list, and below each relation where all are told.
_LISTED, _FIRST = 100, 12
#: So many audits are remembered.
_REMEMBERED = 16


@dataclass(frozen=True, slots=True)
class Links:
    """Where links of pages lead: to the pages of claims, findings and all else."""

    paths: Paths

    def words(self, statement: Statement, passage: Passage) -> str:
        """Return where the words of a claim are."""
        return f"{self.paths.of(statement.claim)}#p-{passage.start}-{passage.end}"

    def finding(self, finding: Finding) -> str:
        """Return where a finding is told."""
        return self.paths.of(finding.iri)

    def row(self, finding: Finding) -> str:
        """Return where the claims of a finding stand beside those of other documents."""
        first = finding.members[0]
        return f"{self.paths.of(finding.drug)}#row-{first.relation}-{first.object.rpartition('/')[2]}"

    def about(self, iri: str) -> str:
        """Return where more is told of a node."""
        return self.paths.of(iri)


@dataclass(frozen=True, slots=True)
class Counted:
    """What is claimed of a drug about one object: how many claims of each stance."""

    object: str
    label: str
    stances: tuple[tuple[str, int], ...]


class _Remembered(Generic[Made]):
    """What was derived for the drugs asked for last."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, Made] = OrderedDict()
        self._lock = Lock()

    def of(self, drug: str, make: Callable[[], Made]) -> Made:
        """Return what is derived for a drug, as it was made the last time or is made now; no other waits for that."""
        with self._lock:
            if drug in self._held:
                self._held.move_to_end(drug)
                return self._held[drug]
        made = make()
        with self._lock:
            self._held[drug] = made
            if len(self._held) > _REMEMBERED:
                self._held.popitem(last=False)
        return made


def speaks_of(snapshot: Snapshot, iri: str) -> bool:
    """Tell whether a document of the graph is about this drug."""
    return iri in drugs(snapshot)


def report_for(snapshot: Snapshot, iri: str) -> Report | None:
    """Return the audit of a drug, None where no document is about it or where it is too large for one page."""
    count = drugs(snapshot).get(iri)
    if count is None or count.claims > MOST_CLAIMS or count.documents > MOST_DOCUMENTS:
        return None
    known = snapshot.once("shared", lambda store: shared(store.query, store.base))
    reports: _Remembered[Report | None] = snapshot.once("reports", lambda _: _Remembered())
    return reports.of(iri, lambda: report_of(snapshot.store, iri, known))


def drug(snapshot: Snapshot, iri: str, asked: Asked) -> Shown:
    """Return the page of a drug that documents are about."""
    paths = Paths(snapshot.store.base)
    common = {"facts": facts(snapshot.store, iri), "count": drugs(snapshot)[iri], "links": Links(paths)}
    report = report_for(snapshot, iri)
    if report is None:
        return Shown("drug_counts.html", {**common, **_counts(snapshot, iri, asked)})
    conflicts = report.of(Verdict.CONFLICT)
    values = {**common, "report": report, "conflicts": conflicts[:_TOLD], "all_conflicts": len(conflicts)}
    return Shown("drug.html", values)


def _counts(snapshot: Snapshot, iri: str, asked: Asked) -> dict[str, object]:
    """Return how often which objects are claimed, by relation; of one relation, a page of all."""
    chosen = asked.get("relation", "") if asked.get("relation", "") in RELATIONS else ""
    number = page_number(asked)
    counted: _Remembered[_Counts] = snapshot.once("counted", lambda _: _Remembered())
    every = counted.of(iri, lambda: _counted(snapshot.store, iri))
    first, last = ((number - 1) * _LISTED, number * _LISTED) if chosen else (0, _FIRST)
    shown = {name: held[first:last] for name, held in every.items() if chosen in ("", name)}
    named = labels(snapshot.store, (object for held in shown.values() for object, _ in held))
    return {
        "totals": {name: sum(n for _, stances in held for _, n in stances) for name, held in every.items()},
        "chosen": chosen,
        "number": number,
        "full": _LISTED,
        "sections": {
            name: [Counted(object, named.get(object, object), stances) for object, stances in held]
            for name, held in shown.items()
        },
    }


def _counted(store: Store, iri: str) -> _Counts:
    """Return the objects of each relation, those of which most is claimed first, with the claims of each stance."""
    found: dict[str, dict[str, list[tuple[str, int]]]] = {name: {} for name in RELATIONS}
    for relation, object, stance, count in rows(store, _COUNTS, node=iri):
        objects = found.setdefault(relation.removeprefix(DKG), {})
        objects.setdefault(object, []).append((stance.removeprefix(DKG), int(count)))
    return {
        name: tuple(
            (object, tuple(sorted(stances, key=lambda each: (-each[1], each[0]))))
            for object, stances in sorted(objects.items(), key=lambda each: (-sum(n for _, n in each[1]), each[0]))
        )
        for name, objects in found.items()
        if objects
    }


_COUNTS = """SELECT ?relation ?object ?stance (COUNT(?claim) AS ?claims) {
  ?proposition dkg:subject $node ; dkg:relation ?relation ; dkg:object ?object .
  ?claim dkg:proposition ?proposition ; dkg:stance ?stance } GROUP BY ?relation ?object ?stance"""
