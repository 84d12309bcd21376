"""The drug's own name: rules say "it" and mean the drug, whatever a document calls it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from drugkg.annotate.cues import Cue, CueSet
from drugkg.text import Span
from drugkg.text.fold import fold
from drugkg.vocabulary.concept import Concept, ConceptType
from drugkg.vocabulary.lexicon import Match

__all__ = ["cues_about"]

_IT = "it"
_POSSESSIVE = re.compile(r"['’]s\b")


def cues_about(drug: Concept, text: str, matches: Sequence[Match], cues: CueSet) -> list[Cue]:
    """Return the cues of a text in which names of the drug, with a dose form behind them, count as "it"."""
    folded = fold(text)
    names = _names(drug, text, matches)
    if not names:
        return cues.find(folded)
    pieces: list[str] = []
    shown: list[int] = []
    length = at = 0
    for name in names:
        pieces += (folded[at : name.start], _IT)
        shown.append(length + name.start - at)
        length = shown[-1] + len(_IT)
        at = name.end
    pieces.append(folded[at:])

    def back(position: int) -> int:
        """Return where in the text stands what begins at a position of the text with "it"."""
        nth = bisect_right(shown, position) - 1
        if nth < 0:
            return position
        beyond = position - shown[nth] - len(_IT)
        return names[nth].end + beyond if beyond >= 0 else names[nth].start

    # A cue may end in "it", and then has all of the name; its last letter never stands in one otherwise.
    ends = {start + len(_IT): name.end for start, name in zip(shown, names, strict=True)}
    return [
        cue if cue.span.end <= shown[0] else Cue(Span(back(start), ends.get(end) or back(end - 1) + 1), rule)
        for cue in cues.find("".join(pieces))
        for (start, end), rule in (cue,)
    ]


def _names(drug: Concept, text: str, matches: Sequence[Match]) -> list[Span]:
    found: list[Span] = []
    key = drug.key
    for nth, match in enumerate(matches):
        for concept in match.concepts:
            if concept.key == key or (concept.type is ConceptType.BRAND and key in concept.broader):
                break
        else:
            continue
        if _POSSESSIVE.match(text, match.end):
            continue
        end = match.end
        following = matches[nth + 1] if nth + 1 < len(matches) else None
        if (
            following
            and following.start == end + 1
            and any(c.type is ConceptType.DOSE_FORM for c in following.concepts)
        ):
            end = following.end
        found.append(Span(match.start, end))
    return found
