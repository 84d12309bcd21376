"""Product forms: in which dose forms, strengths and brands the drug is sold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product

from drugkg.annotate.layers import Page, Sentence
from drugkg.annotate.lists import items, split_choices
from drugkg.annotate.quantities import Measure
from drugkg.annotate.terms import Vocabulary, named
from drugkg.claims.claim_type import ClaimType
from drugkg.claims.found import Found
from drugkg.claims.model import Quantity, Stance, Value
from drugkg.claims.segments import segments
from drugkg.claims.shape import stance
from drugkg.text import Span
from drugkg.vocabulary.concept import Concept, ConceptType, unknown

__all__ = ["TYPE"]

_HERE = frozenset({"forms", "introduction", "brand_names", "indications", "dosage", "summary", None})
_STRENGTH = frozenset({"mass", "amount", "percent", "concentration"})
_GROUP = re.compile(r"\[(?P<brand>[^\[\]()]+?)\s*(?:\([^()]*\))?\s*\]")
_LINE = re.compile(r"\s*(?:\((?:Rx|OTC)\)\s*)?(?:\[[^\[\]]*\]\s*)*[.;]?\s*")
_NAME = re.compile(r"[A-Z][\w®™.-]*(?:\s+[A-Z][\w®™.-]*)*")
_GENERIC = "generic"
_TAKEN = re.compile(r"\b(?:dose|daily|take|taken|times|every)\b", re.IGNORECASE)
#: Routes that say only that a needle is used; the route of the body is wanted.
_VAGUE = frozenset({"injection-route", "parenteral"})


def find(page: Page, vocabulary: Vocabulary) -> Iterator[Found]:
    """Yield the forms in which the drug is sold, with strength, route and brand."""
    found: list[Found] = []
    for sentence in page.sentences:
        if sentence.frame.section not in _HERE or sentence.of("form_not"):
            continue
        lines = list(_strength_line(page, vocabulary, sentence))
        found += lines or _told(page, vocabulary, sentence)
    yield from _fullest(found)


def _strength_line(page: Page, vocabulary: Vocabulary, sentence: Sentence) -> Iterator[Found]:
    """Yield what a line of a strength and brands in brackets says: "10 mg (Rx) [Brand (scored)]"."""
    text = sentence.text
    strengths = [m for m in sentence.measures if m.dimension in _STRENGTH]
    if not strengths or strengths[0].span.start != sentence.span.start or sentence.frame.section != "forms":
        return
    if not _LINE.fullmatch(text, strengths[-1].span.end, sentence.span.end):
        return
    form = _form_above(page, vocabulary, sentence)
    if form is None:
        return
    mention, concept, route = form
    brands = [match["brand"].strip() for match in _GROUP.finditer(text, sentence.span.start, sentence.span.end)]
    known = [_brand(vocabulary, name) for name in brands if name.lower() != _GENERIC]
    country = _country(page, vocabulary, sentence)
    for measure, brand in product(strengths, [None, *known]):
        scope = {"strength": Quantity.of(measure), "route": route, "brand": brand, "country": country}
        yield _found(sentence, sentence.span, concept, mention, "form.strength-line", scope)


def _form_above(page: Page, vocabulary: Vocabulary, sentence: Sentence) -> tuple[str, Concept, Concept | None] | None:
    """Return the dose form that the nearest heading names: its words, its concept and the route in its words."""
    for index in reversed(sentence.block.headings):
        heading = page.document.blocks[index].text
        for match in vocabulary.find(heading):
            concept = next((c for c in match.concepts if c.type is ConceptType.DOSE_FORM), None)
            if concept:
                words = heading[match.start : match.end]
                return words, concept, named(vocabulary, words.split()[0], ConceptType.ROUTE)
    return None


def _told(page: Page, vocabulary: Vocabulary, sentence: Sentence) -> Iterator[Found]:
    """Yield what prose says: "comes as tablets of 5 mg", "10 mg capsules"."""
    in_forms = sentence.frame.section == "forms"
    for segment in segments(sentence):
        if stance(sentence, segment) is not Stance.ASSERTS:
            continue
        cues = [cue for cue in sentence.of("form") if segment.contains(cue.span)]
        if not cues and not in_forms:
            continue
        start = segment.start if in_forms else min(cue.span.start for cue in cues)
        forms = _forms(sentence, vocabulary, Span(start, segment.end))
        brands = _brands(page, vocabulary, sentence, segment)
        strengths = _strengths(page, sentence, segment, forms)
        country = _country(page, vocabulary, sentence)
        for where, concept in forms:
            route = _route(sentence, vocabulary, segment, where, [span for span, _ in forms])
            mention = where.of(sentence.text)
            rule = cues[0].rule.id if cues else "form.section"
            measures: list[Measure | None] = [*strengths.get(where, [])] or [None]
            for measure, brand in product(measures, brands or [None]):
                strength = Quantity.of(measure) if measure else None
                scope = {"strength": strength, "route": route, "brand": brand, "country": country}
                yield _found(sentence, segment, concept, mention, rule, scope)


def _forms(sentence: Sentence, vocabulary: Vocabulary, span: Span) -> list[tuple[Span, Concept]]:
    """Return the dose forms named in a stretch; "as an injection" names one as well as a route."""
    found = sentence.within(span, ConceptType.DOSE_FORM)
    for where, _ in sentence.within(span, ConceptType.ROUTE):
        last = where.of(sentence.text).split()[-1]
        form = named(vocabulary, last, ConceptType.DOSE_FORM)
        if form and not any(other.overlaps(where) for other, _ in found):
            found.append((Span(where.end - len(last), where.end), form))
    return sorted(found, key=lambda pair: pair[0])


def _strengths(
    page: Page, sentence: Sentence, segment: Span, forms: list[tuple[Span, Concept]]
) -> dict[Span, list[Measure]]:
    """Return the strengths of each form: right before it ("10 mg tablets") or behind it up to the next form."""
    found: dict[Span, list[Measure]] = {}
    measures = [
        m
        for m in sentence.measures
        if segment.contains(m.span) and m.dimension in _STRENGTH and not m.per and "/kg" not in m.unit
    ]
    for measure in measures:
        if any(
            drug.key != page.drug.key and 0 <= w.start - measure.span.end < 5
            for w, drug in sentence.within(segment, ConceptType.DRUG)
        ):
            continue
        after = [
            w
            for w, _ in forms
            if w.start >= measure.span.end
            and re.fullmatch(r"[\s(-]*(?:[\w-]+\s){0,2}", sentence.text[measure.span.end : w.start])
        ]
        before = [w for w, _ in forms if w.end <= measure.span.start]
        behind = before and not _TAKEN.search(sentence.text, before[-1].end, min(segment.end, measure.span.end + 8))
        owner = before[-1] if behind and not after else after[0] if after else None
        if owner and measure.low is not None and measure.high is not None:
            found.setdefault(owner, []).append(measure)
    return found


def _brands(page: Page, vocabulary: Vocabulary, sentence: Sentence, segment: Span) -> list[Concept | None]:
    """Return the brands that a passage names behind "branded as", "sold as", and the like."""
    found: list[Concept | None] = []
    for cue in sentence.of("branded"):
        if not segment.contains(cue.span):
            continue
        stop = re.compile(r",\s(?!and\b|or\b|[A-Z])|[;()]").search(sentence.text, cue.span.end, segment.end)
        region = Span(cue.span.end, stop.start() if stop else segment.end)
        for item in items(sentence.text, region):
            for part in split_choices(sentence.text, item.head):
                name = _NAME.fullmatch(part.of(sentence.text))
                generic = name and (
                    name.group().lower() == page.drug.label.lower()
                    or named(vocabulary, name.group(), ConceptType.DOSE_FORM)
                )
                if name and not generic:
                    found.append(_brand(vocabulary, name.group()))
    return list(dict.fromkeys(found))


def _brand(vocabulary: Vocabulary, name: str) -> Concept:
    known = named(vocabulary, name, ConceptType.BRAND)
    return known or Concept(unknown(name, ConceptType.BRAND).key, " ".join(name.split()), ConceptType.BRAND)


def _route(sentence: Sentence, vocabulary: Vocabulary, segment: Span, where: Span, forms: list[Span]) -> Concept | None:
    """Return the route of a form: in its own words, in its clause where this has no other form, or standing over it."""
    first = named(vocabulary, where.of(sentence.text).split()[0], ConceptType.ROUTE)
    if first:
        return first
    alone = Span(segment.start, segment.end if len(forms) == 1 else min(span.start for span in forms))
    own = {c for span, c in sentence.within(alone, ConceptType.ROUTE) if c.key not in _VAGUE}
    standing = {c for c in sentence.frame.routes if c.key not in _VAGUE} if len(forms) == 1 else set()
    told = own or (standing if not sentence.within(segment, ConceptType.ROUTE) else set())
    return next(iter(told)) if len(told) == 1 else None


def _country(page: Page, vocabulary: Vocabulary, sentence: Sentence) -> Concept | None:
    """Return the country in which a form is sold: named in the sentence, else by the nearest heading."""
    named_here = [concept for _, concept in sentence.within(sentence.span, ConceptType.COUNTRY)]
    found = [c for m in vocabulary.find(page.document.section(sentence.block) or "") for c in m.concepts]
    countries = set(named_here or [c for c in found if c.type is ConceptType.COUNTRY])
    return next(iter(countries)) if len(countries) == 1 else None


def _found(
    sentence: Sentence, span: Span, form: Concept, mention: str, rule: str, scope: Mapping[str, Value | None]
) -> Found:
    return Found(sentence, "hasProductForm", form, span, mention, rule, qualifiers=scope)


def _fullest(found: list[Found]) -> Iterator[Found]:
    """Yield findings without those that only name a form whose strength or brand the same paragraph tells."""
    told = {
        (f.sentence.index, f.object.key) for f in found if f.qualifiers.get("strength") or f.qualifiers.get("brand")
    }
    for finding in found:
        if (
            finding.qualifiers.get("strength")
            or finding.qualifiers.get("brand")
            or (finding.sentence.index, finding.object.key) not in told
        ):
            yield finding


TYPE = ClaimType("product form", ("hasProductForm",), find)
