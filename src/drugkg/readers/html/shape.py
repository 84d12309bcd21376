"""Shapes of HTML: tables and their rows, lists that only lead to other places, headings by role."""

from __future__ import annotations

from collections.abc import Iterator

from justhtml import Element, Text

from drugkg.readers.html.page import Part, attribute, children

__all__ = ["HEADINGS", "aria_rank", "is_contents", "is_layout", "rows", "span", "texts"]

HEADINGS = {f"h{rank}": rank for rank in range(1, 7)}


def texts(node: Part) -> Iterator[str]:
    """Yield all text inside a node."""
    stack = [node]
    while stack:
        inner = stack.pop()
        if isinstance(inner, Text):
            yield inner.data or ""
        stack += reversed(children(inner))


def aria_rank(element: Element) -> int:
    """Return the rank of an element that is a heading by its role, 0 for any other."""
    if attribute(element, "role") != "heading":
        return 0
    level = attribute(element, "aria-level")
    return int(level) if level.isascii() and level.isdigit() and 1 <= int(level) <= 6 else 2


def span(cell: Element, name: str, most: int) -> int:
    """Return over how many rows or columns a cell goes, as far as that can be."""
    value = attribute(cell, name).strip()
    return min(max(int(value), 1), most) if value.isascii() and value.isdigit() and len(value) < 5 else 1


def rows(table: Element) -> Iterator[tuple[Element, bool]]:
    """Yield the rows of a table in the order of the page, and whether the page calls them heads."""
    parts: dict[str, list[tuple[Element, bool]]] = {"thead": [], "tbody": [], "tfoot": []}
    for part in children(table):
        if isinstance(part, Element) and part.name in parts:
            rows = (row for row in children(part) if isinstance(row, Element) and row.name == "tr")
            parts[part.name] += [(row, part.name == "thead") for row in rows]
    return iter([*parts["thead"], *parts["tbody"], *parts["tfoot"]])


def is_layout(table: Element) -> bool:
    """Tell whether a table only lays out the page: it holds tables or headings, or one column."""
    if attribute(table, "role") in ("presentation", "none"):
        return True
    stack: list[Part] = children(table)
    while stack:
        node = stack.pop()
        if node.name == "table" or node.name in HEADINGS:
            return True
        stack += children(node)
    return all(sum(cell.name in ("td", "th") for cell in children(row)) < 2 for row, _ in rows(table))


def is_contents(listing: Element) -> bool:
    """Tell whether a list is the table of contents: each of its items is a link into the page."""
    items = [item for item in children(listing) if item.name == "li"]
    return len(items) > 1 and all(_leads_inside(item) for item in items)


def _leads_inside(item: Part) -> bool:
    links = [child for child in children(item) if child.name == "a"]
    whole = "".join(texts(item)).split()
    inside = [word for link in links for word in "".join(texts(link)).split()]
    nested = [child for child in children(item) if child.name in ("ul", "ol")]
    if nested:
        return bool(links)
    return bool(links) and whole == inside and all(attribute(link, "href").startswith("#") for link in links)
