"""What a mention means in its sentence: what happens, or whom it happens to, on what condition, a piece of a name."""

from __future__ import annotations

import re

from drugkg.annotate.layers import Sentence
from drugkg.annotate.terms import Term
from drugkg.claims.effect_parts import TYPES
from drugkg.text import Span

__all__ = ["is_effect"]


def is_effect(sentence: Sentence, term: Term) -> bool:
    """Tell whether a finding is what happens, not whom it happens to, on what condition, or a piece of a word."""
    text, start, end = sentence.text, term.span.start, term.span.end
    if _WHOSE.search(text, sentence.span.start, start) or _SUCH_PATIENTS.match(text, end):
        return False
    if _IF.search(text, sentence.span.start, start) and _HAPPENS.match(text, end):
        return False
    if term.concept.key.endswith(_KINDS) and _IS_HEAD.search(term.mention) and _EXAMPLES.match(text, end):
        return False  # "ocular reactions included X": what they are is said behind
    behind = Span(end, min(len(text), end + _NEXT))
    if text.startswith(" ", end) and any(at.start == end + 1 for at, _ in sentence.within(behind, *TYPES)):
        return False  # "low trauma fractures": a part of the next name
    return not (_JOINED.match(text, end) or _JOINED.match(text, max(start - 2, 0), start + 1))


#: How long a name may be that goes on right behind another.
_NEXT = 40
#: How the keys of concepts end that only say of which organ something is.
_KINDS = ("-effect", "eye-disorder", "ear-disorder", "skin-disorder")
_IS_HEAD = re.compile(r"\b(?:effects?|reactions?|events?|symptoms)$", re.IGNORECASE)
_EXAMPLES = re.compile(
    r",?\s\(?(?:(?:that )?occurr\w+ [^.;:]{0,90}?)?(?:includ\w+|such as|e\.g|i\.e|like|consist\w+|have included"
    r"|(?:was|were|is|are) (?!(?:reported|observed|seen|noted|common|mild|more|less|rare)\b))",
    re.IGNORECASE,
)
#: "patients with X", "conditions with a high risk of X": who is treated, not what it does.
_WHOSE = re.compile(
    r"\b(?:patients?|subjects?|those|people|persons?|men|women|children|adults?|individuals?|conditions?)\s"
    r"(?:(?!(?:is|are|was|were|had|have)\b)[\w-]+\s){0,2}?(?:\([^()]*\)\s)?(?:with|at|treated for)\s"
    r"(?:(?!(?:is|are|was|were|had|have|has|who|developed|experienced|reported|may|can|caused?)\b)"
    r"[\w()-]+[ (]{1,2}){0,9}$",
    re.IGNORECASE,
)
#: "wound-related", "super-infection": what stands beside the hyphen is no name by itself.
_JOINED = re.compile(r"\w?-[a-z]", re.IGNORECASE)
_SUCH_PATIENTS = re.compile(r"\s(?:patients|subjects|trials?|stud(?:y|ies))\b", re.IGNORECASE)
_IF = re.compile(r"\bif (?:an? |any |the )?(?:[\w-]+ )?$", re.IGNORECASE)
_HAPPENS = re.compile(r"\s(?:occurs?|develops?|appears?|is (?:suspected|observed|diagnosed))\b", re.IGNORECASE)
