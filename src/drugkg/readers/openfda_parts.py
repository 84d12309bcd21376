"""What fields of a record say twice: a part of another field, or a table that is also running text."""

from __future__ import annotations

import re
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from drugkg.readers.readings import united
from drugkg.text import Span

__all__ = ["Compact", "repeated"]

_WORD = re.compile(r"\S+")
#: Longer strings are read as they are.
_LONGEST = 2_000_000
#: Shorter ones may be the same by chance.
_SHORTEST = 24
_MOST_FIELDS = 200

#: A field, and which of its strings.
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Compact:
    """A text without its white space, and where each of its characters stood."""

    text: str
    places: array[int]

    @classmethod
    def of(cls, text: str) -> Compact:
        """Return the compact form of a text, empty for one that is too long to look into."""
        words, places = [], array("L")
        for word in _WORD.finditer(text) if len(text) <= _LONGEST else ():
            words.append(word.group())
            places.extend(range(*word.span()))
        return cls("".join(words), places)

    def find(self, other: str) -> Span | None:
        """Return where a text without white space stands, None where it does not or is too short to tell."""
        at = self.text.find(other) if len(other) >= _SHORTEST else -1
        return Span(self.places[at], self.places[at + len(other) - 1] + 1) if at >= 0 else None

    def has_otherwise(self, table: str) -> bool:
        """Tell whether the text has a table, though not word by word, so that it can be read only as running text."""
        return len(table) >= _SHORTEST and table not in self.text and table[:_SHORTEST] in self.text


def repeated(fields: Mapping[Key, Compact], tables: Mapping[str, Sequence[str]]) -> dict[Key, list[Span]]:
    """Return the stretches of each field that another field says more precisely: a shorter one, or a table.

    Of two fields with the same words, the later one is the repetition.

    >>> texts = "8.1 Pregnancy It is not known. 8.2 Lactation It is not.", "8.1 Pregnancy It is not known."
    >>> whole, part = map(Compact.of, texts)
    >>> repeated({("populations", 0): whole, ("pregnancy", 0): part}, {})["populations", 0]
    [Span(start=0, end=30)]
    """
    found: dict[Key, list[Span]] = {key: [] for key in fields}
    keys = list(fields) if len(fields) <= _MOST_FIELDS else []
    for at, key in enumerate(keys):
        for other, inner in enumerate(keys):
            mine, theirs = fields[key].text, fields[inner].text
            if key != inner and (len(theirs) < len(mine) or (theirs == mine and other < at)):
                span = fields[key].find(theirs)
                if span:
                    found[key].append(span)
        found[key] += [span for table in tables.get(key[0], ()) if (span := fields[key].find(table))]
    return {key: united(spans) for key, spans in found.items()}
