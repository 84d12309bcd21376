"""Echoes: passages of different documents that share wording, or that lead to the same cited work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from drugkg.findings.components import Components
from drugkg.findings.wording import FULL, Excerpt, Shingle, Wording, likeness, shared_words, wording
from drugkg.findings.works import work_keys

__all__ = ["THRESHOLD", "Basis", "Echo", "Pair", "echoes"]

#: From here on, passages share wording: more than two authors share by chance (docs/independence.md).
THRESHOLD = Fraction(1, 2)


class Basis(StrEnum):
    """Why passages are one witness."""

    WORDING = "sharedWording"
    REFERENCE = "sharedReference"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two passages of different documents, and how alike their wording is (`wording.likeness`)."""

    one: str
    other: str
    likeness: Fraction


@dataclass(frozen=True, slots=True)
class Echo:
    """Passages of at least two documents that are no independent witnesses.

    `members` are the names of the passages, sorted. `words` are what they share: words as one of them has them, or the
    cited work. Where they share wording, `pairs` are the closest pairs that join them all, closest first, and
    `similarity` is that of the last.
    """

    basis: Basis
    members: tuple[str, ...]
    words: str
    similarity: Fraction | None = None
    pairs: tuple[Pair, ...] = ()


def echoes(excerpts: Iterable[Excerpt], threshold: Fraction = THRESHOLD) -> tuple[Echo, ...]:
    """Return the echoes among passages about one drug, in the order of their members.

    What comes out depends neither on the order of the excerpts nor on how often one comes.

    >>> words = "thirst, dry mouth, ringing in the ears, cold hands, cramps at night, a rash on the arms or legs, fever"
    >>> one, other = Excerpt("p", "d", 0, 90, words), Excerpt("q", "e", 12, 95, words.upper())
    >>> [(echo.members, echo.similarity) for echo in echoes([other, one])]
    [(('p', 'q'), Fraction(1, 1))]
    """
    named: dict[str, Excerpt] = {}
    for excerpt in excerpts:
        known = named.setdefault(excerpt.passage, excerpt)
        named[excerpt.passage] = replace(known, works=tuple(sorted({*known.works, *excerpt.works})))
    found = [*_by_wording(named, threshold), *_by_reference(named.values())]
    return tuple(sorted(found, key=lambda echo: (echo.members, echo.basis, echo.words)))


def _by_wording(named: Mapping[str, Excerpt], threshold: Fraction) -> Iterator[Echo]:
    parts = Components(named)
    joining = [pair for pair in _alike(named, threshold) if parts.join(pair.one, pair.other)]
    pairs: dict[str, list[Pair]] = {}
    for pair in joining:
        pairs.setdefault(parts.root(pair.one), []).append(pair)
    for held in pairs.values():
        members = sorted({name for pair in held for name in (pair.one, pair.other)})
        words = shared_words(named[held[0].one], named[held[0].other])
        yield Echo(Basis.WORDING, tuple(members), words, held[-1].likeness, tuple(held))


def _alike(named: Mapping[str, Excerpt], threshold: Fraction) -> list[Pair]:
    """Return pairs that are alike, closest first: enough of them to join whatever any pair would join as closely."""
    groups: dict[Wording, list[Excerpt]] = {}
    for name in sorted(named):
        groups.setdefault(wording(named[name]), []).append(named[name])
    pairs = {pair for told, group in groups.items() for pair in _across(group, group, likeness(told, told))}
    wordings = list(groups)
    for one, other in _candidates(wordings, threshold):
        told, heard = wordings[one], wordings[other]
        pairs.update(_across(groups[told], groups[heard], likeness(told, heard)))
    kept = (pair for pair in pairs if pair.likeness >= threshold)
    return sorted(kept, key=lambda pair: (-pair.likeness, pair.one, pair.other))


def _across(group: list[Excerpt], others: list[Excerpt], alike: Fraction) -> Iterator[Pair]:
    """Yield a pair for each member of two groups, of one wording each, that has a partner in another document."""
    for mine, theirs in ((group, others), (others, group)):
        for excerpt in mine:
            partner = next((other.passage for other in theirs if other.document != excerpt.document), None)
            if partner is not None:
                yield Pair(min(excerpt.passage, partner), max(excerpt.passage, partner), alike)


def _candidates(wordings: list[Wording], threshold: Fraction) -> Iterator[tuple[int, int]]:
    """Yield the places of wordings that share shingles enough to be alike."""
    enough = threshold * FULL
    places: dict[Shingle, list[int]] = {}
    for here, told in enumerate(wordings):
        shared: Counter[int] = Counter()
        for shingle in told.shingles:
            earlier = places.setdefault(shingle, [])
            shared.update(earlier)
            earlier.append(here)
        for there, count in shared.items():
            if count >= enough:
                yield there, here


def _by_reference(excerpts: Iterable[Excerpt]) -> Iterator[Echo]:
    cited = {citation: work_keys(citation) for excerpt in excerpts for citation in excerpt.works}
    parts = Components(key for keys in cited.values() for key in keys)
    for keys in cited.values():
        for key in keys:
            parts.join(min(keys), key)
    citing: dict[str, list[tuple[str, Excerpt]]] = {}
    for excerpt in excerpts:
        for citation in excerpt.works:
            if keys := cited[citation]:
                citing.setdefault(parts.root(min(keys)), []).append((citation, excerpt))
    for uses in citing.values():
        if len({excerpt.document for _, excerpt in uses}) > 1:
            members = tuple(sorted({excerpt.passage for _, excerpt in uses}))
            yield Echo(Basis.REFERENCE, members, min(citation for citation, _ in uses))
