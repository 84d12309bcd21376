"""The matter of an HTML page as it stands on the screen: headings, paragraphs, lists, tables."""

from __future__ import annotations

import re

from justhtml import Element, Text

from drugkg.readers.flow import Flow
from drugkg.readers.html.page import Page, Part, attribute, children
from drugkg.readers.html.runs import Run, lines, runs
from drugkg.readers.html.shape import HEADINGS, aria_rank, is_contents, is_layout, rows, span, texts
from drugkg.text import BlockKind

__all__ = ["narrate"]

#: Terms and summaries head what stands beside or below them, below all other headings.
_TERM_RANK = 11
_INLINE = frozenset(
    """a abbr acronym b bdi bdo big button cite code data del dfn em font i ins kbd label mark math nobr output q rp rt
    ruby s samp small span strike strong sub sup time tt u var wbr img""".split()
)
_SET_OFF = frozenset(["b", "strong"])
_MOST_COLUMNS, _MOST_ROWS = 50, 50
#: A cell over several rows is said again in each of them where it has no more signs than this.
_LONGEST_SHARED = 200
#: Below this depth a page is words only.
_DEEPEST = 120
_DASH = re.compile(r"\s*[-–—*•·▪◦]\s+(?=\S)")
_DIGITS = re.compile(r"[\[(]?\s*\d{1,3}(?:\s*[,–-]\s*\d{1,3})*\s*[\])]?")
#: Behind these a raised number is a power.
_BEFORE_POWER = re.compile(r"(?:(?<![A-Za-z])(?:[cdkm]?m)|\d)$")
#: A line as long as this goes on in the next where that begins in lower case.
_LONG_LINE = 50
#: A line that begins so goes on with the one above.
_GOES_ON = re.compile(r"\s*(?:and|or|of|with|in|on|for|to|per|who|which|a|the)\b|\s*[(,;]")


def narrate(page: Page, flow: Flow) -> None:
    """Write the matter of a page, and what stands around it as silent."""
    _Narrative(page, flow).blocks(page.root, "", 0)
    flow.close()


class _Narrative:
    """Walks through a page."""

    def __init__(self, page: Page, flow: Flow) -> None:
        self._page, self._flow = page, flow
        self._items = 0
        self._silent = ""
        self._in_table = False
        self._ends = 0
        self._last = ""
        self._led = False
        self._broken = False
        self._begun = False
        self._verbatim = False
        self._numbers: list[int] = []

    def blocks(self, node: Part, silent: str, depth: int) -> None:
        """Write what is inside an element that holds blocks."""
        outer, self._silent = self._silent, silent or self._silent
        for child in children(node):
            if isinstance(child, Text):
                self._words_of(child)
            elif isinstance(child, Element) and not self._page.is_left_out(child):
                if depth > _DEEPEST:
                    self._flat(child)
                else:
                    self._element(child, depth + 1)
        self._silent = outer

    def _element(self, element: Element, depth: int) -> None:
        name = element.name
        silent = self._page.silence(element)
        rank = HEADINGS.get(name) or aria_rank(element)
        if rank:
            self._block(element, BlockKind.HEADING, rank, depth, silent)
        elif name == "br":
            self._broken = True
        elif name == "sup":
            self._raised(element, depth)
        elif name in _INLINE:
            self._inline(element, depth)
        elif name in ("ul", "ol", "menu", "dir"):
            self._list(element, depth, silent)
        elif name == "li":
            self._item(element, depth, silent)
        elif name in ("dt", "summary"):
            self._block(element, BlockKind.HEADING, _TERM_RANK, depth, silent)
        elif name == "table" and not is_layout(element):
            self._table(element, depth, silent)
        else:
            self._container(element, depth, silent)

    def _container(self, element: Element, depth: int, silent: str) -> None:
        # The first paragraph of an item is the item.
        if not (self._items and self._flow.is_open and not self._last):
            self._end()
        verbatim, self._verbatim = self._verbatim, self._verbatim or element.name == "pre"
        self.blocks(element, silent, depth)
        self._end()
        self._verbatim = verbatim
        if element.name in ("dl", "details"):
            self._ends = _TERM_RANK

    def _end(self) -> None:
        if not self._in_table:
            self._begun = self._begun or bool(self._items and self._last.strip())
            self._flow.close()
            self._last, self._led, self._broken = "", False, False

    def _open(self, kind: BlockKind, rank: int = 0) -> None:
        self._flow.open(kind, rank, listed=kind is BlockKind.ITEM, silent=self._silent, ends=self._ends)
        self._ends, self._last, self._broken = 0, "", False

    def _block(self, element: Element, kind: BlockKind, rank: int, depth: int, silent: str) -> None:
        self._end()
        outer, self._silent = self._silent, silent or self._silent
        self._open(kind, rank)
        self._inside(element, depth)
        self._end()
        self._silent = outer

    def _inside(self, element: Element, depth: int) -> None:
        """Write all words inside an element into the open block."""
        inside = children(element)
        for place, child in enumerate(inside):
            if isinstance(child, Text):
                self._words_of(child)
            elif isinstance(child, Element) and not self._page.is_left_out(child):
                if depth > _DEEPEST:
                    self._flat(child)
                elif child.name == "sup":
                    self._raised(child, depth + 1)
                else:
                    following = inside[place + 1] if place + 1 < len(inside) else child
                    on = isinstance(following, Text) and _GOES_ON.match(following.data or "")
                    line = child.name == "li" or (child.name == "br" and not on)
                    if child.name == "br" or child.name not in _INLINE:
                        self._part(line=line)
                    if child.name == "br" and not self._in_table:
                        self._flow.breaks()
                    self._inline(child, depth + 1)

    def _flat(self, element: Element) -> None:
        """Write the words of an element that stands too deep to be looked at."""
        stack: list[Part] = [element]
        while stack:
            node = stack.pop()
            if isinstance(node, Text):
                self._words_of(node)
            elif not (isinstance(node, Element) and self._page.is_left_out(node)):
                stack += reversed(children(node))

    def _inline(self, element: Element, depth: int) -> None:
        mark, was_open = self._flow.mark(), self._flow.is_open
        if self._flow.is_open and (element.name not in _INLINE or self._in_table):
            self._inside(element, depth)
        else:
            self.blocks(element, "", depth)
        if not (was_open or self._flow.is_open):
            return
        if element.name in _SET_OFF:
            self._flow.set_off(mark)
        elif element.name == "a" and attribute(element, "href").startswith("#"):
            self._flow.link(mark)

    def _raised(self, element: Element, depth: int) -> None:
        """Write a raised sign: a reference in brackets, a power as it stands, a footnote sign as a sign of layout."""
        words = " ".join("".join(texts(element)).split())
        number = _DIGITS.fullmatch(words)
        if number and not words.startswith("[") and not _BEFORE_POWER.search(self._last):
            self._flow.write("[")
            self._inside(element, depth)
            self._flow.write("]")
        elif number or len(words) > 1 or words in "®™":
            self._inside(element, depth)
        else:
            mark = self._flow.mark()
            self._inside(element, depth)
            if self._flow.is_open:
                self._flow.hole(mark)

    def _words_of(self, node: Text) -> None:
        if node.origin_offset is None or not node.data:
            return
        for run in runs(self._page.source, node.data, node.origin_offset):
            for line in lines(run) if self._verbatim and not self._in_table else (run,):
                self._write(line)
                # Where text stands as it is, its line ends are line ends.
                self._broken = self._broken or (line is not run and line.at_end < run.at_end)

    def _write(self, run: Run) -> None:
        text, at, at_end = run
        if not text.strip():
            if self._flow.is_open:
                self._flow.add(text, at, at_end)
            return
        if not self._in_table and (self._broken or not self._flow.is_open):
            bullet, mark = self._new_line(text if at_end - at == len(text) else ""), self._flow.mark()
            self._flow.add(text[:bullet], at)
            if bullet:
                self._flow.hole(mark)
            text, at = text[bullet:], at + bullet
        self._flow.add(text, at, at_end)
        self._last = (self._last + text)[-80:]

    def _new_line(self, text: str) -> int:
        """Begin a line behind a break, or loose words; return how long the bullet is that stands in front of it."""
        last = self._last.rstrip()
        goes_on = self._broken and len(last) >= _LONG_LINE and text.lstrip()[:1].islower() and last[-1] not in ".:;!?"
        if goes_on:
            self._flow.breaks()
            self._broken = False
            return 0
        bullet = _DASH.match(text)
        led = last.endswith(":") or (self._led and self._broken)
        broken = self._broken
        if bullet or (broken and led):
            self._open(BlockKind.ITEM, self._items + 1)
        elif self._items:
            self._open(BlockKind.ITEM, self._items + (self._begun or broken))
        else:
            self._open(BlockKind.PARAGRAPH)
        self._led = led
        return bullet.end() if bullet else 0

    def _list(self, element: Element, depth: int, silent: str) -> None:
        self._end()
        self._items += 1
        self._numbers.append(int(element.name == "ol"))
        self.blocks(element, silent or ("navigation" if is_contents(element) else ""), depth)
        self._numbers.pop()
        self._items -= 1
        self._end()

    def _item(self, element: Element, depth: int, silent: str) -> None:
        self._end()
        outer, self._silent = self._silent, silent or self._silent
        items, self._items = self._items, max(self._items, 1)
        # What stands below the first paragraph of an item is part of it.
        begun, self._begun = self._begun, False
        self._open(BlockKind.ITEM, self._items)
        if self._numbers and self._numbers[-1]:
            mark = self._flow.mark()
            self._flow.write(f"{self._numbers[-1]}. ")
            self._flow.hole(mark)
            self._numbers[-1] += 1
        self.blocks(element, silent, depth)
        self._end()
        self._silent, self._begun, self._items = outer, begun, items

    def _table(self, element: Element, depth: int, silent: str) -> None:
        self._end()
        outer, self._silent = self._silent, silent or self._silent
        for caption in (part for part in children(element) if part.name == "caption" and isinstance(part, Element)):
            self._block(caption, BlockKind.PARAGRAPH, 0, depth, "")
        self._flow.table()
        self._in_table = True
        spanning: dict[int, tuple[int, Element]] = {}
        heads = 0
        for row, is_head in rows(element):
            heads += is_head
            self._row(row, spanning, depth)
        self._in_table = False
        self._flow.end_table(heads, self._silent)
        self._silent = outer

    def _row(self, row: Element, spanning: dict[int, tuple[int, Element]], depth: int) -> None:
        cells = [part for part in children(row) if isinstance(part, Element) and part.name in ("td", "th")]
        column = 0
        while cells or any(place >= column for place in spanning):
            left, above = spanning.pop(column, (0, None))
            if above is not None:
                cell = above
            elif cells:
                cell = cells.pop(0)
                left = span(cell, "rowspan", _MOST_ROWS)
            else:
                column += 1
                self._flow.close_cell(self._flow.open_cell())
                continue
            mark = self._flow.open_cell()
            if above is None or len("".join(texts(cell))) <= _LONGEST_SHARED:
                self._last = ""
                self._inside(cell, depth)
            wide = span(cell, "colspan", _MOST_COLUMNS)
            self._flow.close_cell(mark, head=cell.name == "th", columns=wide)
            if left > 1:
                spanning[column] = (left - 1, cell)
            column += wide
        self._flow.row()

    def _part(self, *, line: bool) -> None:
        """Part what stands on lines of its own inside a cell, where a line is a row."""
        if self._in_table and self._last.strip():
            self._flow.write("; " if line and self._last.rstrip()[-1].isalnum() else " ")
            self._last = ""
