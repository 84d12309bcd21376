"""Layers: what is known of each sentence of a document before any claim is made."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from drugkg.annotate.cues import Cue, CueSet
from drugkg.annotate.interrupted import with_interrupted
from drugkg.annotate.organ_classes import below_organ_class
from drugkg.annotate.own_name import cues_about
from drugkg.annotate.populations import aged, populations
from drugkg.annotate.quantities import Measure, measures
from drugkg.annotate.routes import ROUTED, devices, routes, tells_route
from drugkg.annotate.sections import attributes, attributive, section_type
from drugkg.annotate.sentences import sentences
from drugkg.annotate.terms import Vocabulary
from drugkg.readers.groups import Group, group
from drugkg.text import Block, BlockKind, Document, Span
from drugkg.vocabulary.concept import Concept, ConceptType, of_type
from drugkg.vocabulary.lexicon import Match

__all__ = ["Frame", "Page", "Sentence", "annotate"]

Placed = TypeVar("Placed")

#: A run-in label at the start of a sentence: a few words and a colon or a long dash.
_LABEL = re.compile(r"(?P<label>[^\s:;—–.][^:;—.]{0,70}?)(?::\s+(?=\S)|\s?—\s?(?=[A-Z]))")
_MOST_LABELS = 3
#: A label with what stands behind it is not longer (code points).
_LONGEST_LABEL = 75
#: What stands in headings that name a harm, and what in those that say in whom.
_HARM = re.compile(
    r"\b(?:injur(?:y|ies)|(?:\w*[a-z])?toxicit(?:y|ies)|damage|new[- ]onset|worsening|acute|impairment (?:of|in)"
    r"|(?:and|or) (?:renal |kidney |hepatic |liver )?failure|events?|reactions?|effects?|abnormalit(?:y"
    r"|ies)|dysfunction"
    r"|deterioration|changes?|exacerbations?|decompensation)\b",
    re.IGNORECASE,
)
_IN_WHOM = re.compile(
    r"\b(?:patients?|people|persons|individuals|adults?|children|women|use in|dos(?:e|es|age|ing)|populations?)\b",
    re.IGNORECASE,
)
_TELLS_OTHERS = re.compile(r"\b(?:also|other|following|reported)\b.*:$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands over a sentence: section types (innermost first) and inherited attributes.

    `lead` is the sentence that introduces a list item, `label` the run-in label before the sentence.
    """

    sections: tuple[str, ...] = ()
    incidence: str | None = None
    frequency: Measure | None = None
    serious: bool = False
    long_term: bool = False
    off_label: bool = False
    populations: tuple[Concept, ...] = ()
    routes: tuple[Concept, ...] = ()
    label: str | None = None
    label_cues: tuple[Cue, ...] = ()
    lead: Sentence | None = None

    @property
    def section(self) -> str | None:
        """The innermost section type."""
        return self.sections[0] if self.sections else None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a block and all that was found in it.

    `text` is the reading of the whole block, in which all positions count, `words` that of the sentence,
    `types` those of its mentions, `categories` those of its cues.
    """

    block: Block
    index: int
    span: Span
    frame: Frame
    text: str
    words: str
    mentions: tuple[Match, ...]
    cues: tuple[Cue, ...]
    measures: tuple[Measure, ...]
    types: frozenset[ConceptType]
    categories: frozenset[str]

    def of(self, *categories: str) -> list[Cue]:
        """Return the cues of the given categories, in order."""
        if self.categories.isdisjoint(categories):
            return []
        return [cue for cue in self.cues if cue.rule.category in categories]

    def led_by(self, *categories: str) -> list[Cue]:
        """Return the cues of the given categories in what introduces the sentence, its label first."""
        found = [cue for cue in self.frame.label_cues if cue.rule.category in categories]
        lead = self.frame.lead
        while lead is not None:
            found += lead.of(*categories)
            lead = lead.frame.lead
        return found

    def within(self, span: Span, *types: ConceptType) -> list[tuple[Span, Concept]]:
        """Return the mentions of the given types inside a span, one concept each."""
        if self.types.isdisjoint(types):
            return []
        found = []
        first, last = span
        for start, end, concepts in self.mentions:
            if first <= start and end <= last and (concept := of_type(concepts, types)):
                found.append((Span(start, end), concept))
        return found


@dataclass(frozen=True, slots=True)
class Page:
    """A document with its sentences in reading order; headings, silent blocks and questions have none."""

    document: Document
    drug: Concept
    sentences: tuple[Sentence, ...]

    def with_cues(self, *categories: str) -> list[Sentence]:
        """Return the sentences that have a cue of one of the categories."""
        return [sentence for sentence in self.sentences if not sentence.categories.isdisjoint(categories)]


def annotate(document: Document, drug: Concept, vocabulary: Vocabulary, cues: CueSet) -> Page:
    """Return the document's sentences with section, attributes, mentions, cues and quantities."""
    frames: dict[tuple[int, ...], Frame] = {(): Frame()}
    given_by = devices(document, vocabulary)
    last: dict[int, Sentence] = {}
    found: list[Sentence] = []

    def under(path: tuple[int, ...]) -> Frame:
        """Return the frame below a path of headings; the same heading may stand below several, as in a table."""
        if path not in frames:
            heading = document.blocks[path[-1]]
            is_title = path[-1] == 0 or heading.text == document.metadata.title
            above = under(path[:-1])
            named = vocabulary.find(heading.text)
            many = (is_title and _names_many(heading.text)) or group(heading.text) is Group.ORGANS
            frames[path] = above if many else _under(above, heading.text, named, vocabulary, given_by, heading.code)
        return frames[path]

    for index, block in enumerate(document.blocks):
        if block.kind is BlockKind.HEADING:
            continue
        above = under(block.headings)
        if block.silent:
            continue
        if block.topic:
            above = _under(above, block.topic, vocabulary.find(block.topic), vocabulary, given_by)
        if block.lead is not None and block.lead in last:
            lead = last[block.lead]
            said = attributes(attributive(lead.words))
            grouped = group(document.blocks[block.headings[-1]].text) if block.headings else Group.NONE
            if grouped is Group.FREQUENCY and _TELLS_OTHERS.search(lead.words):
                # "It may also cause:" leaves the group of the heading.
                above = replace(above, incidence=None)
            above = replace(
                above,
                # A finished sentence may tell how common what follows is, but makes no claim of it.
                lead=None if lead.words.endswith((".", "!")) else lead,
                incidence=said.incidence or above.incidence,
                frequency=_percent(lead.words) or (None if said.incidence else above.frequency),
                off_label=above.off_label or bool(said.off_label),
                serious=above.serious if said.serious is None else said.serious,
                routes=above.routes or lead.frame.routes,
                populations=_people_led(lead) or above.populations,
            )
        for sentence in _sentences(block, index, above, drug, vocabulary, cues, given_by):
            found.append(sentence)
            last[index] = sentence
    return Page(document, drug, tuple(found))


def _people_led(lead: Sentence) -> tuple[Concept, ...]:
    """Return the people whom a line names that only introduces a list ("Children under 30 kg:")."""
    introduces = lead.words.endswith(":") and len(lead.words) <= _LONGEST_LABEL
    return tuple(concept for _, concept in populations(lead.text, lead.mentions)) if introduces else ()


def _percent(text: str) -> Measure | None:
    """Return the percentage that a heading, label or lead gives for all below it."""
    return next((measure for measure in measures(text) if measure.unit == "%"), None)


def _names_many(title: str) -> bool:
    """Tell whether a title names several sections ("Uses, Side Effects & Interactions") rather than opening one."""
    kinds = {section_type(part) for part in re.split(r",|&|\band\b", title)} - {None}
    return len(kinds) > 1


def _names_harm(heading: str) -> bool:
    """Tell whether a heading tells what the drug may do to an organ, rather than in whom it is used."""
    return bool(_HARM.search(heading)) and not _IN_WHOM.search(heading)


def _under(
    above: Frame, text: str, found: Sequence[Match], vocabulary: Vocabulary, given_by: Mapping[str, Concept],
    code: str | None = None,
) -> Frame:  # fmt: skip
    """Return the frame of what stands below a heading or label with this text."""
    kind, said = section_type(text, code), attributes(text)
    # "Renal impairment": in whom, but where the heading names a harm the same words are one.
    who = (
        [m for m in found if not any(c.type is ConceptType.FINDING for c in m.concepts)] if _names_harm(text) else found
    )
    people = tuple(concept for _, concept in populations(text, who))
    return replace(
        above,
        sections=(kind, *above.sections) if kind else above.sections,
        incidence=said.incidence or above.incidence,
        frequency=_percent(text) or (None if said.incidence else above.frequency),
        serious=above.serious if said.serious is None else said.serious,
        long_term=above.long_term if said.long_term is None else said.long_term,
        off_label=above.off_label or bool(said.off_label),
        populations=people or aged(text, above.populations),
        routes=routes(found, text, Span(0, len(text)), vocabulary, given_by) or above.routes,
    )


def _sentences(
    block: Block,
    index: int,
    above: Frame,
    drug: Concept,
    vocabulary: Vocabulary,
    cues: CueSet,
    given_by: Mapping[str, Concept],
) -> Iterator[Sentence]:
    text = block.reading.text
    matches, amounts = with_interrupted(vocabulary, text, vocabulary.find(text)), measures(text)
    marks = cues_about(drug, text, matches, cues)
    names, signs, numbers = [m[:2] for m in matches], [cue.span for cue in marks], [m.span for m in amounts]
    frame = above
    last: tuple[Concept, ...] = ()
    for span in (below_organ_class(text, whole, above.sections) for whole in sentences(text)):
        for nth in range(_MOST_LABELS):
            head = text[span.start : min(span.end, span.start + _LONGEST_LABEL)]
            label = _LABEL.match(text, span.start, span.end) if ":" in head or "—" in head else None
            if not label or not _is_label(label["label"]):
                break
            inside = (m for m in matches if span.start <= m.start and m.end <= label.end("label"))
            shifted = [m._replace(start=m.start - span.start, end=m.end - span.start) for m in inside]
            # A label inside of the text starts anew, but one right behind another narrows it ("Dosage: Adults: ...").
            base = above if nth == 0 and frame.label is not None and label.start() != 0 else frame
            narrower = _under(base, label["label"], shifted, vocabulary, given_by)
            # "Ophthalmic: blurred vision": among effects a bare word of place is where, not by which route.
            place = "adverse_effects" in base.sections and len(label["label"].split()) == 1
            frame = replace(
                narrower,
                label=label["label"],
                label_cues=tuple(c for c in marks if span.start <= c.span.start and c.span.end <= label.end("label")),
                routes=base.routes if place else narrower.routes,
                populations=base.populations if "adverse_effects" in base.sections else narrower.populations,
            )
            span = Span(label.end(), span.end)
        mine = _inside(matches, names, span)
        types, words = frozenset(concept.type for match in mine for concept in match.concepts), span.of(text)
        routed = (given_by or not types.isdisjoint(ROUTED)) and tells_route(words)
        named = routes(mine, text, span, vocabulary, given_by) if routed else ()
        # Of several routes in one sentence the heading's is meant.
        last = (frame.routes if len(named) > 1 and set(named) & set(frame.routes) else named) or last
        if words.rstrip("\"')”’ ").endswith("?"):
            continue
        own = _inside(marks, signs, span)
        yield Sentence(
            block,
            index,
            span,
            replace(frame, routes=last) if last and last != frame.routes else frame,
            text,
            words,
            mine,
            own,
            _inside(amounts, numbers, span),
            types,
            frozenset(c.rule.category for c in own),
        )


def _inside(found: Sequence[Placed], places: Sequence[tuple[int, int]], span: Span) -> tuple[Placed, ...]:
    """Return those things found in a text that lie in a span; `places` tells where each is, in order."""
    first, last = bisect_left(places, (span.start, 0)), bisect_left(places, (span.end, 0))
    return tuple(found[at] for at in range(first, last) if places[at][1] <= span.end)


def _is_label(text: str) -> bool:
    """Tell whether words before a colon are a label, not the start of a sentence."""
    words = text.split()
    return len(words) <= 9 and not re.search(r"\b(?:is|are|was|were|has|have|should|must|can|may|will|do|does)\b", text)
