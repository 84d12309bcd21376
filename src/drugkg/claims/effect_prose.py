"""Effects in prose: what a sentence says the drug causes, or what it says occurs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from drugkg.annotate.cues import Cue
from drugkg.annotate.layers import Page, Sentence
from drugkg.annotate.listing import listed
from drugkg.annotate.sections import attributes, attributive
from drugkg.annotate.shared_words import without_lead
from drugkg.annotate.terms import Term, Vocabulary
from drugkg.claims.effect_asides import asides
from drugkg.claims.effect_denials import denies, is_excepted, may_be_denied
from drugkg.claims.effect_incidence import said_incidence
from drugkg.claims.effect_meant import is_effect
from drugkg.claims.effect_names import harmed, with_new
from drugkg.claims.effect_parts import (
    EFFECT_SECTIONS,
    NO_EFFECTS,
    TYPES,
    allergy_in,
    effect,
    is_general,
    is_of_something_else,
    is_vague,
    people,
)
from drugkg.claims.effect_percentages import in_combination, paired
from drugkg.claims.effect_stopping import followed, stops_another
from drugkg.claims.effect_subject import is_of_class, is_of_drug, is_of_other_things
from drugkg.claims.effect_wording import ungraded
from drugkg.claims.found import Found
from drugkg.claims.model import Stance, Value
from drugkg.claims.shape import clause, is_of_another, reach, stance
from drugkg.text import Span
from drugkg.vocabulary.concept import ConceptType, unknown

__all__ = ["told_effects"]

#: Sections in which a cause verb speaks of something other than an effect of the drug taken as it should be.
_NOT_HERE = frozenset(
    {
        "mechanism",
        "interactions",
        "laboratory",
        "overdose_treatment",
        "indications",
        "efficacy",
        "risk_benefit",
        "monitoring",
        "pharmacokinetics",
        "references",
        "related",
    }
)


def told_effects(page: Page, sentence: Sentence, vocabulary: Vocabulary, relation: str) -> Iterator[Found]:
    """Yield the effects that a sentence tells in prose."""
    in_effects = any(s in EFFECT_SECTIONS for s in sentence.frame.sections)
    if not (in_effects or sentence.of("effect") or relation == "hasWithdrawalEffect"):
        return
    section = next((s for s in sentence.frame.sections if s not in ("summary", "introduction", "advice")), None)
    listing = _SAID_TO_LIST.search(sentence.words)
    if sentence.of("contraindicated") or (sentence.of("hypothetical") and not listing):
        return
    lead = sentence.frame.lead
    told = [sentence.words, *([lead.words] if lead else [])]
    if is_of_class(page, sentence) or any(map(is_of_something_else, told)):
        return
    absent = any(cue.rule.id == "effect.absent" for cue in sentence.of("effect"))
    if section in _NOT_HERE and not absent and relation == "hasAdverseEffect":
        return
    if relation == "hasOverdoseEffect" and section not in ("overdose", "adverse_effects"):
        return
    seen: set[str] = set()
    # "If your side effects, including X, do not go away" says that X is one.
    others = [other.span for other in asides(sentence) if other.firm and not (listing and other.rule == "aside.if")]
    for cue in sentence.of("effect"):
        if cue.rule.id == "effect.listed" and not (
            in_effects or "effects" in cue.span.of(sentence.text) or relation != "hasAdverseEffect"
        ):
            continue
        if relation == "hasWithdrawalEffect" and any(
            stops_another(page, sentence, stop) for stop in sentence.of("abrupt")
        ):
            continue
        if is_of_another(page, sentence, cue.span) or (
            not in_effects and _RELATIVE.search(sentence.text, sentence.span.start, cue.span.start)
        ):
            continue
        if cue.rule.side == "after" and is_of_other_things(page, sentence, cue):
            continue
        outside = not in_effects and relation == "hasAdverseEffect" and cue.rule.side == "after"
        if outside and not is_of_drug(page, sentence, cue):
            continue
        if cue.rule.side == "before":
            region = _before(sentence, cue.span.start)
        elif cue.rule.id == "effect.listed":
            uses = [c.span.start for c in sentence.of("treats", "contraindicated") if c.span.start >= cue.span.end]
            region = Span(cue.span.end, min([*uses, sentence.span.end]))
        else:
            # "May worsen X, or cause Y" worsens X alone.
            ends = ("treats", "contraindicated", *(("effect",) if "prefix" in cue.rule.settings else ()))
            region = reach(sentence, cue.span.end, *ends)
        said = stance(sentence, cue.span, settings=cue.rule.settings.get("stance"))
        if cue.rule.side == "before" and denies(sentence, region):
            said = Stance.DENIES
        harm = cue.rule.settings.get("suffix")
        found = harmed(vocabulary, sentence.text, region, harm) if harm else list(_terms(sentence, vocabulary, region))
        if cue.rule.id == "effect.listed" and in_effects:
            found = with_new(sentence, vocabulary, region, found)
        frequencies = paired(sentence, list(found))
        own: dict[str, Value] = {}
        said_common = said_incidence(sentence.words)
        if said_common and not in_combination(sentence):
            own["incidence"] = said_common
        if attributes(attributive(sentence.words)).serious:
            own["serious"] = True
        if listing and sentence.of("hypothetical") and cue.rule.id != "effect.listed":
            continue
        told_of = people(sentence, Span(sentence.span.start, cue.span.start))
        who = told_of[0][1] if len({concept.key for _, concept in told_of}) == 1 else None
        for named in found:
            if any(other.start <= named.span.start < other.end for other in others):
                continue
            mine_said = said
            if said is Stance.DENIES and is_excepted(sentence, named):
                mine_said = Stance.ASSERTS
            elif said is Stance.DENIES and not harm and not may_be_denied(page, sentence, named):
                continue
            plain, severe = ungraded(vocabulary, named) if relation == "hasAdverseEffect" else (named, False)
            term = _prefixed(plain, cue)
            none = frequencies.get(named.span)
            if none and none.high == 0:
                continue
            if (
                term.concept.key in seen
                or is_general(term)
                or term.concept.key in NO_EFFECTS
                or not is_effect(sentence, named)
            ):
                continue
            seen.add(term.concept.key)
            mine = own | ({"serious": True} if severe else {})
            if frequencies.get(named.span):
                mine["frequency"] = frequencies[named.span]
            yield effect(sentence, relation, term, clause(sentence, term.span), cue.rule.id, mine, who, mine_said)
    if not seen and in_effects and relation == "hasAdverseEffect" and not sentence.of("negation"):
        yield from _of_subject(sentence, vocabulary, relation, others)
    if not seen and relation == "hasWithdrawalEffect":
        yield from followed(page, sentence, relation)


def _of_subject(sentence: Sentence, vocabulary: Vocabulary, relation: str, others: list[Span]) -> Iterator[Found]:
    """Yield the effects of a sentence that joins them to its subject or to a percentage in words that no cue has.

    "Symptoms of an allergic reaction include" speaks of the reaction; "adverse reactions reported in over 1% were X"
    lists effects, whatever stands between subject and verb.
    """
    found = [Term(span, span.of(sentence.text), concept) for span, concept in sentence.within(sentence.span, *TYPES)]
    signs = allergy_in(sentence.text, sentence.span)
    subject = _SUBJECT.search(sentence.text, sentence.span.start, sentence.span.end)
    listing: list[Term] = []
    if signs or subject:
        region = signs or Span(subject.end() if subject else 0, sentence.span.end)
        listing = [term for term in _terms(sentence, vocabulary, region) if is_effect(sentence, term)]
        listing = with_new(sentence, vocabulary, region, listing)
        if not signs and listing and without_lead(sentence.text, region).start < listing[0].span.start:
            listing = []  # what follows the verb is no list: "adverse reactions were mild in patients with X"
    frequencies = paired(sentence, listing or found)
    incidence = None if in_combination(sentence) else said_incidence(sentence.words)
    serious = attributes(attributive(sentence.words)).serious
    for term in listing or [term for term in found if is_effect(sentence, term) and _is_near(sentence, term)]:
        frequency = frequencies.get(term.span)
        aside = any(other.start <= term.span.start < other.end for other in others)
        aside = aside or (frequency is not None and frequency.high == 0)
        if (listing or (frequency and not is_vague(term))) and not is_general(term) and not aside:
            own: dict[str, Value] = {"frequency": frequency} if frequency else {}
            own |= {"incidence": incidence} if incidence else {}
            own |= {"serious": True} if serious else {}
            rule = "effect.subject" if listing else "effect.counted"
            yield effect(sentence, relation, term, clause(sentence, term.span), rule, own, None)


def _is_near(sentence: Sentence, term: Term) -> bool:
    """Tell whether a percentage stands near a term."""
    return any(
        m.unit == "%" and min(abs(m.span.start - term.span.end), abs(term.span.start - m.span.end)) < _WORDS_APART
        for m in sentence.measures
    )


#: How far from its percentage an effect may stand.
_WORDS_APART = 45
_SUBJECT = re.compile(
    r"\b(?:adverse|side|undesirable|unwanted) (?:drug )?(?:reactions?|effects?|events?)\b[^.;:]{0,200}?"
    r"\b(?:is|are|was|were|include[sd]?)\b:?\s*(?=\S)",
    re.IGNORECASE,
)


#: "spasms that cause pain": what causes it is not the drug.
_RELATIVE = re.compile(
    r"\b(?:that|which|who|those|patients|people|individuals)(?: (?:can|may|could|are))?\s*$", re.IGNORECASE
)


#: "your side effects, including X": a list of effects, whatever is advised about them.
_SAID_TO_LIST = re.compile(r"\b(?:side|adverse) effects,? (?:including|such as|like)\b", re.IGNORECASE)


def _prefixed(term: Term, cue: Cue) -> Term:
    """Return the term as the cue changes it: what "may worsen X" causes is a worsening of X."""
    prefix = cue.rule.settings.get("prefix")
    if not prefix:
        return term
    words = f"{prefix} {term.mention}"
    return Term(term.span, words, replace(unknown(words, ConceptType.FINDING), broader=(term.concept.key,)))


def _before(sentence: Sentence, end: int) -> Span:
    start = sentence.span.start
    for cue in sentence.of("end", "effect"):
        if cue.span.end <= end and cue.rule.side != "before":
            start = max(start, cue.span.end)
    return Span(start, end).strip(sentence.text)


def _terms(sentence: Sentence, vocabulary: Vocabulary, region: Span) -> Iterator[Term]:
    for item, named in listed(vocabulary, sentence.text, region, TYPES):
        yield from named
        for group in item.groups:
            for _, inner in listed(vocabulary, sentence.text, group.span, TYPES):
                yield from inner
