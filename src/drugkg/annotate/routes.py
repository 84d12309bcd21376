"""Routes: by which way the drug is given, as words name it, forms carry it, or devices imply it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from drugkg.annotate.terms import Vocabulary
from drugkg.text import Document, Span
from drugkg.text.hints import has_any
from drugkg.vocabulary.concept import Concept, ConceptType, of_type
from drugkg.vocabulary.lexicon import Match

__all__ = ["ROUTED", "devices", "routes", "tells_route"]

#: What tells by which route a drug is given.
ROUTED = frozenset({ConceptType.ROUTE, ConceptType.DOSE_FORM})
_DEVICES = re.compile(r"\b(?:pump|catheter|patch|inhaler|nebuli[sz]er)\b", re.IGNORECASE)
_DEVICE_STEMS = ("pump", "catheter", "patch", "inhaler", "nebuli")
#: "class IV": a number, not a route.
_RANKED = re.compile(
    r"\b(?:class|stage|grade|type|phase|factor|part|step|schedule)(?:es|s)?\s(?:[IVX]+\s?(?:-|–|to|or|and|,)\s?)*$",
    re.IGNORECASE,
)
_LONGEST_RANK = 24
#: A sentence without a verb names things, one of which may hold a route; it says of none how the drug is given.
_TELLS = re.compile(
    r"\b(?:is|are|was|were|be|been|can|may|should|must|will|has|have|had|give[ns]?|takes?|taken|us(?:e|es|ed|ing)"
    r"|administer\w*|inject\w*|appl(?:y|ies|ied)|start\w*|helps?|treats?|causes?|depends?|involves?|includes?|comes?"
    r"|works?|reduces?|increases?|requires?|receiv\w*|occur\w*|begin|took|reported)\b|['’]s\b|\d"
    r"|\b(?:for|with|after|during) (?:the )?\w+ (?:routes?|formulations?|administration|use|forms?|therapy)\b",
    re.IGNORECASE,
)
#: "Oral tablets": a line that heads what follows.
_LONGEST_TITLE = 3
#: "There is no intravenous form": not the way.
_NO_SUCH = re.compile(
    r"\bno\b[^.;]{0,40}\b(?:formulations?|forms?|versions?|routes?|administration|dosage)\b"
    r"|\bnot (?:an? )?(?:standard|available|approved|usual|typical|common|applicable)\b"
    r"|administration [^.;]{0,40}is not\b",
    re.IGNORECASE,
)
#: Routes whose names are also places in which something can be wrong.
_PLACES = frozenset({"nasal", "oral", "vaginal", "rectal", "ophthalmic", "otic", "intrauterine"})
_UP_TO = re.compile(r"\s(?:(?:and|or)\s(?:[\w-]+\s)?)?")
_NEAR = 24


def tells_route(words: str) -> bool:
    """Tell whether a sentence that names a route says that the drug is given so.

    >>> tells_route("It is given orally."), tells_route("Sores of the oral cavity."), tells_route("No oral form.")
    (True, False, False)
    """
    is_title = len(words.split()) <= _LONGEST_TITLE
    return bool(is_title or _TELLS.search(words)) and not _NO_SUCH.search(words)


def routes(
    found: Sequence[Match], text: str, span: Span, vocabulary: Vocabulary, devices: Mapping[str, Concept]
) -> tuple[Concept, ...]:
    """Return the routes that the words of a span name, forms that carry their route in their name included.

    `found` are the names in the span.
    """
    named = [
        concept
        for match in found
        for concept in match.concepts
        if concept.type is ConceptType.ROUTE
        and not _is_place(match, concept, found, text)
        and not _RANKED.search(text, max(span.start, match.start - _LONGEST_RANK), match.start)
    ]
    for match in found:
        if of_type(match.concepts, (ConceptType.DOSE_FORM,)):
            for word in text[match.start : match.end].split():
                named += _concepts(vocabulary.find(word), ConceptType.ROUTE)
    if devices and not named:
        words = span.of(text)
        named = [route for device, route in devices.items() if re.search(rf"\b{device}\b", words, re.IGNORECASE)]
    return tuple(dict.fromkeys(named))


def _is_place(match: Match, route: Concept, found: Sequence[Match], text: str) -> bool:
    """Tell whether a route's name only says where something is: "nasal and sinus congestion", "vaginal pain"."""
    return route.key in _PLACES and any(
        match.end <= other.start < match.end + _NEAR
        and any(c.type in (ConceptType.FINDING, ConceptType.POPULATION) for c in other.concepts)
        and _UP_TO.fullmatch(text, match.end, other.start)
        for other in found
    )


def devices(document: Document, vocabulary: Vocabulary) -> dict[str, Concept]:
    """Return the devices by which, as the document itself says somewhere, the drug is given by one route."""
    found: dict[str, Concept] = {}
    for block in document.blocks:
        if block.silent or not has_any(block.text, _DEVICE_STEMS):
            continue
        for device in _DEVICES.findall(block.text):
            text = block.text
            by = routes(vocabulary.find(text), text, Span(0, len(text)), vocabulary, {})
            near = [r for r in by if r.key != "oral"]
            if near:
                found.setdefault(device.casefold(), near[0])
    return found


def _concepts(found: Sequence[Match], kind: ConceptType) -> Iterator[Concept]:
    seen: set[str] = set()
    for match in found:
        for concept in match.concepts:
            if concept.type is kind and concept.key not in seen:
                seen.add(concept.key)
                yield concept
