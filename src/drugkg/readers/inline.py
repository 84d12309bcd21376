"""Marks inside a line of Markdown that one does not read: emphasis, links, images, tags, escapes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drugkg.text import Span

__all__ = ["holes"]

_TAG = re.compile(
    r"<!--.{0,2000}?-->|</?[A-Za-z][A-Za-z0-9]{0,15}(?:\s[^<>]{0,500})?/?>|<(?:https?|mailto):[^<>\s]{1,500}>"
)
_IMAGE = re.compile(r"!\[[^\[\]]{0,500}\]\([^()\s]{0,2000}(?:\s\"[^\"]{0,200}\")?\)")
_LINK_END = re.compile(r"\]\([^()\s]{0,2000}(?:\s\"[^\"]{0,200}\")?\)")
_RUN = re.compile(r"\*{1,4}|_{1,4}|`{1,3}|~~")
_ESCAPE = re.compile(r"\\(?=[\\`*_{}\[\]()#+.!|<>~-])")
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]+")


def holes(text: str, start: int, end: int) -> list[Span]:
    """Return where the marks of Markdown stand in a stretch of a text, in order; they may overlap.

    >>> [hole.of("**Adults:** see [here](x)") for hole in holes("**Adults:** see [here](x)", 0, 25)]
    ['**', '**', '[', '](x)']
    """
    escapes = [Span(*match.span()) for match in _ESCAPE.finditer(text, start, end)]
    escaped = {hole.end for hole in escapes}
    found = [*escapes, *_matches(_TAG, text, start, end), *_matches(_IMAGE, text, start, end)]
    found += _matches(_INVISIBLE, text, start, end)
    found += _links(text, start, end)
    runs = (run for run in _matches(_RUN, text, start, end) if run.start not in escaped)
    return sorted([*found, *(run for run in runs if _marks_up(text, run, start, end))])


def _matches(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[Span]:
    return (Span(*match.span()) for match in pattern.finditer(text, start, end))


def _links(text: str, start: int, end: int) -> Iterator[Span]:
    """Find the brackets of links; the text between them stays."""
    open_at: list[int] = []
    at = start
    for match in re.finditer(r"[\[\]]", text[start:end]):
        place = start + match.start()
        if place < at:
            continue
        if match.group() == "[":
            open_at.append(place)
        elif open_at:
            opening = open_at.pop()
            target = _LINK_END.match(text, place, end)
            if target:
                yield Span(opening, opening + 1)
                yield Span(*target.span())
                at = target.end()


def _marks_up(text: str, run: Span, start: int, end: int) -> bool:
    """Tell whether a run of stars or underscores is emphasis: it touches a word, and is not inside one."""
    before = text[run.start - 1] if run.start > start else " "
    after = text[run.end] if run.end < end else " "
    if text[run.start] == "_":
        return before.isalnum() != after.isalnum() or (not before.isspace()) != (not after.isspace())
    if text[run.start] == "*" and run.end - run.start == 1:
        return not (before.isspace() and after.isspace()) and not (before.isdigit() and after.isdigit())
    return True
