"""Five short documents on two drugs and what they claim, hand-made: every saved query finds something in them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyoxigraph

from drugkg.claims.model import Claim, Evidence, Quantity, Stance, Value
from drugkg.findings.derive import derived
from drugkg.graph import DEFAULT_BASE, Iris, Making, Quad, claim_lines, document_quads, nquads_lines, to_nquads
from drugkg.query.results import Answer
from drugkg.schema.hierarchy import hierarchy_quads
from drugkg.store import Layout, Shard, building, publish, write_shard
from drugkg.store.assemble import Derive
from drugkg.text import Document, Metadata, Reference, Source, Span
from drugkg.vocabulary.concept import Concept, ConceptType

__all__ = ["MemoryGraph", "build_store", "memory_graph", "quads"]


def _concepts(kind: ConceptType, *names: str) -> dict[str, Concept]:
    """Return concepts from `key|label|synonym|...` with `=` before an identifier."""
    found = {}
    for text in names:
        key, label, *more = text.split("|")
        synonyms = tuple(name for name in more if not name.startswith("="))
        ids = tuple(name[1:] for name in more if name.startswith("="))
        found[key] = Concept(key, label, kind, synonyms, ids)
    return found


C: dict[str, Concept] = {
    **_concepts(ConceptType.DRUG, "baclofen|baclofen|lioresal|=CHEBI:2972", "tizanidine|tizanidine|=CHEBI:63629"),
    **_concepts(ConceptType.DRUG_CLASS, "alcohol|alcohol|ethanol", "muscle-relaxant|muscle relaxant"),
    **_concepts(
        ConceptType.FINDING,
        "drowsiness|drowsiness|somnolence|sleepiness|=HP:0002329",
        "spasticity|spasticity|=HP:0001257",
        "epilepsy|epilepsy|seizure disorder|=MONDO:0005027",
        "hiccups|hiccups",
        "nausea|nausea|feeling sick",
        "seizures|seizures",
        "coma|coma",
        "rheumatic-disorder|rheumatic disorder",
        "dry-mouth|dry mouth",
    ),
    **_concepts(
        ConceptType.POPULATION,
        "adult|adult",
        "elderly|elderly|older adult",
        "renal-impairment|renal impairment|kidney disease",
    ),
    **_concepts(ConceptType.ROUTE, "oral|oral|by mouth"),
    **_concepts(ConceptType.DOSE_PHASE, "phase-initial|initial dose|starting dose", "phase-maximum|maximum dose"),
    **_concepts(ConceptType.PARAMETER, "half-life|half-life|elimination half-life", "metabolism|metabolism"),
    **_concepts(ConceptType.BRAND, "lioresal|Lioresal"),
    **_concepts(ConceptType.DOSE_FORM, "tablet|tablet"),
    **_concepts(ConceptType.COUNTRY, "united-kingdom|United Kingdom"),
    **_concepts(ConceptType.TOPIC, "taper|taper"),
}

MONOGRAPH = """# Baclofen

## Uses
Baclofen relieves spasticity of spinal origin [1]. It is not meant for spasm of rheumatic disorders [2].

## Contraindications
Epilepsy rules out its use.

## Caution
Older people need close watching, as do those whose kidneys work badly.

## Side effects
Sleepiness came up in as many as 63 % of takers [1]. Nausea is common, and 9 % feel it.
In animals nausea was never seen, and people do not get a dry mouth.

## Dose
Adults begin with 5 mg by mouth three times a day [1]. Never go above 80 mg a day.

## Kinetics
Half of the drug is gone after 3 to 4 hours. The liver breaks down little of it.

## Interactions
Alcohol adds to its dulling effect, so tell people not to drink.

## Overdose
Overdose may end in coma. Whoever took far too much needs help at once, even without signs,
since sleep deepens over many hours.

## Products
Lioresal tablets of 10 mg are sold in the United Kingdom.

[1] A. Author. First trial of baclofen.
[2] B. Author. Second trial of baclofen.
"""

LEAFLET_2024 = """Your baclofen tablets (2024)

What is it for?
These tablets ease spasticity.

Do not take them if
you have epilepsy.

Possible side effects
Up to 24 in 100 people feel drowsy.

How to take them
Start with 5 mg three times a day.
"""

LEAFLET_2026 = """Your baclofen tablets (2026)

What is it for?
These tablets ease spasticity. They also help with spasm in rheumatic disorders.

Take care if
you have epilepsy, or if your kidneys work badly.

Possible side effects
Up to 24 in 100 people feel drowsy. A dry mouth may occur.

How to take them
Start with 10 mg three times a day.

Stopping
Never stop at once: fits (seizures) may follow. Cut down over 2 weeks.
"""

PAGE = """# Baclofen: questions and answers

## What does it treat?
Doctors give it for spasticity. Some use it for hiccups, though it is not approved for that.
It may perhaps help rheumatic disorders.

## Who should not take it?
Overdose may end in coma. Whoever took far too much needs help at once, even without signs,
since sleep deepens over many hours. Baclofen and tizanidine together make people sleepy.
"""

TIZANIDINE = """# Tizanidine: questions and answers

## What does it treat?
Tizanidine is a muscle relaxant that eases spasticity.

## What should be watched?
People with epilepsy should be careful. Older people may need less: start with 2 mg.
It does not help hiccups. Baclofen makes its effect stronger.
"""


@dataclass(frozen=True, slots=True)
class Made:
    """A document with its claims."""

    document: Document
    claims: tuple[Claim, ...]
    covers: tuple[str, ...]
    revised: str | None = None


def said(
    page: str,
    drug: str,
    relation: str,
    object: str,
    quote: str,
    /,
    *,
    section: str | None = None,
    mention: str = "",
    stance: str = "asserts",
    cites: tuple[str, ...] = (),
    **qualifiers: str | Value,
) -> Claim:
    """Return a claim; a qualifier is a key of a concept, `low..high unit`, true, or words."""
    held = {key: _value(value) if isinstance(value, str) else value for key, value in qualifiers.items()}
    start = page.index(quote)
    passage = Evidence(Span(start, start + len(quote)), mention or quote, section, f"test.{relation}", cites)
    return Claim(C[drug], relation, C[object], Stance(stance), held, (passage,))


def _value(text: str) -> Value:
    if text in C:
        return C[text]
    numbers, _, unit = text.partition(" ")
    low, dots, high = numbers.partition("..")
    if not numbers[-1:].isdigit() and not dots:
        return text
    high = high if dots else low
    return Quantity(Decimal(low) if low else None, Decimal(high) if high else None, unit or "1")


def _document(text: str, file: str, title: str, source: str, publisher: str, kind: str, issued: str) -> Document:
    hashed = "sha256:" + hashlib.sha256(text.encode()).hexdigest()
    land = "GB" if kind == "leaflet" else "US"
    catalogued = Source(
        source, title=title, publisher=publisher, kind=kind, language="en", issued=issued, jurisdiction=land
    )
    lines = [line for line in text.splitlines() if line.startswith("[")]
    works = (Reference(line[1:2], Span(text.index(line) + 4, text.index(line) + len(line))) for line in lines)
    return Document(text, file, hashed, "plain", catalogued, (), Metadata(references=tuple(works)))


def documents() -> Iterator[Made]:
    """Yield the documents."""
    m = MONOGRAPH
    yield Made(
        _document(
            m, "monograph.md", "Baclofen, monograph", "monographs", "Example Monographs", "monograph", "2025-05-01"
        ),
        (
            said(
                m,
                "baclofen",
                "treats",
                "spasticity",
                "Baclofen relieves spasticity of spinal origin",
                section="Uses",
                mention="spasticity",
                cites=("1",),
            ),
            said(
                m,
                "baclofen",
                "treats",
                "rheumatic-disorder",
                "It is not meant for spasm of rheumatic disorders",
                section="Uses",
                mention="rheumatic disorders",
                stance="denies",
                cites=("2",),
            ),
            said(
                m,
                "baclofen",
                "contraindicatedIn",
                "epilepsy",
                "Epilepsy rules out its use",
                section="Contraindications",
                mention="Epilepsy",
                adviceStrength="must",
            ),
            said(
                m,
                "baclofen",
                "cautionIn",
                "elderly",
                "Older people need close watching",
                section="Caution",
                mention="Older people",
            ),
            said(
                m,
                "baclofen",
                "cautionIn",
                "renal-impairment",
                "as do those whose kidneys work badly",
                section="Caution",
                mention="kidneys work badly",
            ),
            said(
                m,
                "baclofen",
                "hasAdverseEffect",
                "drowsiness",
                "Sleepiness came up in as many as 63 % of takers",
                section="Side effects",
                mention="Sleepiness",
                cites=("1",),
                frequency="..63 %",
            ),
            said(
                m,
                "baclofen",
                "hasAdverseEffect",
                "nausea",
                "Nausea is common, and 9 % feel it",
                section="Side effects",
                mention="Nausea",
                frequency="9 %",
                incidence="common",
            ),
            said(
                m,
                "baclofen",
                "hasAdverseEffect",
                "nausea",
                "In animals nausea was never seen",
                section="Side effects",
                mention="nausea",
                stance="denies",
            ),
            said(
                m,
                "baclofen",
                "hasAdverseEffect",
                "dry-mouth",
                "people do not get a dry mouth",
                section="Side effects",
                mention="dry mouth",
                stance="denies",
            ),
            said(
                m,
                "baclofen",
                "hasDose",
                "phase-initial",
                "Adults begin with 5 mg by mouth three times a day",
                section="Dose",
                mention="begin with",
                cites=("1",),
                population="adult",
                route="oral",
                amount="5 mg",
                per="dose",
                timesPerDay="3",
            ),
            said(
                m,
                "baclofen",
                "hasDose",
                "phase-maximum",
                "Never go above 80 mg a day",
                section="Dose",
                mention="Never go above",
                amount="..80 mg",
                per="day",
            ),
            said(
                m,
                "baclofen",
                "hasPharmacokinetics",
                "half-life",
                "Half of the drug is gone after 3 to 4 hours",
                section="Kinetics",
                mention="Half of the drug is gone",
                value="3..4 h",
            ),
            said(
                m,
                "baclofen",
                "hasPharmacokinetics",
                "metabolism",
                "The liver breaks down little of it",
                section="Kinetics",
                mention="breaks down",
                text="little, in the liver",
            ),
            said(
                m,
                "baclofen",
                "interactsWith",
                "alcohol",
                "Alcohol adds to its dulling effect, so tell people not to drink",
                section="Interactions",
                mention="Alcohol",
                outcome="adds to its dulling effect",
                management="tell people not to drink",
                severity="moderate",
            ),
            said(
                m,
                "baclofen",
                "hasOverdoseEffect",
                "coma",
                "Overdose may end in coma",
                section="Overdose",
                mention="coma",
            ),
            said(
                m,
                "baclofen",
                "hasBrandName",
                "lioresal",
                "Lioresal tablets of 10 mg are sold in the United Kingdom",
                section="Products",
                mention="Lioresal",
                country="united-kingdom",
            ),
            said(
                m,
                "baclofen",
                "hasProductForm",
                "tablet",
                "Lioresal tablets of 10 mg are sold in the United Kingdom",
                section="Products",
                mention="tablets",
                strength="10 mg",
                country="united-kingdom",
            ),
        ),
        (
            "treats",
            "contraindicatedIn",
            "cautionIn",
            "hasAdverseEffect",
            "hasDose",
            "hasPharmacokinetics",
            "interactsWith",
        ),
    )
    old = LEAFLET_2024
    former = _document(
        old, "leaflet-2024.txt", "Your baclofen tablets (2024)", "leaflets", "Example Leaflets", "leaflet", "2024-02-01"
    )
    yield Made(
        former,
        (
            said(
                old,
                "baclofen",
                "treats",
                "spasticity",
                "These tablets ease spasticity",
                section="What is it for?",
                mention="spasticity",
            ),
            said(
                old,
                "baclofen",
                "contraindicatedIn",
                "epilepsy",
                "you have epilepsy",
                section="Do not take them if",
                mention="epilepsy",
            ),
            said(
                old,
                "baclofen",
                "hasAdverseEffect",
                "drowsiness",
                "Up to 24 in 100 people feel drowsy",
                section="Possible side effects",
                mention="drowsy",
                frequency="..24 %",
            ),
            said(
                old,
                "baclofen",
                "hasDose",
                "phase-initial",
                "Start with 5 mg three times a day",
                section="How to take them",
                mention="Start with",
                amount="5 mg",
                per="dose",
                timesPerDay="3",
            ),
        ),
        ("treats", "contraindicatedIn", "hasAdverseEffect", "hasDose"),
    )
    new = LEAFLET_2026
    yield Made(
        _document(
            new,
            "leaflet-2026.txt",
            "Your baclofen tablets (2026)",
            "leaflets",
            "Example Leaflets",
            "leaflet",
            "2026-02-01",
        ),
        (
            said(
                new,
                "baclofen",
                "treats",
                "spasticity",
                "These tablets ease spasticity",
                section="What is it for?",
                mention="spasticity",
            ),
            said(
                new,
                "baclofen",
                "treats",
                "rheumatic-disorder",
                "They also help with spasm in rheumatic disorders",
                section="What is it for?",
                mention="rheumatic disorders",
            ),
            said(
                new,
                "baclofen",
                "cautionIn",
                "epilepsy",
                "you have epilepsy",
                section="Take care if",
                mention="epilepsy",
                adviceStrength="should",
            ),
            said(
                new,
                "baclofen",
                "cautionIn",
                "renal-impairment",
                "if your kidneys work badly",
                section="Take care if",
                mention="kidneys work badly",
            ),
            said(
                new,
                "baclofen",
                "hasAdverseEffect",
                "drowsiness",
                "Up to 24 in 100 people feel drowsy",
                section="Possible side effects",
                mention="drowsy",
                frequency="..24 %",
            ),
            said(
                new,
                "baclofen",
                "hasAdverseEffect",
                "dry-mouth",
                "A dry mouth may occur",
                section="Possible side effects",
                mention="dry mouth",
            ),
            said(
                new,
                "baclofen",
                "hasDose",
                "phase-initial",
                "Start with 10 mg three times a day",
                section="How to take them",
                mention="Start with",
                amount="10 mg",
                per="dose",
                timesPerDay="3",
            ),
            said(
                new,
                "baclofen",
                "hasWithdrawalEffect",
                "seizures",
                "Never stop at once: fits (seizures) may follow",
                section="Stopping",
                mention="seizures",
            ),
            said(
                new,
                "baclofen",
                "hasDiscontinuationAdvice",
                "taper",
                "Cut down over 2 weeks",
                section="Stopping",
                mention="Cut down",
                duration="2 wk",
            ),
        ),
        ("treats", "contraindicatedIn", "hasAdverseEffect", "hasDose", "hasWithdrawalEffect"),
        Iris().document("leaflets", former.content_hash),
    )
    p = PAGE
    yield Made(
        _document(
            p, "page.md", "Baclofen: questions and answers", "pages", "Example Pages", "patient page", "2026-01-15"
        ),
        (
            said(
                p,
                "baclofen",
                "treats",
                "spasticity",
                "Doctors give it for spasticity",
                section="What does it treat?",
                mention="spasticity",
                population="adult",
            ),
            said(
                p,
                "baclofen",
                "treats",
                "hiccups",
                "Some use it for hiccups, though it is not approved for that",
                section="What does it treat?",
                mention="hiccups",
                offLabel=True,
            ),
            said(
                p,
                "baclofen",
                "treats",
                "rheumatic-disorder",
                "It may perhaps help rheumatic disorders",
                section="What does it treat?",
                mention="rheumatic disorders",
                stance="hedges",
            ),
            said(
                p,
                "baclofen",
                "hasOverdoseEffect",
                "coma",
                "Overdose may end in coma",
                section="Who should not take it?",
                mention="coma",
            ),
            said(
                p,
                "baclofen",
                "interactsWith",
                "tizanidine",
                "Baclofen and tizanidine together make people sleepy",
                section="Who should not take it?",
                mention="tizanidine",
                outcome="make people sleepy",
            ),
        ),
        ("treats", "contraindicatedIn"),
    )
    t = TIZANIDINE
    yield Made(
        _document(
            t,
            "tizanidine.md",
            "Tizanidine: questions and answers",
            "pages",
            "Example Pages",
            "patient page",
            "2026-01-16",
        ),
        (
            said(
                t,
                "tizanidine",
                "treats",
                "spasticity",
                "Tizanidine is a muscle relaxant that eases spasticity",
                section="What does it treat?",
                mention="spasticity",
            ),
            said(
                t,
                "tizanidine",
                "belongsToClass",
                "muscle-relaxant",
                "Tizanidine is a muscle relaxant that eases spasticity",
                section="What does it treat?",
                mention="muscle relaxant",
            ),
            said(
                t,
                "tizanidine",
                "cautionIn",
                "epilepsy",
                "People with epilepsy should be careful",
                section="What should be watched?",
                mention="epilepsy",
            ),
            said(
                t,
                "tizanidine",
                "hasDose",
                "phase-initial",
                "Older people may need less: start with 2 mg",
                section="What should be watched?",
                mention="start with",
                population="elderly",
                amount="2 mg",
            ),
            said(
                t,
                "tizanidine",
                "treats",
                "hiccups",
                "It does not help hiccups",
                section="What should be watched?",
                mention="hiccups",
                stance="denies",
            ),
            said(
                t,
                "tizanidine",
                "interactsWith",
                "baclofen",
                "Baclofen makes its effect stronger",
                section="What should be watched?",
                mention="Baclofen",
                outcome="makes its effect stronger",
            ),
        ),
        ("treats", "cautionIn"),
    )


def _making(made: Made) -> Making:
    return Making("rules", "vocabulary", "0", concept=C.get, covered=lambda _: made.covers, revised=made.revised)


def quads() -> list[Quad]:
    """Return the graph of all documents, with what follows from them."""
    said = [quad for made in documents() for quad in document_quads(made.document, made.claims, _making(made))]
    graph = MemoryGraph()
    graph.load(to_nquads(said))
    kinds = list(hierarchy_quads(graph.query, graph.base))
    graph.load(to_nquads(kinds))
    return [*said, *kinds, *derived(graph.query, graph.base)]


def _step(follows: Callable[[Any, str], Iterator[Quad]]) -> Derive:
    return lambda ask: nquads_lines(follows(ask, DEFAULT_BASE))


class MemoryGraph:
    """A graph in memory that answers as a store does."""

    def __init__(self) -> None:
        self.store = pyoxigraph.Store()
        self.base = DEFAULT_BASE

    def load(self, nquads: str) -> None:
        """Add statements."""
        self.store.load(nquads.encode(), format=pyoxigraph.RdfFormat.N_QUADS)

    def query(self, sparql: str) -> Answer:
        """Return the answer of a query over the union of all graphs."""
        return self.store.query(sparql, use_default_graph_as_union=True)


def memory_graph() -> MemoryGraph:
    """Return the documents' graph in memory."""
    graph = MemoryGraph()
    graph.load(to_nquads(quads()))
    return graph


def build_store(folder: Path) -> Path:
    """Build the documents' graph in a store and return its folder."""
    layout = Layout(folder)
    layout.create()
    with building(layout):
        shards = []
        for made in documents():
            node = Iris().document(made.document.source.id, made.document.content_hash)
            key = hashlib.sha256(made.document.file_name.encode()).hexdigest()
            shard = Shard(key, made.document.file_name, node, {})
            text = to_nquads(document_quads(made.document, made.claims, _making(made)))
            write_shard(layout, shard, text, claim_lines(made.document, made.claims), made.document.text)
            shards.append(shard)
        publish(layout, shards, DEFAULT_BASE, derive=[*map(_step, (hierarchy_quads, derived))])
    return folder
