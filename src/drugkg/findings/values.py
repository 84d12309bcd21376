"""Numbers and grades of the same thing in the same scope that cannot both hold, or that are not equally precise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import permutations

from drugkg.claims.model import Stance
from drugkg.findings.compared import Compared
from drugkg.findings.intervals import Interval, apart
from drugkg.findings.measures import Measure
from drugkg.findings.model import Finding, FindingType, Side, Statement, Verdict
from drugkg.findings.sentence import Names

__all__ = ["find"]

Measured = tuple[Measure, Statement]


def find(compared: Compared) -> Iterator[Finding]:
    """Yield conflicts between values, and differences in how precise they are."""
    case, names = compared.case, compared.names
    groups: dict[tuple[object, ...], list[Measured]] = defaultdict(list)
    for statement in case.statements:
        if statement.stance in (Stance.ASSERTS, Stance.HEDGES):
            for measure in compared.measures[statement.claim]:
                key = (statement.relation, statement.object, compared.scope[statement.claim], measure.kind)
                groups[key].append((measure, statement))
    for (*_, kind), measured in groups.items():
        yield from _conflict(str(kind), measured, names)
        yield from _precision(str(kind), measured, names)
    yield from _directions(compared)


def _conflict(kind: str, measured: Sequence[Measured], names: Names) -> Iterator[Finding]:
    """Yield where documents give values that no number satisfies at once.

    A document that gives several values counts only where all of them are on one side: it may well speak of several
    trials, and what agrees with one of them is not contradicted.
    """
    sides = apart((pair[0].interval, pair) for pair in measured)
    placed = {id(pair): n for n, side in enumerate(sides) for pair in side}
    where: dict[str, set[int]] = defaultdict(set)
    for pair in measured:
        where[pair[1].document].add(placed.get(id(pair), -1))
    settled = {document for document, places in where.items() if len(places) == 1 and -1 not in places}
    kept = [[pair for pair in side if pair[1].document in settled] for side in sides]
    yield from _finding(kind, [side for side in kept if side], names, Verdict.CONFLICT, FindingType.VALUE, "value")


def _precision(kind: str, measured: Sequence[Measured], names: Names) -> Iterator[Finding]:
    """Yield where one document's value lies within another's, without being equal: `9 %` and `up to 9 %`."""
    by_words: dict[str, list[Measured]] = defaultdict(list)
    documents: dict[tuple[str, Interval], set[str]] = defaultdict(set)
    for measure, statement in measured:
        by_words[measure.words].append((measure, statement))
        documents[measure.words, measure.interval].add(statement.document)
    told = {
        (words, wider)
        for (words, narrow), (wider, wide) in permutations(documents, 2)
        if narrow != wide and narrow.within(wide) and len(documents[words, narrow] | documents[wider, wide]) > 1
    }
    for words, wider in sorted(told):
        sides = [by_words[words], by_words[wider]]
        about = f"{kind}: {words} | {wider}"
        yield from _finding(about, sides, names, Verdict.DIFFERENCE, FindingType.GRANULARITY, "precision")


def _directions(compared: Compared) -> Iterator[Finding]:
    """Yield laboratory values that one document has raised and another lowered."""
    groups: dict[tuple[object, ...], dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    names = compared.names
    for statement in compared.case.statements:
        direction = statement.values.get("direction")
        if isinstance(direction, str) and statement.stance is Stance.ASSERTS:
            groups[statement.object, compared.scope[statement.claim]][direction].append(statement)
    for by_direction in groups.values():
        both = set.intersection(*({s.document for s in members} for members in by_direction.values()))
        sides = [
            Side(direction, kept)
            for direction, members in sorted(by_direction.items())
            if (kept := tuple(s for s in members if s.document not in both))
        ]
        if len(sides) > 1:
            told = "; ".join(f"{side.label} according to {names.sources(side.members)}" for side in sides)
            reason = f"{names.objects(sides[0].members)} is {told}."
            yield Finding(
                names.iri, Verdict.CONFLICT, FindingType.VALUE, "direction", reason, tuple(sides), "direction"
            )


def _finding(
    kind: str, groups: Sequence[Sequence[Measured]], names: Names, verdict: Verdict, type: FindingType, rule: str
) -> Iterator[Finding]:
    if len(groups) < 2:
        return
    sides = []
    for group in groups:
        label = " / ".join(dict.fromkeys(measure.words for measure, _ in group))
        sides.append(Side(label, tuple(_by_claim(group))))
    told = "; ".join(f"{side.label} according to {names.sources(side.members)}" for side in sides)
    first = sides[0].members[0]
    reason = f"{names.what(first)}: {told}."
    yield Finding(names.iri, verdict, type, rule, reason, tuple(sides), kind)


def _by_claim(group: Sequence[Measured]) -> list[Statement]:
    return list({statement.claim: statement for _, statement in group}.values())
