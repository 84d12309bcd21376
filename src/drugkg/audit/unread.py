"""What of a document led to no claim, so that silence of the reader is not taken for silence of the source."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pyoxigraph

from drugkg.errors import UsageError
from drugkg.query.names import with_prefixes
from drugkg.store import Store
from drugkg.text import BlockKind, Outline, Span

__all__ = ["Unread", "UnreadSection", "unread", "unread_of"]


@dataclass(frozen=True, slots=True)
class UnreadSection:
    """Sentences below one heading that led to no claim; `sentences` counts all below it."""

    heading: str
    unread: tuple[Span, ...]
    sentences: int


@dataclass(frozen=True, slots=True)
class Unread:
    """What of one document led to no claim.

    `sections` are those with such sentences, in the order of the text. `silent` counts blocks that were left aside on
    purpose, by what they are. Sentences and characters are those of all other blocks but headings.
    """

    sections: tuple[UnreadSection, ...] = ()
    silent: Mapping[str, int] | None = None
    sentences: int = 0
    used: int = 0
    characters: int = 0
    used_characters: int = 0

    @property
    def share(self) -> float:
        """The share of the text, by characters of sentences, that led to claims."""
        return self.used_characters / self.characters if self.characters else 0.0


def unread(outline: Outline, text: str, passages: Iterable[Span]) -> Unread:
    """Return what of a text led to no claim: the sentences that share no character with any passage.

    >>> from drugkg.text import Stretch
    >>> told = Outline((Stretch(BlockKind.PARAGRAPH, Span(0, 9), (Span(0, 4), Span(5, 9))),))
    >>> found = unread(told, "One. Two.", [Span(6, 8)])
    >>> [span.of("One. Two.") for section in found.sections for span in section.unread], found.share
    (['One.'], 0.5)
    """
    merged = _merged(passages)
    starts = [span.start for span in merged]
    silent: Counter[str] = Counter()
    below: dict[int | None, list[tuple[Span, bool]]] = {}
    seen: set[Span] = set()
    for stretch in outline.stretches:
        if stretch.silent:
            silent[stretch.silent] += 1
        elif stretch.kind is not BlockKind.HEADING:
            for span in stretch.sentences:
                if span not in seen:  # what goes over several rows of a table is said in each
                    seen.add(span)
                    below.setdefault(stretch.head, []).append((span, _meets(span, merged, starts)))
    sections = []
    for head, told in below.items():
        left = tuple(span for span, used in told if not used)
        heading = "" if head is None else " ".join(outline.stretches[head].span.of(text).split())
        sections += [UnreadSection(heading, left, len(told))] if left else []
    every = [entry for told in below.values() for entry in told]
    return Unread(
        tuple(sections),
        dict(sorted(silent.items())),
        len(every),
        sum(used for _, used in every),
        sum(len(span.of(text)) for span, _ in every),
        sum(len(span.of(text)) for span, used in every if used),
    )


def _merged(passages: Iterable[Span]) -> list[Span]:
    """Return spans in order, those that overlap as one."""
    found: list[Span] = []
    for span in sorted(passages):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def _meets(span: Span, merged: list[Span], starts: list[int]) -> bool:
    last = bisect_left(starts, span.end) - 1
    return last >= 0 and merged[last].end > span.start


def unread_of(graph: Store, documents: Iterable[str]) -> dict[str, Unread | None]:
    """Return what of each document of a graph led to no claim; None where the store has not its text or outline.

    All claims count, whatever drug they are about.
    """
    passages: dict[str, list[Span]] = {}
    answer: Any = graph.query(with_prefixes(_PASSAGES))
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    for row in answer:
        document, start, end = (cell.value for cell in row)
        passages.setdefault(document, []).append(Span(int(start), int(end)))
    found: dict[str, Unread | None] = {}
    for document in documents:
        try:
            found[document] = unread(graph.outline(document), graph.text(document), passages.get(document, ()))
        except UsageError:
            found[document] = None
    return found


_PASSAGES = """SELECT DISTINCT ?document ?start ?end {
  ?evidence oa:hasTarget ?passage .
  ?passage oa:hasSource ?document ; oa:hasSelector ?position . ?position oa:start ?start ; oa:end ?end }"""
