"""Scopes: in whom, where and when things are said to hold, and whether two of them are the same."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from drugkg.findings.ages import ages
from drugkg.findings.model import Case, Concepts, Statement

__all__ = ["Relation", "Scope", "Scopes"]

Scope = tuple[tuple[str, str], ...]
#: The population that is meant where none is named.
_USUAL_POPULATION = "adult"


class Relation(StrEnum):
    """How one scope lies to another."""

    SAME = "same"
    NARROWER = "narrower"
    WIDER = "wider"
    CROSSING = "crossing"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Scopes:
    """Compares the scopes of one case.

    `main_route` is the route that most claims about the drug name. A document that names no route means this one, and
    one that names no population means adults; so neither sets a claim apart from one without it.
    """

    concepts: Concepts
    main_route: str

    @classmethod
    def of(cls, case: Case) -> Scopes:
        """Return what compares the scopes of a case."""
        routes = Counter(value for each in case.statements for role, value in each.scope if role == "route")
        main = min(routes, key=lambda route: (-routes[route], route), default="")
        return cls(case.concepts, main)

    def plain(self, statement: Statement) -> Scope:
        """Return the scope of a claim without what goes without saying."""
        usual = {("route", self.main_route), ("population", _USUAL_POPULATION)}
        return tuple(pair for pair in statement.scope if pair not in usual)

    def relation(self, one: Statement, other: Statement) -> Relation:
        """Tell how the scope of one claim lies to that of another: `narrower` where it holds in fewer cases."""
        return self.between(self.plain(one), self.plain(other))

    def between(self, one: Scope, other: Scope) -> Relation:
        """Tell how one scope lies to another."""
        mine, theirs = dict(one), dict(other)
        found = Relation.SAME
        for role in sorted({*mine, *theirs}):
            found = _both(found, self._by_role(role, mine.get(role), theirs.get(role)))
        return found

    def groups(self, one: str, other: str) -> Relation:
        """Tell how one population, by its key, lies to another."""
        if one == other:
            return Relation.SAME
        young, old = (ages(self.concepts.of_key(key)) for key in (one, other))
        if young and old:
            if not young.meets(old):
                return Relation.APART
            if young == old:
                return Relation.SAME
            return (
                Relation.NARROWER if young.within(old) else Relation.WIDER if old.within(young) else Relation.CROSSING
            )
        return self.concept(one, other)

    def concept(self, one: str, other: str) -> Relation:
        """Tell how one concept, by its key, lies to another in the vocabulary."""
        mine, theirs = (f"{self.concepts.base}concept/{key}" for key in (one, other))
        if mine == theirs:
            return Relation.SAME
        if theirs in self.concepts.wider(mine):
            return Relation.NARROWER
        return Relation.WIDER if mine in self.concepts.wider(theirs) else Relation.APART

    def words(self, scope: Scope) -> str:
        """Return a scope in words, "in general" where nothing restricts it."""
        return ", ".join(self._word(role, value) for role, value in scope) or "in general"

    def _word(self, role: str, value: str) -> str:
        name = self.concepts.of_key(value)
        return role if value == "true" else name if role in ("population", "route", "species") else f"{role} {name}"

    def _by_role(self, role: str, one: str | None, other: str | None) -> Relation:
        if one is None or other is None:
            if one == other:
                return Relation.SAME
            return self._unstated(role, Relation.NARROWER if other is None else Relation.WIDER)
        return self.groups(one, other) if role == "population" else self.concept(one, other)

    def _unstated(self, role: str, restricted: Relation) -> Relation:
        # A document that names no route or species means the main route, and people.
        if role == "species" or (role == "route" and self.main_route):
            return Relation.APART
        return Relation.SAME if role == "longTerm" else restricted


def _both(one: Relation, other: Relation) -> Relation:
    """Return the relation of two scopes by that of their parts."""
    if Relation.APART in (one, other):
        return Relation.APART
    if one is Relation.SAME or one is other:
        return other
    return one if other is Relation.SAME else Relation.CROSSING
