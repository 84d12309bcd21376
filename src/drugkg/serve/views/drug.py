"""The page of a drug: what documents say of it, relation by relation, source beside source."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from drugkg.audit.report import Report
from drugkg.audit.report_reading import report_of
from drugkg.claims.relations import RELATIONS
from drugkg.findings.model import Finding, Passage, Statement, Verdict
from drugkg.findings.reading import Shared, shared
from drugkg.graph.namespaces import DKG
from drugkg.serve.current import Snapshot
from drugkg.serve.views.concept import facts
from drugkg.serve.views.overview import drugs
from drugkg.serve.views.paths import Paths
from drugkg.serve.views.rows import rows
from drugkg.serve.views.shown import Asked, Shown, page_number
from drugkg.store import Store

__all__ = ["Links", "drug", "report_for", "speaks_of"]

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


class _Reports:
    """The audits asked for last."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._shared: Shared | None = None
        self._held: OrderedDict[str, Report | None] = OrderedDict()
        self._lock = Lock()

    def of(self, drug: str) -> Report | None:
        """Return the audit of a drug; two that ask for the same at once wait for one."""
        with self._lock:
            if drug not in self._held:
                self._shared = self._shared or shared(self._store.query, self._store.base)
                self._held[drug] = report_of(self._store, drug, self._shared)
                if len(self._held) > _REMEMBERED:
                    self._held.popitem(last=False)
            self._held.move_to_end(drug)
            return self._held[drug]


def speaks_of(snapshot: Snapshot, iri: str) -> bool:
    """Tell whether a document of the graph is about this drug."""
    return iri in drugs(snapshot)


def report_for(snapshot: Snapshot, iri: str) -> Report | None:
    """Return the audit of a drug, None where no document is about it or where it is too large for one page."""
    count = drugs(snapshot).get(iri)
    if count is None or count.claims > MOST_CLAIMS or count.documents > MOST_DOCUMENTS:
        return None
    reports: _Reports = snapshot.once("reports", _Reports)
    return reports.of(iri)


def drug(snapshot: Snapshot, iri: str, asked: Asked) -> Shown:
    """Return the page of a drug that documents are about."""
    paths = Paths(snapshot.store.base)
    common = {"facts": facts(snapshot.store, iri), "count": drugs(snapshot)[iri], "links": Links(paths)}
    report = report_for(snapshot, iri)
    if report is None:
        return Shown("drug_counts.html", {**common, **_counts(snapshot.store, iri, asked)})
    conflicts = report.of(Verdict.CONFLICT)
    values = {**common, "report": report, "conflicts": conflicts[:_TOLD], "all_conflicts": len(conflicts)}
    return Shown("drug.html", values)


def _counts(store: Store, iri: str, asked: Asked) -> dict[str, object]:
    """Return how often which objects are claimed, by relation; of one relation, a page of all."""
    chosen = asked.get("relation", "") if asked.get("relation", "") in RELATIONS else ""
    number = page_number(asked)
    totals = {relation.removeprefix(DKG): int(count) for relation, count in rows(store, _TOTALS, node=iri)}
    window = (_LISTED, (number - 1) * _LISTED) if chosen else (_FIRST, 0)
    names = [chosen] if chosen else [name for name in RELATIONS if name in totals]
    return {
        "totals": {name: totals[name] for name in RELATIONS if name in totals},
        "chosen": chosen,
        "number": number,
        "full": _LISTED,
        "sections": {name: _objects(store, iri, name, *window) for name in names},
    }


def _objects(store: Store, iri: str, relation: str, limit: int, offset: int) -> tuple[Counted, ...]:
    query = _OBJECTS.replace("$relation", f"dkg:{relation}") + f" LIMIT {limit} OFFSET {offset}"
    objects = {object: label for object, label, _ in rows(store, query, node=iri)}
    if not objects:
        return ()
    stances: dict[str, list[tuple[str, int]]] = {}
    listed = " ".join(f"<{object}>" for object in objects)
    by_stance = _STANCES.replace("$relation", f"dkg:{relation}").replace("$objects", listed)
    for object, stance, count in rows(store, by_stance, node=iri):
        stances.setdefault(object, []).append((stance.removeprefix(DKG), int(count)))
    return tuple(Counted(object, label, tuple(stances.get(object, ()))) for object, label in objects.items())


_TOTALS = """SELECT ?relation (COUNT(?claim) AS ?claims) {
  ?proposition dkg:subject $node ; dkg:relation ?relation . ?claim dkg:proposition ?proposition } GROUP BY ?relation"""

_OBJECTS = """SELECT ?object ?label (COUNT(?claim) AS ?claims) {
  ?proposition dkg:subject $node ; dkg:relation $relation ; dkg:object ?object . ?object skos:prefLabel ?label .
  ?claim dkg:proposition ?proposition } GROUP BY ?object ?label ORDER BY DESC(?claims) ?label ?object"""

_STANCES = """SELECT ?object ?stance (COUNT(?claim) AS ?claims) { VALUES ?object { $objects }
  ?proposition dkg:subject $node ; dkg:relation $relation ; dkg:object ?object .
  ?claim dkg:proposition ?proposition ; dkg:stance ?stance } GROUP BY ?object ?stance
ORDER BY ?object DESC(?claims) ?stance"""
