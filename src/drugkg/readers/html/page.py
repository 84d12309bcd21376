"""What of an HTML page is its matter, and what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from justhtml import Document, Element, JustHTML, Node, Text

__all__ = ["Page", "Part", "attribute", "children"]

#: A node of a page: an element, text, or what is neither.
Part = Node | Text

#: Never read: no words for a reader, or words of a program.
_LEFT_OUT = frozenset(
    """head script style template noscript iframe object embed svg canvas audio video map select option datalist
    textarea input meter progress dialog""".split()
)
_AROUND = frozenset(["nav", "aside", "footer", "menu", "form"])
_ROLES_AROUND = frozenset(
    ["navigation", "complementary", "contentinfo", "banner", "search", "menu", "menubar", "dialog"]
)
#: Words of classes and identifiers by which pages name what is no matter of theirs.
_NAMED_AROUND = re.compile(
    r"(?<![a-z])(?:breadcrumbs?|cookies?|consent|footer|navbar|nav|navigation|menu|sidebar|share|sharing|social|newsletter"
    r"|subscribe|subscription|related|recommended|comments?|advert|advertisement|ads?|promo|sponsored|pagination"
    r"|toolbar|skip|masthead|popup|modal)(?![a-z])",
    re.IGNORECASE,
)
_DECLARATION = re.compile(r"\A\s*<\?xml[^<>]*\?>")
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
#: What stands around a page is not most of it, and its matter not the least.
_MOST, _LEAST = 0.5, 0.3


def attribute(node: Part, name: str) -> str:
    """Return an attribute of an element, empty where it has none."""
    return (node.attrs.get(name) or "") if isinstance(node, Element) else ""


def children(node: Part) -> list[Part]:
    """Return what is right inside a node; nothing of a template."""
    return list(node.children) if isinstance(node, Element | Document) and node.children else []


class Page:
    """A page as parsed.

    >>> page = Page("<nav>Home</nav><main><p>It eases pain.</p></main>")
    >>> [page.silence(element) for element in page.elements("nav", "main")]
    ['navigation', '']
    """

    def __init__(self, source: str) -> None:
        self.source = source
        # The parser takes a declaration of XML for words; spaces keep the places of all that follows.
        told = _DECLARATION.sub(lambda match: " " * len(match.group()), source)
        parsed = JustHTML(told, sanitize=False, track_node_locations=True)
        self.root = parsed.root
        self._order = list(_walk(self.root))

    def elements(self, *names: str) -> Iterator[Element]:
        """Yield the elements of the given names, in order."""
        return (node for node in self._order if isinstance(node, Element) and node.name in names)

    @cached_property
    def _lengths(self) -> dict[int, int]:
        """How many signs of text each node holds."""
        lengths: dict[int, int] = {}
        for node in reversed(self._order):
            own = len(node.data.split()) if isinstance(node, Text) and node.data else 0
            lengths[id(node)] = own + sum(lengths.get(id(child), 0) for child in children(node))
        return lengths

    @cached_property
    def _main(self) -> Element | None:
        """The element that holds the page's matter, where the page says so and it holds enough of it."""
        told = [one for one in self.elements("main") if not _is_hidden(one)]
        told = told or [node for node in self._order if attribute(node, "role") == "main" and isinstance(node, Element)]
        articles = list(self.elements("article"))
        main = told[0] if told else articles[0] if len(articles) == 1 else None
        return main if main is not None and self._share(main) >= _LEAST else None

    @cached_property
    def _above_main(self) -> frozenset[int]:
        """The elements that hold the main one, and those inside of it."""
        found: set[int] = set()
        node: Part | None = self._main
        while node is not None:
            found.add(id(node))
            node = node.parent
        return frozenset(found)

    def _share(self, element: Part) -> float:
        return self._lengths[id(element)] / max(self._lengths[id(self.root)], 1)

    def is_left_out(self, element: Element) -> bool:
        """Tell whether nothing of an element is for readers."""
        return element.name in _LEFT_OUT or _is_hidden(element)

    def silence(self, element: Element) -> str:
        """Return why all in an element makes no claim, empty where that is not told by the element itself."""
        if id(element) in self._above_main or self._share(element) > _MOST:
            return ""
        around = element.name in _AROUND or attribute(element, "role").lower() in _ROLES_AROUND
        names = f"{attribute(element, 'class')} {attribute(element, 'id')}".replace("_", "-")
        if around or (element.name not in ("body", "html") and _NAMED_AROUND.search(names)):
            return "navigation"
        if element.name == "address":
            return "author"
        # Beside the main element nothing is matter but the title of the page.
        beside = self._main is not None and element.parent is not None and id(element.parent) in self._above_main
        inside = element.parent is self._main
        titled = element.name == "h1" or next((True for node in _walk(element) if node.name == "h1"), False)
        return "navigation" if beside and not inside and not titled else ""


def _is_hidden(element: Element) -> bool:
    attributes = element.attrs
    return (
        "hidden" in attributes
        or attribute(element, "aria-hidden").lower() == "true"
        or _HIDDEN.search(attribute(element, "style")) is not None
    )


def _walk(root: Part) -> Iterator[Part]:
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        stack += reversed(children(node))
