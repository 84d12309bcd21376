"""Find paragraphs about something else at the end of a page.

Which drug a paragraph is about is not told here: only that it stands apart at the very end, opens
with a name that occurs nowhere else in the document, and shares no name with the title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from drugkg.text import BlockKind

__all__ = ["advertisements"]

_OPENING = re.compile(r"([A-Z][\w-]{3,})\b[^.]{0,60}\s(?:is|are|was)\b")
_WORD = re.compile(r"\w[\w-]*")
#: Blank lines in front of a paragraph that stands apart.
_APART = 2
_FEWEST_BLOCKS = 4


def advertisements(
    kinds: Sequence[BlockKind], texts: Sequence[str], silent: Sequence[str], gaps: Sequence[int]
) -> list[int]:
    """Return the indexes of blocks that advertise something else; `gaps` counts blank lines in front of blocks."""
    last = max((index for index, why in enumerate(silent) if not why), default=0)
    if len(texts) < _FEWEST_BLOCKS or kinds[last] is not BlockKind.PARAGRAPH or texts[last].endswith(":"):
        return []
    words = {word.casefold() for word in _WORD.findall(texts[last])}
    title = next((text for text, kind in zip(texts, kinds, strict=True) if kind is BlockKind.HEADING), "")
    if any(len(word) > 3 and word.casefold() in words for word in _WORD.findall(title)):
        return []
    if last and silent[last - 1] == "advertisement":
        return [last]
    opening = _OPENING.match(texts[last])
    if opening is None or gaps[last] < _APART:
        return []
    name = opening.group(1).casefold()
    rest = (text for at, text in enumerate(texts) if at != last)
    return [] if any(name == word.casefold() for text in rest for word in _WORD.findall(text)) else [last]
