"""Words that make of a condition a narrower one: "history of X", "nocturnal X", "X after taking Y".

A condition that loses such a word says too much: who once had an ulcer is not who has one now.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from drugkg.annotate.modifiers import is_plain
from drugkg.annotate.terms import Term, Vocabulary, named
from drugkg.text import Span
from drugkg.vocabulary.concept import ConceptType, unknown

__all__ = ["narrowed", "of_a_kind", "qualified"]

#: What was, may come or ran in the family, up to two words before the name.
_PAST = (
    r"(?P<what>(?:\b(?:personal|family|past|prior|previous|recent|known|strong|medical)"
    r"(?:,? (?:and|or|and/or) |/|\s)){0,4}\bhistor(?:y|ies) of|\b(?:high |higher |increased )?risk (?:of|for)"
    r"|\brisk factors? for|\bpredispos\w+ (?:to|for)|\bsusceptib\w+ to|\bprone to|\btendency (?:to|for))\s+"
)
_HISTORY = re.compile(rf"{_PAST}(?:(?:an?|the|any|developing)\s+)*(?:[\w-]+\s+){{0,2}}$", re.IGNORECASE)
_WITH_HISTORY = re.compile(rf"(?:an?\s)?{_PAST}", re.IGNORECASE)
_WORD = re.compile(r"(?P<word>[A-Za-z][A-Za-z'’-]*|\d(?:st|nd|rd|th)[\w-]*)(?P<gap>[ \t\n-]+)$")
_MOST_BEFORE = 2
#: Adverbs, verbs and plural nouns stand before no name as a part of it.
_VERBAL_END = re.compile(r"(?:ly|ing|izes?|ises?|ates|(?<![ous])s)$", re.IGNORECASE)
#: Words in -ing that do stand before a name.
_PARTICIPLE = frozenset(
    "bleeding functioning limiting increasing disabling life-threatening worsening lasting underlying".split()
)
#: Behind a name: on what occasion, from what cause, with or without what.
_BEHIND = re.compile(
    r"\s+(?:after|following|(?:not )?(?:due to|caused by)|induced by|triggered by|secondary to|related to"
    r"|resulting from|requiring|not (?:adequately |well )?controlled|unrelated to"
    r"|without(?! (?:medical|prior|first|consult)))\s+(?!(?:or|and|these|such|conditions)\b)(?=\w)",
    re.IGNORECASE,
)
_PART_OF_WORD = re.compile(r"-(?:related|induced|associated|like|free|dependent|prone|causing)\b", re.IGNORECASE)
_OR = re.compile(r"\s+(?:or|and|and/or)\s+(?:an?\s)?")
_LATER = re.compile(r"\s+history\b", re.IGNORECASE)
_LONGEST = 9
#: People of whom something more is said: "recipients who are seronegative".
_OF_WHOM = re.compile(r"\s+(?:who|that|with|taking|receiving)\s+(?!(?:these|such|this)\b)(?=\w)", re.IGNORECASE)
_POINTS = re.compile(r"\s+(?:who|that|with)\s+(?:these|such|this)\b", re.IGNORECASE)


def narrowed(vocabulary: Vocabulary, text: str, item: Span, found: Sequence[Term]) -> Iterator[Term]:
    """Yield the terms of one item of a list, each with the words of the item that make it narrower.

    Args:
        vocabulary: tells known names.
        text: the text.
        item: the words of the item.
        found: the terms that the item names, in order.
    """
    shared = ""
    tails = [_tail(text, term, item) for term in found]
    for at, term in enumerate(found):
        if _PART_OF_WORD.match(text, term.span.end):
            continue  # "gallstone-related complications"
        if term.concept.type is not ConceptType.FINDING or not item.contains(term.span):
            yield term
            continue
        earlier = found[at - 1].span.end if at and found[at - 1].span.end <= term.span.start else item.start
        before = text[earlier : term.span.start]
        history = _HISTORY.search(before)
        inside = _WITH_HISTORY.match(term.mention)
        if inside and term.mention == term.span.of(text):
            shared = " ".join(inside["what"].split()) + " "
            start = term.span.start + inside.start("what")
            yield _made(vocabulary, term, Span(start, _end(text, term, item)), text, "")
        elif history:
            shared = " ".join(history["what"].split()) + " "
            yield _made(vocabulary, term, Span(earlier + history.start(), _end(text, term, item)), text, "")
        elif shared and at and re.fullmatch(r"[\s,]*(?:and|or|and/or|/)\s*(?:an?\s|other\s)?(?:[\w-]+\s){0,2}", before):
            yield _made(vocabulary, term, Span(_start(text, term, earlier), _end(text, term, item)), text, shared)
        else:
            shared = ""
            start, end = _start(text, term, earlier), _end(text, term, item)
            follows = found[at + 1] if at + 1 < len(found) else None
            if end == term.span.end and follows and tails[at + 1] and _OR.fullmatch(text, end, follows.span.start):
                # "attacks or swelling after taking X": both after taking it
                words = f"{text[start:end]}{tails[at + 1]}"
                kind = replace(unknown(" ".join(words.split()), term.concept.type), broader=_wider(term))
                yield Term(Span(start, end), words, kind)
                continue
            yield _made(vocabulary, term, Span(start, end), text, "") if (start, end) != term.span else term


def of_a_kind(vocabulary: Vocabulary, text: str, item: Span, term: Term) -> Term:
    """Return a condition with the adjectives right before its name ("nocturnal enuresis")."""
    if term.concept.type is not ConceptType.FINDING or not item.contains(term.span):
        return term
    start = _start(text, term, item.start)
    return _made(vocabulary, term, Span(start, term.span.end), text, "") if start < term.span.start else term


def qualified(text: str, term: Term, end: int) -> Term | None:
    """Return people with what is said of them behind ("recipients who are seronegative"), None if that is too long."""
    if _POINTS.match(text, term.span.end, end):
        return None
    if _OF_WHOM.match(text, term.span.end, end) is None:
        return term
    span = Span(term.span.start, end).strip(text, " .,;:(")
    words = " ".join(span.of(text).split())
    if len(words.split()) > _LONGEST or re.search(r"[.;:,()\[\]]", words):
        return None
    kind = replace(unknown(words, term.concept.type), broader=(term.concept.key,))
    return Term(span, span.of(text), kind)


def _start(text: str, term: Term, least: int) -> int:
    """Return where the words begin that stand right before a name and make a kind of what it names."""
    start = term.span.start
    if text[term.span.end : term.span.end + 1] == "-":
        return start  # "anaphylactic-type reaction": not the whole name
    for _ in range(_MOST_BEFORE):
        word = _WORD.search(text, least, start)
        if word is None or is_plain(word["word"]) or word.start() < least:
            break
        plain = word["word"].casefold()
        if _VERBAL_END.search(plain) and plain not in _PARTICIPLE:
            break
        start = word.start()
    return start


def _tail(text: str, term: Term, item: Span) -> str:
    """Return the words behind a name that narrow it, with the space before them."""
    if term.concept.type is not ConceptType.FINDING or not item.contains(term.span):
        return ""
    return text[term.span.end : _end(text, term, item)]


def _wider(term: Term) -> tuple[str, ...]:
    return term.concept.broader if not term.concept.ids and term.concept.broader else (term.concept.key,)


def _end(text: str, term: Term, item: Span) -> int:
    later = _LATER.match(text, term.span.end, item.end)
    end = later.end() if later else term.span.end
    behind = _BEHIND.match(text, end, item.end)
    if behind:
        rest = Span(term.span.start, item.end).strip(text, " .,;:")
        if len(rest.of(text).split()) <= _LONGEST and not re.search(r"[;:()\[\]]", rest.of(text)):
            return rest.end
    return end


def _made(vocabulary: Vocabulary, term: Term, span: Span, text: str, shared: str) -> Term:
    words = f"{shared}{span.of(text)}"
    known = named(vocabulary, words, term.concept.type)
    # A kind of a kind is told by its whole name and by the known name in it.
    kind = known or replace(unknown(" ".join(words.split()), term.concept.type), broader=_wider(term))
    return Term(span, words, kind)
