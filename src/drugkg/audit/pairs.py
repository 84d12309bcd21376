"""Which documents of two graphs are to be compared: the same ones, and versions of the same series."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from drugkg.audit.sides import Edition

__all__ = ["Pair", "pairs"]

#: Documents of the old graph, and the documents of the new graph that they are compared with.
Pair = tuple[tuple[Edition, ...], tuple[Edition, ...]]


def pairs(old: Iterable[Edition], new: Iterable[Edition]) -> tuple[Pair, ...]:
    """Return which documents are compared, each document of each side at most once as the one that changed.

    A document is compared with itself where both sides have it. Of the others, those of one series are compared; a
    document without one there is compared with the version that it revises, or that revises it. Two graphs of one
    document each are compared whatever their sources. What is left has nothing to be compared with.
    """
    before, after = {edition.id: edition for edition in old}, {edition.id: edition for edition in new}
    if len(before) == len(after) == 1:
        return ((tuple(before.values()), tuple(after.values())),)
    found: list[Pair] = [((before[id],), (after[id],)) for id in before.keys() & after.keys()]
    revised: dict[str, str] = {}
    for edition in (*before.values(), *after.values()):
        revised[edition.id] = max(edition.revises, revised.get(edition.id, ""))
    series: dict[tuple[str, str], tuple[list[Edition], list[Edition]]] = {}
    for side, (mine, others) in enumerate(((before, after), (after, before))):
        for id in mine.keys() - others.keys():
            series.setdefault(mine[id].series, ([], []))[side].append(mine[id])
    for gone, came in series.values():
        if gone and came:
            found.append((tuple(sorted(gone)), tuple(sorted(came))))
        else:
            found += (((edition,), _near(edition, after, revised)) for edition in gone)
            found += ((_near(edition, before, revised), (edition,)) for edition in came)
    return tuple(sorted(found, key=_order))


def _near(edition: Edition, there: dict[str, Edition], revised: dict[str, str]) -> tuple[Edition, ...]:
    """Return the nearest version of a document on the other side, if it has one: earlier ones come first."""
    following = {former: later for later, former in sorted(revised.items(), reverse=True) if former}
    return next(((there[id],) for step in (revised, following) for id in _along(edition.id, step) if id in there), ())


def _along(id: str, step: dict[str, str]) -> Iterator[str]:
    """Yield where a chain of versions leads; one that leads back to itself ends there."""
    seen = {id}
    while (id := step.get(id, "")) and id not in seen:
        seen.add(id)
        yield id


def _order(pair: Pair) -> tuple[object, ...]:
    gone, came = pair
    shown = [(edition.publisher, edition.title, edition.file_name, edition.id) for edition in (*came, *gone)]
    return min(shown), len(gone), len(came), shown
