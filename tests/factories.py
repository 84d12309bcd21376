"""Hand-made documents and claims about an invented drug, for tests that need no reader and no rules."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from decimal import Decimal

from drugkg.claims.model import Claim, Evidence, Quantity, Stance, Value
from drugkg.text import Document, Metadata, Source, Span
from drugkg.vocabulary.concept import Concept, ConceptType

DRUG = Concept("examplin", "examplin", ConceptType.DRUG, ("examplinum",), ("CHEBI:1",), ("example-class",))
DRUG_CLASS = Concept("example-class", "example class", ConceptType.DRUG_CLASS, (), ("MESH:D1",))
THIRST = Concept("thirst", "thirst", ConceptType.FINDING, ("polydipsia",), ("HP:0000001", "LOCAL:7"))
CRAMP = Concept("leg-cramp", "leg cramp", ConceptType.FINDING)
GOUT = Concept("gout", "gout", ConceptType.FINDING, ids=("MONDO:0005393",))
ADULT = Concept("adult", "adult", ConceptType.POPULATION)
ORAL = Concept("oral", "oral", ConceptType.ROUTE, ("by mouth",))
INITIAL = Concept("phase-initial", "initial dose", ConceptType.DOSE_PHASE)
VOCABULARY = {concept.key: concept for concept in (DRUG, DRUG_CLASS, THIRST, CRAMP, GOUT, ADULT, ORAL, INITIAL)}

TEXT = (
    "# Examplin\n\n## Unwanted effects\nThirst was noted in up to 63 % of takers [1].\n\n"
    "## Dose\nGrown-ups start with 5 mg by mouth three times a day [1, 2].\n\n"
    "## Uses\nLeg cramp due to gout is no reason to take it – “never”.\n\n1. A. Author. A work.\n"
)


DOSE = "Grown-ups start with 5 mg by mouth three times a day"


def amount(low: object, high: object, unit: str = "1", **opened: bool) -> Quantity:
    """Return a quantity from numbers as text or None."""
    first, last = (None if bound is None else Decimal(str(bound)) for bound in (low, high))
    return Quantity(first, last, unit, **opened)


def document(text: str = TEXT, source: str = "monographs", file_name: str = "examplin.md", **catalog: str) -> Document:
    """Return a document without blocks; `catalog` holds fields of its source."""
    content = "sha256:" + hashlib.sha256(text.encode()).hexdigest()
    catalogued = Source(
        source, **{"publisher": "Example Monographs", "language": "en", "issued": "2026-05-01"} | catalog
    )
    return Document(text, file_name, content, "markdown", catalogued, (), Metadata(title="Examplin, monograph"))


def evidence(
    quote: str, mention: str = "", text: str = TEXT, cites: tuple[str, ...] = (), section: str | None = "Uses"
) -> Evidence:
    """Return evidence whose span is where the quote stands first in the text."""
    start = text.index(quote)
    return Evidence(Span(start, start + len(quote)), mention or quote, section, "test.rule", cites)


def claim(
    relation: str,
    object: Concept,
    *passages: Evidence,
    stance: Stance = Stance.ASSERTS,
    drug: Concept = DRUG,
    **qualifiers: Value,
) -> Claim:
    """Return a claim about the invented drug."""
    held: Mapping[str, Value] = qualifiers
    return Claim(drug, relation, object, stance, held, passages)


def claims() -> tuple[Claim, ...]:
    """Return what the default text says: an effect with its frequency, a dose, a denied use."""
    return (
        claim(
            "hasAdverseEffect", THIRST, evidence("Thirst was noted in up to 63 % of takers", "Thirst", cites=("1",)),
            frequency=amount(None, 63, "%"), incidence="very common",
        ),
        claim(
            "hasDose", INITIAL, evidence(DOSE, "start", cites=("1", "2")),
            population=ADULT, route=ORAL, amount=amount(5, "5.0", "mg"), per="dose", timesPerDay=amount(3, 3),
            condition="as tolerated",
        ),
        claim(
            "treats", CRAMP, evidence("Leg cramp due to gout is no reason to take it", "Leg cramp"),
            stance=Stance.DENIES, cause=GOUT,
        ),
    )  # fmt: skip
