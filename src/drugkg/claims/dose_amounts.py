"""Amounts: which quantities of a sentence are amounts of the drug to be taken, and which words are theirs."""

from __future__ import annotations

import re

from drugkg.annotate.layers import Page, Sentence
from drugkg.annotate.quantities import Measure
from drugkg.claims.dose_phase import Amount, leading
from drugkg.claims.schedule import as_ranges, schedule
from drugkg.text import Span
from drugkg.vocabulary.concept import Concept, ConceptType

__all__ = ["amounts_in"]

_TAKEN = frozenset({"mass", "amount", "volume", "count"})
_COUNTED = frozenset({"{tablet}", "{capsule}", "{drop}", "{puff}", "{spray}", "{patch}", "{sachet}", "{suppository}"})
#: Rates that are those of doses; others are those of infusions.
_RATES = frozenset({"", "d", "dose", "wk", "mo"})
_BRACKETED = re.compile(r"\s*[\[(]\s*(?:i\.e\.,?|or|=|about|equal to)?\s*")
_NOT_THE_DRUG = re.compile(
    r"[\s)]*(?:of )?(?:water|juice|milk|fluids?|food|carbohydrates?|salt|sodium|sugar|body ?weight|blood|plasma)\b",
    re.IGNORECASE,
)
#: "doses of 500 mg or less are infused", "a dose lower than 10 mg": what bounds a dose is none.
_BOUND_AFTER = re.compile(r"^[\d.,]+\s?[\w/]+ or (?:less|fewer|lower|more|higher|greater|above|below)\b", re.IGNORECASE)
_BOUND_BEFORE = re.compile(r"\b(?:lower|less|smaller|fewer|greater|higher|larger) than\s+$", re.IGNORECASE)
#: "A 6 mg/kg (maximum 200 mg)": the limit is that of A as well.
_LIMIT_OF_IT = re.compile(r"\s*(?:/\w+)?\s*\([^()]*$")
_CONTENT = re.compile(r"\s*[(:]?\s*(?:[\w.-]+\s){0,2}")
#: The strengths of a combination, "50 mg/200 mg".
_STRENGTHS = re.compile(r"\s?/\s?\d")
_OF_A_FORM = re.compile(r"\b(?:tablets?|capsules?|vials?|patch(?:es)?)\s+of\s*$", re.IGNORECASE)
_ONE = re.compile(r"\b(?:one|a|1)\s+$", re.IGNORECASE)
_EXAMPLE = re.compile(r"example\b|if your (?:\w+ )?dose is\b", re.IGNORECASE)
_AND_PART = re.compile(
    r"\s*(?:of\s)?(?:[A-Za-z-]+\s){0,4}\(?(?:and|/|\+|plus|with|,)\s*(?:[A-Za-z-]+\s){0,3}", re.IGNORECASE
)
_OF = re.compile(r"[\s(]*(?:(?:of|daily|a day|dose|doses)\s+)*", re.IGNORECASE)


def amounts_in(page: Page, sentence: Sentence, segment: Span) -> list[Amount]:
    """Return the amounts of the page's drug in a stretch of a sentence, in order."""
    if any(cue.rule.settings["scope"] == "sentence" for cue in sentence.of("not_dose")):
        return []
    if _EXAMPLE.match(sentence.words) or _EXAMPLE.match(sentence.frame.label or ""):
        return []
    kept: list[Measure] = []
    for measure in as_ranges(m for m in sentence.measures if segment.contains(m.span)):
        if _is_taken(sentence, measure) and not (kept and _restates(sentence, kept[-1], measure)):
            kept.append(measure)
    if page.drug.ingredients:
        kept = [m for at, m in enumerate(kept) if not _of_parts(sentence, kept, at)]
    amounts: list[Amount] = []
    start = segment.start
    skipped: int | None = None
    for at, measure in enumerate(kept):
        is_last = at + 1 == len(kept)
        end = segment.end if is_last else kept[at + 1].span.start
        after = Span(measure.span.end, max(measure.span.end, end))
        ends = leading(sentence, after, is_last=is_last)
        if is_last:
            # Behind the last amount a cue may still be its own ("4 mg, which is the maximum, a day").
            ends = [end for end in ends if schedule(sentence, Span(after.start, end), measure).told]
        before = Span(min(start, measure.span.start), measure.span.start)
        behind = Span(after.start, min([after.end, *ends]))
        limits = skipped is not None and _LIMIT_OF_IT.match(sentence.text[skipped : measure.span.start])
        if limits or _is_of_another(page, sentence, before, measure.span):
            skipped = measure.span.end
        else:
            skipped = None
            amounts.append(Amount(measure, before, behind, schedule(sentence, behind, measure, before)))
        start = behind.end
    return amounts


def _of_parts(sentence: Sentence, kept: list[Measure], at: int) -> bool:
    """Tell whether an amount is that of one ingredient of a combination: "25 mg and 2000 mg"."""
    pairs = [(kept[nth], kept[nth + 1]) for nth in (at - 1, at) if nth >= 0 and nth + 1 < len(kept)]
    return any(
        one.dimension == other.dimension == "mass"
        and one.span != other.span
        and bool(_AND_PART.fullmatch(sentence.text, one.span.end, max(one.span.end, other.span.start)))
        for one, other in pairs
    )


def _is_taken(sentence: Sentence, measure: Measure) -> bool:
    """Tell whether a quantity can be one to be taken: not a strength, a body weight, or a glass of water."""
    text = sentence.text
    if (
        measure.dimension not in _TAKEN
        or measure.unit == "kg"
        or (measure.dimension == "count" and measure.unit not in _COUNTED)
    ):
        return False
    if _STRENGTHS.match(text, measure.span.end) or _OF_A_FORM.search(
        text[max(0, measure.span.start - 20) : measure.span.start]
    ):
        return False
    if _BOUND_AFTER.search(text[measure.span.start : measure.span.end + 12]):
        return False
    if _BOUND_BEFORE.search(text[max(0, measure.span.start - 40) : measure.span.start]) and not any(
        cue.rule.settings["phase"] == "phase-maximum" and cue.span.start < measure.span.start
        for cue in sentence.of("dose_phase")
    ):
        return False
    if _in_condition(text, sentence.span, measure.span):
        return False
    if measure.per not in _RATES or ("/" not in measure.unit and _NOT_THE_DRUG.match(text, measure.span.end)):
        return False
    for cue in sentence.of("not_dose"):
        is_before = cue.rule.settings["scope"] == "before" and cue.span.end <= measure.span.start
        if is_before and _CONTENT.fullmatch(text, cue.span.end, measure.span.start):
            return False
    if _ONE.search(text[max(0, measure.span.start - 6) : measure.span.start]):
        return True
    forms = sentence.within(Span(measure.span.end, sentence.span.end), ConceptType.DOSE_FORM)
    return measure.dimension == "count" or not any(
        re.fullmatch(r"[\s(-]*", text[measure.span.end : span.start]) for span, _ in forms
    )


def _in_condition(text: str, sentence: Span, amount: Span) -> bool:
    """Tell whether an amount stands in a condition that a comma ends: "if you take 10 mg, ..."."""
    opened = re.search(r"\b(?:if|when|unless)\b[^,;.]*$", text[sentence.start : amount.start], re.IGNORECASE)
    return bool(opened and re.match(r"[^;.(]*,\s", text[amount.end : sentence.end]))


def _restates(sentence: Sentence, first: Measure, second: Measure) -> bool:
    """Tell whether a quantity in brackets only says the one before it in another unit."""
    if second.low is None or not _BRACKETED.fullmatch(
        sentence.text, first.span.end, max(first.span.end, second.span.start)
    ):
        return False
    return first.unit != second.unit or (first.low, first.high) == (second.low, second.high)


def _is_of_another(page: Page, sentence: Sentence, before: Span, span: Span) -> bool:
    """Tell whether an amount is that of another drug: named right behind it, or last before it."""
    mentions = [m for m in sentence.within(sentence.span, ConceptType.DRUG) if m[0].start >= before.start]
    behind = [
        drug
        for where, drug in mentions
        if where.start >= span.end and _OF.fullmatch(sentence.text, span.end, where.start)
    ]
    ahead = [drug for where, drug in mentions if where.end <= span.start]
    told = behind or ahead[-1:]
    return bool(told) and not _is_own(page, told[0])


def _is_own(page: Page, drug: Concept) -> bool:
    return drug.key == page.drug.key or page.drug.key in drug.broader or drug.label.startswith(page.drug.label)
