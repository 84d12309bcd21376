"""What an HTML page says of itself: in its head, and in the data that it holds for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

from justhtml import Text

from drugkg.readers.dates import date
from drugkg.readers.html.page import Page, attribute, children
from drugkg.readers.metadata import describe
from drugkg.text import Block, BlockKind, Metadata

__all__ = ["about"]

_MODIFIED = (
    "article:modified_time",
    "og:updated_time",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
    "datemodified",
    "modified",
)
_REVIEWED = ("lastreviewed", "last-reviewed", "reviewed", "dcterms.reviewed")
_AUTHORS = ("author", "dc.creator", "dcterms.creator", "citation_author")
_TITLES = ("og:title", "dc.title", "dcterms.title", "citation_title")
#: Longest data for programs that is looked at, and how deep.
_LONGEST, _DEEPEST = 200_000, 12


def about(page: Page, text: str, made: Sequence[Block]) -> Metadata:
    """Return what a page says of itself; what its text says comes first, but for dates and authors."""
    told = describe(text, made)
    metas = _metas(page)
    data = list(_data(page))
    headed = any(block.kind is BlockKind.HEADING and not block.silent for block in made)
    title = told.title if headed else next(_found(metas, _TITLES), None) or _title(page) or told.title
    authors = tuple(dict.fromkeys([*_found(metas, _AUTHORS), *_names(data)]))
    return replace(
        told,
        title=title,
        authors=authors or told.authors,
        modified=_dated([*_found(metas, _MODIFIED), *_said(data, "dateModified")]) or told.modified,
        reviewed=_dated([*_found(metas, _REVIEWED), *_said(data, "lastReviewed")]) or told.reviewed,
    )


def _metas(page: Page) -> dict[str, list[str]]:
    """Return what the page's meta elements say, by name in lower case."""
    found: dict[str, list[str]] = {}
    for meta in page.elements("meta"):
        name = attribute(meta, "name") or attribute(meta, "property") or attribute(meta, "itemprop")
        content = " ".join(attribute(meta, "content").split())
        if name and content:
            found.setdefault(name.lower(), []).append(content)
    return found


def _found(metas: dict[str, list[str]], names: Sequence[str]) -> Iterator[str]:
    return (content for name in names for content in metas.get(name, ()))


def _title(page: Page) -> str | None:
    parts = (part.data or "" for title in page.elements("title") for part in children(title) if isinstance(part, Text))
    return " ".join(" ".join(parts).split()) or None


def _dated(said: Sequence[str]) -> str | None:
    return next((found for words in said if (found := date(words[:10]) or date(words))), None)


def _data(page: Page) -> Iterator[dict[str, object]]:
    """Yield the objects of JSON-LD."""
    for script in page.elements("script"):
        text = "".join(part.data or "" for part in children(script) if isinstance(part, Text))
        if attribute(script, "type").lower() != "application/ld+json" or len(text) > _LONGEST:
            continue
        try:
            stack: list[tuple[object, int]] = [(json.loads(text), 0)]
        except (ValueError, RecursionError):
            continue
        while stack:
            value, depth = stack.pop(0)
            if isinstance(value, dict):
                yield value
            inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
            stack += [(one, depth + 1) for one in inner if depth < _DEEPEST and isinstance(one, dict | list)]


def _said(data: Sequence[dict[str, object]], key: str) -> list[str]:
    return [value for one in data if isinstance(value := one.get(key), str)]


def _names(data: Sequence[dict[str, object]]) -> Iterator[str]:
    """Yield the names of the authors that data for programs tell."""
    for one in data:
        told = one.get("author")
        for author in told if isinstance(told, list) else [told]:
            name = author.get("name") if isinstance(author, dict) else author
            if isinstance(name, str) and 0 < len(name.split()) < 12:
                yield " ".join(name.split())
