"""The shape of a sentence: list or prose, asserting or asking, about the drug or about something else."""

from __future__ import annotations

import re
from functools import lru_cache

from drugkg.annotate.layers import Page, Sentence
from drugkg.claims.model import Stance
from drugkg.text import Span
from drugkg.text.fold import fold
from drugkg.vocabulary.concept import Concept, ConceptType

__all__ = ["clause", "denial", "is_list", "is_mine", "is_of_another", "reach", "stance"]

_VERBS = frozenset(
    "is are was were be been am has have had may might can could should must will would shall do does did cannot "
    "cause causes include included includes occur occurs require required requires needs increases decreases "
    "reduce reduces inhibit inhibits act acts work works take takes use used uses avoid tell talk call contact consult "
    "ask seek involve involves interact interacts means adds raises lowers plan restart arrange lead leads result "
    "results help helps relieve relieves treat treats belong belongs contain contains come comes block blocks prevent "
    "prevents remain remains suggest suggests show shows provide provides affect affects taper report rinse swallow "
    "drink limit wear get go make see let try read chew suck sip apply brush ensure lie sit eat wash remove discard "
    "speak inform notify add place put stop start monitor store keep discuss check follow give given develop develops "
    "appear appears".split()
)
#: "it's", "they're": as marks count as spaces.
_CONTRACTED = (" it s ", " that s ", " there s ", " they re ", " you re ", " you ll ", " it ll ", " you ve ")
_COMMA_AS = re.compile(r",\s+(?:as|because|since|so)\s", re.IGNORECASE)
#: Begins with its letters, which are looked for far faster than a border of words.
_INFINITIVE = re.compile(r"to (?<!\wto )[a-z]+\b")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LONGEST_QUOTE = 400
#: How many words before a cue a "not" may stand and still deny it.
_NEGATION_REACH = 22
_CLOSE = 60


def is_list(text: str, span: Span) -> bool:
    """Tell whether the words of a span enumerate things rather than say something of them.

    >>> is_list("Nausea, rash (may itch), headache.", Span(0, 34)), is_list("It may cause nausea.", Span(0, 20))
    (True, False)
    """
    return _enumerates(span.of(text))


# Most claim types ask this of every sentence.
@lru_cache(maxsize=1024)
def _enumerates(words: str) -> bool:
    if "(" in words or "[" in words:
        words = _BRACKETED.sub(" ", _BRACKETED.sub(" ", words))
    words = words.partition("—")[0].partition("–")[0]
    folded = fold(_INFINITIVE.sub(" ", words))
    return _VERBS.isdisjoint(folded.split()) and not any(form in f" {folded} " for form in _CONTRACTED)


def stance(sentence: Sentence, span: Span, *, settings: str | None = None) -> Stance:
    """Return the stance that the words around a cue give to what it claims.

    Args:
        sentence: the sentence.
        span: where the cue stands.
        settings: the stance that the cue itself states, if any.
    """
    if settings:
        return Stance(settings)
    text = sentence.text
    pseudo = [cue.span for cue in sentence.of("pseudo_negation")]
    denied = any(
        cue.span.start <= span.end + 1
        and cue.span.start >= span.start - _NEGATION_REACH
        and not any(other.contains(cue.span) for other in pseudo)
        and not re.search(r"[.,;:]", text[cue.span.end : max(cue.span.end, span.start)])
        for cue in sentence.of("negation")
    )
    if any(_near(text, cue.span, span) for cue in sentence.of("no_data")):
        return Stance.NO_DATA
    hedged = any(abs(cue.span.start - span.start) < 60 for cue in sentence.of("uncertain"))
    if denied:
        return Stance.DOUBTS if hedged else Stance.DENIES
    return Stance.HEDGES if hedged else Stance.ASSERTS


def denial(sentence: Sentence, span: Span) -> Stance:
    """Return whether a warning is denied ("not contraindicated in") or given; few data make no warning doubtful."""
    said = stance(sentence, span)
    return Stance.DENIES if said in (Stance.DENIES, Stance.DOUBTS) else Stance.ASSERTS


def _near(text: str, one: Span, other: Span) -> bool:
    """Tell whether two stretches stand close together with no comma between them."""
    first, second = sorted((one, other))
    return second.start - first.end < _CLOSE and not re.search(r"[,;]", text[first.end : max(first.end, second.start)])


def reach(sentence: Sentence, start: int, *categories: str, because: bool = True) -> Span:
    """Return what a cue ending at `start` reaches: up to the next word that ends it, or cue of the categories."""
    end = sentence.span.end
    for cue in sentence.cues:
        if cue.span.start >= start + 1 and (
            cue.category == "end" or (because and cue.category == "because_of") or cue.category in categories
        ):
            end = min(end, cue.span.start)
    because_comma = _COMMA_AS.search(sentence.text, start, end)
    end = because_comma.start() if because_comma else end
    semicolon = _top_level(sentence.text, ";", start, end)
    return Span(start, semicolon if semicolon is not None else end).strip(sentence.text)


def _top_level(text: str, mark: str, start: int, end: int) -> int | None:
    if text.find(mark, start, end) < 0:
        return None
    depth = 0
    for at in range(start, end):
        if text[at] in "([":
            depth += 1
        elif text[at] in ")]":
            depth -= 1
        elif text[at] == mark and depth <= 0:
            return at
    return None


def clause(sentence: Sentence, around: Span) -> Span:
    """Return the passage to quote for what stands at `around`: the sentence, or less where that is long."""
    span = sentence.span
    if span.end - span.start <= 300:
        return span.strip(sentence.text, " .")
    start, end = max(span.start, around.start - 120), min(span.end, around.end + 120)
    while start > span.start and not sentence.text[start - 1].isspace():
        start -= 1
    while end < span.end and not sentence.text[end].isspace():
        end += 1
    return Span(start, min(end, start + _LONGEST_QUOTE)).strip(sentence.text)


_THEIRS = (ConceptType.DRUG, ConceptType.DRUG_CLASS, ConceptType.BRAND, ConceptType.THERAPY)
_LINKED = re.compile(
    r"\b(?:with|than|of|to|for|by|unlike|and|or|including|other|on|as|is an?|are)\s+(?:an? |the |other )?$",
    re.IGNORECASE,
)


def is_mine(page: Page, concept: Concept) -> bool:
    """Tell whether a concept is the drug, one of its ingredients, or a form or brand of either."""
    mine = (page.drug.key, *page.drug.ingredients)
    return concept.key in mine or any(key in concept.broader for key in mine)


def _names_me(page: Page, concept: Concept) -> bool:
    """Tell whether a concept may stand for the drug, as its class does."""
    return is_mine(page, concept) or concept.key in page.drug.broader


#: "other muscle relaxants may ...": the class of the drug, but not the drug.
_OTHERS = re.compile(r"\bother\s+$", re.IGNORECASE)
_AT_ONCE = re.compile(r"\s*(?:can|may|could|might|will|is|are|has|have|also|\s)*\s*", re.IGNORECASE)


def is_of_another(page: Page, sentence: Sentence, at: Span) -> bool:
    """Tell whether another drug is the subject of the clause in which words stand ("D is preferred for X")."""
    text = sentence.text
    start = max(
        [sentence.span.start, text.rfind(";", sentence.span.start, at.start) + 1]
        + [c.span.end for c in sentence.of("end") if c.span.end <= at.start]
    )
    theirs = sentence.within(Span(start, at.start), *_THEIRS)
    if theirs and _AT_ONCE.fullmatch(text[theirs[-1][0].end : at.start]):
        others = _OTHERS.search(text[max(start, theirs[-1][0].start - 8) : theirs[-1][0].start])
        return bool(others) or not _names_me(page, theirs[-1][1])
    for span, concept in theirs:
        if _names_me(page, concept):
            return bool(_OTHERS.search(text[max(start, span.start - 8) : span.start]))
        if not _LINKED.search(text[max(start, span.start - 20) : span.start]):
            return concept.type is not ConceptType.THERAPY or span.start - start < 6
    return False
