"""Words for reasons: who says so, of what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from drugkg.claims.relations import RELATIONS
from drugkg.findings.model import Case, StatedDocument, Statement

__all__ = ["Names"]

#: So many names are told; of more, how many.
_TOLD = 3


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a case's drug, documents and concepts; `shared` are names of sources that several documents have."""

    case: Case
    shared: frozenset[str] = frozenset()

    @classmethod
    def of(cls, case: Case) -> Names:
        """Return the names of a case."""
        documents = {statement.document for statement in case.statements}
        called = Counter(case.documents[document].source_label for document in documents)
        return cls(case, frozenset(label for label, times in called.items() if times > 1))

    @property
    def iri(self) -> str:
        """The drug's IRI."""
        return self.case.drug

    @property
    def drug(self) -> str:
        """The drug's name."""
        return self.case.label

    def sources(self, statements: Iterable[Statement]) -> str:
        """Return who makes claims: `A, B and C`, and how many more; with the file where several are called A."""
        documents = {statement.document for statement in statements}
        return _listed(sorted({self._who(self.case.documents[document]) for document in documents}))

    def _who(self, document: StatedDocument) -> str:
        label = document.source_label
        return f"{label} ({document.file_name or document.title})" if label in self.shared else label

    def objects(self, statements: Iterable[Statement]) -> str:
        """Return of what claims speak."""
        return _listed(sorted({self.case.concepts.label(statement.object) for statement in statements}))

    def what(self, statement: Statement) -> str:
        """Return of what a claim speaks, with its scope: `adverse effect drowsiness (elderly)`."""
        relation = RELATIONS[statement.relation].label
        scope = ", ".join(
            self.case.concepts.of_key(value) if value != "true" else role for role, value in statement.scope
        )
        label = self.case.concepts.label(statement.object)
        return f"{self.drug} {relation} {label}" + (f" ({scope})" if scope else "")

    def subject(self, statement: Statement) -> str:
        """Return of what a claim speaks, without scope."""
        label = self.case.concepts.label(statement.object)
        return f"{self.drug} {RELATIONS[statement.relation].label} {label}"

    def population(self, statement: Statement) -> str:
        """Return in whom a claim holds: the population of its scope, or else its object."""
        key = dict(statement.scope).get("population", "")
        return self.case.concepts.of_key(key) if key else self.case.concepts.label(statement.object)


def _listed(names: list[str]) -> str:
    more = len(names) - _TOLD
    shown = [*names[: _TOLD - 1], f"{more + 1} more"] if more > 0 else names
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
