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
    names = _names(drug, text, matches)
    if not names:
        return cues.find(fold(text))
    pieces: list[str] = []
    shown: list[int] = []
    stood: list[int] = []
    length = at = 0
    for name in (*names, Span(len(text), len(text))):
        for piece, start in ((text[at : name.start], at), (_IT if name.end > name.start else "", name.start)):
            shown.append(length)
            stood.append(start)
            pieces.append(piece)
            length += len(piece)
        at = name.end

    ends = {shown[2 * nth + 1] + len(_IT): name.end for nth, name in enumerate(names)}

    def back(position: int) -> int:
        run = bisect_right(shown, position) - 1
        return stood[run] + (0 if run % 2 else position - shown[run])

    return [
        Cue(Span(back(cue.span.start), ends.get(cue.span.end) or back(cue.span.end - 1) + 1), cue.rule)
        for cue in cues.find(fold("".join(pieces)))
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
