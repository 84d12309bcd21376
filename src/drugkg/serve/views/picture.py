"""The picture of a drug: what is said of it and which sources say so, as much of it as a picture can hold."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from drugkg.claims.relations import RELATIONS
from drugkg.graph.namespaces import DKG
from drugkg.serve.views.paths import Paths
from drugkg.serve.views.rows import among, pairs, rows
from drugkg.store import Store

__all__ = ["MOST_SOURCES", "Choice", "Line", "Picture", "Thing", "as_json", "picture"]

#: More sources than these would be a thicket: those that say most of what is shown are drawn.
MOST_SOURCES = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """What of a drug is to be drawn: one relation, one source, conflicts only, and how many matters at most."""

    relation: str = ""
    source: str = ""
    conflicts: bool = False
    most: int = 20


@dataclass(frozen=True, slots=True)
class Line:
    """All claims by which one source takes one stance to a matter; `conflict` where one of them is contradicted."""

    source: str
    stance: str
    claims: tuple[str, ...]
    conflict: bool


@dataclass(frozen=True, slots=True)
class Thing:
    """A matter: a relation of the drug and its object, with the lines to its sources."""

    relation: str
    iri: str
    label: str
    lines: tuple[Line, ...]

    @property
    def conflict(self) -> bool:
        """Tell whether sources contradict each other here."""
        return any(line.conflict for line in self.lines)

    @property
    def weight(self) -> tuple[bool, int, int]:
        """What comes first in a picture: conflicts, then what many sources say, then what is said often."""
        return self.conflict, len({line.source for line in self.lines}), sum(len(line.claims) for line in self.lines)


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn of a drug, and how much there is: `sources` and `relations` by IRI or name with their labels."""

    iri: str
    label: str
    things: tuple[Thing, ...]
    drawn: tuple[str, ...]
    relations: dict[str, str]
    sources: dict[str, str]
    all_things: int
    all_sources: int


def picture(store: Store, drug: str, choice: Choice) -> Picture | None:
    """Return the picture of a drug, None where no document is about it."""
    said = list(rows(store, _SAID, drug=drug))
    if not said:
        return None
    disputed = {claim for (claim,) in rows(store, _DISPUTED, drug=drug)}
    things = [
        thing
        for thing in _things(said, disputed)
        if choice.relation in ("", thing.relation)
        and (not choice.source or any(line.source == choice.source for line in thing.lines))
        and (thing.conflict or not choice.conflicts)
    ]
    chosen = sorted(things, key=lambda thing: (*(-int(each) for each in thing.weight), thing.relation, thing.iri))
    chosen = chosen[: choice.most]
    told = Counter(line.source for thing in chosen for line in thing.lines)
    drawn = [choice.source] if choice.source else [source for source, _ in _most(told)[:MOST_SOURCES]]
    labels = pairs(store, _LABELS.format(among("node", [drug, *(thing.iri for thing in chosen)])))
    sources = pairs(store, _SOURCES.format(among("node", sorted({row[2] for row in said}))))
    order = list(RELATIONS)
    shown = [
        Thing(thing.relation, thing.iri, labels.get(thing.iri, thing.iri), lines)
        for thing in sorted(chosen, key=lambda thing: order.index(thing.relation))
        if (lines := tuple(line for line in thing.lines if line.source in drawn))
    ]
    present = {row[0].removeprefix(DKG) for row in said}
    return Picture(
        drug,
        labels.get(drug, drug),
        tuple(shown),
        tuple(sorted(drawn, key=lambda source: sources.get(source, source))),
        {name: relation.title for name, relation in RELATIONS.items() if name in present},
        dict(sorted(sources.items(), key=lambda item: item[1])),
        len(things),
        len(told),
    )


def as_json(held: Picture, paths: Paths) -> dict[str, object]:
    """Return a picture as the script draws it: nodes with addresses, lines by their places in the lists."""
    relations = [name for name in held.relations if any(thing.relation == name for thing in held.things)]
    return {
        "drug": {"label": held.label, "href": paths.of(held.iri)},
        "relations": [{"label": held.relations[name], "href": paths.of(f"{DKG}{name}")} for name in relations],
        "things": [
            {
                "relation": relations.index(thing.relation),
                "label": thing.label,
                "href": paths.of(thing.iri),
                "conflict": thing.conflict,
            }
            for thing in held.things
        ],
        "sources": [{"label": held.sources[source], "href": paths.of(source)} for source in held.drawn],
        "lines": [
            {
                "thing": number,
                "source": held.drawn.index(line.source),
                "stance": line.stance,
                "claims": len(line.claims),
                "href": paths.of(line.claims[0]),
                "conflict": line.conflict,
            }
            for number, thing in enumerate(held.things)
            for line in thing.lines
        ],
        "of": {"things": held.all_things, "sources": held.all_sources},
    }


def _things(said: Iterable[tuple[str, ...]], disputed: set[str]) -> list[Thing]:
    claims: defaultdict[tuple[str, str], defaultdict[tuple[str, str], set[str]]]
    claims = defaultdict(lambda: defaultdict(set))
    for relation, object, source, stance, claim in said:
        claims[relation.removeprefix(DKG), object][source, stance.removeprefix(DKG)].add(claim)
    return [
        Thing(
            relation,
            object,
            "",
            tuple(
                Line(source, stance, tuple(sorted(held)), not disputed.isdisjoint(held))
                for (source, stance), held in sorted(lines.items())
            ),
        )
        for (relation, object), lines in claims.items()
    ]


def _most(counted: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))


_SAID = """SELECT ?relation ?object ?source ?stance ?claim {
  ?proposition dkg:subject $drug ; dkg:relation ?relation ; dkg:object ?object .
  ?claim dkg:proposition ?proposition ; dkg:stance ?stance ; dct:source/dct:isVersionOf ?source .
}"""
_DISPUTED = "SELECT DISTINCT ?claim { ?conflict dkg:aboutDrug $drug ; dkg:conflictOf ?claim }"
_LABELS = "SELECT ?node ?label {{ {} ?node skos:prefLabel ?label }}"
_SOURCES = "SELECT ?node ?label {{ {} ?node rdfs:label ?label }}"
