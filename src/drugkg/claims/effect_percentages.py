"""Which percentage of a sentence is that of which effect."""

from __future__ import annotations

import re

from drugkg.annotate.layers import Sentence
from drugkg.annotate.quantities import Measure
from drugkg.annotate.terms import Term
from drugkg.claims.model import Quantity
from drugkg.text import Span
from drugkg.vocabulary.concept import ConceptType

__all__ = ["in_combination", "paired"]


def in_combination(sentence: Sentence) -> bool:
    """Tell whether a sentence speaks of the drug given together with another: its figures are those of both."""
    found = _TOGETHER.search(sentence.text, sentence.span.start, sentence.span.end)
    if found is None:
        return False
    behind = Span(found.end(), min(found.end() + _NEAR, sentence.span.end))
    return bool(sentence.within(behind, ConceptType.DRUG, ConceptType.DRUG_CLASS, ConceptType.BRAND))


def paired(sentence: Sentence, found: list[Term]) -> dict[Span, Quantity]:
    """Return the percentage of each term: one right behind it, one that leads to it, or the next that counts it."""
    text = sentence.text
    if in_combination(sentence):
        return {}
    percents = [
        m
        for m in sentence.measures
        if m.unit == "%"
        and not _OF_CONTROL.search(text, sentence.span.start, m.span.start)
        and not _IN_CONTROL.match(text, m.span.end)
        and not _OF_OTHERS.match(text, m.span.end)
        and not _BY_HOW_MUCH.search(text, sentence.span.start, m.span.start)
    ]
    if any(other.search(text, sentence.span.start, sentence.span.end) for other in (_CONTROL_FIRST, _OF_THOSE)):
        return {}
    paired: dict[Span, Quantity] = {}
    for term in found:
        if not percents or _OTHER_COUNT.search(text, sentence.span.start, term.span.start):
            continue
        after = next((m for m in percents if m.span.start >= term.span.end), None)
        before = next((m for m in reversed(percents) if m.span.end <= term.span.start), None)
        ends = term.span.end - text.endswith(")", 0, term.span.end)
        if after and _closes(text, ends, after.span.start):
            after = None  # "X (including Y) in 3%" counts X
        if after and _RIGHT_BEHIND.fullmatch(text, term.span.end, after.span.start):
            paired[term.span] = Quantity.of(after)
        elif before and _leads_to(sentence, before, term, found):
            paired[term.span] = Quantity.of(before)
        elif after and _follows(sentence, term, after):
            paired[term.span] = Quantity.of(after)
    return paired


def _closes(text: str, start: int, end: int) -> bool:
    """Tell whether a bracket that was open before ends in a stretch."""
    opening = text.find("(", start, end)
    closing = text.find(")", start, end)
    return closing >= 0 and (opening < 0 or closing < opening)


def _leads_to(sentence: Sentence, percent: Measure, term: Term, found: list[Term]) -> bool:
    """Tell whether a percentage before a term is its own: "11% of patients had X", "effects (over 10%) are X"."""
    text = sentence.text
    between = text[percent.span.end : term.span.start]
    if ";" in between:
        return False
    if _OF_WHICH.match(between) and not _SAYS.search(between):
        return False
    noun = _EFFECTS.search(text, sentence.span.start, percent.span.start)
    if noun:
        told = _SAYS.search(text, noun.end("noun"), percent.span.start)
        of_all = Span(told.end() if told else noun.start(), percent.span.start)
        # "The commonest reaction was headache, in 2%": the share of what has been told.
        if told:
            return not sentence.within(of_all, ConceptType.FINDING)
        return not any(of_all.contains(other.span) for other in found)
    if _OF_ALL.match(text, percent.span.end, term.span.start):
        return True
    if _EXPLAINS.search(between) or _in_brackets(sentence, percent) or _closes(between, 0, len(between)):
        return False
    return not any(
        _follows(sentence, other, percent) and _RUNS_UP_TO.fullmatch(text, other.span.end, percent.span.start)
        for other in found
        if other.span.end <= percent.span.start
    )


def _follows(sentence: Sentence, term: Term, percent: Measure) -> bool:
    """Tell whether a percentage further behind a term counts it: "X occurred in 5 of 46 (11%)"."""
    between = sentence.text[term.span.end : percent.span.start]
    before = sentence.text[max(sentence.span.start, term.span.start - _FAR) : term.span.start]
    if ":" in between or _ENDED.search(between) or (_AMONG.search(before) and not re.search(r"\(", between)):
        return False
    return not _in_brackets(sentence, percent) or bool(_IN_HOW_MANY.search(between))


def _in_brackets(sentence: Sentence, percent: Measure) -> bool:
    before = Span(sentence.span.start, percent.span.start).of(sentence.text)
    return before.count("(") > before.count(")")


_NEAR = 40
_TOGETHER = re.compile(
    r"\b(?:in combination with|combined with|together with|co-?administ(?:ered|ration) (?:with|of)|added to|add-on to"
    r"|concomitant(?:ly)? (?:use )?with|plus)\b",
    re.IGNORECASE,
)
#: "2% compared to 0%": the other arm's.
_OF_CONTROL = re.compile(r"\b(?<!placebo\s)(?:compared (?:to|with)|versus|vs\.?)\s$", re.IGNORECASE)
_CONTROL = r"(?:the )?(?:placebo|control|comparator|vehicle|sham|untreated)\b"
#: "(3.3%) in the placebo group", "5% on placebo", "13% placebo against 14%".
_IN_CONTROL = re.compile(
    rf"\)?\s(?:(?:in|of|with|for|on|among|receiving|taking|given)\s(?:patients\s|subjects\s|those\s)?){{0,3}}{_CONTROL}",
    re.IGNORECASE,
)
#: "in 0.6%, 4.2% and 3.7% of patients treated with placebo, 10 mg and 20 mg, respectively": whose is whose is not read.
_CONTROL_FIRST = re.compile(
    rf"%,?\s(?:and\s)?[\d.]+\s?%\)?[^%.;]{{0,40}}?\b(?:with|on|in|receiving|given|of|for)\s{_CONTROL}"
    r"[^.;]*\brespectively\b",
    re.IGNORECASE,
)
#: "3% greater than placebo", "5% of these events", "20% of cases": no share of those treated.
_OF_OTHERS = re.compile(
    r"\)?\s(?:(?:more|less|higher|lower|greater)\b(?! than \d)"
    r"|(?:of|in) (?:the |these |all |those |such )?(?:\w+ )?(?:cases|events|reactions|episodes|increases|decreases"
    r"|infections|dos(?:es|ing)|cycles)\b(?! (?:in|of) (?:patients|subjects)))",
    re.IGNORECASE,
)
#: "reduced by 12%", "an increase of 20%"
_BY_HOW_MUCH = re.compile(
    r"\b(?:(?:increas|decreas|reduc|ris|rose|f[ae]ll|drop|lower|high)\w*\s(?:[\w-]+\s){0,5}?by"
    r"|(?:increase|decrease|reduction|rise|fall|decline|loss|change)s? (?:of|in \w+ of)|from)\s"
    r"(?:about|approximately|up to|at least|more than)?\s*$",
    re.IGNORECASE,
)
#: "of the patients who had X, 40% recovered": what is counted is what became of them.
_OF_THOSE = re.compile(
    r"\b(?:of|among|in) (?:the |these |those |all )?(?:\d+ )?(?:patients|subjects|people|those|women|men|children"
    r"|individuals)\s(?:(?:who|that)\s(?!(?:were|are|was|received|receive|took|take|had been|completed|participated)\b)"
    r"|reporting\s|experiencing\s)[^,;.]{0,80},\s[^;.]{0,80}?\d\s?(?:%|percent)",
    re.IGNORECASE,
)
#: "deaths due to X (0.7%)", "effects that led to withdrawal: X (2%)": what is counted is not X.
_OTHER_COUNT = re.compile(
    r"\b(?:lead|leads|led|leading|resulting) (?:to|in)\s(?:[\w-]+\s){0,4}?(?:discontinu|withdraw|dose|interrupt|reduc)"
    r"|\breasons? for (?:\w+\s){0,2}(?:discontinu|withdraw|stopping)"
    r"|\bgrades? (?:>=|≥)?\s?[345]\b"
    r"|\b(?:deaths?|died|fatalities|discontinu\w+|withdrawals?|dos(?:e|ing) \w+|interruptions?|hospitali[sz]ations?)\s"
    r"(?:\w+\s){0,3}(?:due to|because of|from|caused by)\s+[^.;:%]*$",
    re.IGNORECASE,
)
#: "X led to discontinuation in 2%", "X resolved in 80%": what is counted is what came of it.
_ENDED = re.compile(
    r"\b(?:le(?:a)?d(?:ing)? to|resulted in|resulting in|caused) (?:[\w-]+ ){0,4}?(?:discontinu|withdraw|dose|interrupt"
    r"|hospitali|death)|\b(?:resolved|recovered|discontinued|improved|persisted"
    r"|had (?:\w+ )?(?:resolution|improvement))\b",
    re.IGNORECASE,
)
#: "reactions occurred in 5%, including X", "eye disorders, mostly X, occurred in 60%": the share is that of all.
_OF_WHICH = re.compile(
    r"[^;:()]{0,60}?,?\s(?:including|consisting of|comprising|most (?:commonly|often)|mainly|mostly|primarily"
    r"|such as)\b",
    re.IGNORECASE,
)
_SAYS = re.compile(r"\b(?:were|was|are|is|include[sd]?)\b", re.IGNORECASE)
_AMONG = re.compile(
    r"(?:,\s|\s(?=such))(?:most (?:commonly|often)|mainly|mostly|primarily|predominantly|including|such as)\s"
    r"(?:(?!\b(?:were|was|are|is|trials?|stud(?:y|ies)|patients|subjects)\b)[^.;:()])*$",
    re.IGNORECASE,
)
_FAR = 120
_RIGHT_BEHIND = re.compile(r"\s*\([^()%]{0,25}|\s*[:—–-]?\s*|,?\s(?:with|at)\s(?:\w+\s){0,2}")
#: "X in 11%": the percentage is that of what stands before it.
_RUNS_UP_TO = re.compile(
    r"\s*(?:(?:was|were|is|are|has been|have been)\s)?(?:\w+\s){0,2}(?:in|by|of|affects?|affected)\s(?:\w+\s){0,2}",
    re.IGNORECASE,
)
_IN_HOW_MANY = re.compile(r"\b(?:in|by|among|on|with)\s[^;,()]{1,60}\($", re.IGNORECASE)
_EXPLAINS = re.compile(r"\binclud(?:e|es|ed)\b|\bfollowed by\b", re.IGNORECASE)
#: "adverse reactions that occurred in 1%", "the most common (over 10%) adverse reactions": of all that follow.
_EFFECTS = re.compile(r"\b(?P<noun>effects?|reactions?|events?)\b[^.;:%]{0,100}$", re.IGNORECASE)
_OF_ALL = re.compile(r"\)\s(?:[\w/-]+\s){0,4}(?:effects?|reactions?|events?)\b", re.IGNORECASE)
