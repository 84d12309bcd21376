"""What is said of two drugs taken together: that it is usual or allowed, or what happens then."""

from __future__ import annotations

import re

from drugkg.annotate.layers import Sentence
from drugkg.text import Span

__all__ = ["is_allowed", "is_for_others", "is_meantime", "is_of_a_regimen"]

#: "may be used with X" allows; "had no effect on X" denies.
_ALLOWED = re.compile(
    r"\b(?:may|can) (?:also |safely |generally )*be (?:used|given|taken|co-?administered|combined|administered)\s"
    r"(?:together |concomitantly |in combination |safely )?with\b",
    re.IGNORECASE,
)
_MEANTIME = re.compile(r"\b(?:while|when|during|together|with this)\b", re.IGNORECASE)
#: "avoid X in patients who bear it badly": advice on X, whatever else is taken.
_IN_PEOPLE = re.compile(r"[^.;,]{0,60}\bin (?:patients|people|those|individuals)\b", re.IGNORECASE)
_CONTAINING = re.compile(r"[^.;]{0,40}\bcontaining\b", re.IGNORECASE)
_TOGETHER = re.compile(r"^(?:used|taken|given|when (?:used|taken|given)|combin)", re.IGNORECASE)
_WARNS = re.compile(
    r"\b(?:not (?:recommended|advised|been studied|be)|avoid|caution|risks?|carefully|contraindicated)\b", re.IGNORECASE
)
#: Where "taken with X" is how the drug is used, unless something comes of it.
_USES = frozenset({"dosage", "indications", "efficacy", "introduction"})
_BEFORE_CUE = 4
_WITH_OR_WITHOUT = re.compile(r"\s+or without\b", re.IGNORECASE)
#: "D is taken together with X" tells how it is taken; "if D is taken together with X" does not.
_USUAL = re.compile(r"\b(?:is|are) (?:always |usually |often |also )?$", re.IGNORECASE)
_IF = re.compile(r"\b(?:if|when|not|never)\b", re.IGNORECASE)
_COMBINED = re.compile(r"\bin combination\b", re.IGNORECASE)
_TREATMENT = re.compile(
    r"[^.;]{0,120}\b(?:to (?:treat|control|manage|relieve|prevent)|for (?:the )?treatment)\b", re.IGNORECASE
)


def is_meantime(sentence: Sentence) -> bool:
    """Tell whether a sentence speaks of the time in which the drug is taken."""
    return bool(_MEANTIME.search(sentence.words))


def is_allowed(sentence: Sentence) -> bool:
    """Tell whether a sentence only says that two drugs may be taken together."""
    warned = sentence.of("outcome", "advice") or _WARNS.search(sentence.words)
    return not warned and bool(_ALLOWED.search(sentence.words))


def is_for_others(sentence: Sentence, cue: Span, named: Span) -> bool:
    """Tell whether "avoid X" is said of people or products on their own, not of X beside the drug."""
    if is_meantime(sentence):
        return False
    return bool(_IN_PEOPLE.match(sentence.text, max(named.end, cue.end)) or _CONTAINING.match(sentence.text, named.end))


def is_of_a_regimen(sentence: Sentence, cue: Span, *, in_section: bool) -> bool:
    """Tell whether "taken together with X" says how the drug is used, not what happens if both are taken."""
    text, start = sentence.text, sentence.span.start
    if _WARNS.search(sentence.words) or not _TOGETHER.search(cue.of(text)):
        return False
    if _ALLOWED.search(text, start, cue.end) and not sentence.of("outcome"):
        return True
    if in_section:
        return False
    if sentence.frame.section in _USES and not sentence.of("outcome"):
        return True
    return bool(
        _WITH_OR_WITHOUT.match(text, cue.end)
        or _COMBINED.search(text, max(start, cue.start - _BEFORE_CUE), cue.end)
        or _TREATMENT.match(text, cue.end)
        or (_USUAL.search(text, start, cue.start) and not _IF.search(text, start, cue.start))
    )
