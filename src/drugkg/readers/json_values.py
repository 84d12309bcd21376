"""JSON values that know where they stand in the file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from drugkg.errors import DocumentError, Problem
from drugkg.text import Origin, Piece

__all__ = ["Text", "Value", "values"]

_SPACE = re.compile(r"[ \t\n\r]*")
_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)", re.DOTALL)
_LONE = re.compile("[\ud800-\udfff]")
#: Deeper than any label; what is nested deeper is not looked into.
_DEEPEST = 6
_decode = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Text:
    """A string: what it says, and an origin that leads from it to the file."""

    text: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Value:
    """A value: from where to where it stands, and what is in it, by what it is.

    `texts` holds the string, or the strings of a list; `members` the entries of an object, `items` those of a list.
    """

    start: int
    end: int
    texts: tuple[Text, ...] = ()
    members: dict[str, tuple[Text, Value]] = field(default_factory=dict)
    items: tuple[Value, ...] = ()


def values(text: str, file_name: str) -> Iterator[Value]:
    r"""Yield the values of a text: one, or one behind another (JSON lines).

    Raises:
        DocumentError: with line and column, where the text is no JSON.

    >>> (value,) = values('{"a": ["5 \\u00b5g"]}', "a.json")
    >>> value.members["a"][1].texts[0].text
    '5 µg'
    """
    at = _skip(text, 0)
    while at < len(text):
        try:
            _, end = _decode.raw_decode(text, at)
        except json.JSONDecodeError as error:
            place = f"{file_name}:{error.lineno}:{error.colno}"
            raise DocumentError(Problem(place, f"malformed JSON: {error.msg}", "correct the file")) from None
        except (RecursionError, ValueError):
            what = "the JSON is nested too deep, or holds a number that is too long"
            raise DocumentError(Problem(file_name, what, "correct the file")) from None
        yield _value(text, at, end, 0)
        at = _skip(text, end)


def _value(text: str, at: int, end: int, depth: int) -> Value:
    """Return the value at a place; the text is known to be JSON there."""
    if text[at] == '"':
        return Value(at, end, (_text(text, at, end),))
    if depth == _DEEPEST or text[at] not in "[{":
        return Value(at, end)
    members: dict[str, tuple[Text, Value]] = {}
    items: list[Value] = []
    place = _skip(text, at + 1)
    while text[place] not in "]}":
        key = None
        if text[at] == "{":
            key_end = _end(text, place)
            key = _text(text, place, key_end)
            place = _skip(text, _skip(text, key_end) + 1)
        value = _value(text, place, _end(text, place), depth + 1)
        if key is None:
            items.append(value)
        else:
            members[key.text] = (key, value)
        place = _skip(text, value.end)
        place = _skip(text, place + 1) if text[place] == "," else place
    texts = tuple(told for item in items for told in item.texts if text[item.start] == '"')
    return Value(at, end, texts, members, tuple(items))


def _end(text: str, at: int) -> int:
    """Return where the value at a place ends."""
    if text[at] == '"':
        found = _STRING.match(text, at)
        assert found is not None
        return found.end()
    return _decode.raw_decode(text, at)[1]


def _text(text: str, start: int, end: int) -> Text:
    """Return the string between two quotation marks."""
    parts: list[str] = []
    pieces: list[Piece] = []
    length = 0
    at = start + 1
    for match in (*_ESCAPE.finditer(text, at, end - 1), None):
        until = match.start() if match else end - 1
        found = [(text[at:until], at, until)]
        if match:
            found.append((_LONE.sub("\ufffd", json.loads(f'"{match.group()}"')), *match.span()))
            at = match.end()
        for words, place, place_end in found:
            if words:
                pieces.append(Piece(length, length + len(words), place, place_end))
                parts.append(words)
                length += len(words)
    return Text("".join(parts), Origin(tuple(pieces)))


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
