"""The lexicon: concepts by name, by key, by identifier, and wherever a text names them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from drugkg.text.fold import fold
from drugkg.vocabulary.compiled import Compiled, curie_form
from drugkg.vocabulary.concept import Concept, ConceptType
from drugkg.vocabulary.files import Header
from drugkg.vocabulary.variants import Case, plain

__all__ = ["Lexicon", "Match"]

#: Advice is told by rules; its names ("do not drink alcohol") would only hide what stands inside them.
_NEVER_FOUND = frozenset({ConceptType.TOPIC})

#: So many answers of each kind are remembered: a document asks for the same names and keys over and over.
_REMEMBERED = 1 << 13

#: What a phrase names, and how each name must be written; the latter is empty where all count in any case.
_Senses = tuple[tuple[Concept, ...], tuple[Case, ...]]


class Match(NamedTuple):
    """Words of a text that name concepts: at most a few, of different types as a rule, ordered by key."""

    start: int
    end: int
    concepts: tuple[Concept, ...]


class Lexicon:
    """The concepts of a vocabulary. `hash` tells the content of its files, `files` what they say of themselves.

    >>> from drugkg.vocabulary import load
    >>> lexicon = load()
    >>> [concept.key for concept in lexicon.concepts()] == sorted(concept.key for concept in lexicon.concepts())
    True
    """

    __slots__ = ("_ancestors", "_compiled", "_concepts", "_keyed", "_looked_up", "_senses", "hash")

    def __init__(self, compiled: Compiled, hash: str) -> None:
        """Take a compiled vocabulary and the hash of the files it was made from."""
        self._compiled = compiled
        self._concepts: dict[int, Concept] = {}
        self._senses: dict[int, _Senses] = {}
        remembered = lru_cache(maxsize=_REMEMBERED)
        self._looked_up, self._keyed = remembered(self._look_up), remembered(self._of_key)
        self._ancestors = remembered(self._wider)
        self.hash = hash

    def __len__(self) -> int:
        return len(self._compiled.keys)

    @property
    def files(self) -> tuple[Header, ...]:
        """The headers of the vocabulary files: title, type, origin, licence, version."""
        return self._compiled.headers

    def concepts(self) -> Iterator[Concept]:
        """Yield all concepts, ordered by key."""
        return map(self._concept, range(len(self)))

    def find(self, text: str) -> list[Match]:
        """Return where a text names concepts: whole words, from left to right, the longest name first.

        An abbreviation counts only as it is written; where it does not, the next longest name has its turn.
        """
        matches: list[Match] = []
        free = 0
        for start, end, phrase in self._compiled.matcher.find(fold(text)):
            if start >= free and (concepts := self._meant(phrase, text, start, end)):
                matches.append(Match(start, end, concepts))
                free = end
        return matches

    def lookup(self, text: str) -> tuple[Concept, ...]:
        """Return the concepts that a name, a key or a CURIE stands for, in this order; case says nothing.

        The key or CURIE of a concept that was replaced gives the one that replaced it.
        """
        return self._looked_up(text)

    def concept(self, key: str) -> Concept | None:
        """Return the concept with a key, also one that was replaced; None where there is none."""
        return self._keyed(key)

    def ancestors(self, key: str) -> tuple[str, ...]:
        """Return the keys of all wider concepts, the nearest first, each once."""
        return self._ancestors(key)

    def _look_up(self, text: str) -> tuple[Concept, ...]:
        name, key = plain(text), text.strip().lower()
        named = (
            concept
            for start, end, phrase in self._compiled.matcher.find(name)
            if end - start == len(name)
            for concept in self._senses_of(phrase)[0]
        )
        compiled = self._compiled
        keyed = () if " " in key else compiled.keys.find(key)
        numbers = (*keyed, *map(compiled.curie_concepts.__getitem__, self._curies(text)))
        return tuple(dict.fromkeys((*named, *(self._current(self._concept(number)) for number in numbers))))

    def _of_key(self, key: str) -> Concept | None:
        return next(map(self._concept, self._compiled.keys.find(key)), None)

    def _wider(self, key: str) -> tuple[str, ...]:
        found: dict[str, None] = {}
        level = [key]
        while level:
            concepts = filter(None, map(self.concept, level))
            level = [wider for concept in concepts for wider in concept.broader if wider not in found]
            found |= dict.fromkeys(level)
        return tuple(found)

    def _curies(self, text: str) -> range:
        return self._compiled.curies.find(curie_form(text.strip())) if ":" in text else range(0)

    def _current(self, concept: Concept) -> Concept:
        while concept.replaced_by and (newer := self.concept(concept.replaced_by)):
            concept = newer
        return concept

    def _meant(self, phrase: int, text: str, start: int, end: int) -> tuple[Concept, ...]:
        """Return the concepts that the words name, written as they are."""
        concepts, cases = self._senses_of(phrase)
        if not cases:
            return concepts
        words = text[start:end]
        return tuple(
            concept
            for concept, case in zip(concepts, cases, strict=True)
            if case.holds(words) and concept.type not in _NEVER_FOUND
        )

    def _senses_of(self, phrase: int) -> _Senses:
        known = self._senses.get(phrase)
        if known is None:
            senses = self._compiled.senses_of(phrase)
            concepts, cases = tuple(self._concept(number) for number, _ in senses), tuple(case for _, case in senses)
            picky = any(cases) or any(concept.type in _NEVER_FOUND for concept in concepts)
            known = self._senses[phrase] = concepts, cases if picky else ()
        return known

    def _concept(self, number: int) -> Concept:
        known = self._concepts.get(number)
        if known is None:
            known = self._concepts[number] = self._compiled.concept(number)
        return known
