"""Conditions and people: what a contraindication or caution is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from drugkg.annotate.layers import Sentence
from drugkg.annotate.listing import listed
from drugkg.annotate.lists import items, split_choices
from drugkg.annotate.populations import populations
from drugkg.annotate.terms import Term, Vocabulary, named, terms
from drugkg.claims.medicines import ALLERGY
from drugkg.claims.narrowing import narrowed, qualified
from drugkg.claims.shape import is_list
from drugkg.text import Span
from drugkg.vocabulary.concept import ConceptType, unknown

__all__ = ["forbids", "in_list", "in_prose", "is_remark", "labelled"]

_TYPES = (ConceptType.FINDING, ConceptType.ACTIVITY)
_ALL = (ConceptType.POPULATION, *_TYPES)
#: "people whose X is reversible": a kind of X, not X itself.
_WHOSE = re.compile(r"\bwhose (?P<what>[a-z]+(?: [a-z]+)?) (?:is|are) (?P<how>(?:[a-z]+ly )?[a-z]+)\b", re.IGNORECASE)
#: People in general, and what tells which of them are meant.
_THE_BABY = re.compile(r"\b(?:your|unborn|nursing|breast-?fed|have an?|having an?)\s(?:\w+\s)?$", re.IGNORECASE)
_ANYONE = frozenset({"female", "male", "adult"})
_NARROWED = re.compile(r"\s+(?:who|that|with|planning|of child\w*|taking)\b", re.IGNORECASE)
#: "patients who need X to do Y": no one concept, but the very thing that matters.
_WHO = re.compile(
    r"\b(?:patients|people|those|individuals|anyone|persons) (?:who|that) ((?:require|need|depend on|rely on)s? .+)",
    re.IGNORECASE,
)
#: "allergic to this medicine": the condition is hypersensitivity, whatever it is to.
_ALLERGIC = re.compile(r"(?:allergic|hypersensitive|allergy|allergies) to\b", re.IGNORECASE)
_TO_DRUG = re.compile(
    r"\s+to\s+(?:the\s+)?(?:this (?:drug|medicine|medication)|any (?:of (?:the|its) )?(?:ingredients?"
    r"|components?)\b.*|(?:active (?:substance|ingredient)|study drug)\b.*|[\w-]+(?: or .*)?)$",
    re.IGNORECASE,
)
#: What else, behind "allergic to A": "other B", "any ingredient of it".
_WHAT_ELSE = re.compile(
    r"(?:or |and |to )*(?:any |other |related |similar |the |its )*(?:[\w-]+ ){0,3}"
    r"(?:ingredients?|components?|excipients?|substances?|formulation)\b.*"
    r"|(?:or |and |to )*(?:other|any other|related) .*",
    re.IGNORECASE,
)
_VERBAL = re.compile(
    r"^(?:have|has|are|is|had|who|with|those|that|that have|patients?|people|in|use|currently|you"
    r"|during|while|individuals|anyone|persons"
    r"|you have|you are|known|other|certain|or|and|also|a|an|the|had a"
    r"|have had|suffer from|any)\s+",
    re.IGNORECASE,
)


#: What stands behind a label that names in whom.
_FORBIDDEN = re.compile(
    r"(?:avoid(?:ed)?\b(?!\s(?:\w+\s){0,2}(?:exposure|sun\w*|activit\w+|contact|applying|driving|operating|alcohol"
    r"|eating|drinking|food\w*|vaccin\w+)\b)(?![^.;]{0,60}\b(?:with|other|concurrent|concomitant|co-?administ\w+)\b)"
    r"|contraindicated\b|do not use|must not|should not be used|not to be used)",
    re.IGNORECASE,
)


_CLAUSE = re.compile(r"[,;:.()\[\]]|\s(?:as|because|since|due to|unless|but)\s")

#: The end of a sentence before, and the start of one that names a further item.
_ENDED = re.compile(r"[.!?][\"'”’)]*\s*$")
_FURTHER = re.compile(
    r"(?:or |and )?(?:you |your child |the patient )?(?:have|has|had|are|is|suffer|ever)\b", re.IGNORECASE
)


def is_remark(sentence: Sentence) -> bool:
    """Tell whether a sentence only remarks on the list item that it stands in, behind its first sentence."""
    before = sentence.text[: sentence.span.start]
    label = sentence.frame.label
    if label and before.rstrip().endswith((":", "—")):
        before = before.rstrip(" :—").removesuffix(label)
    return bool(_ENDED.search(before)) and not (_FURTHER.match(sentence.words) or is_list(sentence.text, sentence.span))


def forbids(sentence: Sentence) -> bool:
    """Tell whether a sentence opens by forbidding the drug to those whom its label names."""
    return bool(_FORBIDDEN.match(sentence.words))


def in_list(sentence: Sentence, vocabulary: Vocabulary, span: Span, *, new: bool) -> Iterator[Term]:
    """Yield the conditions and populations that a list names; unknown items too where `new`."""
    text = sentence.text
    needed = _WHO.search(text, span.start, span.end)
    if needed:
        yield from _needs(text, Span(needed.start(), span.end))
        return
    allergic = False
    # A list read from its first verb on would not share its last word with its first item.
    for item, named_terms in listed(
        vocabulary, text, _bare(text, span), _ALL, new=ConceptType.FINDING if new else None
    ):
        head = _bare(text, item.head)
        allergy = _to_drug(vocabulary, text, head)
        special = _people(sentence, head) or allergy
        if allergic and _is_allergen(vocabulary, text, head):
            continue
        allergic = allergy is not None
        if special:
            yield special
            continue
        if head != item.head and "," not in item.head.of(text):
            named_terms = terms(vocabulary, text, head, _ALL, new=ConceptType.FINDING if new else None)
        yield from narrowed(vocabulary, text, Span(item.span.start, max(item.head.end, item.span.start)), named_terms)


def in_prose(sentence: Sentence, vocabulary: Vocabulary, region: Span) -> Iterator[Term]:
    """Yield the conditions and populations that a stretch of prose names."""
    text = sentence.text
    whose = _WHOSE.search(text, region.start, sentence.span.end)
    if whose:
        words = f"{whose['how']} {whose['what']}"
        known = named(vocabulary, whose["what"], *_TYPES)
        if known:
            yield Term(Span(*whose.span("what")), words, replace(unknown(words, known.type), broader=(known.key,)))
            return
    needed = _WHO.search(text, region.start, region.end)
    if needed:
        yield from _needs(text, Span(needed.start(), region.end))
        return
    seen: set[tuple[int, int]] = set()
    allergic = False
    found: list[Term] = []
    for part in _parts(sentence, _bare(text, region)):
        head = _bare(text, part)
        allergy = _to_drug(vocabulary, text, head)
        special = _people(sentence, head) or allergy
        if allergic and _is_allergen(vocabulary, text, head):
            continue
        allergic = allergy is not None
        for term in [special] if special else narrowed(vocabulary, text, part, terms(vocabulary, text, head, _ALL)):
            if term.span not in seen:
                seen.add(term.span)
                found.append(term)
    for at, term in enumerate(found):
        if term.concept.key == "infant" and _THE_BABY.search(text[: term.span.start]):
            continue  # the taker's child takes nothing
        # "women who are pregnant" are those who are pregnant
        if term.concept.type is ConceptType.POPULATION and _NARROWED.match(text, term.span.end):
            following = found[at + 1 :]
            told = None if following else qualified(text, term, _clause_end(text, term.span.end, sentence.span.end))
            if following and term.concept.key not in _ANYONE:
                yield term
            elif told:
                yield told
            continue
        yield term


def _clause_end(text: str, start: int, end: int) -> int:
    stop = _CLAUSE.search(text, start, end)
    return stop.start() if stop else end


def labelled(sentence: Sentence, vocabulary: Vocabulary) -> list[Term]:
    """Return the conditions and populations that the label before a sentence names."""
    label = sentence.frame.label or ""
    aged = {concept.key for concept in sentence.frame.populations}
    found = [term for _, named_terms in listed(vocabulary, label, Span(0, len(label)), _ALL) for term in named_terms]
    people = [
        Term(term.span, term.mention, c)
        for term in found
        for c in sentence.frame.populations
        if term.concept.key in (c.key, *c.broader)
    ]
    return people or [term for term in found if term.concept.key not in aged]


def _parts(sentence: Sentence, region: Span) -> Iterator[Span]:
    """Yield the items of a stretch; people and what else is joined to them by "and" are items of their own."""
    for item in items(sentence.text, region):
        head = _bare(sentence.text, item.head)
        people = sentence.within(head, ConceptType.POPULATION)
        parts = split_choices(sentence.text, head)
        apart = (
            len(parts) > 1
            and people
            and any(not part.overlaps(people[0][0]) and len(part.of(sentence.text).split()) > 1 for part in parts)
        )
        yield from parts if apart else [head]


def _bare(text: str, span: Span) -> Span:
    while match := _VERBAL.match(span.of(text)):
        span = Span(span.start + match.end(), span.end)
    return span


def _people(sentence: Sentence, span: Span) -> Term | None:
    """Return the population that the words are about, ages included, unless they name a condition of theirs."""
    inside = [m for m in sentence.mentions if span.start <= m.start and m.end <= span.end]
    found = populations(sentence.text, inside)
    if not found or (len(split_choices(sentence.text, span)) > 1 and not found[0][1].broader):
        return None
    where, concept = found[0]
    if concept.key in _ANYONE and found[1:] and _NARROWED.match(sentence.text, where.end):
        where, concept = found[1]
        span = Span(where.start, span.end)
    rest = (sentence.text[span.start : where.start] + " " + sentence.text[where.end : span.end]).strip(" ()")
    conditions = [m for m in inside if m.start >= where.end and any(c.type is ConceptType.FINDING for c in m.concepts)]
    if conditions or len(rest.split()) > 4:
        return None
    return Term(where, where.of(sentence.text), concept)


def _to_drug(vocabulary: Vocabulary, text: str, span: Span) -> Term | None:
    """Return "hypersensitivity to D" as the condition it is, whatever D is called."""
    words = span.of(text)
    if _ALLERGIC.match(words):
        concept = named(vocabulary, "hypersensitivity", *_TYPES)
        return Term(span, words, concept) if concept else None
    match = _TO_DRUG.search(words)
    concept = named(vocabulary, words[: match.start()], *_TYPES) if match else None
    if not match or concept is None or not re.search(ALLERGY, concept.label):
        return None
    return Term(span, words, concept)


def _is_allergen(vocabulary: Vocabulary, text: str, span: Span) -> bool:
    """Tell whether an item behind "allergic to A" names what else one may be allergic to, and no condition."""
    words = span.of(text)
    return (
        bool(_WHAT_ELSE.fullmatch(words))
        or named(vocabulary, words, ConceptType.DRUG, ConceptType.DRUG_CLASS) is not None
    )


def _needs(text: str, span: Span) -> Iterator[Term]:
    """Yield the needs that "patients who require X to A or B, or to C" lists, each with what it shares."""
    words = re.sub(r"\s+", " ", span.of(text)).strip(" .")
    head, *purposes = re.split(r",? (?:or )?to (?=[a-z]+ )", words)
    mentions: list[str] = []
    for purpose in purposes:
        verb, _, rest = purpose.partition(" ")
        mentions += [f"{head} to {verb} {part}" for part in re.split(r"\s+or\s+|,\s+", rest)]
    for mention in mentions or [words]:
        yield Term(span, mention, unknown(mention, ConceptType.POPULATION))
