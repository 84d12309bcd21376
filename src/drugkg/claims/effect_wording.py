"""How a finding is worded in running text: grades before it, adjectives that narrow it, parts that share a word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from drugkg.annotate.listing import listed
from drugkg.annotate.modifiers import grade, is_kind
from drugkg.annotate.terms import Term, Vocabulary, named
from drugkg.claims.effect_parts import TYPES
from drugkg.text import Span
from drugkg.vocabulary.concept import Concept, unknown

__all__ = ["ungraded", "worded"]


def ungraded(vocabulary: Vocabulary, term: Term) -> tuple[Term, bool]:
    """Return a term without the grade that opens its words ("severe rash"), and whether that grade is a serious one.

    A grade stays where nothing known is left without it.
    """
    graded = grade().match(term.mention)
    plain = named(vocabulary, term.mention[graded.end() :], *TYPES) if graded else None
    if not graded or not plain:
        return term, False
    bare = Term(Span(term.span.start + graded.end(), term.span.end), term.mention[graded.end() :], plain)
    return bare, bool(_SERIOUS.search(graded.group()))


def worded(vocabulary: Vocabulary, text: str, span: Span, concept: Concept) -> Iterator[tuple[Term, bool]]:
    """Yield the effects that a mention names as the text words them, part by part, with whether each is serious."""
    term, serious = ungraded(vocabulary, Term(span, span.of(text), concept))
    serious = serious or bool(_SERIOUS_BEFORE.search(text, max(span.start - _NEAR, 0), term.span.start))
    if _JOINS.search(text, term.span.start, term.span.end):
        parts = [part for _, terms in listed(vocabulary, text, term.span, TYPES) for part in terms]
        if len({part.concept.key for part in parts}) > 1:
            yield from ((part, serious) for part in parts)
            return
    yield _narrowed(vocabulary, text, term), serious
    short = _SHORT.match(text, term.span.end)
    if short and short["short"][0].casefold() == text[term.span.start].casefold():
        yield Term(Span(*short.span("short")), short["short"], term.concept), serious


def _narrowed(vocabulary: Vocabulary, text: str, term: Term) -> Term:
    """Return a term with the adjective before it that makes a kind of it ("incisional hernia")."""
    before = _WORD.search(text, max(term.span.start - _NEAR, 0), term.span.start)
    if before is None or not is_kind(before["word"]):
        return term
    whole = Span(before.start("word"), term.span.end)
    words = whole.of(text)
    kind = replace(unknown(words, term.concept.type), broader=(term.concept.key,))
    return Term(whole, words, named(vocabulary, words, *TYPES) or kind)


#: How far before a mention the words are looked for that say more of it.
_NEAR = 40
_WORD = re.compile(r"(?<![\w-])(?P<word>[a-z][a-z-]+) $", re.IGNORECASE)
_JOINS = re.compile(r"\b(?:and|or)\b|/|,", re.IGNORECASE)
#: "(ILD)" behind what it stands for.
_SHORT = re.compile(r"\s\(\s?(?P<short>[A-Z][A-Za-z]{0,3}[A-Z]s?)\s?\)")
_SERIOUS = re.compile(r"severe|serious|life-threatening|fatal", re.IGNORECASE)
_SERIOUS_BEFORE = re.compile(
    r"(?<![\w-])(?:severe|serious|life-threatening|fatal)(?:,? (?:and|or) [\w-]+)? (?:[\w-]+ )?$", re.IGNORECASE
)
