"""The names of all things in a graph, and what a few letters may mean.

Names are folded once; a search goes through them from the first to the last, which for a hundred thousand takes some
hundredths of a second.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from drugkg.graph.namespaces import DKG
from drugkg.serve.views.rows import rows
from drugkg.store import Store

__all__ = ["Found", "Names", "names"]

#: In this order kinds are told where all else is equal; concepts of other kinds stand between.
_FIRST, _LAST = ("Drug", "ClinicalFinding"), ("Document", "EvidenceSource")
#: How well a name fits that has the letters somewhere.
_WITHIN = 6
_PREFERRED = {"prefLabel", "label", "title"}


@dataclass(frozen=True, slots=True)
class Found:
    """A thing that has a name: its kind is the local name of its class, `label` is what it is called.

    `name` is the name that was found: another one only where the label has not the words.
    """

    iri: str
    kind: str
    label: str
    name: str


class Names:
    """All names of a graph.

    >>> known = Names([("urn:a", "Drug", "Baclofen", True), ("urn:a", "Drug", "Lioresal", False)])
    >>> known.search("liores")
    [Found(iri='urn:a', kind='Drug', label='Baclofen', name='Lioresal')]
    >>> known.near("baklofen")
    [Found(iri='urn:a', kind='Drug', label='Baclofen', name='Baclofen')]
    """

    def __init__(self, named: Iterable[tuple[str, str, str, bool]]) -> None:
        self._labels: dict[str, str] = {}
        held: list[tuple[str, str, str, str]] = []
        for iri, kind, name, preferred in sorted(named):
            if preferred or iri not in self._labels:
                self._labels[iri] = name
            held.append((_fold(name), iri, kind, name))
        self._held = held

    def __len__(self) -> int:
        return len(self._labels)

    def search(self, words: str, limit: int = 50, kinds: Iterable[str] = ()) -> list[Found]:
        """Return what is named so: first what has just this name, then what begins so, then what has the words.

        Args:
            words: what was typed.
            limit: how many things to return at most.
            kinds: the kinds to look among; all, if none is named.
        """
        wanted, among = _fold(words), set(kinds)
        if not wanted:
            return []
        parts = wanted.split()
        best: dict[str, tuple[tuple[int, int, int, str], Found]] = {}
        for folded, iri, kind, name in self._held:
            if parts[0] not in folded or (among and kind not in among):
                continue
            grade = _grade(folded, wanted, parts)
            if grade is None:
                continue
            label = self._labels[iri]
            key = (grade + (name != label), _rank(kind), len(folded), label)
            if iri not in best or key < best[iri][0]:
                best[iri] = (key, Found(iri, kind, label, label if _has_words(_fold(label), parts) else name))
        ranked = sorted(best.values(), key=lambda pair: (pair[0], pair[1].iri))
        # Letters within a word tell little; they count where no word begins so.
        begun = [found for key, found in ranked if key[0] < _WITHIN]
        return (begun or [found for _, found in ranked])[:limit]

    def near(self, words: str, limit: int = 6) -> list[Found]:
        """Return what has a name that is written much like this."""
        folded = _fold(words)[:100]
        spelled: dict[str, tuple[str, str, str]] = {}
        for name, iri, kind, shown in self._held:
            if abs(len(name) - len(folded)) <= max(2, len(folded) // 3):
                spelled.setdefault(name, (iri, kind, shown))
        found: dict[str, Found] = {}
        for name in difflib.get_close_matches(folded, spelled, n=3 * limit, cutoff=0.7):
            iri, kind, shown = spelled[name]
            found.setdefault(iri, Found(iri, kind, self._labels[iri], shown))
        return list(found.values())[:limit]


def names(store: Store) -> Names:
    """Return the names of all concepts, documents and sources of a graph."""
    return Names(
        (iri, kind.removeprefix(DKG), name, property.replace("#", "/").rpartition("/")[2] in _PREFERRED)
        for iri, kind, property, name in rows(store, _NAMES)
        if kind.startswith(DKG)
    )


def _has_words(folded: str, parts: Iterable[str]) -> bool:
    """Tell whether each part begins a word of a name."""
    held = folded.split()
    return all(any(word.startswith(part) for word in held) for part in parts)


def _grade(folded: str, wanted: str, parts: list[str]) -> int | None:
    """Return how well a name fits, 0 the best; None where it does not."""
    if folded == wanted:
        return 0
    if folded.startswith(wanted):
        return 2
    if _has_words(folded, parts):
        return 4
    return _WITHIN if all(part in folded for part in parts) else None


def _rank(kind: str) -> int:
    return _FIRST.index(kind) if kind in _FIRST else 9 if kind in _LAST else 5


def _fold(text: str) -> str:
    return " ".join(text.casefold().replace("-", " ").split())


_NAMES = """SELECT ?thing ?class ?property ?name {
  { VALUES ?property { skos:prefLabel skos:altLabel } ?thing ?property ?name ; a ?class }
  UNION { VALUES ?property { dct:title dkg:fileName } ?thing a dkg:Document ; ?property ?name
    BIND(dkg:Document AS ?class) }
  UNION { ?thing a dkg:EvidenceSource ; rdfs:label ?name BIND(rdfs:label AS ?property)
    BIND(dkg:EvidenceSource AS ?class) } }"""
