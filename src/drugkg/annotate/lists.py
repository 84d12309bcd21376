"""Lists: items of an enumeration, with what stands in brackets behind each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from drugkg.text import Span
from drugkg.text.hints import has_any

__all__ = ["Group", "Item", "items", "split_choices"]

_OPEN, _CLOSE = "([{", ")]}"
_BRACKET = re.compile(r"[\[\](){}]")
_DIVIDING = re.compile(r"[\[\](){},;]")
_JOINING = re.compile(r"^(?:and/or|and|or|as well as|plus|&)\s+", re.IGNORECASE)
#: Words after which the examples of what stands before them follow.
_EXAMPLES = re.compile(
    r"\s+(?:such as|including(?: but not limited to)?|for example|especially|particularly|like)\s+(?=\S)", re.IGNORECASE
)
_EXAMPLE_STEMS = (" such as", " including", " for example", " especially", " particularly", " like")
#: "X in 11% and Y in 12%": each share ends an item.
_NEXT_SHARE = re.compile(r"(?<=%)\s+and\s+|(?<=percent)\s+and\s+", re.IGNORECASE)
_JOINED = re.compile(r"\s+(?:and/or|and|or)\s+", re.IGNORECASE)
_DASH = re.compile(r"\s?[—–](?=\S|\s)\s*|\s-\s")
_CHOICE_STEMS = (" and", " or", "/", "&", " as well")
_CHOICE = re.compile(r"(?<! with)\s+(?:and/or|and|or|&|as well as)\s+(?!without )|\s*/\s*(?=[a-z])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Group:
    """What stands between a pair of brackets; `span` leaves the brackets out."""

    bracket: str
    span: Span


@dataclass(frozen=True, slots=True)
class Item:
    """One item: `span` has all of it, `head` its words before brackets and dashes, `tail` what follows a dash."""

    span: Span
    head: Span
    groups: tuple[Group, ...]
    tail: Span | None


def items(text: str, span: Span) -> list[Item]:
    """Return the items of the enumeration that stands in a span.

    Commas and semicolons outside of brackets divide; what stands in brackets stays with its item.

    >>> text = "drowsiness [up to 63%]; rash (skin rash or itching), and nausea —4 to 12%."
    >>> [item.head.of(text) for item in items(text, Span(0, len(text)))]
    ['drowsiness', 'rash', 'nausea']
    """
    return [_item(text, part) for part in _divide(text, span)]


def split_choices(text: str, span: Span) -> list[Span]:
    """Return the parts of a span that `and`, `or` or a slash divide, outside of brackets.

    >>> text = "blurred or double vision"
    >>> [part.of(text) for part in split_choices(text, Span(0, len(text)))]
    ['blurred', 'double vision']
    """
    if not has_any(span.of(text), _CHOICE_STEMS):
        whole = span.strip(text)
        return [whole] if whole.end > whole.start else []
    parts: list[Span] = []
    start = span.start
    for match in _CHOICE.finditer(text, span.start, span.end):
        if match.start() > start:
            parts.append(Span(start, match.start()).strip(text))
        start = match.end()
    parts.append(Span(start, span.end).strip(text))
    return [part for part in parts if part.end > part.start]


def _divide(text: str, span: Span) -> Iterator[Span]:
    depth = 0
    start = span.start
    words = span.of(text)
    examples: dict[int, int] = {}
    if has_any(words, _EXAMPLE_STEMS):
        examples |= {match.start(): match.end() for match in _EXAMPLES.finditer(text, span.start, span.end)}
    if has_any(words, ("%", "percent")):
        examples |= {match.start(): match.end() for match in _NEXT_SHARE.finditer(text, span.start, span.end)}
    dividing = [match.start() for match in _DIVIDING.finditer(text, span.start, span.end)]
    for at in sorted((*dividing, *examples)) if examples else dividing:
        character = text[at]
        if depth == 0 and at in examples and at > start:
            yield from _trim(text, Span(start, at))
            start = examples[at]
        if character in _OPEN:
            depth += 1
        elif character in _CLOSE:
            depth = max(0, depth - 1)
            joined = _JOINED.match(text, at + 1, span.end) if depth == 0 else None
            if joined:
                yield from _trim(text, Span(start, at + 1))
                start = joined.end()
        elif depth == 0 and at >= start and (character in ";•" or (character == "," and not _in_number(text, at))):
            yield from _trim(text, Span(start, at))
            start = at + 1
    yield from _trim(text, Span(start, span.end))


def _in_number(text: str, at: int) -> bool:
    return text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()


def _trim(text: str, span: Span) -> Iterator[Span]:
    inner = span.strip(text).strip(text, " \t.:")
    joining = _JOINING.match(inner.of(text))
    if joining:
        inner = Span(inner.start + joining.end(), inner.end)
    if inner.end > inner.start:
        yield inner


def _item(text: str, span: Span) -> Item:
    groups: list[Group] = []
    stack: list[int] = []
    head_end = span.end
    for bracket in _BRACKET.finditer(text, span.start, span.end):
        at = bracket.start()
        if text[at] in _OPEN:
            if not stack:
                head_end = min(head_end, at)
            stack.append(at)
        elif text[at] in _CLOSE and stack:
            opened = stack.pop()
            if not stack:
                groups.append(Group(text[opened], Span(opened + 1, at)))
    head = Span(span.start, head_end)
    words = span.of(text)
    dash = None
    if "—" in words or "–" in words or "-" in words:
        dash = _DASH.search(text, head.start, head.end) or _DASH.search(text, head.end, span.end)
    tail = None
    if dash:
        tail = Span(dash.end(), span.end)
        head = Span(head.start, min(head.end, dash.start()))
    return Item(span, head.strip(text), tuple(groups), tail)
