"""Stances and relations that exclude each other, by a table that a pharmacist can read: `contraries.yaml`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from drugkg.claims.relations import RELATIONS
from drugkg.findings.compared import Compared
from drugkg.findings.model import Concepts, Finding, FindingType, Side, Statement, Verdict
from drugkg.findings.scopes import Relation, Scopes
from drugkg.findings.sentence import Names

__all__ = ["Contrary", "Pattern", "contraries", "find"]

#: How rows match that set groups of people against each other.
_GROUPS = ("population", "within")
_COVERED = (Relation.SAME, Relation.NARROWER)


@dataclass(frozen=True, slots=True)
class Pattern:
    """Which claims take a side; what is empty admits all."""

    says: str
    relations: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    other_objects: tuple[str, ...] = ()
    other_relations: tuple[str, ...] = ()
    wording: re.Pattern[str] | None = None
    no_wording: re.Pattern[str] | None = None

    def among(self, by_frame: Mapping[tuple[str, str], list[Statement]], concepts: Concepts) -> list[Statement]:
        """Return those of the claims, given by relation and stance, that are meant."""
        framed = (
            statement
            for (relation, stance), held in by_frame.items()
            if (not self.relations or relation in self.relations)
            and relation not in self.other_relations
            and (not self.stances or stance in self.stances)
            for statement in held
        )
        return sorted((each for each in framed if self._fits(each, concepts)), key=lambda each: each.claim)

    def _fits(self, statement: Statement, concepts: Concepts) -> bool:
        return (
            (not (self.objects or self.other_objects) or self._names(statement.object, concepts))
            and (self.wording is None or any(map(self.wording.search, _words(statement))))
            and (self.no_wording is None or not any(map(self.no_wording.search, _words(statement))))
        )

    def _names(self, object: str, concepts: Concepts) -> bool:
        named = {object.rpartition("/")[2], concepts.label(object)}
        return (not self.objects or not named.isdisjoint(self.objects)) and named.isdisjoint(self.other_objects)


@dataclass(frozen=True, slots=True)
class Contrary:
    """Two kinds of claims that stand against each other; see the head of the table."""

    rule: str
    verdict: Verdict
    type: FindingType
    match: str
    one: Pattern
    other: Pattern
    reason: str
    firmest: str = "none"


@cache
def contraries() -> tuple[Contrary, ...]:
    """Return the table."""
    table = yaml.safe_load((files(__package__) / "contraries.yaml").read_text("utf-8"))
    wording = {name: _either(phrases) for name, phrases in table["wording"].items()}
    return tuple(_row(row, wording) for row in table["contraries"])


def find(compared: Compared) -> Iterator[Finding]:
    """Yield what the claims of a case have against each other, by each row of the table."""
    case, scopes, names = compared.case, compared.scopes, compared.names
    by_frame: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in case.statements:
        by_frame[statement.relation, statement.stance].append(statement)
    for row in contraries():
        ones, others = row.one.among(by_frame, case.concepts), row.other.among(by_frame, case.concepts)
        if ones and others:
            yield from _found(row, ones, others, scopes, names)


def _found(
    row: Contrary, ones: list[Statement], others: list[Statement], scopes: Scopes, names: Names
) -> Iterator[Finding]:
    kinds: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for other in others:
        kinds[other.relation, other.object, scopes.plain(other)].append(other)
    near = _by_object(ones)
    for against, members in _sides(row, list(kinds.values()), near, scopes):
        left, right = _settled(row.firmest, against, members)
        if not left or not right:
            continue
        first = left[0]
        reason = row.reason.format(
            one=names.sources(left),
            other=names.sources(right),
            drug=names.drug,
            relation=RELATIONS[first.relation].label,
            object=names.objects(left if row.match in ("same", "covers") else right),
            population=names.population(first),
        )
        sides = (Side(row.one.says, tuple(left)), Side(row.other.says, tuple(right)))
        yield Finding(names.iri, row.verdict, row.type, row.rule, " ".join(reason.split()), sides)


def _sides(
    row: Contrary, kinds: list[list[Statement]], near: Mapping[str, list[list[Statement]]], scopes: Scopes
) -> Iterator[tuple[list[Statement], list[Statement]]]:
    """Yield claims with those they stand against; of groups of people, with all that cover the same ones."""
    joined: dict[tuple[str, ...], tuple[list[Statement], list[Statement]]] = {}
    for members in kinds:
        first = members[0]
        alike = near.get(first.object, ()) if row.match == "same" else (kind for held in near.values() for kind in held)
        kept = [one for kind in alike if _against(row, kind[0], first, scopes) for one in kind]
        against = sorted((one for one in kept if one.claim != first.claim), key=lambda one: one.claim)
        if row.match not in _GROUPS:
            yield against, members
            continue
        against = _without_exceptions(against, members)
        joined.setdefault(tuple(one.claim for one in against), (against, []))[1].extend(members)
    yield from joined.values()


def _by_object(statements: Iterable[Statement]) -> dict[str, list[list[Statement]]]:
    """Return claims by object, those together that only differ in what makes nothing contrary."""
    kinds: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for each in statements:
        kinds[each.object, each.relation, each.scope].append(each)
    found: dict[str, list[list[Statement]]] = defaultdict(list)
    for members in kinds.values():
        found[members[0].object].append(members)
    return found


def _against(row: Contrary, one: Statement, other: Statement, scopes: Scopes) -> bool:
    """Tell whether claims of one kind are contrary to those of the other kind."""
    if not row.one.relations and one.relation != other.relation:
        return False
    if row.match in _GROUPS:
        group = dict(one.scope).get("population")
        within = other.object.rpartition("/")[2] if row.match == "population" else dict(other.scope).get("population")
        return bool(group and within) and scopes.groups(group or "", within or "") in _COVERED
    objects = _objects(row.match, one, other, scopes)
    return objects and scopes.relation(one, other) in _COVERED


def _without_exceptions(ones: list[Statement], others: list[Statement]) -> list[Statement]:
    """Return claims without those about groups of which the other document says the same: it knows its exceptions."""
    own = {other.document for other in others}
    excepted = {dict(one.scope).get("population") for one in ones if one.document in own}
    return [one for one in ones if dict(one.scope).get("population") not in excepted]


def _objects(match: str, one: Statement, other: Statement, scopes: Scopes) -> bool:
    if match == "any" or one.object == other.object:
        return True
    # That a use is not established says so of every use.
    whole = one.relation == "treats" and other.object.endswith("/use")
    return match == "covers" and (whole or other.object in scopes.concepts.wider(one.object))


def _settled(
    firmest: str, ones: Iterable[Statement], others: Iterable[Statement]
) -> tuple[list[Statement], list[Statement]]:
    """Return both sides; a document that takes both counts as the row says."""
    left, right = list(ones), list(others)
    here, there = {one.document for one in left}, {other.document for other in right}
    if firmest == "own":
        return [one for one in left if one.document in there], [other for other in right if other.document in here]
    if firmest in ("one", "none"):
        right = [other for other in right if other.document not in here]
    if firmest in ("other", "none"):
        left = [one for one in left if one.document not in there]
    return left, right


def _words(statement: Statement) -> Iterator[str]:
    yield from (passage.quote for passage in statement.passages)
    yield from statement.notes.values()


def _either(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b", re.IGNORECASE)


def _row(row: Mapping[str, Any], wording: Mapping[str, re.Pattern[str]]) -> Contrary:
    one, other = (_pattern(row[side], wording) for side in ("one", "other"))
    verdict, type = Verdict(row["verdict"]), FindingType(row["type"])
    return Contrary(row["rule"], verdict, type, row["match"], one, other, row["reason"], row.get("firmest", "none"))


def _pattern(given: Mapping[str, Any], wording: Mapping[str, re.Pattern[str]]) -> Pattern:
    lists: dict[str, Any] = {name: tuple(value) for name, value in given.items() if isinstance(value, list)}
    words: dict[str, Any] = {name: wording[given[name]] for name in ("wording", "no_wording") if name in given}
    return Pattern(given["says"], **lists, **words)
