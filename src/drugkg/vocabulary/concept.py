"""A concept: one thing that documents name in many words."""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

__all__ = ["Concept", "ConceptType", "of_type", "phrase", "slug", "unknown"]


class ConceptType(StrEnum):
    """The classes of the ontology that a concept can have; the value is the class's local name."""

    DRUG = "Drug"
    DRUG_CLASS = "DrugClass"
    FINDING = "ClinicalFinding"
    POPULATION = "Population"
    ROUTE = "Route"
    DOSE_FORM = "DoseForm"
    LAB_TEST = "LabTest"
    OBSERVABLE = "Observable"
    THERAPY = "Therapy"
    ACTIVITY = "Activity"
    SITE = "BodySite"
    COUNTRY = "Country"
    DOSE_PHASE = "DosePhase"
    PARAMETER = "PharmacokineticParameter"
    TOPIC = "AdviceTopic"
    BRAND = "Brand"
    SPECIES = "Species"
    PHRASE = "Phrase"


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of the vocabulary, or one made from a document's own words.

    `key` is frozen: it is part of identities, never reused. `label` is in lower case but for proper
    names. `synonyms` are other names of the same concept, lay names included. `ids` are CURIEs of
    open terminologies, the preferred one first. `broader` holds keys of wider concepts (the classes
    of a drug among them). `replaced_by` is the key that a merged concept gave way to.
    `ingredients` are the keys of the drugs in a combination product.
    """

    key: str
    label: str
    type: ConceptType
    synonyms: tuple[str, ...] = field(default=(), compare=False)
    ids: tuple[str, ...] = field(default=(), compare=False)
    broader: tuple[str, ...] = field(default=(), compare=False)
    replaced_by: str | None = field(default=None, compare=False)
    ingredients: tuple[str, ...] = field(default=(), compare=False)

    @property
    def id(self) -> str | None:
        """The preferred CURIE, None where no open terminology is known to have the concept."""
        return self.ids[0] if self.ids else None


def of_type(concepts: Iterable[Concept], types: Iterable[ConceptType]) -> Concept | None:
    """Return the first of the concepts that has the first of the types which any of them has; None where none has.

    >>> of_type([Concept("a", "a", ConceptType.DRUG)], [ConceptType.FINDING])
    """
    for type_ in types:
        for concept in concepts:
            if concept.type is type_:
                return concept
    return None


def slug(text: str) -> str:
    """Return text as a key: lower case, ASCII letters and digits joined by hyphens.

    >>> slug("Parkinson's disease")
    'parkinson-s-disease'
    """
    flat = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[^a-z0-9]+", "-", "".join(c for c in flat if not unicodedata.combining(c))).strip("-")


def unknown(label: str, type: ConceptType) -> Concept:
    """Return the concept for a name that the vocabulary does not have.

    >>> unknown("Purple  ear", ConceptType.FINDING).key
    'purple-ear'
    """
    folded = " ".join(label.split()).lower()
    key = slug(folded)
    return Concept(key, folded, type) if key else phrase(label)


def phrase(text: str) -> Concept:
    """Return the concept for free text: what is said, where no single concept is meant.

    >>> phrase("acts at the spinal cord level").key
    'phrase-n7lkec7xu6pem'
    """
    folded = " ".join(text.split()).lower()
    digest = hashlib.sha256(folded.encode()).digest()[:8]
    return Concept("phrase-" + base64.b32encode(digest).decode().rstrip("=").lower(), folded, ConceptType.PHRASE)
