"""Effects in remarks: what a footnote says a name includes, and the label that opens a warning."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drugkg.annotate.layers import Sentence
from drugkg.annotate.listing import listed
from drugkg.annotate.terms import Vocabulary, named
from drugkg.claims.effect_lists import item_effects
from drugkg.claims.effect_names import effect_names
from drugkg.claims.effect_parts import TYPES, effect, is_general, is_known
from drugkg.claims.effect_wording import ungraded
from drugkg.claims.found import Found
from drugkg.text import Span
from drugkg.vocabulary.concept import ConceptType

__all__ = ["included_effects", "labelled_effects", "names_included"]

_TERMS = r"(?:the following(?: [\w-]+){0,3}\s*:?|(?:group of )?(?:[\w-]+ ){0,2}(?:preferred )?terms?(?: of)?\s*[:,]?)"
#: "a Includes X, Y" in a footnote, "X includes the terms Y, Z".
_INCLUDES = re.compile(
    rf"(?:(?:^|(?<=[\s.;]))(?:[a-z]|\d{{1,2}}|[*†‡§¶#]{{1,2}})\s+includes?\s+(?:{_TERMS}\s*)?"
    rf"|\bincludes?\s+{_TERMS}\s*)",
    re.IGNORECASE,
)
#: Where such a list ends: with its sentence, or at the mark of the next footnote.
_ENDS = re.compile(r"[.;](?=\s|$)|\s(?:[a-z]|\d{1,2}|[*†‡§¶#]{1,2})\s+(?=[A-Z])")
#: "RashRash includes ...": a footnote that stood over the name it explains.
_DOUBLED = re.compile(r"(?P<name>\S.{2,40}?)(?P=name)\s+includes?\b")
_MOST_WORDS = 6


def names_included(text: str, cell: Span) -> tuple[Span, Span | None]:
    """Return the name in a cell, and the list of what a footnote inside of the cell says it includes.

    >>> text = "RashRash includes the following terms: hives and redness."
    >>> [part.of(text) for part in names_included(text, Span(0, len(text)))]
    ['Rash', 'hives and redness']
    """
    includes = _INCLUDES.search(text, *cell)
    if includes is None:
        return cell, None
    doubled = _DOUBLED.match(text, *cell)
    name = Span(*doubled.span("name")) if doubled else Span(cell.start, includes.start()).strip(text)
    return name, _list(text, includes.end(), cell.end)


def included_effects(sentence: Sentence, vocabulary: Vocabulary, relation: str) -> Iterator[Found]:
    """Yield the effects that a footnote says another one includes."""
    for includes in _INCLUDES.finditer(sentence.text, *sentence.span):
        region = _list(sentence.text, includes.end(), sentence.span.end)
        for item, every in listed(vocabulary, sentence.text, region, TYPES, new=ConceptType.FINDING):
            if len(item.head.of(sentence.text).split()) <= _MOST_WORDS:
                terms = effect_names(vocabulary, every)
                yield from item_effects(sentence, vocabulary, relation, item, terms, {})


def _list(text: str, start: int, end: int) -> Span:
    stop = _ENDS.search(text, start, end)
    return Span(start, stop.start() if stop else end).strip(text)


def labelled_effects(sentence: Sentence, vocabulary: Vocabulary, relation: str) -> Iterator[Found]:
    """Yield the known effects, or kinds of such, that the label of a warning names ("Low mood: watch for it (5.2)")."""
    label = sentence.frame.label
    if not label or not sentence.text.startswith(label) or not _REFERS.search(sentence.text):
        return
    if _NO_HARM.search(label) or _SUMS_UP.match(sentence.words) or named(vocabulary, label, ConceptType.POPULATION):
        return
    span = Span(0, len(label))
    # What the sentence says of stopping is no part of its label.
    stops = any(cue.category in ("abrupt", "overdose") for cue in sentence.frame.label_cues)
    mine = relation if stops else "hasAdverseEffect"
    for _, every in listed(vocabulary, sentence.text, span, TYPES, new=ConceptType.FINDING):
        for whole in every:
            term, serious = ungraded(vocabulary, whole)
            if is_known(term) and not is_general(term) and not term.concept.key.endswith("-effect"):
                own = {"serious": True} if serious else {}
                yield effect(sentence, mine, term, span, "effect.label", own, None)


#: "(5.1)": a label of prescribing information sums up a warning and points to it.
_REFERS = re.compile(r"\(\s?\d{1,2}(?:\.\d{1,2})*(?:\s?,\s?\d{1,2}(?:\.\d{1,2})*)*\s?\)")
#: "Migraine: The most common reactions were X": such a label says for what it was given.
_SUMS_UP = re.compile(
    r"\W*(?:the )?(?:most )?(?:common|frequent)\w* [\w\s]*\b(?:reactions?|effects?|events?)\b", re.IGNORECASE
)
_NO_HARM = re.compile(r"\b(?:patients?|use|risk|monitoring|dos(?:e|ing|age)|interactions?)\b", re.IGNORECASE)
