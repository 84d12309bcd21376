"""What findings are made of: what documents say of one drug, and where these sayings stand to each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from drugkg.claims.model import Quantity, Stance
from drugkg.curation.model import Mark

__all__ = [
    "Case",
    "Concepts",
    "Finding",
    "FindingType",
    "Passage",
    "Side",
    "StatedDocument",
    "Statement",
    "Verdict",
]  # fmt: skip


class Verdict(StrEnum):
    """What a careful reader makes of it; the capitalised value is the class in the ontology."""

    CONFLICT = "conflict"
    DIFFERENCE = "difference"
    AGREEMENT = "agreement"


class FindingType(StrEnum):
    """In what the sides stand against each other; the value is the local name in the ontology."""

    POLARITY = "polarity"
    OPPOSITION = "opposition"
    VALUE = "value"
    CERTAINTY = "certainty"
    STRENGTH = "strength"
    SCOPE = "scope"
    GRANULARITY = "granularity"
    SELECTION = "selection"
    SAME = "same"


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """The words of a claim in their document, with what stands in front of them and behind.

    `section` is the nearest heading, empty where there is none.
    """

    iri: str
    start: int
    end: int
    quote: str
    section: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim as the graph holds it; concepts, documents and propositions are IRIs.

    `scope` pairs roles with keys of concepts or with quantities as text, in order; `values` and `notes` go by the
    local name of their property.
    """

    claim: str
    document: str
    proposition: str
    relation: str
    object: str
    scope: tuple[tuple[str, str], ...]
    stance: Stance
    values: Mapping[str, Quantity | str | bool] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class StatedDocument:
    """A document as findings speak of it; `date` is the latest that it gives, empty where it gives none."""

    iri: str
    title: str
    source: str
    source_label: str
    file_name: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Concepts:
    """Names of concepts by IRI, and what each is a kind of, all the way up."""

    base: str
    labels: Mapping[str, str]
    broader: Mapping[str, frozenset[str]]

    def label(self, iri: str) -> str:
        """Return the name of a concept, or the last part of its IRI where it has none."""
        return self.labels.get(iri) or iri.rpartition("/")[2]

    def of_key(self, key: str) -> str:
        """Return the name of a concept by its key."""
        return self.label(f"{self.base}concept/{key}")

    def wider(self, iri: str) -> frozenset[str]:
        """Return all that a concept is a kind of, without itself."""
        return self.broader.get(iri, frozenset())


@dataclass(frozen=True, slots=True)
class Case:
    """All that the current documents say of one drug.

    `aside` are claims that curators set aside: they are shown, and not compared. `marks` are the decisions of curators
    by the IRI of what they are about.
    """

    drug: str
    label: str
    statements: tuple[Statement, ...]
    documents: Mapping[str, StatedDocument]
    concepts: Concepts
    aside: tuple[Statement, ...] = ()
    marks: Mapping[str, tuple[Mark, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Side:
    """Claims that say the same, under a label that tells what they say; `independent` counts sources, echoes once."""

    label: str
    members: tuple[Statement, ...]
    independent: int = 0

    @property
    def documents(self) -> tuple[str, ...]:
        """The IRIs of the documents that take this side, in order."""
        return tuple(sorted({member.document for member in self.members}))


@dataclass(frozen=True, slots=True)
class Finding:
    """Sides that conflict, differ or agree; every claim of a side stands so to every claim of the others.

    `rule` names what found it, `about` the value compared (empty where none is), `reason` says why in one sentence,
    `weight` how much it matters, 0 to 100. `dismissed` holds the decisions by which curators dismissed it; `set_aside`
    those by which claims were set aside without which there is no such finding.
    """

    drug: str
    verdict: Verdict
    type: FindingType
    rule: str
    reason: str
    sides: tuple[Side, ...]
    about: str = ""
    weight: int = 0
    iri: str = ""
    dismissed: tuple[Mark, ...] = ()
    set_aside: tuple[Mark, ...] = ()

    @property
    def members(self) -> tuple[Statement, ...]:
        """The claims of all sides."""
        return tuple(member for side in self.sides for member in side.members)

    @property
    def propositions(self) -> tuple[str, ...]:
        """The IRIs of the propositions compared, in order."""
        return tuple(sorted({member.proposition for member in self.members}))
