"""What a sentence says brings an effect about: the drug, its use, or something else."""

from __future__ import annotations

import re

from drugkg.annotate.cues import Cue
from drugkg.annotate.layers import Page, Sentence
from drugkg.claims.effect_parts import NO_EFFECTS, TYPES
from drugkg.claims.shape import is_mine
from drugkg.text import Span
from drugkg.vocabulary.concept import ConceptType

__all__ = ["is_of_class", "is_of_drug", "is_of_other_things"]


def is_of_drug(page: Page, sentence: Sentence, cue: Cue) -> bool:
    """Tell whether what stands before a cue speaks of the drug, its use, its effects, or of nothing in particular.

    "High blood sugar can lead to coma" does not: it tells what an illness does.
    """
    text, start = sentence.text, sentence.span.start
    if not _VERB.match(cue.span.of(text)):
        return True  # "the risk of": whose it is, is not said here
    ends = [other.span.end for other in sentence.of("end") if other.span.end <= cue.span.start]
    clause = Span(max([start, text.rfind(";", start, cue.span.start) + 1, *ends]), cue.span.start)
    words = clause.of(text)
    if page.drug.label.casefold() in words.casefold():
        return True  # by name, though no vocabulary may have it
    if _BARE.fullmatch(words) or _OF_USE.search(words):
        return True
    named = sentence.within(Span(start, cue.span.start), ConceptType.DRUG, ConceptType.BRAND, ConceptType.DRUG_CLASS)
    return any(is_mine(page, concept) for _, concept in named)


def is_of_other_things(page: Page, sentence: Sentence, cue: Cue) -> bool:
    """Tell whether what a cue speaks of is alcohol or another drug that "it" means, or a treatment left unfinished."""
    text, start = sentence.text, sentence.span.start
    if _UNFINISHED.search(text, start, cue.span.start) or _OTHER_DRUGS.match(text, start):
        return True
    if not _IT.search(text, start, cue.span.start):
        return False
    named = sentence.within(Span(start, cue.span.start), *_TAKEN)
    had = [at for at, concept in sentence.within(Span(start, cue.span.start), *TYPES) if concept.key in NO_EFFECTS]
    if had and _AVOID_BEHIND.search(text, had[0].end, cue.span.start):
        return True  # "excessive drinking should be avoided, as it can"
    others = [at for at, concept in named if not is_mine(page, concept)]
    return bool(others) and (named[-1][0] == others[-1] or bool(_AVOID.search(text, start, others[0].start)))


def is_of_class(page: Page, sentence: Sentence) -> bool:
    """Tell whether a sentence speaks of those who take a drug of some class, and never of the drug itself."""
    named = sentence.within(sentence.span, ConceptType.DRUG, ConceptType.BRAND, ConceptType.DRUG_CLASS)
    classes = [span for span, concept in named if concept.type is ConceptType.DRUG_CLASS]
    if any(is_mine(page, concept) for _, concept in named):
        return False
    if _OF_THIS_CLASS.search(sentence.words):
        return True
    return any(_GIVEN.search(sentence.text, sentence.span.start, span.start) for span in classes)


#: "avoid alcohol, as it can"
_TAKEN = (ConceptType.DRUG, ConceptType.DRUG_CLASS, ConceptType.BRAND, ConceptType.ACTIVITY)
#: "drugs that block X", "concomitant use of drugs known for X"
_OTHER_DRUGS = re.compile(
    r"\W*(?:(?:concomitant|concurrent) (?:administration|use) of )?(?:other |some |certain |many )?"
    r"(?:drugs|medicines|medications|agents) (?:that|which|associated|known)\b",
    re.IGNORECASE,
)
_AVOID_BEHIND = re.compile(r"\b(?:avoided|limited|restricted|stopped)\b", re.IGNORECASE)
_AVOID = re.compile(r"\b(?:avoid(?:ed)?|limit|refrain from|do not|don't)\b[^.;]{0,20}$", re.IGNORECASE)
_IT = re.compile(
    r"\b(?:as|because|since|which)\s(?:it|they|this|these|can|may|could)\s(?:(?:can|may|could|might|also)\s)*$",
    re.IGNORECASE,
)
#: What is left undone, and "if you suffer from": who has it already.
_UNFINISHED = re.compile(
    r"\b(?:incomplete treatment|not (?:finishing|completing|taking)|skipping|missing|missed|stopp\w+ [^.;]{0,30}?"
    r"(?:early|too soon)|if (?:left )?untreated|if not treated)\b|\b(?:you|who)\s$",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"(?:causes?|produces?|induces?|triggers?|le(?:a)?ds?\b|leading|result|provoke|bring|may make|worsen|aggravat"
    r"|exacerbat|(?:may|can|could|might) (?:worsen|aggravate|exacerbate)|increases? the|has)",
    re.IGNORECASE,
)
#: A clause without a subject: "May cause drowsiness", "an increased risk of".
_BARE = re.compile(
    r"(?:\W|\b(?:may|can|could|might|will|would|also|sometimes|rarely|often|occasionally|and|or|but|not|does|do|did"
    r"|has|have|been|to|a|an|the|there|there's|is|are|was|were|s|possible|potential|some|increased?|increases|higher"
    r"|greater|slight(?:ly)?|significant(?:ly)?|particularly|especially|in|of|with|at|for|include|includes|including"
    r"|warnings?|caution|note|important|known|associated|rare(?: cases)?|cases|long-term|serious)\b)*",
    re.IGNORECASE,
)
_OF_USE = re.compile(
    r"\b(?:it|its|they|these|this|that|those|both|which|use|used|users?|using|overuse|misuse|take[ns]?|taking|treat\w*"
    r"|therap\w+|medic\w+|drugs?|product|dos(?:e|es|age|ing)|combin\w+|tablets?|capsules?|creams?|lotion|ointment|foam|shampoo|spray|patch(?:es)?|gel|drops?|inhal\w+"
    r"|inject\w+|infus\w+|vaccin\w+|administ\w+|appl(?:y|ied|ication)|expos\w+|effects?|reactions?|events?|contains?"
    r"|components?|ingredients?|stop\w*|discontinu\w+|withdraw\w*|abrupt\w*|overdos\w+|intake|consum\w+|supplement\w*"
    r"|you|patients?|people|individuals|users|adults?|children|women|men|subjects|persons?|elderly|formulations?|agents?"
    r"|preparations?|solution|substance|ingest\w+|prescri\w+|excessive|high doses|missing|suppress\w*|intraven\w+)\b",
    re.IGNORECASE,
)
_OF_THIS_CLASS = re.compile(
    r"\bother (?:members of|drugs (?:of|in)|agents (?:of|in)) (?:this|the|its) class\b", re.IGNORECASE
)
#: "in patients receiving", or nothing at all: the class is what the sentence is about.
_GIVEN = re.compile(
    r"(?:\b(?:receiving|received|taking|taken|treated with|given|users? of|use of|exposed to|therapy with|treatment"
    r" with|(?:reported|seen|observed|occurred|noted|associated)(?: (?:in association|to occur|rarely))? with"
    r")\s(?:(?!placebo)(?:other|any|an?|the|some|certain|all|these"
    r"|[\w-]+(?:al|ic|ive|ed))\s){0,2}|^\W*(?:some |the |all |most )?)$",
    re.IGNORECASE,
)
