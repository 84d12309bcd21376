"""Echoes: passages of different documents that share wording, or that lead to the same cited work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from drugkg.findings.components import Components
from drugkg.findings.wording import Excerpt, Wording, containment, folded_names, shared_words, wording
from drugkg.findings.works import work_keys

__all__ = ["THRESHOLD", "Basis", "Echo", "Pair", "echoes"]

#: From here on, passages share wording: eleven words in a row in windows of twenty (docs/independence.md).
THRESHOLD = 0.44


class Basis(StrEnum):
    """Why passages are one witness."""

    WORDING = "sharedWording"
    REFERENCE = "sharedReference"


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """A passage, the closest one in another document, and how alike their wording is (`wording.likeness`)."""

    one: str
    other: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Echo:
    """Passages of at least two documents that are no independent witnesses.

    `members` are the names of the passages, sorted. `words` are what they share: words as one of them has them, or the
    cited work. Where they share wording, `pairs` show for each member the closest one, and `similarity` is the least of
    these likenesses: each member has a partner that is at least so alike.
    """

    basis: Basis
    members: tuple[str, ...]
    words: str
    similarity: float | None = None
    pairs: tuple[Pair, ...] = ()


def echoes(excerpts: Iterable[Excerpt], names: Iterable[str] = (), threshold: float = THRESHOLD) -> tuple[Echo, ...]:
    """Return the echoes among passages about one drug, in the order of their members.

    What comes out depends neither on the order of the excerpts nor on how often one comes.

    Args:
        excerpts: passages of any number of documents.
        names: what the drug is called; its names count as the same word.
        threshold: how alike passages are that share wording.

    >>> words = "thirst, dry mouth, ringing in the ears, cold hands, cramps at night, a rash on the arms or legs, fever"
    >>> one, other = Excerpt("p", "d", 0, 90, words), Excerpt("q", "e", 12, 95, words.upper())
    >>> [(echo.members, echo.similarity) for echo in echoes([other, one])]
    [(('p', 'q'), 1.0)]
    """
    known: dict[str, Excerpt] = {}
    for excerpt in excerpts:
        first = known.setdefault(excerpt.passage, excerpt)
        known[excerpt.passage] = replace(first, works=tuple(sorted({*first.works, *excerpt.works})))
    found = [*_by_wording(known, folded_names(names), threshold), *_by_reference(known.values())]
    return tuple(sorted(found, key=lambda echo: (echo.members, echo.basis, echo.words)))


def _by_wording(known: Mapping[str, Excerpt], names: frozenset[str], threshold: float) -> Iterator[Echo]:
    groups: dict[Wording, list[Excerpt]] = {}
    for name in sorted(known):
        groups.setdefault(wording(known[name], names), []).append(known[name])
    closest: dict[str, Pair] = {}
    parts = Components(known)
    for one, other, alike in _alike(list(groups), threshold):
        for excerpt, partner in _across(groups[one], groups[other]):
            parts.join(excerpt, partner)
            held = closest.get(excerpt)
            if held is None or (held.likeness, partner) < (alike, held.other):
                closest[excerpt] = Pair(excerpt, partner, alike)
    members: dict[str, list[str]] = {}
    for name in sorted(closest):
        members.setdefault(parts.root(name), []).append(name)
    for held_together in members.values():
        pairs = tuple(closest[name] for name in held_together)
        best = min(pairs, key=lambda pair: (-pair.likeness, pair))
        words = shared_words(known[best.one], known[best.other])
        yield Echo(Basis.WORDING, tuple(held_together), words, min(pair.likeness for pair in pairs), pairs)


def _across(group: list[Excerpt], others: list[Excerpt]) -> Iterator[tuple[str, str]]:
    """Yield each member of two groups with the first of the other group that stands in another document."""
    for mine, theirs in ((group, others), (others, group)):
        for excerpt in mine:
            partner = next((other.passage for other in theirs if other.document != excerpt.document), None)
            if partner is not None:
                yield excerpt.passage, partner


def _alike(wordings: list[Wording], threshold: float) -> Iterator[tuple[Wording, Wording, float]]:
    """Yield pairs of wordings that are alike, each pair once, and each wording with itself."""
    quoted: dict[str, list[int]] = {}
    for here, told in enumerate(wordings):
        near: set[int] = set()
        for anchor in told.anchors:
            earlier = quoted.setdefault(anchor, [])
            near.update(earlier)
            earlier.append(here)
        # What shares an anchor is as alike as the windows are.
        for there in (*near, here):
            alike = containment(told, wordings[there])
            if alike >= threshold:
                yield told, wordings[there], alike


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
