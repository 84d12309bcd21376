"""PDF files that have a text layer: their lines in reading order, read as plain text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from operator import attrgetter
from statistics import median

from drugkg.errors import DocumentError, Problem
from drugkg.readers import plain
from drugkg.readers.base import File, Parsed, Reader
from drugkg.readers.canonical import Canonical
from drugkg.readers.dates import date
from drugkg.text import Metadata

__all__ = ["READER", "read", "sniff"]

_LINE = re.compile(r"[^\r\n]+")
#: What the library writes for a hyphen at the end of a line, which it joins with the next.
_JOINED = "\ufffe"
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
#: Where so many pages begin or end with the same line, numbers aside, it is none of the text.
_FEWEST_PAGES, _EDGE = 3, 2
#: A gap so much larger than that of most lines parts paragraphs.
_WIDE = 1.4
#: How wide a sign is, in points, and the widest indent; what stands further in is a column.
_SIGN, _MOST_INDENT = 4.0, 30
_PASSWORD = 4
#: Words that keep their hyphen also where a line ends behind it.
_KEEP = frozenset("all anti co half high long low multi non post pre self semi short sub two three well".split())
_WORD_END, _WORD_START = re.compile(r"[^\W\d]+$"), re.compile(r"[^\W\d]+")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page: where it begins in the page's text, how far from the edge, and at which heights it stands."""

    page: int
    at: int
    text: str
    left: float
    top: float
    bottom: float


def sniff(file: File) -> int:
    """Return how sure it is that a file is a PDF.

    >>> sniff(File(b"%PDF-1.7", "a.pdf")), sniff(File(b"PDF", "a.pdf"))
    (95, 0)
    """
    return 95 if file.head.startswith(b"%pdf-") else 0


def read(file: File) -> Parsed:
    """Return the blocks of the text layer, without lines that stand at the edge of every page."""
    lines, told = _layer(file)
    if not any(line.text.strip() for line in lines):
        what = "the PDF has no text layer, only pictures of pages"
        raise DocumentError(Problem(file.name, what, "run OCR over it, then give the result"))
    out = Canonical()
    _write(out, _matter(lines))
    text, origin = out.finish()
    parsed = plain.read(File(text.encode(), file.name))
    return replace(parsed, metadata=_about(parsed.metadata, told), origin=origin)


def _layer(file: File) -> tuple[list[_Line], dict[str, str]]:
    """Return the lines of a PDF, and what it says of itself."""
    # A library of its own size, loaded when the first PDF is read.
    import pypdfium2  # noqa: PLC0415

    try:
        document = pypdfium2.PdfDocument(file.data)
        try:
            lines = [line for number in range(len(document)) for line in _lines(document, number)]
            return lines, dict(document.get_metadata_dict(skip_empty=True))
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        if error.err_code == _PASSWORD:
            raise DocumentError(Problem(file.name, "the PDF is encrypted", "save it without a password")) from None
        raise DocumentError(Problem(file.name, "the PDF is broken", "save it anew from a viewer")) from None


def _lines(document: object, number: int) -> Iterator[_Line]:
    page = document[number]  # type: ignore[index]
    layer = page.get_textpage()
    text = layer.get_text_range()
    shift = 0
    for found in _LINE.finditer(text):
        # The library counts code units, of which some signs have two.
        start, end = found.start() + shift, found.end() - 1 + shift
        shift += sum(sign > "\uffff" for sign in found.group())
        (left, top), (_, bottom) = _place(layer, start), _place(layer, end)
        yield _Line(number + 1, found.start(), found.group(), left, top, bottom)
    layer.close()
    page.close()


def _place(layer: object, index: int) -> tuple[float, float]:
    """Return how far from the left and from below a sign stands."""
    if index >= layer.count_chars():  # type: ignore[attr-defined]
        return 0.0, 0.0
    left, bottom, _, _ = layer.get_charbox(index, loose=True)  # type: ignore[attr-defined]
    return float(left), float(bottom)


def _matter(lines: Sequence[_Line]) -> list[_Line]:
    """Return the lines without those that stand at the edge of most pages."""
    pages = _by_page([line for line in lines if line.text.strip()])
    edges = [[*own[:_EDGE], *own[_EDGE:][-_EDGE:]] for own in pages]
    counted = Counter(shape for own in edges for shape in {_shape(line) for line in own})
    often = {shape for shape, times in counted.items() if times >= _FEWEST_PAGES and times * 2 >= len(pages)}
    at_edge = {(line.page, line.at) for own in edges for line in own if _shape(line) in often}
    return [line for own in pages for line in own if (line.page, line.at) not in at_edge]


def _by_page(lines: Sequence[_Line]) -> list[list[_Line]]:
    return [list(own) for _, own in groupby(lines, key=attrgetter("page"))]


def _shape(line: _Line) -> str:
    return re.sub(r"\d+", "0", " ".join(line.text.split()))


def _write(out: Canonical, lines: Sequence[_Line]) -> None:
    gaps = [gap for above, line in pairwise(lines) if (gap := above.bottom - line.top) > 0]
    pitch = median(gaps) if gaps else 0.0
    whole = " ".join(line.text for line in lines)
    edges = {line.page: min(other.left for other in own) for own in _by_page(lines) for line in own[:1]}
    above: _Line | None = None
    for line in lines:
        if above is not None:
            apart = above.page == line.page and above.bottom - line.top > _WIDE * pitch
            ended = above.page != line.page and above.text.rstrip().endswith((".", "!", "?", ":"))
            out.write("\n\n" if apart or ended else "\n")
        indent = int((line.left - edges[line.page]) / _SIGN)
        out.write(" " * indent if 1 < indent < _MOST_INDENT else "")
        _add(out, line, whole)
        above = line
    out.write("\n")


def _add(out: Canonical, line: _Line, whole: str) -> None:
    """Write a line; a word that its end broke is made whole."""
    at = 0
    for number, part in enumerate(line.text.split(_JOINED)):
        if number and _keeps_hyphen(line.text[: at - 1], part, whole):
            out.add("-", line.at + at - 1, page=line.page)
        done = 0
        for control in (*_CONTROL.finditer(part), None):
            end = control.start() if control else len(part)
            out.add(part[done:end], line.at + at + done, page=line.page)
            done = end + 1
        at += len(part) + 1


def _keeps_hyphen(before: str, after: str, whole: str) -> bool:
    left, right = _WORD_END.search(before), _WORD_START.match(after)
    if left is None or right is None:
        return True
    return left.group().lower() in _KEEP or f"{left.group()}-{right.group()}" in whole


def _about(metadata: Metadata, told: dict[str, str]) -> Metadata:
    stamp = told.get("ModDate", "").removeprefix("D:")[:8]
    modified = date(f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:]}") if len(stamp) == 8 and stamp.isdigit() else None
    author = " ".join(told.get("Author", "").split())
    return replace(
        metadata,
        title=metadata.title or " ".join(told.get("Title", "").split()) or None,
        authors=metadata.authors or ((author,) if author else ()),
        modified=metadata.modified or modified,
    )


READER = Reader("pdf", "PDF with a text layer", frozenset({".pdf"}), sniff, read)
