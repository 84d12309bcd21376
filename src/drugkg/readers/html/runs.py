"""Where the words of an HTML page stand in its file, character by character."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

__all__ = ["Run", "lines", "runs"]

#: A named reference is followed by at most this many signs.
_REFERENCE = re.compile(r"&(?:#[xX]?[0-9a-fA-F]{1,8};?|[A-Za-z][A-Za-z0-9]{0,32};?)")
_MARKUP = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
#: Words that the parser moved are looked for this far ahead.
_REACH = 4096
#: Signs that are not seen: they tell where a word may be broken.
_UNSEEN = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")


class Run(NamedTuple):
    """Words of a page and where they stand in the file; of another length there, the whole stands for the whole."""

    text: str
    at: int
    at_end: int


def runs(source: str, text: str, at: int) -> Iterator[Run]:
    r"""Yield the words of a text node, which begins at `at` in the file, without signs that are not seen.

    What cannot be found in the file is left out, so that every word leads back to it.

    >>> [tuple(run) for run in runs("<p>A &amp; B</p>", "A & B", 3)]
    [('A ', 3, 5), ('&', 5, 10), (' B', 10, 12)]
    """
    for run in _aligned(source, text, at):
        if run.at_end - run.at != len(run.text):
            if not _UNSEEN.fullmatch(run.text):
                yield run
            continue
        start = 0
        for unseen in _UNSEEN.finditer(run.text):
            if unseen.start() > start:
                yield Run(run.text[start : unseen.start()], run.at + start, run.at + unseen.start())
            start = unseen.end()
        if start < len(run.text):
            yield Run(run.text[start:], run.at + start, run.at_end)


def lines(run: Run) -> list[Run]:
    r"""Return the lines of words that stand in the file as they are, without line ends.

    >>> [tuple(line) for line in lines(Run("a\nb", 5, 8))]
    [('a', 5, 6), ('b', 7, 8)]
    """
    if len(run.text) != run.at_end - run.at:
        return [run]
    found, at = [], run.at
    for line in run.text.splitlines(keepends=True):
        words = line.rstrip("\r\n")
        found.append(Run(words, at, at + len(words)))
        at += len(line)
    return found


def _aligned(source: str, text: str, at: int) -> Iterator[Run]:
    if source.startswith(text, at):
        yield Run(text, at, at + len(text))
        return
    done = place = 0
    while place < len(text) and at < len(source):
        sign = source[at]
        if sign == text[place] and sign != "&":
            place, at = place + 1, at + 1
            continue
        if place > done:
            yield Run(text[done:place], at - (place - done), at)
        width, length = _told_otherwise(source, at, text, place)
        if length:
            yield Run(text[place : place + length], at, at + width)
        elif not width:
            found = source.find(text[place], at, at + _REACH)
            if found < 0:
                return
            width = found - at
        place, at = place + length, at + width
        done = place
    if place > done:
        yield Run(text[done:place], at - (place - done), at)


def _told_otherwise(source: str, at: int, text: str, place: int) -> tuple[int, int]:
    """Return how many signs of the file stand for how many of the text: a reference, a line end, markup for nothing."""
    reference = _REFERENCE.match(source, at)
    if reference:
        told = unescape(reference.group())
        if text.startswith(told, place):
            return (len(reference.group()), len(told)) if told != reference.group() else (1, 1)
    if source[at] == text[place]:
        return 1, 1
    if source[at] == "\r" and text[place] == "\n":
        return (2 if source.startswith("\n", at + 1) else 1), 1
    markup = _MARKUP.match(source, at)
    if markup:
        return len(markup.group()), 0
    return (1, 0) if source[at] in "\r\n\0" else (0, 0)
