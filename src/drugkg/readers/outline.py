"""Which headings stand above each block."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import inf
from types import MappingProxyType

__all__ = ["outline"]


def outline(
    ranks: Sequence[int],
    *,
    guess: bool = False,
    apart: Collection[int] = (),
    columns: Collection[int] = (),
    ends: Mapping[int, int] = MappingProxyType({}),
) -> tuple[list[tuple[int, ...]], list[int]]:
    """Return the headings above each block, outermost first, and how deep each heading stands.

    `ranks` has a number for each heading (smaller is further out) and 0 for every other block. With
    `guess`, a heading right after another of its rank is taken for its part, as are those of that
    rank that follow, up to the next that is followed by a heading itself; but those at the indexes
    `apart` are part of nothing. Those at `columns` head columns of a table, and stand above nothing by
    their place alone. At the indexes of `ends`, headings from the rank named there on have ended.

    >>> outline([1, 0, 2, 0, 1, 0])[0]
    [(), (0,), (0,), (0, 2), (), (4,)]
    >>> outline([2, 2, 0, 2, 0, 2, 2, 0], guess=True)[0]
    [(), (0,), (0, 1), (0,), (0, 3), (), (5,), (5, 6)]
    >>> outline([1, 4, 0, 0], ends={3: 4})[0]
    [(), (0,), (0, 1), (0,)]
    """
    paths: list[tuple[int, ...]] = []
    levels: list[int] = []
    stack: list[tuple[float, int]] = []
    for index, rank in enumerate(ranks):
        while stack and stack[-1][0] >= ends.get(index, inf):
            stack.pop()
        if not rank or index in columns:
            paths.append(tuple(heading for _, heading in stack))
            levels.append(len(stack) + 1 if rank else 0)
            continue
        depth: float = _guessed(ranks, index, stack) if guess and index not in apart else rank
        while stack and stack[-1][0] >= depth:
            stack.pop()
        paths.append(tuple(heading for _, heading in stack))
        stack.append((depth, index))
        levels.append(len(stack))
    return paths, levels


def _guessed(ranks: Sequence[int], index: int, stack: list[tuple[float, int]]) -> float:
    rank = ranks[index]
    part = rank + 0.5
    follows = index > 0 and ranks[index - 1] > 0
    if rank == 1 or not stack:
        return rank
    if follows and any(depth in (rank, part) for depth, _ in stack):
        return part
    leads_headings = index + 1 < len(ranks) and ranks[index + 1] == rank
    inside = any(depth == part for depth, _ in stack)
    return part if inside and not leads_headings else rank
