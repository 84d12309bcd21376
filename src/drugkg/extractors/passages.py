"""Passages: what of a page can make claims, cut at the borders of blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from drugkg.annotate.layers import Page, Sentence
from drugkg.text import Span

__all__ = ["LONGEST", "Passage", "parts", "passages"]

#: So many code points of a document are shown at once.
LONGEST = 5000


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of a page, or some sentences of one that is very long.

    `span` is where it stands in the document, `text` its words there, markup and all. `above` are the texts that stand
    over it: headings, outermost first, then the question or lead that introduces it.
    """

    sentences: tuple[Sentence, ...]
    span: Span
    text: str
    above: tuple[str, ...]


def passages(page: Page) -> Iterator[Passage]:
    """Yield the passages of a page in reading order; headings, questions and silent blocks are none."""
    for _, group in groupby(page.sentences, key=lambda sentence: sentence.index):
        sentences = tuple(group)
        whole = sentences[0].block.span
        if whole.end - whole.start <= LONGEST:
            yield _passage(page, sentences, whole)
            continue
        held: list[Sentence] = []
        for sentence in sentences:
            if held and _reach([*held, sentence]) > LONGEST:
                yield _passage(page, tuple(held), _span(held))
                held = []
            held.append(sentence)
        yield _passage(page, tuple(held), _span(held))


def parts(found: Iterable[Passage]) -> Iterator[tuple[Passage, ...]]:
    """Yield passages in groups to be shown at once; a section is divided only where it is too long for one."""
    held: list[Passage] = []
    for _, group in groupby(found, key=lambda passage: passage.sentences[0].block.headings):
        section = list(group)
        if held and _length(held) + _length(section) > LONGEST:
            yield tuple(held)
            held = []
        for passage in section:
            if held and _length(held) + len(passage.text) > LONGEST:
                yield tuple(held)
                held = []
            held.append(passage)
    if held:
        yield tuple(held)


def _length(found: Iterable[Passage]) -> int:
    return sum(len(passage.text) for passage in found)


def _span(sentences: list[Sentence]) -> Span:
    block = sentences[0].block
    return block.reading.source(Span(sentences[0].span.start, sentences[-1].span.end))


def _reach(sentences: list[Sentence]) -> int:
    span = _span(sentences)
    return span.end - span.start


def _passage(page: Page, sentences: tuple[Sentence, ...], span: Span) -> Passage:
    block, above = sentences[0].block, []
    above += [page.document.blocks[index].text for index in block.headings]
    above += [block.topic] if block.topic else []
    leads: list[str] = []
    lead = sentences[0].frame.lead
    while lead is not None:
        leads.insert(0, lead.words)
        lead = lead.frame.lead
    return Passage(sentences, span, span.of(page.document.text), (*above, *leads))
