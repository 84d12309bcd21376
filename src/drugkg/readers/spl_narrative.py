"""The narrative of a label's section, as its XML marks it: paragraphs, lists, tables, and words within them."""

from __future__ import annotations

from drugkg.readers.flow import Flow
from drugkg.readers.xml_tree import Element, Run
from drugkg.text import BlockKind

__all__ = ["continues", "narrate", "title"]

_SKIPPED = frozenset({"footnoteRef", "renderMultiMedia", "col", "colgroup"})
_MOST_COLUMNS = 50


def title(flow: Flow, element: Element) -> None:
    """Write a title into the block that is open."""
    _Narrative(flow, "").words(element)


def narrate(flow: Flow, text: Element, silent: str, *, goes_on: bool = False) -> None:
    """Write the text of a section; `silent` says why it makes no claim, `goes_on` that it ends the title's sentence."""
    flow_of = _Narrative(flow, silent)
    if goes_on and (first := next(text.children("paragraph"), None)) is not None:
        flow.breaks()
        flow_of.words(first)
        text = Element(text.name, text.attributes, text.at, [part for part in text.inside if part is not first])
    if not goes_on:
        flow.close()
    flow_of.inside(text)
    flow_of.notes()
    flow.close()


def continues(text: Element | None) -> bool:
    """Tell whether a section's text goes on in the sentence that its title began: a paragraph in lower case."""
    first = next(text.children(), None) if text is not None else None
    return first is not None and first.name == "paragraph" and first.words()[:1].islower()


class _Narrative:
    """Writes elements, and keeps footnotes until the block in which they stand has ended."""

    def __init__(self, flow: Flow, silent: str) -> None:
        self._flow, self._silent = flow, silent
        self._notes: list[Element] = []
        self._depth = 0
        self._fresh = False
        self._in_table = False

    def inside(self, element: Element) -> None:
        """Write what is inside an element that holds blocks; words right in it are paragraphs."""
        for part in element.inside:
            if isinstance(part, Run):
                if part.text.strip() or self._flow.is_open:
                    self._loose(part)
            elif part.name == "paragraph":
                self._paragraph(part)
            elif part.name == "list":
                self._list(part)
            elif part.name == "table":
                self._table(part)
            elif part.name not in _SKIPPED:
                self._loose(part)
        self._end()

    def words(self, element: Element) -> None:
        """Write the words inside an element into the block that is open."""
        for part in element.inside:
            self._word(part)

    def notes(self) -> None:
        """Write the footnotes that wait, each a paragraph."""
        while self._notes and not self._in_table:
            note = self._notes.pop(0)
            self._flow.open(BlockKind.PARAGRAPH, silent=self._silent)
            for part in note.inside:
                self._word(part)
            self._flow.close()

    def _loose(self, part: Element | Run) -> None:
        if not self._flow.is_open:
            self._open(BlockKind.PARAGRAPH)
        self._word(part)

    def _word(self, part: Element | Run) -> None:
        if isinstance(part, Run):
            self._flow.add(part.text, part.at, part.at_end)
        elif part.name == "br":
            self._flow.breaks()
        elif part.name == "footnote":
            self._notes.append(part)
        elif part.name == "list" and not self._in_table:
            self._list(part)
        elif part.name not in _SKIPPED:
            mark = self._flow.mark()
            if part.name in ("paragraph", "item", "caption") and self._flow.is_open:
                self._flow.breaks()
            self.words(part)
            if part.attributes.get("styleCode"):
                self._flow.set_off(mark)
            if part.name == "linkHtml" and part.attributes.get("href", "").startswith("#"):
                self._flow.link(mark)

    def _open(self, kind: BlockKind, rank: int = 0) -> None:
        self._flow.open(kind, rank, listed=kind is BlockKind.ITEM, silent=self._silent)

    def _end(self) -> None:
        if not self._in_table:
            self._flow.close()
            self.notes()

    def _paragraph(self, element: Element) -> None:
        if self._in_table:
            self.words(element)
            return
        # Inside of an item the first paragraph is the item, what follows stands below it.
        item = self._depth > 0
        if not (item and self._flow.is_open and self._fresh):
            self._open(BlockKind.ITEM if item else BlockKind.PARAGRAPH, self._depth + 1 if item else 0)
        self._fresh = False
        self.words(element)
        self._end()

    def _list(self, element: Element) -> None:
        self._end()
        self._depth += 1
        for part in element.children("caption", "item"):
            if part.name == "caption":
                self._open(BlockKind.PARAGRAPH)
                self.words(part)
            else:
                self._open(BlockKind.ITEM, self._depth)
                self._fresh = True
                self._item(part)
            self._end()
        self._depth -= 1

    def _item(self, element: Element) -> None:
        for part in element.inside:
            if isinstance(part, Run):
                if part.text.strip():
                    self._fresh = False
                self._loose(part)
            elif part.name == "paragraph":
                self._paragraph(part)
            elif part.name == "list":
                self._list(part)
            elif part.name == "table":
                self._table(part)
            elif part.name == "caption":
                mark = self._flow.mark()
                self.words(part)
                self._flow.write(" ")
                self._flow.hole(mark)
            else:
                self._fresh = False
                self._loose(part)

    def _table(self, element: Element) -> None:
        if self._in_table:
            self.words(element)
            return
        self._end()
        for caption in element.children("caption"):
            self._open(BlockKind.PARAGRAPH)
            self.words(caption)
            self._flow.close()
        self._in_table = True
        self._flow.table()
        heads = sum(1 for _ in element.all("thead/tr"))
        for part in sorted(element.children("thead", "tbody", "tr", "tfoot"), key=_place):
            for row in [part] if part.name == "tr" else part.children("tr"):
                self._row(row)
        self._flow.end_table(heads, self._silent)
        self._in_table = False
        self.notes()

    def _row(self, row: Element) -> None:
        for cell in row.children("td", "th"):
            mark = self._flow.open_cell()
            self.words(cell)
            span = cell.attributes.get("colspan", "1")
            columns = min(int(span), _MOST_COLUMNS) if span.isascii() and span.isdigit() else 1
            self._flow.close_cell(mark, head=cell.name == "th", columns=columns)
        self._flow.row()


def _place(part: Element) -> int:
    """Return the order of a table's parts on the page: the foot stands last, wherever the file has it."""
    return {"thead": 0, "tfoot": 2}.get(part.name, 1)
