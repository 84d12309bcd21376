"""Who has a name: the curated core first, then the packs in their order. A name never has two owners."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from drugkg.vocabulary import Concept, ConceptType, Lexicon
from drugkg.vocabulary.concept import slug
from drugkg.vocabulary.variants import plain, variants

__all__ = ["Row", "Taken", "extending", "unique"]


@dataclass(slots=True)
class Row:
    """A concept on its way into a pack, or what `extends` one of the core, whose identifiers are `known`."""

    key: str
    label: str
    synonyms: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    broader: list[str] = field(default_factory=list)
    known: tuple[str, ...] = ()
    extends: bool = False

    def missing(self, ids: Iterable[str]) -> Iterator[str]:
        """Yield the identifiers of terminologies that the row has none of."""
        has = {id.partition(":")[0] for id in (*self.ids, *self.known)}
        yield from (id for id in ids if id.partition(":")[0] not in has)

    def line(self) -> str:
        """Return the row as a line of a vocabulary file."""
        synonyms, ids, broader = sorted(self.synonyms, key=str.lower), self.ids, self.broader
        return "\t".join((self.key, self.label, "|".join(synonyms), "|".join(ids), "|".join(broader))) + "\n"


def extending(concept: Concept) -> Row:
    """Return a row that adds to a concept of the core."""
    return Row(concept.key, concept.label, known=concept.ids, extends=True)


class Taken:
    """The names and keys that have an owner, in every form in which they are looked for."""

    def __init__(self, core: Lexicon) -> None:
        self._owners: dict[str, str] = {}
        self._core = {plain(c.label): c for c in core.concepts() if not c.replaced_by}
        self._keys: set[str] = set()
        self._identified: dict[str, list[Concept]] = {}
        for concept in core.concepts():
            self._keys.add(concept.key)
            if not concept.replaced_by:
                for id in concept.ids:
                    self._identified.setdefault(id, []).append(concept)
                for name in (concept.label, *concept.synonyms):
                    self._own(name, concept)

    def free(self, name: str, type: ConceptType, key: str = "") -> bool:
        """Tell whether nobody else has the name in any form."""
        return all(self._owners.get(form, key) == key for form in _forms(name, type))

    def owner(self, name: str) -> str | None:
        """Return the key of the concept that has the name."""
        return self._owners.get(plain(name))

    def core(self, label: str, type: ConceptType) -> Concept | None:
        """Return the concept of the core that has just this label."""
        known = self._core.get(plain(label))
        return known if known and known.type is type else None

    def identified(self, id: str, type: ConceptType) -> Concept | None:
        """Return the one concept of the core that has this identifier."""
        known = [concept for concept in self._identified.get(id, ()) if concept.type is type]
        return known[0] if len(known) == 1 else None

    def key(self, label: str, id: str) -> str:
        """Return a key that nobody has."""
        wanted = slug(label)
        return wanted if wanted not in self._keys else f"{wanted}-{slug(id)}"

    def add(self, row: Row, type: ConceptType) -> None:
        """Give a row its names."""
        self._keys.add(row.key)
        for name in (row.label, *row.synonyms):
            self._own(name, Concept(row.key, row.label, type))

    def _own(self, name: str, concept: Concept) -> None:
        for form in _forms(name, concept.type):
            self._owners.setdefault(form, concept.key)


def _forms(name: str, type: ConceptType) -> Iterator[str]:
    return iter(dict.fromkeys(" ".join(form.split()) for form in variants(name, type)))


def unique(names: Iterable[str]) -> list[str]:
    """Return the names without those that differ in marks or case only."""
    return list({plain(name): name for name in reversed(list(names))}.values())[::-1]
