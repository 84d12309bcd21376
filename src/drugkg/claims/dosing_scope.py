"""The scope of a dose: in whom, by which route, for what, and on what it depends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from drugkg.annotate.layers import Page, Sentence
from drugkg.annotate.populations import populations
from drugkg.annotate.terms import Vocabulary, named
from drugkg.claims.schedule import cues_in
from drugkg.text import Span
from drugkg.vocabulary.concept import Concept, ConceptType

__all__ = ["indications", "note", "people", "routes"]

_JOINED = re.compile(r"[\s,/&()]*(?:\b(?:and|or)\b)?[\s,/&()]*")
_ASIDE = re.compile(
    r"\b(?:particularly|especially|unlike|other than|except|compared (?:with|to)|than|from|by)\s+"
    r"(?:in\s+|for\s+|the\s+)*$",
    re.IGNORECASE,
)
_IN = re.compile(r"\b(?:in|for|to|among|by)\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
_FOR = re.compile(r"\b(?:for|treat|in|of)\s+(?:the (?:treatment|management) of\s+)?(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
#: The end of a cell of a table row.
_CELL = re.compile(r"\s*\|")
#: Headings that name a condition for another reason than that the dose is for it.
_ADJUSTING = re.compile(
    r"\b(?:adjust|modif|toxicit|adverse|side effect|impair)\w*|\breduc(?:e|es|ing|tions?)\b", re.IGNORECASE
)
_NOTE_END = re.compile(r"[.;)]\s|[.;)]$|\s\(|,\s(?!(?:and|or)\s\w+(?:[.;,]|$))|\s(?:up to|with a maximum|but|which)\b")
_LONGEST_NOTE = 120


def people(
    sentence: Sentence, segment: Span, at: int, before: Span | None = None, behind: Span | None = None
) -> tuple[Concept, ...]:
    """Return in whom the dose at a position is given.

    Named in the amount's own words before or behind it ("1 g for adults and 5 mg for children"), else
    earlier in the sentence, else later, else in what stands over the sentence.
    """
    groups: list[list[tuple[Span, Concept]]] = []
    compared = [cue.span for cue in cues_in(sentence, segment, "dose_rule") if cue.rule.id == "dose.same-as"]
    inside = [
        m
        for m in sentence.mentions
        if segment.start <= m.start
        and m.end <= segment.end
        and not any(span.contains(Span(m.start, m.end)) for span in compared)
    ]
    for span, concept in populations(sentence.text, inside):
        if _ASIDE.search(sentence.text[max(segment.start, span.start - 40) : span.start]):
            continue
        if groups and _JOINED.fullmatch(sentence.text, groups[-1][-1][0].end, span.start):
            groups[-1].append((span, concept))
        else:
            groups.append([(span, concept)])
    text = sentence.text
    near = [g for g in groups if before and before.start <= g[0][0].start and g[-1][0].end <= before.end]
    later = [g for g in groups if g[0][0].start > at and _IN.search(text[at : g[0][0].start])]
    own = [g for g in later if behind and behind.contains(g[0][0]) and "," not in text[behind.start : g[0][0].start]]
    earlier = [g for g in groups if g[-1][0].end <= at]
    chosen = near[-1:] or own[:1] or earlier[-1:] or later[:1]
    if chosen:
        return tuple(dict.fromkeys(concept for _, concept in chosen[0]))
    return sentence.frame.populations


def routes(page: Page, vocabulary: Vocabulary, sentence: Sentence, segment: Span, at: int) -> tuple[Concept, ...]:
    """Return by which routes the dose at a position is given: named in its clause, else standing over it."""
    found = sentence.within(segment, ConceptType.ROUTE)
    if found:
        nearest = min(found, key=lambda pair: (abs(pair[0].start - at), pair[0].start))
        joined = [nearest]
        for pair in found[found.index(nearest) + 1 :]:
            if _JOINED.fullmatch(sentence.text, joined[-1][0].end, pair[0].start):
                joined.append(pair)
        return tuple(dict.fromkeys(concept for _, concept in joined))
    standing = sentence.frame.routes
    return standing if len(standing) == 1 else _of_forms(page, vocabulary, sentence)


def _of_forms(page: Page, vocabulary: Vocabulary, sentence: Sentence) -> tuple[Concept, ...]:
    """Return the route that a heading over the sentence names as part of a dose form ("Oral dosage forms")."""
    for index in reversed(sentence.block.headings):
        heading = page.document.blocks[index].text
        for match in vocabulary.find(heading):
            if any(concept.type is ConceptType.DOSE_FORM for concept in match.concepts):
                route = named(vocabulary, heading[match.start : match.end].split()[0], ConceptType.ROUTE)
                if route:
                    return (route,)
    return ()


def indications(page: Page, vocabulary: Vocabulary, sentence: Sentence, segment: Span, at: int) -> tuple[Concept, ...]:
    """Return the conditions for which the dose at a position is given: named before it, else in label or heading."""
    near = [
        concept
        for span, concept in sentence.within(Span(segment.start, at), ConceptType.FINDING)
        if (_FOR.search(sentence.text[segment.start : span.start]) or _CELL.match(sentence.text, span.end))
        and not _is_population(sentence, span)
    ]
    if near:
        return tuple(dict.fromkeys(near))
    is_dosing = "dosage" in sentence.frame.sections or "indications" in sentence.frame.sections
    heading = page.document.section(sentence.block) if is_dosing and len(sentence.block.headings) > 1 else None
    texts = [sentence.frame.label, *_outer_labels(sentence), heading]
    if sentence.frame.lead:
        texts.insert(1, sentence.frame.lead.words)
    for text in texts:
        if text and not text.rstrip().endswith("?") and not _ADJUSTING.search(text):
            found = _findings(vocabulary, text)
            if found:
                return found
    return ()


def _outer_labels(sentence: Sentence) -> list[str]:
    """Return the labels that stand before the label of a sentence ("Gout: Oral: 15 mg")."""
    before = sentence.text[: sentence.span.start].strip()
    labels = [part.strip() for part in before.split(":")][:-2] if before.endswith(":") else []
    return [label for label in labels if label and not re.search(r"[.;!?]", label)]


def _is_population(sentence: Sentence, span: Span) -> bool:
    return any(
        m.start <= span.start and span.end <= m.end and any(c.type is ConceptType.POPULATION for c in m.concepts)
        for m in sentence.mentions
    )


def _findings(vocabulary: Vocabulary, text: str) -> tuple[Concept, ...]:
    found: list[Concept] = []
    for match in vocabulary.find(text):
        types = [concept.type for concept in match.concepts]
        if ConceptType.FINDING in types and ConceptType.POPULATION not in types:
            found.append(match.concepts[types.index(ConceptType.FINDING)])
    return tuple(dict.fromkeys(found))


def note(sentence: Sentence, region: Span) -> str | None:
    """Return on what a dose depends, in the words of the text: "as tolerated", "until the pain is gone"."""
    notes: list[str] = []
    end = region.start
    for cue in cues_in(sentence, region, "dose_note"):
        if cue.span.start < end:
            continue
        stop = _NOTE_END.search(sentence.text, cue.span.end, region.end)
        end = min(stop.start() if stop else region.end, cue.span.start + _LONGEST_NOTE)
        notes.append(_plain(sentence.text[cue.span.start : end]))
    return "; ".join(notes[:2]) or None


def _plain(words: str) -> str:
    return " ".join(words.split()).strip(" ,.;:()")


def spread(*choices: Sequence[Concept]) -> list[tuple[Concept | None, ...]]:
    """Return every combination of one of each choice; an empty choice stands for None.

    >>> spread((), ())
    [(None, None)]
    """
    combined: list[tuple[Concept | None, ...]] = [()]
    for choice in choices:
        combined = [(*left, right) for left in combined for right in (choice or (None,))]
    return combined
