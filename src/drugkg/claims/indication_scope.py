"""The scope of an indication: in whom, by which route, in which line, on or off label."""

from __future__ import annotations

import re

from drugkg.annotate.cues import Cue
from drugkg.annotate.layers import Page, Sentence
from drugkg.annotate.populations import populations
from drugkg.annotate.terms import Vocabulary
from drugkg.claims.model import Stance, Value
from drugkg.claims.shape import is_mine
from drugkg.text import Span
from drugkg.vocabulary.concept import Concept, ConceptType, phrase

__all__ = ["aged", "explains_label", "goes_on", "is_of_an_effect", "is_of_others", "scope", "scopes"]

_NOT_A = re.compile(r"\b(?:not|no longer)\s(?:\w+\s)?(?:an?\s|the\s)?$", re.IGNORECASE)
_LINE = re.compile(
    r"\b(?:unresponsive|refractory|not responsive|resistant|intolerant) to (?:[\w-]+ ){0,3}[\w-]+"
    r"|\bfirst[- ]line\b|\bsecond[- ]line\b|\bconcurrently with [\w-]+",
    re.IGNORECASE,
)


#: Other medicines, or something that is no medicine, as the subject of what is "used for" or "recommended in".
_OTHERS = re.compile(
    r"\b(?:any of (?:these|the) |other |certain |some |many |your )?(?:\w+ ){0,2}(?:medicines|medications"
    r"|drugs|treatments"
    r"|alternatives|options|products|antibiotics|antidepressants|painkillers|vaccines)\b(?:(?!\b(?:to"
    r"|and (?:is|are|can|may))\b)[^,;:.]){0,40}$",
    re.IGNORECASE,
)
#: "one of a group of medicines that", "these medicines are": the drug itself, or the drugs of one product.
_OURS = re.compile(
    r"\b(?:group|groups|class|classes|family|type|kind|combination|one) of\b[^,;:.]{0,40}\b(?:medicines"
    r"|medications|drugs|antibiotics)\b"
    r"|\b(?:these|both|two|the) (?:\w+ )?(?:medicines|medications|drugs|antibiotics|products"
    r"|treatments)\s(?:are|can be|may be|is)\b"
    r"|^(?:medicines|medications|drugs)\b",
    re.IGNORECASE,
)
_ELSE = re.compile(
    r"\b(?:monitoring|caution|adjustments?|reductions?|tests?|testing|examinations?|screening|evaluation|supervision|care|follow-up|consultation"
    r"|surgery|diet|exercise|vaccination|contraception|hydration|doses?)\b[^,;:.]{0,30}\b(?:is|are|be)\s(?:\w+ ){0,2}$"
    r"|\badjustments? (?:\w+ ){0,2}$"
    r"|\b(?:incomplete|inadequate|failed|delayed|unsuccessful|alternative|than) $",
    re.IGNORECASE,
)
#: "recommended in order to": the purpose of advice, not that of the drug.
_COMBINED = re.compile(r"\s+combination,", re.IGNORECASE)
_IN_ORDER = re.compile(r"\sorder to\b", re.IGNORECASE)
_IMPAIRED = re.compile(r"\b(?:renal|hepatic)-(?:impairment|failure|insufficiency)$|renal-disease$")
_WITH = re.compile(
    r"\b(?:patients?|people|adults|children|those|individuals|persons|women|men)\b[^,;.]{0,40}$|\bin\s(?:\w+\s)?$",
    re.IGNORECASE,
)
_BACK = 90
_AND = re.compile(r"[\s,/&()]*(?:and|or|as well as)?[\s,]*(?:in )?(?:the )?")
_EVERYBODY = frozenset({"male", "female"})


def is_of_others(sentence: Sentence, cue: Span) -> bool:
    """Tell whether what a cue says is said of other medicines ("medicines used for X"), or of no medicine at all."""
    before = sentence.text[max(sentence.span.start, cue.start - _BACK) : cue.start]
    if _ELSE.search(before) or _IN_ORDER.match(sentence.text, cue.end) or _COMBINED.match(sentence.text, cue.end):
        return True
    return bool(_OTHERS.search(before)) and not _OURS.search(before)


#: Behind a label that names a condition, words that explain it.
_BRACKETS = re.compile(r"\([^()]*\)")
_EXPLAINS = re.compile(
    r"^an?\s|\bleading to\b|\bcharacteri[sz]ed by\b|\b(?:causing|affecting|in which|where)\b", re.IGNORECASE
)


def explains_label(sentence: Sentence, vocabulary: Vocabulary) -> bool:
    """Tell whether a sentence only says what the condition is that its label names."""
    label = sentence.frame.label
    return bool(
        label
        and _EXPLAINS.search(_BRACKETS.sub("", sentence.words))
        and any(c.type is ConceptType.FINDING for m in vocabulary.find(label) for c in m.concepts)
    )


#: Among warnings "treatment of X" is mostly what is done about an effect.
_WARNS = frozenset({"warnings", "boxed_warning", "caution", "contraindications", "pregnancy", "breastfeeding"})
_RISKS = _WARNS - {"pregnancy", "breastfeeding"}
_BARE = re.compile(
    r"(?:treatment|management|prevention|prophylaxis|therapy|to \w+$|alleviat|reliev|treats|eases)", re.IGNORECASE
)
_IT = re.compile(r"\b(?:it|this (?:medicine|medication|drug|product|combination|vaccine))\b", re.IGNORECASE)
_OWN = (ConceptType.DRUG, ConceptType.BRAND, ConceptType.DRUG_CLASS)
#: What may stand between the drug and what it is used for.
_IS_USED = re.compile(
    r"[^.;,]{0,25}?\s(?=(?:\w+\s+){0,3}(?:is|are|was|were|be|been|has|may|can|could|should|helps?)\s)"
    r"(?:(?:is|are|was|were|be|been|being|may|can|could|should|must|has|have|also|only|not|never|currently"
    r"|generally|usually|often|sometimes|primarily|mainly|approved|indicated|recommended|used|intended|licensed"
    r"|authori[sz]ed|given|prescribed|for|use|in|the|to|as|an?|help|helps|or)\s+)*",
    re.IGNORECASE,
)
_NO_SUBJECT = re.compile(r"\b(?:with|of|to|for|by|on|than|receiving|taking|using)\s*$", re.IGNORECASE)
_NEW_CLAUSE = re.compile(
    r"[;:]|(?-i:\.\s[A-Z])|\b(?:but|however|although|while|is|are|can|may|should|it|alternative|substitute)\b",
    re.IGNORECASE,
)


def is_of_an_effect(page: Page, sentence: Sentence, cue: Cue, said: Stance) -> bool:
    """Tell whether a treatment among warnings is that of an effect, or anything but what the drug is used for."""
    if sentence.frame.section not in _WARNS or said in (Stance.DENIES, Stance.DOUBTS):
        return False
    start = sentence.span.start
    mine = [span for span, concept in sentence.within(Span(start, cue.span.end), *_OWN) if is_mine(page, concept)]
    if said is Stance.NO_DATA:
        return not (mine or cue.rule.settings.get("stance"))
    mine = [span for span in mine if not _NO_SUBJECT.search(sentence.text, start, span.start)]
    ends = [span.end for span in mine if span.end <= cue.span.start]
    ends += [match.end() for match in _IT.finditer(sentence.text, start, cue.span.start)]
    ends += [match.end() for match in re.finditer(rf"\b{re.escape(page.drug.label)}\b", sentence.text, re.IGNORECASE)]
    return not any(_IS_USED.fullmatch(sentence.text, end, cue.span.start) for end in ends)


def goes_on(sentence: Sentence, first: Span, second: Span) -> bool:
    """Tell whether a purpose only goes on with what was said of the one before ("not for X, as therapy for Y")."""
    gap = sentence.text[first.end : second.start]
    return bool(_BARE.match(second.of(sentence.text))) and not _NEW_CLAUSE.search(gap)


def aged(sentence: Sentence) -> Concept | None:
    """Return the people that a sentence names first, None if it names none."""
    found = populations(sentence.text, list(sentence.mentions))
    return found[0][1] if found else None


def scopes(sentence: Sentence, region: Span) -> list[dict[str, Value | None]]:
    """Return the qualifiers of an indication, once for each of the people named together ("adults and children")."""
    first = scope(sentence, region)
    people = _joined(sentence, region)
    if {who.key for who in people} >= _EVERYBODY:
        return [{**first, "population": None}]
    return [{**first, "population": who} for who in people] or [first]


def scope(sentence: Sentence, region: Span) -> dict[str, Value | None]:
    """Return the qualifiers of an indication that the words of a region, and the headings above, tell."""
    frame = sentence.frame
    # A heading among warnings says in whom there is a risk, not in whom a use holds.
    people = _joined(sentence, region) or ([] if frame.section in _RISKS else list(frame.populations))
    line = _LINE.search(sentence.words)
    line = None if line and _NOT_A.search(sentence.words, 0, line.start()) else line
    return {
        "route": frame.routes[0] if frame.routes else None,
        "population": people[0] if people else None,
        "line": phrase(line.group()) if line else None,
        "offLabel": sentence.block.bracketed
        or sentence.frame.off_label
        or bool(re.search(r"\boff-label\b", sentence.words, re.IGNORECASE)),
    }


def _joined(sentence: Sentence, region: Span) -> list[Concept]:
    """Return the people that a region names first, and those joined to them."""
    text = sentence.text
    joined: list[Concept] = []
    end = region.start
    for span, who in populations(
        text, [m for m in sentence.mentions if region.start <= m.start and m.end <= region.end]
    ):
        # "edema caused by kidney disorders": the disease that is treated, not in whom
        if _IMPAIRED.search(who.key) and not _WITH.search(text[max(sentence.span.start, span.start - 60) : span.start]):
            continue
        if joined and not _AND.fullmatch(text, end, span.start):
            break
        joined.append(who)
        end = span.end
    return list(dict.fromkeys(joined))
