"""Many phrases looked for at once, as whole words, in one pass over a folded text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from daachorse import CharwiseDoubleArrayAhoCorasick

from drugkg.text.fold import fold

__all__ = ["Matcher", "leftmost_longest"]


class Matcher:
    """Find phrases in folded text, at word borders only.

    `find` gives every occurrence, or with `overlapping=False` only those of the leftmost-longest
    choice. A space in a phrase stands for exactly one space (or folded mark) in the text.

    >>> cues = Matcher(["indicated", "not indicated"])
    >>> cues.find("it is not indicated in gout")
    [(6, 19, 1), (10, 19, 0)]
    >>> Matcher(["indicated", "not indicated"], overlapping=False).find("it is not indicated in gout")
    [(6, 19, 1)]
    """

    __slots__ = ("_automaton", "overlapping")

    def __init__(self, patterns: Sequence[str], *, overlapping: bool = True) -> None:
        """Take phrases, folded or not; the same phrase may come twice and is then found twice."""
        # The spaces around a phrase are its word borders: no candidate inside a word is ever made.
        bordered = [f" {fold(pattern).strip(' ')} " for pattern in patterns]
        for pattern, border in zip(patterns, bordered, strict=True):
            if not border.strip(" "):
                raise ValueError(f"a phrase without a letter or digit cannot be found: {pattern!r}")
        self._automaton = CharwiseDoubleArrayAhoCorasick(bordered) if bordered else None
        self.overlapping = overlapping

    @classmethod
    def from_bytes(cls, data: bytes, *, overlapping: bool = True) -> Matcher:
        """Return the matcher that `to_bytes` wrote; its patterns keep their indexes.

        >>> Matcher.from_bytes(Matcher(["gout"]).to_bytes()).find("gout")
        [(0, 4, 0)]
        """
        matcher = cls((), overlapping=overlapping)
        matcher._automaton = CharwiseDoubleArrayAhoCorasick.deserialize(data) if data else None
        return matcher

    def to_bytes(self) -> bytes:
        """Return the compiled phrases as bytes."""
        return self._automaton.serialize() if self._automaton else b""

    def find(self, folded: str) -> list[tuple[int, int, int]]:
        """Return (start, end, index of the phrase), ordered by start, then the longest first.

        `folded` is what `drugkg.text.fold.fold` returns; positions count its characters.
        """
        if self._automaton is None:
            return []
        # Found spans hold the two borders, and the text searched has one more at its head: these cancel out.
        places = [(start, 2 - end, index) for start, end, index in self._automaton.find_overlapping(f" {folded} ")]
        places.sort()
        found = [(start, -minus_end, index) for start, minus_end, index in places]
        return found if self.overlapping else leftmost_longest(found)


def leftmost_longest(found: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Return the matches left when each takes its words away from all that come after it in reading order."""
    kept: list[tuple[int, int, int]] = []
    end = 0
    for match in found:
        if match[0] >= end:
            kept.append(match)
            end = match[1]
    return kept
