"""Effects of the drug: while taking it, on stopping it, on too much of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from drugkg.annotate.cues import Cue
from drugkg.annotate.layers import Page, Sentence
from drugkg.annotate.listing import listed
from drugkg.annotate.lists import Item
from drugkg.annotate.quantities import Measure, measures
from drugkg.annotate.sections import attributes
from drugkg.annotate.terms import Term, Vocabulary
from drugkg.claims.found import Found
from drugkg.claims.model import Quantity, Stance, Value
from drugkg.claims.shape import clause, is_list, is_of_another, is_question, reach, stance
from drugkg.text import BlockKind, Span
from drugkg.vocabulary.concept import Concept, ConceptType, unknown

__all__ = ["find"]

_TYPES = (ConceptType.FINDING,)
_EFFECT_SECTIONS = ("adverse_effects", "withdrawal", "overdose")
_RELATION = {"withdrawal": "hasWithdrawalEffect", "overdose": "hasOverdoseEffect"}
#: Sections in which a cause verb speaks of something other than an effect of the drug taken as it should be.
_NOT_HERE = frozenset({
    "mechanism", "interactions", "laboratory", "overdose_treatment", "indications", "efficacy", "risk_benefit", "monitoring", "pharmacokinetics",
    "references", "related",
})
_GENERAL = frozenset({"overdose", "withdrawal-syndrome", "withdrawal-symptoms", "adverse-drug-reaction", "side-effect", "adverse-effect", "adverse-event", "adverse-reaction", "symptom", "withdrawal-symptom", "toxicity"})


def find(page: Page, vocabulary: Vocabulary) -> Iterator[Found]:
    """Yield the effects that a page asserts, denies or doubts."""
    for sentence in page.sentences:
        if is_question(sentence) or sentence.frame.section == "overdose_treatment":
            continue
        relation = _relation(sentence)
        if _lists_effects(sentence):
            yield from _listed(sentence, vocabulary, relation)
        else:
            yield from _told(page, sentence, vocabulary, relation)


_PREPOSITION = re.compile(r"(?:for|in|if|when|to|with|by|at|on|as|because|although|while|during|after|before)\b", re.IGNORECASE)


def _relation(sentence: Sentence) -> str:
    """Return which kind of effect a sentence speaks of: its own words first, then its lead, then its section."""
    if sentence.of("abrupt") or (sentence.frame.lead and sentence.frame.lead.of("abrupt")):
        return "hasWithdrawalEffect"
    if sentence.of("overdose"):
        return "hasOverdoseEffect"
    kind = next((s for s in sentence.frame.sections if s in _EFFECT_SECTIONS), "adverse_effects")
    return _RELATION.get(kind, "hasAdverseEffect")


def _lists_effects(sentence: Sentence) -> bool:
    near = sentence.frame.sections[:3]
    section = next((s for s in near if s not in ("summary", "introduction", "advice", "warnings", "dosage")), None)
    if section not in _EFFECT_SECTIONS:
        return False
    if any(cue.rule.id != "effect.listed" for cue in sentence.of("effect")) and sentence.within(sentence.span, *_TYPES):
        return False
    if is_list(sentence.text, sentence.span):
        return True
    # An item with a remark behind its name: "Nausea, which mostly goes away".
    comma = sentence.text.find(",", sentence.span.start, sentence.span.end)
    first = Span(sentence.span.start, comma)
    return (
        sentence.block.kind is BlockKind.ITEM
        and comma > 0
        and is_list(sentence.text, first)
        and not _PREPOSITION.match(first.of(sentence.text))
        and not sentence.of("effect")
    )


def _listed(sentence: Sentence, vocabulary: Vocabulary, relation: str) -> Iterator[Found]:
    found = listed(vocabulary, sentence.text, _named_part(sentence), _TYPES, new=ConceptType.FINDING)
    if sentence.block.kind is BlockKind.PARAGRAPH and not sentence.within(sentence.span, *_TYPES):
        return
    for item, named in found:
        yield from _item(sentence, vocabulary, relation, item, named, {})


def _named_part(sentence: Sentence) -> Span:
    """Return the part of an item that names effects: what stands before a remark in a full sentence."""
    if is_list(sentence.text, sentence.span):
        return sentence.span
    return Span(sentence.span.start, sentence.text.index(",", sentence.span.start))


def _item(
    sentence: Sentence, vocabulary: Vocabulary, relation: str, item: Item, named: list[Term], inherited: dict[str, Value]
) -> Iterator[Found]:
    text = sentence.text
    own = dict(inherited)
    frequency = _frequency(text, item)
    if frequency:
        own["frequency"] = frequency
    manifestations = []
    for group in item.groups:
        words = group.span.of(text)
        said = attributes(words)
        if said.incidence and len(words.split()) <= 4:
            own["incidence"] = said.incidence
        elif not _is_frequency(words) and not _is_abbreviation(words):
            manifestations.append(group)
    people = _population(sentence, Span(item.head.start, item.span.end))
    for term in named:
        if not _is_general(term):
            yield _found(sentence, relation, term, item.span, "effect.list", own, people)
    inner = {key: value for key, value in own.items() if key != "frequency"}
    heads = {term.concept.key for term in named}
    for group in manifestations:
        parts = listed(vocabulary, text, group.span, _TYPES, new=ConceptType.FINDING)
        if len(parts) == 1 and named and not sentence.within(group.span, *_TYPES):
            continue  # a gloss on the head, no effect of its own
        for part, terms in parts:
            fresh = [term for term in terms if term.concept.key not in heads]
            yield from _item(sentence, vocabulary, relation, part, fresh, inner)


def _is_frequency(words: str) -> bool:
    """Tell whether the words in brackets say how often, not what."""
    found = measures(words)
    return bool(found) and len(words.split()) - len(found[0].span.of(words).split()) <= 4


def _is_abbreviation(words: str) -> bool:
    return bool(re.fullmatch(r"[A-Z][A-Za-z]{0,6}s?", words)) and sum(c.isupper() for c in words) > 1


def _frequency(text: str, item: Item) -> Quantity | None:
    for group in item.groups:
        found = [m for m in measures(group.span.of(text)) if m.unit == "%"]
        if found and _is_frequency(group.span.of(text)):
            return _quantity(found[0])
    if item.tail:
        found = [m for m in measures(item.tail.of(text)) if m.unit == "%"]
        if found:
            return _quantity(found[0])
    return None


def _quantity(measure: Measure) -> Quantity:
    return Quantity(measure.low, measure.high, measure.unit, measure.low_open, measure.high_open)


def _population(sentence: Sentence, span: Span) -> Concept | None:
    found = sentence.within(span, ConceptType.POPULATION)
    return found[0][1] if found else None


def _found(
    sentence: Sentence, relation: str, term: Term, span: Span, rule: str, own: dict[str, Value], people: Concept | None,
    stated: Stance = Stance.ASSERTS,
) -> Found:
    frame = sentence.frame
    route = frame.routes[0] if frame.routes else None
    qualifiers: dict[str, Value | None] = {"route": route}
    if relation == "hasAdverseEffect":
        severe = bool(re.match(r"(?:severe|serious|life-threatening)\b", term.mention, re.IGNORECASE))
        species = next((c for _, c in sentence.within(sentence.span, ConceptType.SPECIES) if c.key != "human"), None)
        qualifiers |= {
            "incidence": frame.incidence, "serious": frame.serious or severe, "longTerm": frame.long_term,
            "population": people or (frame.populations[0] if frame.populations else None), "species": species, **own,
        }
    return Found(sentence, relation, term.concept, span, term.mention, rule, stated, qualifiers)


def _told(page: Page, sentence: Sentence, vocabulary: Vocabulary, relation: str) -> Iterator[Found]:
    """Yield the effects that a sentence tells in prose."""
    section = next((s for s in sentence.frame.sections if s not in ("summary", "introduction", "advice")), None)
    if sentence.of("hypothetical", "contraindicated"):
        return
    in_effects = any(s in _EFFECT_SECTIONS for s in sentence.frame.sections)
    if section in _NOT_HERE and relation == "hasAdverseEffect":
        return
    if relation == "hasOverdoseEffect" and section not in ("overdose", "adverse_effects"):
        return
    seen: set[str] = set()
    for cue in sentence.of("effect"):
        if cue.rule.id == "effect.listed" and not (in_effects or "effects" in cue.span.of(sentence.text) or relation != "hasAdverseEffect"):
            continue
        if is_of_another(page, sentence, cue) or (not in_effects and _RELATIVE.search(sentence.text, sentence.span.start, cue.span.start)):
            continue
        if cue.rule.side == "before":
            region = _before(sentence, cue.span.start)
        elif cue.rule.id == "effect.listed":
            region = Span(cue.span.end, sentence.span.end)
        else:
            region = reach(sentence, cue.span.end)
        said = stance(sentence, cue.span, settings=cue.rule.settings.get("stance"))
        found = list(_terms(sentence, vocabulary, region))
        frequencies = _paired(sentence, [term for term in found])
        own: dict[str, Value] = {}
        words = attributes(_attributive(sentence))
        if words.incidence:
            own["incidence"] = words.incidence
        if words.serious:
            own["serious"] = True
        people = _people(sentence, cue.span.start)
        for named in found:
            term = _prefixed(named, cue)
            if term.concept.key in seen or _is_general(term):
                continue
            seen.add(term.concept.key)
            mine = dict(own)
            if frequencies.get(named.span):
                mine["frequency"] = frequencies[named.span]
            yield _found(sentence, relation, term, clause(sentence, term.span), cue.rule.id, mine, people, said)


#: "spasms that cause pain": what causes it is not the drug.
_RELATIVE = re.compile(r"\b(?:that|which|who)(?: (?:can|may|could))?\s*$", re.IGNORECASE)


def _prefixed(term: Term, cue: Cue) -> Term:
    """Return the term as the cue changes it: what "may worsen X" causes is a worsening of X."""
    prefix = cue.rule.settings.get("prefix")
    if not prefix:
        return term
    words = f"{prefix} {term.mention}"
    return Term(term.span, words, replace(unknown(words, ConceptType.FINDING), broader=(term.concept.key,)))


def _is_general(term: Term) -> bool:
    return term.concept.key in _GENERAL or any(key in _GENERAL for key in term.concept.broader[:1] if term.concept.id is None)


def _before(sentence: Sentence, end: int) -> Span:
    start = sentence.span.start
    for cue in sentence.of("end", "effect"):
        if cue.span.end <= end and cue.rule.side != "before":
            start = max(start, cue.span.end)
    return Span(start, end).strip(sentence.text)


def _terms(sentence: Sentence, vocabulary: Vocabulary, region: Span) -> Iterator[Term]:
    for item, named in listed(vocabulary, sentence.text, region, _TYPES):
        yield from named
        for group in item.groups:
            for _, inner in listed(vocabulary, sentence.text, group.span, _TYPES):
                yield from inner


def _people(sentence: Sentence, before: int) -> Concept | None:
    found = sentence.within(Span(sentence.span.start, before), ConceptType.POPULATION)
    return found[0][1] if found else None


_ATTRIBUTIVE = re.compile(
    r"(?:(?:very |most |less |more )?(?:common(?:ly)?|rare(?:ly)?|uncommon(?:ly)?|serious|severe|frequent(?:ly)?|infrequent(?:ly)?)\W+(?:and |but |or )?){1,3}"
    r"(?:side|adverse|undesirable|unwanted|effects?|reactions?|ones|symptoms|occur|report|experienc)",
    re.IGNORECASE,
)


def _attributive(sentence: Sentence) -> str:
    """Return the words of a sentence that say how common or serious the effects in it are."""
    return " ".join(match.group() for match in _ATTRIBUTIVE.finditer(sentence.words))


def _paired(sentence: Sentence, found: list[Term]) -> dict[Span, Quantity]:
    """Return the percentage of each term: the one behind it, or, where percentages lead, the one before it."""
    percents = [m for m in sentence.measures if m.unit == "%"]
    if not percents or not found:
        return {}
    paired: dict[Span, Quantity] = {}
    leading = percents[0].span.start < found[0].span.start
    for term in found:
        if leading:
            before = [m for m in percents if m.span.end <= term.span.start]
            if before:
                paired[term.span] = _quantity(before[-1])
        else:
            after = [m for m in percents if m.span.start >= term.span.end]
            if after:
                paired[term.span] = _quantity(after[0])
    return paired
