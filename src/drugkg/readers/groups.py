"""Lines that group side effects: by how common they are, and by the part of the body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from functools import cache, lru_cache

from drugkg.readers.blocks import Draft
from drugkg.readers.words import load
from drugkg.text import BlockKind

__all__ = ["GROUP_RANK", "Group", "group", "settle_groups"]

#: The rank of a heading that groups side effects: below all other headings.
GROUP_RANK = 8
_LONGEST = 220


class Group(StrEnum):
    """What a line says of the side effects below it."""

    NONE = ""
    FREQUENCY = "frequency"
    ORGANS = "organs"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = load("groups.yaml", {"frequency": str, "effects": str, "conventions": [str], "classes": [str]})
    behind = "|".join(f"(?:{pattern})" for pattern in data["conventions"])
    frequency = rf"(?:{data['frequency']})(?:(?:{data['effects']})?(?:{behind}))?\s*:?"
    classes = rf"(?:{'|'.join(data['classes'])})\s*:?"
    return re.compile(frequency, re.IGNORECASE), re.compile(classes, re.IGNORECASE)


@lru_cache(maxsize=4096)
def group(words: str) -> Group:
    """Return what a line groups, if it groups anything.

    >>> group("Common (may affect up to 1 in 10 people)"), group("Rare: hives"), group("Cardiac disorders")
    (<Group.FREQUENCY: 'frequency'>, <Group.NONE: ''>, <Group.ORGANS: 'organs'>)
    """
    if len(words) > _LONGEST:
        return Group.NONE
    frequency, classes = _patterns()
    if frequency.fullmatch(words):
        return Group.FREQUENCY
    return Group.ORGANS if classes.fullmatch(words) else Group.NONE


def settle_groups(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """Set the ranks of the group headings: what a section groups by first stands further out than the other.

    Frequencies right behind one another head nothing: they explain the words, or their columns were taken apart. They
    are left out.
    """
    kinds = [group(draft.stretches[0].of(text)) if draft.rank == GROUP_RANK else Group.NONE for draft in drafts]
    settled: list[Draft] = []
    outer = Group.NONE
    for at, (draft, kind) in enumerate(zip(drafts, kinds, strict=True)):
        if kind is Group.FREQUENCY and Group.FREQUENCY in (*kinds[max(at - 1, 0) : at], *kinds[at + 1 : at + 2]):
            continue
        if draft.kind is BlockKind.HEADING:
            outer = kind and (outer or kind)
        settled.append(replace(draft, rank=GROUP_RANK + (kind is not outer)) if kind else draft)
    return settled
