"""Monitoring: what is to be watched while the drug is taken."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drugkg.annotate.layers import Page, Sentence
from drugkg.annotate.listing import listed
from drugkg.annotate.populations import populations
from drugkg.annotate.terms import Term, Vocabulary, named
from drugkg.claims.claim_type import ClaimType
from drugkg.claims.found import Found
from drugkg.claims.shape import clause, is_list, reach
from drugkg.text import Span
from drugkg.vocabulary.concept import Concept, ConceptType

__all__ = ["TYPE"]

_TYPES = (ConceptType.LAB_TEST, ConceptType.OBSERVABLE, ConceptType.FINDING)
_PEOPLE = re.compile(r"^(?:patients?|infants?|children|the|babies|baby|closely|carefully|regularly)$", re.IGNORECASE)
#: General words before their examples.
_GENERAL = re.compile(
    r"(?:potential |possible )?(?:side|adverse) (?:effects?|events?|reactions?)|signs?|symptoms?", re.IGNORECASE
)
#: What a name may be that the vocabulary does not know: a few words, none of them a figure or an adverb.
_NEW_NAME = re.compile(r"(?:(?!\w+ly\b)[A-Za-z][A-Za-z'-]*\s?){1,4}")
#: What can follow the names of what is watched: a verb, or when it is watched.
_ENDS = re.compile(
    r"\s(?:is|are|should|may|can|must|will)\s|\s(?:during|throughout|after|before|while|when|until)\b"
    r"|\sin (?:all |some )?(?:patients|people|those|individuals)\b",
    re.IGNORECASE,
)
#: Words that name nothing to watch by themselves.
_NOTHING = re.compile(
    r"(?:such|these|those|their|other|any|appropriate|sufficient)\b.*|.*\b(?:periods?|time|duration|intervals?|hours?|days?|weeks?|months?)"
    r"|(?:\w+ )?(?:infants?|children|people|parameters?|responses?|effectiveness"
    r"|benefits?|supplementation|monitoring|complications?|inhibitors?|symptoms?|changes?|progress)",
    re.IGNORECASE,
)
_WHO_IS = re.compile(
    r"\s*(?:closely |carefully |regularly )?(?:all |any |your )?(?:patients|people|those|individuals"
    r"|infants|children|women)"
    r" (?:with|who|at|receiving|taking|on|treated)\b",
    re.IGNORECASE,
)
_FOR_WHAT = re.compile(r"\sfor\s", re.IGNORECASE)
_BACKWARD = re.compile(r"\b(?:these|those|such) (?:patients|people|individuals)\b", re.IGNORECASE)


def find(page: Page, vocabulary: Vocabulary) -> Iterator[Found]:
    """Yield what a page says should be monitored."""
    before: Sentence | None = None
    for sentence in page.sentences:
        if sentence.frame.section not in (
            "overdose_treatment",
            "missed_dose",
            "references",
            "related",
        ):
            if sentence.frame.section == "monitoring" and is_list(sentence.text, sentence.span):
                yield from _listed(sentence, vocabulary, _people(sentence, before))
            elif sentence.of("monitor"):
                yield from _told(sentence, vocabulary, _people(sentence, before))
        before = sentence


def _people(sentence: Sentence, before: Sentence | None) -> Concept | None:
    """Return in whom: named in the sentence, by "these patients" in the one before, or by its label or heading."""
    named = [concept for _, concept in populations(sentence.text, sentence.mentions)]
    if named:
        return named[0]
    if before and _BACKWARD.search(sentence.words):
        named = [concept for _, concept in populations(before.text, before.mentions)] or list(before.frame.populations)
        if named:
            return named[0]
    return sentence.frame.populations[0] if sentence.frame.populations else None


def _listed(sentence: Sentence, vocabulary: Vocabulary, people: Concept | None) -> Iterator[Found]:
    for item, terms in listed(vocabulary, sentence.text, sentence.span, _TYPES, new=ConceptType.OBSERVABLE):
        for term in terms:
            yield _found(sentence, term, item.span, "monitoring.list", people)


def _told(sentence: Sentence, vocabulary: Vocabulary, people: Concept | None) -> Iterator[Found]:
    done = sentence.span.start
    words = sentence.of("monitor")
    for cue in words:
        if cue.span.start < done or any(o.span != cue.span and o.span.contains(cue.span) for o in words):
            continue
        region = reach(sentence, cue.span.end, "monitor")
        whom = _WHO_IS.match(sentence.text, region.start, region.end)
        if whom:
            what = _FOR_WHAT.search(sentence.text, whom.end(), region.end)
            if not what:
                continue  # "monitor patients with X closely" names in whom
            region = Span(what.end(), region.end)
        verb = _ENDS.search(sentence.text, region.start, region.end)
        region = Span(region.start, verb.start() if verb else region.end)
        done = cue.span.end
        bare = cue.rule.id in ("monitoring.bare", "monitoring.check")
        if cue.rule.id == "monitoring.check" and sentence.frame.section != "monitoring":
            continue
        found = listed(vocabulary, sentence.text, region, _TYPES, new=None if bare else ConceptType.OBSERVABLE)
        watched = [(item, term) for item, terms in found for term in terms if _can_be_watched(term, vocabulary)]
        for item, term in watched:
            if len(watched) == 1 or not _GENERAL.fullmatch(term.mention):
                yield _found(sentence, term, clause(sentence, item.span), cue.rule.id, people)


def _can_be_watched(term: Term, vocabulary: Vocabulary) -> bool:
    known = named(vocabulary, term.concept.label, *_TYPES)
    return not _PEOPLE.match(term.mention) and bool(
        len(term.mention.split()) <= 5
        if known
        else _NEW_NAME.fullmatch(term.mention) and not _NOTHING.fullmatch(term.mention)
    )


def _found(sentence: Sentence, term: Term, span: Span, rule: str, people: Concept | None) -> Found:
    reason = "breastfeeding" if sentence.frame.section in ("breastfeeding", "pregnancy_lactation") else None
    return Found(
        sentence,
        "requiresMonitoring",
        term.concept,
        span,
        term.mention,
        rule,
        qualifiers={"population": people, "reason": reason},
    )


TYPE = ClaimType("monitoring", ("requiresMonitoring",), find)
