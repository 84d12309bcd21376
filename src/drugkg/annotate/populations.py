"""Populations: in whom something holds, with the ages or weights that the text gives."""

from __future__ import annotations

import re
from collections.abc import Sequence

from drugkg.text import Span
from drugkg.vocabulary.concept import Concept, ConceptType, slug
from drugkg.vocabulary.lexicon import Match

__all__ = ["aged", "populations"]

_AGE = (
    r"(?P<age>\d{1,3})(?!\d|\s*(?:kg|lbs?|pounds|mg|mL))\s*(?:-?\s*(?:years?|yrs?|months?)(?:[\s-]+(?:of age|olds?))?)?"
)
_KG = r"(?P<age>\d{1,3})\s*kg\b"
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (label, re.compile(pattern, re.IGNORECASE))
    for label, pattern in (
        (
            "{}-{} kg",
            (
                r"[\s(,]*(?:weighing\s*)?(?:from\s*|between\s*)?(?P<age>\d{1,3})\s*(?:kg)?\s*(?:to|-|–"
                r"|and)\s*(?:<|less than)?\s*"
                r"(?P<until>\d{1,3})\s*kg\b"
            ),
        ),
        (">={} kg", rf"[\s(,]*(?:weighing\s*)?(?:≥|>=|at least)\s*{_KG}"),
        (">={} kg", rf"[\s(,]*(?:weighing\s*)?{_KG}\s*(?:or more|and (?:over|above|more)|or (?:over|above))"),
        (">{} kg", rf"[\s(,]*(?:weighing\s*)?(?:>|more than|over|above)\s*{_KG}"),
        ("<{} kg", rf"[\s(,]*(?:weighing\s*)?(?:<|less than|under|below|up to)\s*{_KG}"),
        (">={}", rf"[\s(,]*(?:aged?\s*)?(?:of\s+)?(?:age\s*)?(?:≥|>=)\s*{_AGE}"),
        ("<={}", rf"[\s(,]*(?:aged?\s*)?(?:≤|<=)\s*{_AGE}"),
        (">{}", rf"[\s(,]*(?:aged?\s*)?(?:>|(?:over|above|older than)(?: the age of)?)\s*{_AGE}"),
        ("<{}", rf"[\s(,]*(?:aged?\s*)?(?:<|(?:under|below|younger than|less than)(?: the age of)?)\s*{_AGE}"),
        ("up to {}", rf"[\s(,]*(?:aged?\s*)?up to(?: the age of)?\s*{_AGE}"),
        (
            ">={}",
            (
                r"[\s(,]*(?:aged?\s*|from\s*)?(?P<age>\d{1,3})\s*(?:years?|yrs?|months?)?(?:\s*of age)?\s*"
                r"(?:\+|(?:and|or)\s*(?:older|over|above|more)|years? and up)"
            ),
        ),
        (
            "{}-{}",
            (
                r"[\s(,]*(?:aged?\s*)?(?:from\s*|between\s*)?(?P<age>\d{1,3})\s*(?:to|-|–|and)"
                r"\s*(?P<until>\d{1,3})\s*(?:years?|yrs?)"
            ),
        ),
    )
)

#: "aged 6 months to 12 years": a range over two units.
_MONTHS_TO_YEARS = re.compile(
    r"[\s(,]*(?:aged?\s*)?(?:from\s*|between\s*)?(?P<age>\d{1,2})\s*(?:months?|mo)(?: of age| old)?\s*(?:to"
    r"|through|-|–|and)"
    r"\s*(?:less than |under |<\s*)?(?P<until>\d{1,3})\s*(?:years?|yrs?)(?: of age| old)?",
    re.IGNORECASE,
)
#: "non-surgical patients" are all others.
_OTHERS = re.compile(r"\bnon[- ]$", re.IGNORECASE)
#: "termination of pregnancy", "to prevent pregnancy": what is done, not in whom.
_NO_STATE = re.compile(
    r"\b(?:(?:termination|prevention|interruption|expulsion|end) of(?: the| an| intrauterine| early)*"
    r"|prevent(?:s|ing)?(?: an?| unwanted| unintended)*|terminat(?:e|es|ing)(?: an?| early)*|unintended"
    r"|unwanted|ectopic"
    r"|intrauterine)\s+$",
    re.IGNORECASE,
)
_STATE = "population-pregnancy"


def populations(text: str, mentions: Sequence[Match]) -> list[tuple[Span, Concept]]:
    """Return the populations that a text names, with the stretch (ages included) that names each.

    Args:
        text: the text.
        mentions: the vocabulary's matches in it, in order.
    """
    found: list[tuple[Span, Concept]] = []
    for mention in mentions:
        concept = next((c for c in mention.concepts if c.type is ConceptType.POPULATION), None)
        # "adults over 65 years" is one population, though "over 65 years" alone would name another.
        within = bool(found) and mention.start < found[-1][0].end
        before = text[max(0, mention.start - 40) : mention.start]
        if concept and concept.key == _STATE and _NO_STATE.search(before):
            continue
        if concept and not within and not _OTHERS.search(before):
            span, aged = _with_age(text, Span(mention.start, mention.end), concept)
            found.append((span, aged))
    return found


def aged(text: str, people: tuple[Concept, ...]) -> tuple[Concept, ...]:
    """Return people with the ages that a label gives alone ("2-12 years"), as they are where it gives none.

    >>> [one.label for one in aged("6-12 years", (Concept("child", "child", ConceptType.POPULATION),))]
    ['child 6-12 y']
    """
    return tuple(one if one.broader else _with_age(text, Span(0, 0), one)[1] for one in people)


def _with_age(text: str, span: Span, concept: Concept) -> tuple[Span, Concept]:
    both = _MONTHS_TO_YEARS.match(text, span.end)
    if both:
        limit = f"{both['age']} mo-{both['until']} y"
        label, key = f"{concept.label} {limit}", slug(f"{concept.key}-{limit}")
        return Span(span.start, both.end()), Concept(key, label, ConceptType.POPULATION, broader=(concept.key,))
    for form, pattern in _FORMS:
        match = pattern.match(text, span.end)
        if match:
            ages = [match["age"], *([match["until"]] if "until" in pattern.groupindex else [])]
            limit = form.format(*ages)
            unit = "" if limit.endswith("kg") else " mo" if "month" in match.group().casefold() else " y"
            words = limit.replace(">=", "from-").replace("<=", "to-").replace(">", "over-").replace("<", "under-")
            aged = Concept(
                slug(f"{concept.key}-{words}{unit}"),
                f"{concept.label} {limit}{unit}",
                ConceptType.POPULATION,
                broader=(concept.key,),
            )
            return Span(span.start, match.end()), aged
    return span, concept
