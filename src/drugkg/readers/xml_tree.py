"""XML as a tree that knows where each word stands in the file.

Expat reads it, for it tells the place of every event exactly; entities are those of XML alone. A document type
declaration is refused, so that nothing can be expanded, fetched or included.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat  # what makes expat unsafe, declarations, is refused

from drugkg.errors import DocumentError, Problem
from drugkg.readers.base import File
from drugkg.readers.decode import decode_as
from drugkg.text import Span

__all__ = ["Element", "Run", "attribute", "parse", "tree"]

#: Far more than any label has; each element takes much more memory than it has bytes.
_MOST_ELEMENTS, _DEEPEST = 400_000, 200
_DECLARED = re.compile(rb"""\s*<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_ENTITY = re.compile(r"&(?:#\d{1,9}|#x[0-9a-fA-F]{1,8}|amp|lt|gt|quot|apos);")
_BYTE = re.compile(r"[^\x00-\x7f]")


@dataclass(frozen=True, slots=True)
class Run:
    """Characters between tags: what they say, and where they stand, in code points of the decoded file."""

    text: str
    at: int
    at_end: int


@dataclass(slots=True)
class Element:
    """An element: its local name, its attributes (local names), what is inside, and where its start tag begins."""

    name: str
    attributes: dict[str, str]
    at: int
    inside: list[Element | Run] = field(default_factory=list)

    def children(self, *names: str) -> Iterator[Element]:
        """Yield the elements right inside, of some names where any are given."""
        for part in self.inside:
            if isinstance(part, Element) and (not names or part.name in names):
                yield part

    def find(self, path: str) -> Element | None:
        """Return the first element at a path of names (`author/assignedEntity`)."""
        return next(self.all(path), None)

    def all(self, path: str) -> Iterator[Element]:
        """Yield the elements at a path of names."""
        name, _, rest = path.partition("/")
        for child in self.children(name):
            if rest:
                yield from child.all(rest)
            else:
                yield child

    def descendants(self) -> Iterator[Element]:
        """Yield this element and all inside it, in the order of the file."""
        waiting: list[Element] = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += reversed(list(element.children()))

    def runs(self) -> Iterator[Run]:
        """Yield all characters inside, in the order of the file."""
        waiting: list[Element | Run] = [self]
        while waiting:
            part = waiting.pop()
            if isinstance(part, Run):
                yield part
            else:
                waiting += reversed(part.inside)

    def words(self) -> str:
        """Return all characters inside, with single spaces."""
        return " ".join("".join(run.text for run in self.runs()).split())


def parse(file: File) -> tuple[str, Element]:
    """Return the text of a file, decoded as it declares, and the tree of its elements.

    Raises:
        DocumentError: if the file is no XML, has a document type declaration, or more elements than a document needs.
    """
    declared = _DECLARED.match(file.data[:512].removeprefix(b"\xef\xbb\xbf"))
    text = decode_as(file.data, file.name, declared.group(1).decode() if declared else "utf-8")
    return text, tree(text, file.name)


def tree(text: str, file_name: str) -> Element:
    """Return the tree of the elements in a text.

    Raises:
        DocumentError: as `parse` does.
    """
    return _Builder(text, file_name).build()


class _Builder:
    """Makes the tree from what expat tells."""

    def __init__(self, text: str, file_name: str) -> None:
        self._text, self._file_name = text, file_name
        # Expat counts bytes: each character beyond ASCII shifts what follows by so many.
        self._bytes, self._shifts, shift = [0], [0], 0
        for match in _BYTE.finditer(text):
            shift += len(match.group().encode()) - 1
            self._bytes.append(match.end() + shift)
            self._shifts.append(shift)
        self._top = Element("", {}, 0)
        self._open = [self._top]
        self._count = 0
        self._is_literal = False
        self._parser = parser = expat.ParserCreate("utf-8", " ")
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartCdataSectionHandler = lambda: self._literal(is_literal=True)
        parser.EndCdataSectionHandler = lambda: self._literal(is_literal=False)

    def build(self) -> Element:
        """Return the root of the tree."""
        try:
            self._parser.Parse(self._text.encode(), True)
        except expat.ExpatError as error:
            what = f"malformed XML: {expat.ErrorString(error.code)}"
            raise self._problem(what, "correct the file", error.lineno, error.offset) from None
        return next(self._top.children())

    def _refuse(self, *_: object) -> None:
        raise self._problem("the XML has a document type declaration (DTD)", "remove it, and the entities it declares")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > _MOST_ELEMENTS:
            raise self._problem(f"the XML has more than {_MOST_ELEMENTS:,} elements", "split the file")
        if len(self._open) > _DEEPEST:
            raise self._problem(f"the XML is nested deeper than {_DEEPEST} elements", "correct the file")
        local = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        element = Element(name.rpartition(" ")[2], local, self._at())
        self._open[-1].inside.append(element)
        self._open.append(element)

    def _end(self, _: str) -> None:
        self._open.pop()

    def _literal(self, *, is_literal: bool) -> None:
        self._is_literal = is_literal

    def _characters(self, words: str) -> None:
        at = self._at()
        entity = None if self._is_literal else _ENTITY.match(self._text, at)
        if entity:
            end = entity.end()
        elif words == "\n":
            end = at + (2 if self._text.startswith("\r\n", at) else 1)
        else:
            end = at + len(words)
        self._open[-1].inside.append(Run(words, at, end))

    def _at(self) -> int:
        """Return where expat is, in code points."""
        place = self._parser.CurrentByteIndex
        return place - self._shifts[bisect_right(self._bytes, place) - 1]

    def _problem(self, what: str, remedy: str, line: int = 0, column: int = -1) -> DocumentError:
        line = line or self._parser.CurrentLineNumber
        column = column if column >= 0 else self._parser.CurrentColumnNumber
        return DocumentError(Problem(f"{self._file_name}:{line}:{column + 1}", what, remedy))


def attribute(text: str, element: Element, name: str) -> Span | None:
    """Return where the value of an attribute stands in the file, None where it cannot be told."""
    pattern = re.compile(rf"""(?<=\s){re.escape(name)}\s*=\s*(?:"([^"<]*)"|'([^'<]*)')""")
    end = text.find(">", element.at)
    found = pattern.search(text, element.at, end)
    return Span(*found.span(1 if found.group(1) is not None else 2)) if found else None
