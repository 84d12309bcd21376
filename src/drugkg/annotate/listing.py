"""Listings: the terms of each item of an enumeration, inverted and interrupted names put right."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drugkg.annotate.lists import Item, items, split_choices
from drugkg.annotate.shared_words import without_lead
from drugkg.annotate.terms import Term, Vocabulary, named, terms
from drugkg.text import Span
from drugkg.vocabulary.concept import ConceptType, unknown

__all__ = ["listed"]

_BRACKETED = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])")
_ABBREVIATION = re.compile(r"\(\s*[A-Z][A-Za-z0-9-]{1,7}\s*\)\s+(?=[a-z])")
_OPENING = re.compile(
    r"(?:changes?|increases?|decreases?|problems?|difficulty|trouble|loss) (?:in|of|with) (?:the |your )?",
    re.IGNORECASE,
)
#: "swelling of the eyelids, cheeks or neck": what opens the list holds for the other parts of the body.
_OF_PLACES = re.compile(
    r"(?:swelling|swollen|pain|numbness|itching|itchiness|tingling|burning|redness|ulcers?)(?: (?:in|of|around))? "
    r"(?:the |your )?",
    re.IGNORECASE,
)
#: "soreness, redness or lumps at the place of injection": the place is that of every sign.
_SITE = re.compile(
    r"\s(?:at|around|near)\s(?:the\s)?(?:(?:site of )?(?:injection|application|infusion|vaccination|administration)"
    r"|(?:injection|application|infusion|vaccination|administration) site)$",
    re.IGNORECASE,
)
_LOCAL_SIGN = re.compile(
    r"(?:(?:mild|slight|local|temporary) )?(?:pain|redness|swelling|itching|burning|stinging|tenderness"
    r"|irritation|bruising|warmth|hardness|hardening|induration|soreness|rash|discomfort|lumps?|bleeding|erythema|oedema|edema)",
    re.IGNORECASE,
)
#: "infections, e.g. sinusitis": the example is an item of its own.
_EXAMPLE = re.compile(r"\s+e\.?g\.?,?\s+")
_QUALIFIES = re.compile(
    r"(?:other|others|oral|topical|systemic|severe|mild|acute|chronic|visual|auditory|[a-z-]+(?:al|ic|ed"
    r"|ous|ive|ing|ary|ory|ant|ent))",
    re.IGNORECASE,
)


def listed(
    vocabulary: Vocabulary, text: str, span: Span, types: tuple[ConceptType, ...], *, new: ConceptType | None = None
) -> list[tuple[Item, list[Term]]]:
    """Return the items of an enumeration with the terms that each names.

    "Neuralgia, trigeminal" is one item named the other way round; "monoamine oxidase (MAO) inhibitors"
    is one name. See `drugkg.annotate.terms.terms` for the other arguments.
    """
    found = [part for item in items(text, without_lead(text, span)) for part in _with_example(text, item)]
    result: list[tuple[Item, list[Term]]] = []
    at = 0
    while at < len(found):
        item = found[at]
        following = found[at + 1] if at + 1 < len(found) else None
        inverted = list(_inverted(vocabulary, text, item, following, types, new, len(found) == 2)) if following else []
        if inverted and following:
            whole = Item(
                Span(item.span.start, following.span.end),
                Span(item.head.start, following.head.end),
                (*item.groups, *following.groups),
                following.tail,
            )
            result.append((whole, inverted))
            at += 2
            continue
        at += 1
        terms_of_item = _named(vocabulary, text, item, types, new)
        shared = _OPENING.match(found[0].head.of(text)) if at > 1 else None
        if shared and not _known(vocabulary, text, item, types) and len(item.head.of(text).split()) <= 4:
            # "change in mood, thoughts or behaviour": what opens the first item holds for those after it.
            terms_of_item = []
            for part in split_choices(text, item.head):
                words = f"{shared.group()}{part.of(text)}"
                concept = named(vocabulary, words, *types) or (unknown(words, new) if new else None)
                terms_of_item += [Term(part, words, concept)] if concept else []
        place = _OF_PLACES.match(found[0].head.of(text)) if at > 1 and not shared else None
        places = split_choices(text, without_lead(text, item.head)) if place else []
        if place and all(named(vocabulary, part.of(text), ConceptType.SITE) for part in places):
            words_of = [(part, f"{place.group()}{part.of(text)}") for part in places]
            concepts = [
                (part, words, named(vocabulary, words, *types) or (unknown(words, new) if new else None))
                for part, words in words_of
            ]
            terms_of_item = [Term(part, words, concept) for part, words, concept in concepts if concept]
        elif not shared and len(found) > 1 and at < len(found) and not _known(vocabulary, text, item, types):
            completed = _completed_by_last(vocabulary, text, item, found[-1], types)
            terms_of_item = [completed] if completed else terms_of_item
        result.append((item, _at_site(vocabulary, text, item, found[-1], types, new) or terms_of_item))
    return result


def _at_site(
    vocabulary: Vocabulary,
    text: str,
    item: Item,
    last: Item,
    types: tuple[ConceptType, ...],
    new: ConceptType | None,
) -> list[Term]:
    """Return the local signs of an item whose list ends in "at the injection site", each with that place."""
    site = _SITE.search(text, last.head.start, last.head.end)
    if site is None:
        return []
    signs = [
        Span(part.start, min(part.end, site.start()) if item is last else part.end)
        for part in split_choices(text, item.head)
    ]
    if not all(_LOCAL_SIGN.fullmatch(sign.of(text)) for sign in signs):
        return []
    found = []
    for sign in signs:
        words = f"{sign.of(text)}{site.group()}"
        concept = named(vocabulary, words, *types) or (unknown(words, new) if new else None)
        found += [Term(sign, words, concept)] if concept else []
    return found


def _with_example(text: str, item: Item) -> list[Item]:
    """Return an item and the example that stands in it as two items."""
    example = _EXAMPLE.search(text, item.head.start, item.head.end)
    if example is None or example.start() == item.head.start:
        return [item]
    before, after = Span(item.head.start, example.start()), Span(example.end(), item.head.end)
    return [Item(before, before, (), None), Item(Span(after.start, item.span.end), after, item.groups, item.tail)]


def _completed_by_last(
    vocabulary: Vocabulary, text: str, item: Item, last: Item, types: tuple[ConceptType, ...]
) -> Term | None:
    """Return "heart disease" for the first item of "heart, kidney or liver disease"."""
    head, ends = item.head.of(text), last.head.of(text).split()
    if len(head.split()) > 2 or len(ends) < 2:
        return None
    words = f"{head} {ends[-1]}"
    concept = named(vocabulary, words, *types)
    return Term(item.head, words, concept) if concept else None


def _known(vocabulary: Vocabulary, text: str, item: Item, types: tuple[ConceptType, ...]) -> bool:
    return bool(terms(vocabulary, text, item.head, types))


def _named(
    vocabulary: Vocabulary, text: str, item: Item, types: tuple[ConceptType, ...], new: ConceptType | None
) -> list[Term]:
    if _ABBREVIATION.search(text, item.span.start, item.span.end):
        words = _BRACKETED.sub("", item.span.of(text)).strip()
        whole = terms(vocabulary, words, Span(0, len(words)), types, new=new)
        return [Term(item.span, term.mention, term.concept) for term in whole]
    return terms(vocabulary, text, item.head, types, new=new)


def _inverted(
    vocabulary: Vocabulary,
    text: str,
    item: Item,
    following: Item,
    types: tuple[ConceptType, ...],
    new: ConceptType | None,
    alone: bool,
) -> Iterator[Term]:
    """Yield the terms of "A, b" or "A, b and c" where these are the names "b A" and "c A"."""
    head = item.head.of(text)
    if "," not in text[item.span.end : following.span.start]:
        return
    parts = [part.of(text) for part in split_choices(text, following.head)]
    if not parts or not all(part[:1].islower() for part in parts[:1]):
        return
    span = Span(item.head.start, following.head.end)
    if parts[0].casefold() in ("other", "others"):
        known = terms(vocabulary, text, item.head, types, new=new)
        yield from (Term(span, term.mention, term.concept) for term in known)
        return
    if parts[0].casefold() in ("history of", "a history of"):
        yield from terms(vocabulary, text, item.head, types, new=new)
        return
    heads = split_choices(text, item.head)
    if len(heads) > 1:
        # "A or B, c": what is turned round is B alone.
        earlier = Span(item.head.start, heads[-2].end)
        last = Item(item.span, heads[-1], (), None)
        turned = list(_inverted(vocabulary, text, last, following, types, new, alone))
        if turned and all(term.concept.ids or term.concept.broader for term in turned):
            yield from terms(vocabulary, text, earlier, types, new=new)
            yield from turned
        return
    first = named(vocabulary, f"{parts[0]} {head}", *types)
    alike = named(vocabulary, parts[0], *types)
    if alike and named(vocabulary, head, *types) and not (first and first.key == alike.key):
        return  # "rash, itching" are two things, though "itching rash" is one as well
    qualified = alone and all(_QUALIFIES.fullmatch(part) for part in parts) and not named(vocabulary, parts[0], *types)
    if not first and not qualified:
        return
    for part in parts:
        words = f"{part} {head[:1].lower() + head[1:]}" if _QUALIFIES.fullmatch(part) or part == parts[0] else part
        yield from (
            Term(span, words, term.concept)
            for term in terms(vocabulary, words, Span(0, len(words)), types, new=new)[:1]
        )
