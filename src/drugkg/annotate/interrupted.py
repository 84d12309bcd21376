"""Names interrupted by their own abbreviation: "central nervous system (CNS) depressants"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from drugkg.annotate.terms import Vocabulary
from drugkg.vocabulary.lexicon import Match

__all__ = ["with_interrupted"]

_ABBREVIATION = re.compile(r" \([A-Z][A-Za-z0-9-]{1,7}\)(?=[ -][a-z])")
#: So many code points hold the words before a bracket.
_LONGEST = 400
_WORDS_BEFORE = re.compile(r"(?:[\w'’-]+ ){0,4}[\w'’-]+$")
_WORDS_AFTER = re.compile(r"[ -](?:[\w'’-]+ ){0,3}[\w'’-]+")


def with_interrupted(vocabulary: Vocabulary, text: str, matches: Sequence[Match]) -> list[Match]:
    """Return the matches of a text, and names that go on behind a bracketed abbreviation in place of their parts."""
    found = list(matches)
    if " (" not in text:
        return found
    for hole in _ABBREVIATION.finditer(text):
        before = _WORDS_BEFORE.search(text, max(0, hole.start() - _LONGEST), hole.start())
        after = _WORDS_AFTER.match(text, hole.end())
        if not before or not after:
            continue
        joint = len(before.group())
        for match in vocabulary.find(before.group() + after.group()):
            if match.start < joint < match.end:
                whole = Match(before.start() + match.start, hole.end() + match.end - joint, match.concepts)
                found = [m for m in found if m.end <= whole.start or m.start >= whole.end]
                found.append(whole)
    return sorted(found, key=lambda match: match.start)
