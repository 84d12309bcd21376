"""Denials: what a sentence says did not happen, and which of its findings it excepts from that."""

from __future__ import annotations

import re

from drugkg.annotate.layers import Page, Sentence
from drugkg.annotate.modifiers import grade
from drugkg.annotate.terms import Term
from drugkg.claims.shape import is_mine
from drugkg.text import Span
from drugkg.vocabulary.concept import ConceptType

__all__ = ["denies", "is_excepted", "may_be_denied"]


def denies(sentence: Sentence, region: Span) -> bool:
    """Tell whether a stretch begins by denying what it names: "no cases of X", "neither X nor Y"."""
    phrases = [cue.span for cue in sentence.of("pseudo_negation")]
    for no in _NONE.finditer(sentence.text, region.start, region.end):
        named = sentence.text[no.end() : region.end]
        if not any(phrase.start <= no.start() < phrase.end for phrase in phrases) and (
            "," not in named or _LAST.search(named)
        ):
            return True
    return False


def is_excepted(sentence: Sentence, term: Term) -> bool:
    """Tell whether a term is what a denial leaves out: "except for X, no effects were seen" says that X was."""
    return _EXCEPT.search(sentence.text, sentence.span.start, term.span.start) is not None


def may_be_denied(page: Page, sentence: Sentence, term: Term) -> bool:
    """Tell whether a denial of a term denies that the drug has the effect.

    That it was not severe leaves milder forms, that none was seen in one trial leaves others, and a cause or a link
    that was not found is no effect.
    """
    text, start = sentence.text, term.span.start
    before = text[max(start - _NEAR, sentence.span.start) : start]
    if grade().match(term.mention) or _GRADED.search(before) or _LINK.search(before):
        return False
    if _LINKED.match(text, term.span.end):
        return False
    if _IF.match(sentence.words) or _CONTROL.search(sentence.words):
        return False
    if _ONE_TRIAL.search(sentence.words):
        return False
    of_trial = _TRIAL.search(page.document.section(sentence.block) or "")
    if not of_trial or not _IN_THE_PAST.search(text, term.span.end, sentence.span.end):
        return True
    named = sentence.within(sentence.span, ConceptType.DRUG, ConceptType.BRAND)
    return any(is_mine(page, concept) for _, concept in named)


_NEAR = 40
_NONE = re.compile(r"\b(?:no|neither|none of|not a single|without)\s", re.IGNORECASE)
#: An enumeration goes on to its last item.
_LAST = re.compile(r",[^,]*\b(?:or|nor|and)\b", re.IGNORECASE)
_EXCEPT = re.compile(
    r"\b(?:exclusive of|excluding|except(?:ing)?(?: for)?|with the exception of|other than|apart from|aside from)\s"
    r"(?:(?!\b(?:no|none|not)\b)[^.;:])*$",
    re.IGNORECASE,
)
_GRADED = re.compile(
    r"\b(?:grades? (?:\d|>=|≥)[\w\s>=≥-]*|severe|serious|fatal|life-threatening|symptomatic|documented"
    r"|clinically (?:significant|relevant))(?: (?:and|or) [\w-]+)? (?:[\w-]+ ){0,2}$",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"\b(?:causes? of|complications?|relationship|association|correlation|differences?|specific|attributable|related"
    r"|due|secondary|effects? (?:of|on))\b[^,;]*$",
    re.IGNORECASE,
)
_LINKED = re.compile(
    r"\s(?:clearly |directly |considered |thought to be )?(?:related|attribut\w+|due)\b", re.IGNORECASE
)
_IF = re.compile(r"\W*(?:if|when|should)\b", re.IGNORECASE)
_CONTROL = re.compile(r"\b(?:placebo|control|comparator) (?:group|arm|patients|subjects)\b", re.IGNORECASE)
#: "no X were reported", below a heading on trials: a report on those who were watched.
_IN_THE_PAST = re.compile(r"[^,;]{0,60}?\b(?:was|were|did|occurred|developed)\b", re.IGNORECASE)
_TRIAL = re.compile(r"\b(?:trials?|stud(?:y|ies))\b", re.IGNORECASE)
_ONE_TRIAL = re.compile(
    r"\b(?:in|during|from|of) (?:this|that|the|these|those|any of the|either|both|all|short-term|subgroup"
    r"|[\w-]+[- ]?week|[\w-]+[- ]?month)\b[^,;]{0,30}\b(?:trials?|stud(?:y|ies)|program|analys[ei]s)\b"
    r"|\b(?:analys[ei]s) of\b",
    re.IGNORECASE,
)
