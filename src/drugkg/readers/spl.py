"""HL7 Structured Product Labels: sections with their codes, lists, tables, and the products that a label is about."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from drugkg.errors import DocumentError, Problem
from drugkg.readers.base import File, Parsed, Reader
from drugkg.readers.blocks import blocks
from drugkg.readers.flow import Flow
from drugkg.readers.metadata import describe
from drugkg.readers.spl_narrative import continues, narrate, title
from drugkg.readers.spl_products import Product, products, write_products
from drugkg.readers.words import load
from drugkg.readers.xml_tree import Element, attribute, parse
from drugkg.text import BlockKind, Metadata

__all__ = ["READER", "read", "sniff"]

_PRODUCTS = "48780-1"
_LABEL = re.compile(rb"<(?:\w+:)?document\b[^>]{0,2000}urn:hl7-org:v3")
_DAY = re.compile(r"(\d{4})(?:(\d{2})(\d{2})?)?")
#: What the title of a label says beside the name of the drug.
_BOILERPLATE = re.compile(
    r"\s*(?:these highlights do not include .*? see full prescribing information for [^.]*\."
    r"|initial u\.?s\.? approval.*$)",
    re.IGNORECASE,
)
_KIND_AT_END = re.compile(r"\s+section\s*$", re.IGNORECASE)


def sniff(file: File) -> int:
    """Return how sure it is that a file is a label; any other XML is claimed faintly, to be refused by name.

    >>> sniff(File(b'<document xmlns="urn:hl7-org:v3"/>', "a.xml")), sniff(File(b"<?xml version='1.0'?><a/>", "a.xml"))
    (90, 5)
    """
    start = file.data[:4096].replace(b"\0", b"")
    return 90 if _LABEL.search(start) else 5 if file.head.startswith(b"<?xml") else 0


def read(file: File) -> Parsed:
    """Return the blocks of a label and what it says of itself.

    Raises:
        DocumentError: if the file is no well-formed XML, or no label.
    """
    source, root = parse(file)
    body = root.find("component/structuredBody")
    if root.name != "document" or body is None:
        what = f"format not known: XML whose root is <{root.name[:40]}>, not a Structured Product Label"
        raise DocumentError(Problem(file.name, what, "give a label, or another format"))
    label = _Label(source, products(root))
    if heading := root.find("title"):
        label.flow.open(BlockKind.HEADING, 1, silent="")
        title(label.flow, heading)
    for section in body.all("component/section"):
        label.section(section, 2)
    text, drafts, origin = label.flow.finish()
    if not text.strip():
        raise DocumentError(Problem(file.name, "the label has no text", "give a label with sections"))
    made = blocks(text, drafts)
    told = _metadata(root, label.products)
    return Parsed(text, made, replace(told, references=describe(text, made).references), origin)


class _Label:
    """Writes the sections of a label."""

    def __init__(self, source: str, made: tuple[Product, ...]) -> None:
        self.flow, self.products = Flow(), made
        self._source = source

    def section(self, section: Element, rank: int) -> None:
        """Write a section and all below it."""
        found = section.find("code")
        code = found.attributes.get("code", "") if found else ""
        heading, known = section.find("title"), _codes()
        silent = known["silent"].get(code, "")
        runs_in = code in known["run_in"] and continues(section.find("text"))
        if heading is not None and heading.words():
            # A title with nothing below it says something itself ("4.2 Hypersensitivity").
            alone = not any(part.words() for part in section.children("text", "excerpt", "component"))
            leads = runs_in or code in known["lead"]
            kind = BlockKind.ITEM if alone else BlockKind.PARAGRAPH if leads else BlockKind.HEADING
            depth = {BlockKind.HEADING: rank, BlockKind.ITEM: 1}.get(kind, 0)
            self.flow.open(kind, depth, listed=alone, silent=silent, code=code or None, ends=rank)
            title(self.flow, heading)
        elif found is not None and code not in known["plain"]:
            self._named(found, rank, silent, code)
        if code == _PRODUCTS:
            write_products(self.flow, self._source, self.products)
        for part in section.children("text", "excerpt", "component"):
            if part.name == "text":
                narrate(self.flow, part, silent, goes_on=runs_in)
            elif part.name == "excerpt":
                for excerpt in part.descendants():
                    if excerpt.name == "text":
                        narrate(self.flow, excerpt, "excerpt")
            else:
                for inner in part.children("section"):
                    self.section(inner, rank + 1)
        self.flow.close()

    def _named(self, found: Element, rank: int, silent: str, code: str) -> None:
        """Write the name that the code of a section without title has as its heading."""
        span = attribute(self._source, found, "displayName")
        words = _KIND_AT_END.sub("", span.of(self._source)) if span else ""
        if span and words.strip() and "&" not in words:
            self.flow.open(BlockKind.HEADING, rank, silent=silent, code=code or None)
            self.flow.add(words, span.start)
            self.flow.close()


@cache
def _codes() -> dict[str, dict[str, str]]:
    return load("spl.yaml", {"run_in": [str], "lead": [str], "plain": [str], "silent": dict})


def _metadata(root: Element, made: tuple[Product, ...]) -> Metadata:
    def value(path: str, name: str) -> str | None:
        found = root.find(path)
        return (found.attributes.get(name, "").strip() or None) if found else None

    author = root.find("author/assignedEntity/representedOrganization/name")
    day = _DAY.match(value("effectiveTime", "value") or "")
    sets = [product.substances for product in made if product.substances]
    return Metadata(
        title=_title(root, made),
        authors=(author.words(),) if author and author.words() else (),
        modified="-".join(part for part in day.groups() if part) if day else None,
        kind=value("code", "displayName"),
        identifier=value("id", "root"),
        series=value("setId", "root"),
        version=value("versionNumber", "value"),
        drugs=max(sets, key=sets.count) if sets else (),
    )


def _title(root: Element, made: tuple[Product, ...]) -> str | None:
    """Return the title without what all labels say; of one that names no product, the first product's names."""
    heading = root.find("title")
    words = _BOILERPLATE.sub("", heading.words() if heading else "").strip()
    names = [name for product in made for name in (product.name, product.generic, *product.substances) if name]
    named = any(name.split()[0].casefold() in words.casefold() for name in names)
    if not made or not made[0].name or (words and named):
        return words or None
    return f"{made[0].name} ({made[0].generic})" if made[0].generic else made[0].name


READER = Reader("spl", "HL7 Structured Product Label (XML)", frozenset({".xml"}), sniff, read)
