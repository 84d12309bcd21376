"""A case with all that every finder needs of it, worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from drugkg.findings.measures import Measure, measures, with_classes, with_scale
from drugkg.findings.model import Case
from drugkg.findings.scopes import Scope, Scopes
from drugkg.findings.sentence import Names

__all__ = ["Compared"]


@dataclass(frozen=True, slots=True)
class Compared:
    """A case, what compares its scopes, its names, and the scope and measures of each claim by IRI."""

    case: Case
    scopes: Scopes
    names: Names
    scope: Mapping[str, Scope]
    measures: Mapping[str, tuple[Measure, ...]]

    @classmethod
    def of(cls, case: Case) -> Compared:
        """Return a case ready to be compared."""
        scopes = Scopes.of(case)
        classed, scaled = with_classes(case.statements), with_scale(case.statements)
        plain = {each.claim: scopes.plain(each) for each in case.statements}
        measured = {
            each.claim: tuple(measures(each, each.document in classed, each.document in scaled))
            for each in case.statements
        }
        return cls(case, scopes, Names.of(case), plain, measured)
