"""A document's text cut into what a page shows: chunks of lines, in pieces that the same passages cover."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from drugkg.text import Outline, Span

__all__ = ["Chunk", "Piece", "parts"]

#: A part holds about so many characters; browsers lay out only the parts in view.
_PART = 6000


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: the passages that begin here, those that cover it, and the unread sentence that it is of.

    `first` tells that the unread sentence begins here.
    """

    text: str
    anchors: tuple[Span, ...] = ()
    passages: tuple[Span, ...] = ()
    unread: Span | None = None
    first: bool = False


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines that belong together; `kind` is `heading`, `paragraph`, `item` or `silent`."""

    kind: str
    pieces: tuple[Piece, ...]


def parts(
    text: str, outline: Outline | None, passages: Iterable[Span], unread: Iterable[Span] = ()
) -> list[list[Chunk]]:
    """Return a text as chunks, several in a part; nothing of it is left out but empty lines.

    Passages may overlap in any way: every piece names all that cover it, each passage begins at one piece.

    >>> ((chunk,),) = parts("one two three", None, [Span(0, 7), Span(4, 13)])
    >>> [(piece.text, len(piece.passages), len(piece.anchors)) for piece in chunk.pieces]
    [('one ', 1, 1), ('two', 2, 1), (' three', 1, 0)]
    """
    cutter = _Cutter(text, passages, unread)
    found: list[list[Chunk]] = []
    size = _PART
    for kind, span in _chunks(text, outline):
        if size >= _PART:
            found.append([])
            size = 0
        found[-1].append(Chunk(kind, tuple(cutter.pieces(span))))
        size += span.end - span.start
    if cutter.waiting:  # passages beyond the text keep their anchors
        late = tuple(reversed(cutter.waiting))
        found.append([Chunk("paragraph", (Piece("", late, late),))])
    return found


def _chunks(text: str, outline: Outline | None) -> Iterator[tuple[str, Span]]:
    """Yield the lines of each block, without empty lines around them; without outline, each paragraph."""
    kinds: dict[int, str] = {}
    if outline is None:
        kinds = {match.end(): "paragraph" for match in re.finditer(r"\n[ \t\r]*\n+", text)}
    else:
        for stretch in outline.stretches:
            line = text.rfind("\n", 0, stretch.span.start) + 1
            kinds.setdefault(line, "silent" if stretch.silent else stretch.kind.value)
    starts = sorted({0, *kinds})
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        span = Span(start, end).strip(text, "\r\n")
        if span.of(text).strip():
            yield kinds.get(start, "paragraph"), span


class _Cutter:
    """Cuts a text, chunk after chunk: what has begun in one goes on in the next."""

    def __init__(self, text: str, passages: Iterable[Span], unread: Iterable[Span]) -> None:
        self._text = text
        #: Passages that have not begun yet, the next one last.
        self.waiting = sorted({span for span in passages if span.end > span.start}, reverse=True)
        self._unread = sorted(unread, reverse=True)
        self._active: list[Span] = []
        self._named: Span | None = None

    def pieces(self, span: Span) -> Iterator[Piece]:
        """Yield the pieces of a chunk."""
        at = span.start
        while at < span.end:
            fresh = []
            while self.waiting and self.waiting[-1].start <= at:
                fresh.append(self.waiting.pop())
            self._active = [each for each in (*self._active, *fresh) if each.end > at or each in fresh]
            while self._unread and self._unread[-1].end <= at:
                self._unread.pop()
            following = self._unread[-1] if self._unread else None
            now = following if following and following.start <= at else None
            borders = [each.end for each in self._active if each.end > at]
            borders += [self.waiting[-1].start] if self.waiting else []
            borders += [now.end if now else following.start] if following else []
            end = min([span.end, *borders])
            first = now is not None and now != self._named
            self._named = now or self._named
            yield Piece(self._text[at:end], tuple(fresh), tuple(sorted(self._active)), now, first)
            at = end
