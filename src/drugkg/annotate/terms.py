"""Terms: the concepts that the words of a list item or phrase name, with shared words given back to each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

from drugkg.annotate.lists import split_choices
from drugkg.annotate.modifiers import changing, empty
from drugkg.annotate.shared_words import completions, without_lead
from drugkg.text import Span
from drugkg.vocabulary.concept import Concept, ConceptType, of_type, unknown
from drugkg.vocabulary.lexicon import Match

__all__ = ["Term", "Vocabulary", "named", "terms"]

#: An item of more words than this names no single thing.
MOST_WORDS = 8
_ADJECTIVE = re.compile(r"(?:al|ic|ed|ful|ous|ive|ent|ant|ar|ary|ory|less|ing|y)$", re.IGNORECASE)
#: Adjectives that make of a known thing a kind of it.
_NARROWS = re.compile(r"[a-z](?:al|ic|ous|ive|ent|ant|ar|ary|ory|ible|able)$", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|reported|observed|defined|noted|described|surveillance|frequency|has"
    r"|have|had|may|might|can|could|should|must|will|would|do|does|did"
    r"|occurs?|causes?|see|consult|contact)\b",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"(?:with|although|though|if|when|in|for|but|due|after|during|because|as|at|by|on|to|of|than|not|no"
    r"|see|who|which|that|these|this|it|they|while|unless|until|from|rarely|sometimes|usually|more|most"
    r"|less|become|becomes|becoming)\b",
    re.IGNORECASE,
)
#: Words that name nothing by themselves.
#: A single word like this only qualifies another.
_ONLY_QUALIFIES = re.compile(r"[a-z](?:ive|ous|ible|able|ally|ical|onal)$", re.IGNORECASE)
_ALONE = re.compile(
    r"(?:new|rare|common|uncommon|serious|severe|mild|moderate|frequent|infrequent|unknown|none|rest|note"
    r"|many|various|behaviou?rs?"
    r"|thoughts?|feelings?|changes?|problems?|effects?|reactions?|conditions?|others?|issues?|signs?|symptoms?)",
    re.IGNORECASE,
)
#: An instruction: a verb and what goes with it.
_ADVICE = re.compile(
    r"[A-Za-z][a-z]+ (?:your|yourself|plenty|enough|more|some|a|an|the|up|down|slowly|regularly|gently|well"
    r"|away|it|them)\b(?! of)"
)
#: Where on the body, or in whom: no part of a finding's name.
_TAIL = re.compile(
    r"\s+(?:(?:all )?over|of|on|in) (?:the |your )?(?:whole |entire )?body$"
    r"|\s+in (?:some |certain )?(?:women|men|children|females|males|infants|adults|patients|people)$"
    r"|\s+in (?:very )?(?:rare|some|many|most) cases$",
    re.IGNORECASE,
)
_GRADE = re.compile(r"(?:severe|serious|life-threatening) ", re.IGNORECASE)
#: The lower end of a range of severity whose upper end a name may include.
_RANGE = re.compile(r"\b(?:mild|moderate|moderately)(?: to| or| and|-to)$", re.IGNORECASE)
_PREPOSITION = re.compile(r"\b(?:in|of|on|at|with|to|from|around)\b", re.IGNORECASE)


class Vocabulary(Protocol):
    """What terms are told by."""

    def __hash__(self) -> int:
        """Return its hash: what a vocabulary tells may be remembered."""

    def find(self, text: str) -> list[Match]:
        """Return the names found in a text."""

    def lookup(self, text: str) -> tuple[Concept, ...]:
        """Return the concepts that a name stands for."""


@dataclass(frozen=True, slots=True)
class Term:
    """A concept as a text names it: `span` is where, `mention` the words, shared ones included."""

    span: Span
    mention: str
    concept: Concept


def named(vocabulary: Vocabulary, text: str, *types: ConceptType) -> Concept | None:
    """Return the concept of one of the types (earlier ones first) that the whole text names, None if none."""
    return of_type(vocabulary.lookup(text), types)


def terms(
    vocabulary: Vocabulary, text: str, span: Span, types: tuple[ConceptType, ...], *, new: ConceptType | None = None
) -> list[Term]:
    """Return the terms that the words in a span (one item, without brackets) name.

    Args:
        vocabulary: tells known names.
        text: the text of which the span is a part.
        span: the item's words.
        types: the concept types that are wanted, the likeliest first.
        new: the type of a concept made from words that the vocabulary does not know; None leaves them out.
    """
    start = span.start
    return [
        Term(term.span.shift(start), term.mention, term.concept)
        for term in _terms(vocabulary, span.of(text), types, new)
    ]


@lru_cache(maxsize=8192)
def _terms(
    vocabulary: Vocabulary, text: str, types: tuple[ConceptType, ...], new: ConceptType | None
) -> Sequence[Term]:
    span = without_lead(text, Span(0, len(text)))
    if span.end <= span.start:
        return []
    parts = split_choices(text, span)
    if len(parts) > 1:
        combined = named(vocabulary, span.of(text), ConceptType.DRUG) if ConceptType.DRUG in types else None
        if combined:
            return [Term(span, span.of(text), combined)]
        shared = [term for term in _shared(vocabulary, text, parts, types) if term]
        if len({term.concept.key for term in shared}) == len(parts):
            return _graded(vocabulary, shared, parts[0].of(text), types)
        whole = named(vocabulary, span.of(text), *types)
        if whole:
            return [Term(span, span.of(text), whole)]
        return list(_each(vocabulary, text, parts, types, new))
    term = _one(vocabulary, text, span, types, new)
    return [term] if term else []


def _graded(vocabulary: Vocabulary, found: list[Term], first: str, types: tuple[ConceptType, ...]) -> list[Term]:
    """Return terms with the severity that opens their list: both of "severe liver or kidney disease" are severe."""
    grade = _GRADE.match(first)
    if grade is None:
        return found
    result = found[:1]
    for term in found[1:]:
        words = f"{grade.group()}{term.mention}"
        if _GRADE.match(term.mention):
            result.append(term)
            continue
        kind = replace(unknown(words, term.concept.type), broader=(term.concept.key,))
        result.append(Term(term.span, words, named(vocabulary, words, *types) or kind))
    return result


def _one(
    vocabulary: Vocabulary, text: str, span: Span, types: tuple[ConceptType, ...], new: ConceptType | None
) -> Term | None:
    words = span.of(text)
    concept = named(vocabulary, words, *types)
    if concept:
        return Term(span, words, concept)
    plain = empty().match(text, span.start, span.end)
    bare = Span(plain.end(), span.end) if plain else span
    concept = named(vocabulary, bare.of(text), *types) if plain else None
    if concept:
        return Term(span, words, concept)
    tail = _TAIL.search(text, bare.start, bare.end) if new is not None else None
    if tail:
        # "rash over your whole body" is a rash; no other name may end in these words.
        head = Span(bare.start, tail.start())
        concept = named(vocabulary, head.of(text), *types)
        if concept:
            return Term(head, head.of(text), concept)
    if new is not None:
        return Term(bare, bare.of(text), _made(vocabulary, bare.of(text), new)) if _can_name(bare.of(text)) else None
    inside = [
        (Span(span.start + m.start, span.start + m.end), concept)
        for m in vocabulary.find(words)
        for concept in [of_type(m.concepts, types)]
        if concept
    ]
    if not inside:
        return None
    where, concept = inside[0]
    before = text[span.start : where.start].rstrip()
    plain_name = where.of(text).partition(" ")[2]
    if _RANGE.search(before) and plain_name:
        # "moderate to severe pain" is not severe pain.
        kind = named(vocabulary, plain_name, *types)
        graded = Span(span.start + before.rfind(" ", 0, before.rfind(" ")) + 1, where.end)
        return Term(graded, graded.of(text), kind) if kind else None
    changed = changing().search(before)
    narrowed = (
        where.end == span.end and 0 < len(before.split()) <= 2 and all(_NARROWS.search(word) for word in before.split())
    )
    if changed or narrowed:
        whole = Span(span.start + (changed.start() if changed else 0), where.end)
        return Term(whole, whole.of(text), replace(unknown(whole.of(text), concept.type), broader=(concept.key,)))
    return Term(where, where.of(text), concept)


def _can_name(words: str) -> bool:
    return (
        0 < len(words.split()) <= MOST_WORDS
        and any(c.isalpha() for c in words)
        and len(words) > 2
        and not _VERB.search(words)
        and not words.endswith("?")
        and not _NO_NAME.match(words)
        and not _ALONE.fullmatch(words)
        and not (" " not in words and _ONLY_QUALIFIES.search(words))
        and not _ADVICE.match(words)
    )


def _shared(
    vocabulary: Vocabulary, text: str, parts: Sequence[Span], types: tuple[ConceptType, ...]
) -> Iterator[Term | None]:
    """Yield for each part the known concept it names, alone or with words that it shares with a neighbour."""
    for at, part in enumerate(parts):
        bare = without_lead(text, part)
        alone, completed = bare.of(text), list(completions(text, parts, at))
        slash = at > 0 and "/" in text[parts[at - 1].end : part.start]
        for words in (*completed, alone) if slash else (alone, *completed):
            concept = named(vocabulary, words, *types)
            if concept:
                yield _at_same_site(vocabulary, text, parts, at, Term(bare, words, concept), types)
                break
        else:
            yield None


def _at_same_site(
    vocabulary: Vocabulary, text: str, parts: Sequence[Span], at: int, term: Term, types: tuple[ConceptType, ...]
) -> Term:
    """Return "eye irritation" for the second part of "eye dryness and irritation", where the vocabulary has it."""
    site, _, of_site = parts[0].of(text).partition(" ")
    if len(parts) != 2 or at != 1 or not of_site or " " in of_site + term.mention:
        return term
    there = named(vocabulary, f"{site} {term.mention}", *types) if named(vocabulary, site, ConceptType.SITE) else None
    return Term(term.span, f"{site} {term.mention}", there) if there else term


def _each(
    vocabulary: Vocabulary, text: str, parts: Sequence[Span], types: tuple[ConceptType, ...], new: ConceptType | None
) -> Iterator[Term]:
    known = list(_shared(vocabulary, text, parts, types))
    at = 0
    while at < len(parts):
        end = at
        # A place in parts ("tingling in hands or feet") belongs to the part before it.
        while (
            end + 1 < len(parts)
            and known[end + 1] is None
            and _PREPOSITION.search(parts[at].of(text))
            and len(parts[end + 1].of(text).split()) == 1
        ):
            end += 1
        span = Span(parts[at].start, parts[end].end)
        term = known[at] if end == at else None
        if term is None:
            term = (
                _one(vocabulary, text, span, types, None)
                if new is None
                else _completed(vocabulary, text, parts, at, span, types, new)
            )
        if term:
            yield term
        at = end + 1


def _made(vocabulary: Vocabulary, words: str, new: ConceptType) -> Concept:
    """Return a concept for unknown words, narrower than the known one whose name they end with."""
    concept = unknown(words, new)
    head = next((m for m in vocabulary.find(words) if m.end == len(words)), None)
    wider = next((c for c in head.concepts if c.type is new), None) if head else None
    return replace(concept, broader=(wider.key,)) if wider and wider.key != concept.key else concept


def _completed(
    vocabulary: Vocabulary,
    text: str,
    parts: Sequence[Span],
    at: int,
    span: Span,
    types: tuple[ConceptType, ...],
    new: ConceptType,
) -> Term | None:
    """Return an unknown part with the head it shares with the next part where it is only an adjective."""
    bare = without_lead(text, span)
    words = bare.of(text)
    following = parts[at + 1].of(text).split() if at + 1 < len(parts) else []
    if len(words.split()) == 1 and len(following) > 2 and following[1] == "of":
        # "return or increase of X"
        words = f"{words} {' '.join(following[1:])}"
    elif len(words.split()) <= 2 and len(following) > 1 and _ADJECTIVE.search(words):
        words = f"{words} {' '.join(following[1:])}"
    concept = named(vocabulary, words, *types) or (_made(vocabulary, words, new) if _can_name(words) else None)
    return Term(bare, words, concept) if concept else None
