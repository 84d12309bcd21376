"""What changed in the claims between two graphs, or two versions of a document.

A claim's name contains its document, so two versions share propositions, not claims: what is compared is the stance and
the values that each side has on a proposition. A claim that only has other words is told apart from one that changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

import pyoxigraph

from drugkg.audit.pairs import pairs
from drugkg.audit.sides import About, Edition, Said, editions, key, opened, statements
from drugkg.claims.relations import RELATIONS
from drugkg.errors import Problem, QueryError, UsageError
from drugkg.query.resolve import Queryable, drug_iris
from drugkg.query.results import Table

__all__ = ["KINDS", "Change", "Compared", "Difference", "between", "diff"]

Kind = Literal["gained", "lost", "changed", "reworded"]

#: What can have happened to a claim; `reworded` is no change of the claim.
KINDS: tuple[Kind, ...] = ("gained", "lost", "changed", "reworded")

#: How texts that stand in both stances and values are shown in a cell of a table.
_GLUE = "; "


@dataclass(frozen=True, slots=True)
class Change:
    """One proposition on which the sides differ; `old` is None where it was gained, `new` where it was lost."""

    kind: Kind
    about: About
    old: Said | None
    new: Said | None

    def record(self) -> dict[str, object]:
        """Return the change as plain values, as JSON has it."""
        told = {"drug": self.about.drug, "relation": self.about.relation, "object": self.about.object}
        sides = {"old": _said(self.old), "new": _said(self.new)}
        return {"change": self.kind, **told, "proposition": self.about.label, "id": self.about.id, **sides}


@dataclass(frozen=True, slots=True)
class Compared:
    """Documents that were compared, and what changed in them; one side is empty where nothing is its like."""

    old: tuple[Edition, ...]
    new: tuple[Edition, ...]
    changes: tuple[Change, ...]

    @property
    def matched(self) -> bool:
        """Tell whether both sides have documents here."""
        return bool(self.old and self.new)

    def counts(self) -> Mapping[Kind, int]:
        """Return how many changes there are of each kind."""
        counted = Counter(change.kind for change in self.changes)
        return {kind: counted[kind] for kind in KINDS}

    def record(self) -> dict[str, object]:
        """Return what was compared, and the changes, as plain values."""
        sides = {name: [_edition(edition) for edition in side] for name, side in (("old", self.old), ("new", self.new))}
        return {**sides, "counts": self.counts(), "changes": [change.record() for change in self.changes]}


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed between two graphs, by the documents that were compared; only those where something did.

    `compared` counts all that were compared. It is true where claims differ or one side has a document more; where
    documents only say the same in other words it is not.
    """

    old: str
    new: str
    documents: tuple[Compared, ...]
    compared: int

    def __bool__(self) -> bool:
        changed = any(change.kind != "reworded" for change in self.changes)
        return changed or any(not compared.matched for compared in self.documents)

    @property
    def changes(self) -> tuple[Change, ...]:
        """All changes, in the order of the documents."""
        return tuple(change for compared in self.documents for change in compared.changes)

    def counts(self) -> Mapping[Kind, int]:
        """Return how many changes there are of each kind."""
        counted = Counter(change.kind for change in self.changes)
        return {kind: counted[kind] for kind in KINDS}

    def record(self) -> dict[str, object]:
        """Return everything as plain values, as JSON has it."""
        documents = [compared.record() for compared in self.documents]
        head = {"old": self.old, "new": self.new, "compared": self.compared, "counts": self.counts()}
        return {**head, "documents": documents}

    def table(self) -> Table:
        """Return the changes as a table, one a row, with the first passage of each side."""
        columns = ("change", "proposition", "old", "new", "oldQuote", "newQuote", "document")
        rows = []
        for compared in self.documents:
            title = (compared.new or compared.old)[0].title
            for change in compared.changes:
                cells = (
                    change.kind, change.about.label, _brief(change.old), _brief(change.new), _quote(change.old),
                    _quote(change.new), title,
                )  # fmt: skip
                rows.append(tuple(pyoxigraph.Literal(cell) if cell else None for cell in cells))
        return Table(columns, tuple(rows))

    def _repr_html_(self) -> str:
        return self.table()._repr_html_()


def diff(old: str | Path, new: str | Path, *, drugs: Iterable[str] = (), relations: Iterable[str] = ()) -> Difference:
    """Return what changed from one graph to another, each a store, a graph file, a document or a folder of documents.

    Raises:
        DrugKGError: if one of them cannot be read, or there is no such drug or relation.
    """
    with opened(old) as before, opened(new) as after:
        chosen = _drugs((before, after), drugs), _relations(relations)
        found = tuple(between(before, after, *chosen))
    differing = (each for each in found if each.changes or not (each.matched or any(chosen)))
    return Difference(str(old), str(new), tuple(differing), len(found))


def between(
    old: Queryable, new: Queryable, drugs: Collection[str] = (), relations: Collection[str] = ()
) -> Iterator[Compared]:
    """Yield the documents of two graphs that belong together, each pair with what changed in it.

    `drugs` are keys of concepts; with none, and without relations, all claims are compared.
    """
    for pair in pairs(editions(old), editions(new)):
        before, after = statements(old, pair[0]), statements(new, pair[1])
        changes: list[Change] = []
        for id in before.keys() | after.keys():
            about = (after.get(id) or before[id])[0]
            if (not drugs or about.drug_id in drugs) and (not relations or about.relation in relations):
                was, now = (side[id][1] if id in side else () for side in (before, after))
                changes += _changes(about, was, now)
        yield Compared(*pair, tuple(sorted(changes, key=_order)))


def _changes(about: About, old: Iterable[Said], new: Iterable[Said]) -> Iterator[Change]:
    """Compare what is said of one proposition: what both say goes first, then what differs least."""
    before, after = {said.key: said for said in old}, {said.key: said for said in new}
    for both in before.keys() & after.keys():
        if before[both].words != after[both].words:
            yield Change("reworded", about, before[both], after[both])
    gone = sorted(before[one] for one in before.keys() - after.keys())
    came = sorted(after[one] for one in after.keys() - before.keys())
    for alike in (True, False):
        for was in list(gone):
            now = next((said for said in came if said.stance == was.stance or not alike), None)
            if now is not None:
                gone.remove(was)
                came.remove(now)
                yield Change("changed", about, was, now)
    yield from (Change("lost", about, was, None) for was in gone)
    yield from (Change("gained", about, None, now) for now in came)


def _order(change: Change) -> tuple[object, ...]:
    about, said = change.about, [side for side in (change.old, change.new) if side is not None]
    relation = list(RELATIONS).index(about.relation) if about.relation in RELATIONS else len(RELATIONS)
    return about.drug, relation, about.object, about.label, about.id, KINDS.index(change.kind), said


def _drugs(graphs: Iterable[Queryable], names: Iterable[str]) -> frozenset[str]:
    """Return the keys of drugs by their names; a drug that one of the graphs knows is known.

    Raises:
        QueryError: if no graph has a drug of that name.
    """
    found: set[str] = set()
    graphs = tuple(graphs)
    for name in names:
        known: set[str] = set()
        for graph in graphs:
            try:
                known |= {key(iri) for iri in drug_iris(graph, [name])}
            except QueryError as error:
                missing = error
        if not known:
            raise missing
        found |= known
    return frozenset(found)


def _relations(names: Iterable[str]) -> frozenset[str]:
    wanted = frozenset(names)
    unknown = sorted(wanted - RELATIONS.keys())
    if unknown:
        raise UsageError(
            Problem(f"--relation {unknown[0]}", "there is no such relation", f"use {', '.join(RELATIONS)}")
        )
    return wanted


def _said(said: Said | None) -> dict[str, object] | None:
    if said is None:
        return None
    passages = [asdict(passage) for passage in said.passages]
    return {"stance": said.stance, "values": dict(said.values), "claims": list(said.claims), "passages": passages}


def _edition(edition: Edition) -> dict[str, str]:
    return {
        "document": edition.iri, "title": edition.title, "publisher": edition.publisher, "fileName": edition.file_name
    }  # fmt: skip


def _brief(said: Said | None) -> str:
    """Return a stance and its values on one line."""
    if said is None:
        return ""
    return _GLUE.join((said.stance, *(f"{name} {shown}" for name, shown in said.values)))


def _quote(said: Said | None) -> str:
    return said.passages[0].quote if said and said.passages else ""
