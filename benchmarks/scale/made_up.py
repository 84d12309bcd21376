"""Documents and claims that nobody wrote, about real drugs, in the proportions of what drugkg reads.

Each drug has a truth: what it does, in whom, how often. Its documents tell parts of that, mostly alike; some give
another figure, another scope or no figure, some deny what others say. The same seed makes the same documents.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate
from random import Random

from drugkg.claims.model import Claim, Evidence, Quantity, Stance, Value
from drugkg.text import Document, Metadata, Source, Span
from drugkg.vocabulary import Lexicon
from drugkg.vocabulary.concept import Concept, ConceptType, phrase

__all__ = ["MadeUp", "Written"]

Written = tuple[Document, list[Claim]]

SOURCES = 40
#: Documents of a drug; most have few.
FEWEST, MOST = 5, 60
#: Claims of ten documents.
CLAIMS = (8, 12, 16, 20, 24, 28, 32, 40, 55, 90)

#: Of 1,000 claims, and how many objects a drug has of the relation.
MIX = {
    "hasAdverseEffect": (560, 80),
    "treats": (70, 8),
    "interactsWith": (90, 40),
    "cautionIn": (80, 25),
    "contraindicatedIn": (35, 8),
    "hasDose": (45, 5),
    "hasAdministrationAdvice": (30, 8),
    "requiresMonitoring": (20, 10),
    "hasWithdrawalEffect": (20, 12),
    "hasPharmacokinetics": (15, 8),
    "hasOverdoseEffect": (10, 12),
    "hasMechanism": (8, 4),
    "belongsToClass": (7, 3),
    "altersLabTest": (5, 6),
    "hasDiscontinuationAdvice": (5, 2),
}
TYPES = {
    "interactsWith": ConceptType.DRUG_CLASS,
    "hasDose": ConceptType.DOSE_PHASE,
    "hasAdministrationAdvice": ConceptType.TOPIC,
    "hasDiscontinuationAdvice": ConceptType.TOPIC,
    "requiresMonitoring": ConceptType.OBSERVABLE,
    "hasPharmacokinetics": ConceptType.PARAMETER,
    "belongsToClass": ConceptType.DRUG_CLASS,
    "altersLabTest": ConceptType.LAB_TEST,
}
#: Of 1,000 claims.
STANCES = {Stance.ASSERTS: 965, Stance.DENIES: 20, Stance.NO_DATA: 8, Stance.HEDGES: 6, Stance.DOUBTS: 1}
#: Of 100 claims of relations that know the scope.
POPULATED, ROUTED = 12, 6
WORDS = {"very common": Decimal(10), "common": Decimal(1), "uncommon": Decimal("0.4"), "rare": Decimal(0)}
SCOPED = ("treats", "contraindicatedIn", "cautionIn", "hasAdverseEffect", "hasDose", "hasPharmacokinetics")
NOTED = {
    "cautionIn": "management",
    "contraindicatedIn": "reason",
    "interactsWith": "outcome",
    "hasAdministrationAdvice": "text",
}
#: A claim that a document makes in two places, of 100.
TWICE = 20
#: Claims made by one sentence.
IN_A_SENTENCE = (1, 4)
#: Of 100 sentences, those that another document of the drug has too.
COPIED = 10
SYLLABLES = "al bro car cu der di dro fi gen gia hep ic lar lo ma mi na ne neu o pa phe pro ro sis ten thy tri".split()


@dataclass(frozen=True, slots=True)
class Fact:
    """What is true of a drug; `size` is the number from which its values are made."""

    relation: str
    object: Concept
    size: int


class MadeUp:
    """Documents with their claims, drug by drug."""

    def __init__(self, lexicon: Lexicon, seed: int = 1) -> None:
        self._seed = seed
        self._by_type: dict[ConceptType, list[Concept]] = {}
        for concept in sorted(lexicon.concepts(), key=lambda concept: concept.key):
            if concept.replaced_by is None:
                self._by_type.setdefault(concept.type, []).append(concept)
        chance = Random(f"{seed}")
        self._drugs = chance.sample(self._by_type[ConceptType.DRUG], len(self._by_type[ConceptType.DRUG]))
        # Documents of all drugs speak of the same common effects: few of the concepts come often.
        self._findings = chance.sample(self._by_type[ConceptType.FINDING], 1500)

    def documents(self, per_drug: int | None = None) -> Iterator[Written]:
        """Yield documents, without end for most purposes: `per_drug` of each drug, else 5 to 60."""
        for number, drug in enumerate(self._drugs):
            chance = Random(f"{self._seed}-{number}")
            facts = self._facts(chance)
            copied: list[str] = []
            for each in range(per_drug or FEWEST + int((MOST - FEWEST) * chance.random() ** 3)):
                yield _written(drug, each, self._told(facts, chance), copied, chance)

    def _facts(self, chance: Random) -> dict[str, list[Fact]]:
        return {
            relation: [Fact(relation, concept, chance.randint(1, 60)) for concept in self._objects(relation, n, chance)]
            for relation, (_, n) in MIX.items()
        }

    def _objects(self, relation: str, count: int, chance: Random) -> list[Concept]:
        if relation == "hasMechanism":
            return [phrase(f"binds target {chance.randint(1, 99)}") for _ in range(count)]
        pool = self._by_type[TYPES[relation]] if relation in TYPES else self._findings
        # Squared chance: common ones come in the pools of many drugs.
        return list(dict.fromkeys(pool[int(len(pool) * chance.random() ** 2)] for _ in range(count)))

    def _told(self, facts: dict[str, list[Fact]], chance: Random) -> list[Claim]:
        """Return what one document tells of a drug, as claims without evidence."""
        relations, weights = list(MIX), [weight for weight, _ in MIX.values()]
        drawn = chance.choices(relations, cum_weights=list(accumulate(weights)), k=chance.choice(CLAIMS))
        return [
            self._claim(facts[name][int(len(facts[name]) * chance.random() ** 1.5)], chance)
            for name in sorted(drawn, key=relations.index)
        ]

    def _claim(self, fact: Fact, chance: Random) -> Claim:
        relation = fact.relation
        stance = chance.choices(list(STANCES), list(STANCES.values()))[0]
        held: dict[str, Value] = {}
        if relation in SCOPED and chance.randrange(100) < (60 if relation == "hasDose" else POPULATED):
            held["population"] = chance.choice(self._by_type[ConceptType.POPULATION][:12])
        if relation in SCOPED and chance.randrange(100) < ROUTED:
            held["route"] = chance.choice(self._by_type[ConceptType.ROUTE][:6])
        if relation in NOTED and chance.randrange(100) < 40:
            held[NOTED[relation]] = f"may be worse, see point {chance.randint(1, 9)}"
        if stance in (Stance.ASSERTS, Stance.HEDGES):
            held |= _values(fact, chance)
        # The drug is set where the document is written.
        return Claim(fact.object, relation, fact.object, stance, held)


def _values(fact: Fact, chance: Random) -> dict[str, Value]:
    """Return the values that a document gives of a fact: mostly the same, sometimes others, sometimes none."""
    told = chance.randrange(100)
    size = Decimal(fact.size if chance.randrange(100) < 75 else chance.randint(1, 60))
    if fact.relation == "hasAdverseEffect":
        word = next(name for name, least in WORDS.items() if size / 4 >= least)
        frequency = Quantity(None if told % 5 == 0 else size, size + (told % 7 == 0), "%")
        serious: dict[str, Value] = {"serious": True} if fact.size % 8 == 0 and told % 2 else {}
        return serious | ({"frequency": frequency} if told < 30 else {"incidence": word} if told < 70 else {})
    if fact.relation == "hasDose":
        amount = Quantity(size * 5, size * 5 * (2 if told % 3 == 0 else 1), "mg")
        if told < 40:
            return {"amount": amount, "per": "day"}
        return {"amount": amount, "per": "dose", "timesPerDay": Quantity(Decimal(3), Decimal(3))} if told < 80 else {}
    if fact.relation == "hasPharmacokinetics":
        return {"value": Quantity(size, size + told % 3, "h")} if told < 60 else {}
    if fact.relation == "hasDiscontinuationAdvice":
        return {"duration": Quantity(size, size, "d")} if told < 60 else {}
    if fact.relation == "altersLabTest":
        return {"direction": "increased" if (fact.size + (told < 8)) % 2 else "decreased"}
    if fact.relation in ("contraindicatedIn", "cautionIn") and told < 30:
        return {"adviceStrength": "must" if told < 20 else "should"}
    return {}


def _written(drug: Concept, number: int, told: list[Claim], copied: list[str], chance: Random) -> Written:
    """Return a document that says what is told, and the claims with the places where it does.

    `copied` holds sentences of the drug's other documents; some are taken over, and new ones are added.
    """
    parts, length = [f"# {drug.label}\n"], len(drug.label) + 3
    places: list[list[Evidence]] = [[] for _ in told]
    by_relation = {name: [n for n, claim in enumerate(told) if claim.relation == name] for name in MIX}
    for relation, numbers in by_relation.items():
        if numbers:
            parts.append(f"\n## {relation}\n\n")
            length += len(parts[-1])
        again = [n for n in numbers if chance.randrange(100) < TWICE]
        while numbers:
            # A sentence makes several claims, most of all where it is a list.
            size = chance.randint(*IN_A_SENTENCE)
            named, numbers = numbers[:size], numbers[size:] + again
            again = []
            sentence = _sentence([told[n].object.label for n in named], copied, chance)
            for n in dict.fromkeys(named):
                span = Span(length, length + len(sentence))
                places[n].append(Evidence(span, told[n].object.label, relation, f"made-up.{relation}"))
            parts.append(f"{sentence}\n")
            length += len(parts[-1])
    text = "".join(parts)
    publisher = f"Publisher {chance.randint(1, SOURCES)}"
    name = publisher.lower().replace(" ", "-")
    source = Source(name, publisher=publisher, kind="leaflet", issued=f"{2010 + number % 16}")
    content = f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
    title = Metadata(title=f"{drug.label}, part {number}")
    said = [replace(claim, drug=drug, evidence=tuple(at)) for claim, at in zip(told, places, strict=True)]
    return Document(text, f"{drug.key}-{number}.md", content, "markdown", source, (), title), said


def _sentence(names: list[str], copied: list[str], chance: Random) -> str:
    if copied and chance.randrange(100) < COPIED:
        words = chance.choice(copied)
    else:
        syllables = ("".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(chance.randint(8, 24)))
        words = " ".join(syllables)
        copied.append(words)
    return f"{', '.join(names)}: {words}."
