"""Cues: the words that tell what a sentence claims, as data, found in one pass over the text.

A cue is written as a pattern: `[words]` may be left out, `(one|other)` is a choice. Patterns are
expanded to plain phrases, so that thousands of them cost one automaton scan.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, NamedTuple

from drugkg.errors import Problem, VocabularyError
from drugkg.text import Span
from drugkg.text.fold import fold
from drugkg.vocabulary.automaton import Matcher

__all__ = ["Cue", "CueRule", "CueSet", "expand"]

#: Categories of which the longest cue at a place is meant: "should not be used in" is no "used in".
COMPETING = frozenset({"treats", "contraindicated", "caution", "interacts"})
#: More phrases than this from one pattern is a pattern that nobody can review.
MOST_PHRASES = 3000


@dataclass(frozen=True, slots=True)
class CueRule:
    """A rule of the data: its id, what it is a cue for, on which side its object stands, other settings."""

    id: str
    category: str
    side: str
    settings: Mapping[str, Any]


class Cue(NamedTuple):
    """A cue found in a text."""

    span: Span
    rule: CueRule

    @property
    def category(self) -> str:
        """What it is a cue for."""
        return self.rule.category


def expand(pattern: str) -> list[str]:
    """Return the phrases that a pattern stands for.

    >>> expand("[also] indicated (for|in)")
    ['indicated for', 'indicated in', 'also indicated for', 'also indicated in']
    """
    phrases, at = _sequence(pattern, 0)
    if at != len(pattern):
        raise ValueError(f"unbalanced bracket at {at} of {pattern!r}")
    return [" ".join(phrase.split()) for phrase in phrases]


def _sequence(pattern: str, at: int) -> tuple[list[str], int]:
    done: list[str] = []
    current = [""]
    while at < len(pattern) and pattern[at] not in ")]":
        if pattern[at] in "([":
            inner, end = _sequence(pattern, at + 1)
            if end >= len(pattern) or pattern[end] != (")" if pattern[at] == "(" else "]"):
                raise ValueError(f"unbalanced bracket at {at} of {pattern!r}")
            choices = inner if pattern[at] == "(" else ["", *inner]
            current = [f"{left} {right}" for left in current for right in choices]
            at = end + 1
        elif pattern[at] == "|":
            done += current
            current = [""]
            at += 1
        else:
            end = at
            while end < len(pattern) and pattern[end] not in "()[]|":
                end += 1
            current = [left + pattern[at:end] for left in current]
            at = end
    return done + current, at


def _phrases(pattern: str) -> list[str]:
    """Return the folded phrases of a pattern.

    Raises:
        ValueError: if a bracket is not balanced, or the phrases are too many to review.
    """
    expanded = expand(pattern)
    if len(expanded) > MOST_PHRASES:
        raise ValueError(f"{pattern!r} stands for {len(expanded)} phrases, more than anyone can review")
    folded = (" ".join(fold(phrase).split()) for phrase in expanded)
    return [phrase for phrase in folded if phrase]


class CueSet:
    """All cues of a rule set, compiled."""

    def __init__(self, rules: tuple[CueRule, ...], owners: Sequence[int], matcher: Matcher) -> None:
        """Take the rules, for each phrase of the matcher the index of its rule, and the matcher."""
        self._rules = rules
        self._owners = owners
        self._matcher = matcher

    @classmethod
    def of(cls, entries: Iterable[tuple[str, str, Mapping[str, Any]]]) -> CueSet:
        """Return the cues of entries `(place, category, {id, say: pattern or patterns, object: after | before, ...})`.

        Every other key of an entry is kept as a setting of its rule.

        Raises:
            VocabularyError: with a problem for each bad entry.
        """
        rules: list[CueRule] = []
        phrases: list[str] = []
        owners: list[int] = []
        problems: list[Problem] = []
        for place, category, entry in entries:
            settings = {key: value for key, value in entry.items() if key not in ("id", "say", "object")}
            rules.append(CueRule(str(entry["id"]), category, str(entry.get("object", "after")), settings))
            says = entry["say"]
            for pattern in [says] if isinstance(says, str) else says:
                try:
                    found = _phrases(str(pattern))
                except ValueError as error:
                    problems.append(Problem(place, f"cue {rules[-1].id}: {error}", "mend the pattern"))
                    continue
                phrases += found
                owners += [len(rules) - 1] * len(found)
        if problems:
            raise VocabularyError(problems)
        return cls(tuple(rules), owners, Matcher(phrases, overlapping=True))

    def to_bytes(self) -> bytes:
        """Return the compiled cues as bytes: a line of JSON, then the matcher."""
        told = [(rule.id, rule.category, rule.side, dict(rule.settings)) for rule in self._rules]
        return json.dumps([told, list(self._owners)]).encode() + b"\n" + self._matcher.to_bytes()

    @classmethod
    def from_bytes(cls, stream: BinaryIO) -> CueSet:
        """Return the cues that `to_bytes` wrote.

        Raises:
            ValueError: if the bytes are no compiled cues.
        """
        told, owners = json.loads(stream.readline())
        return cls(tuple(CueRule(*rule) for rule in told), owners, Matcher.from_bytes(stream.read(), overlapping=True))

    def find(self, folded: str) -> list[Cue]:
        """Return the cues in a folded text, in order; of one rule at one place only the longest."""
        found: list[Cue] = []
        reach: dict[int, int] = {}
        covering = Span(0, 0)
        # Of one place the longest phrases come first, so that a shorter one of the same rule is within reach.
        for start, end, index in self._matcher.find(folded):
            owner = self._owners[index]
            if end <= reach.get(owner, 0):
                continue
            rule, span = self._rules[owner], Span(start, end)
            competes = rule.category in COMPETING
            if (competes or rule.category == "negation") and covering.contains(span) and covering != span:
                continue
            reach[owner] = end
            if competes and end > covering.end:
                covering = span
            found.append(Cue(span, rule))
        return found
