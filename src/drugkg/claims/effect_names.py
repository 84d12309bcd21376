"""Names of effects that no vocabulary has: which words may be one, and which are parts of what is said."""

from __future__ import annotations

import re
from itertools import pairwise

from drugkg.annotate.layers import Page, Sentence
from drugkg.annotate.listing import listed
from drugkg.annotate.lists import items, split_choices
from drugkg.annotate.terms import Term, Vocabulary, named
from drugkg.claims.effect_parts import TYPES, is_known
from drugkg.text import Span
from drugkg.vocabulary.concept import ConceptType

__all__ = ["apart", "effect_names", "harmed", "is_in_words", "is_name", "with_new"]


def is_name(vocabulary: Vocabulary, term: Term, *, in_list: bool) -> bool:
    """Tell whether an unknown term is the name of an effect; in running text it may be part of what is said."""
    words = term.mention
    meant = vocabulary.lookup(words)
    if meant:
        # What is known as something else (a part of the body, a test) is no effect.
        return any(concept.type in TYPES for concept in meant)
    if _NO_NAME.search(words) or _ONLY_QUALIFIES.fullmatch(words):
        return False
    head = _BEHIND.split(words, maxsplit=1)[0]
    if head != words and (of_head := vocabulary.lookup(head)):
        # "hands at the beginning", "blood in the stools": the part of the body alone happens to nobody.
        return any(concept.type in TYPES for concept in of_head)
    if " " not in words.strip():
        return bool(_FINDING.search(words)) and words.casefold() not in _NO_FINDINGS
    return in_list or (len(words.split()) <= _FEW_WORDS and bool(_BODILY.search(words)))


def is_in_words(vocabulary: Vocabulary, term: Term) -> bool:
    """Tell whether a term is a known name, or a kind of what has one that is said in mere words."""
    return not _NO_NAME.search(term.mention) or bool(vocabulary.lookup(term.mention))


def effect_names(vocabulary: Vocabulary, found: list[Term]) -> list[Term]:
    """Return the terms that are names of effects, known or new."""
    return [term for term in found if is_known(term) or is_name(vocabulary, term, in_list=True)]


def with_new(sentence: Sentence, vocabulary: Vocabulary, region: Span, found: list[Term]) -> list[Term]:
    """Return the terms of an enumeration with those of its items that no name is known for, if few are not known."""
    every = listed(vocabulary, sentence.text, region, TYPES, new=ConceptType.FINDING)
    known = [term for _, terms in every for term in terms if is_known(term)]
    fresh = [
        term
        for _, terms in every
        for term in terms
        if not is_known(term)
        and len(term.mention.split()) <= _FEW_WORDS
        and is_name(vocabulary, term, in_list=True)
        and not _NO_FINDING.search(term.mention)
    ]
    if len(known) < _MANY or len(known) < 3 * len(fresh):
        return found
    return [*found, *fresh]


def apart(page: Page, sentence: Sentence, term: Term) -> list[Term]:
    """Return the known names of which an unknown one consists where line ends part them; the term itself otherwise."""
    if term.concept.id or term.concept.synonyms:
        return [term]
    inside = sentence.within(term.span, *TYPES)
    gaps = [Span(one.end, other.start) for (one, _), (other, _) in pairwise(inside)]
    read = sentence.block.reading
    if not gaps or not all("\n" in read.source(gap).of(page.document.text) for gap in gaps):
        return [term]
    if (inside[0][0].start, inside[-1][0].end) != term.span or any(gap.of(sentence.text).strip() for gap in gaps):
        return [term]
    return [Term(at, at.of(sentence.text), concept) for at, concept in inside]


def harmed(vocabulary: Vocabulary, text: str, region: Span, harm: str) -> list[Term]:
    """Return the effects that a list of organs names: of "toxic effects on the liver" the harm is toxicity."""
    found = []
    for part in (part for item in items(text, region) for part in split_choices(text, item.head)):
        organ = _FUNCTION.sub("", part.of(text))
        concept = named(vocabulary, f"{organ} {harm}", *TYPES)
        found += [Term(part, part.of(text), concept)] if concept else []
    return found


_FUNCTION = re.compile(r"^(?:the|your)\s|\s(?:functions?|systems?|tissues?|cells?)$", re.IGNORECASE)
#: What the name of an unknown effect never has: numbers, references to other parts of a label, "etc", whole clauses.
_NO_NAME = re.compile(
    r"[\d=%\[\]\"“”]|\b(?:see|table|figure|warnings and precautions|etc|e\.g|similar to"
    r"|following|laboratory data|reports?|surveillance|symptoms include|indicated by|complications? of"
    r"|stud(?:y|ies)|trials?|grades?|therapy|but|who|which|you|beginning|presence of)\b"
    r"|^pre-?existing\b|\b(?:patients?|subjects?)\b"
    r"|^(?:including$|equal to|greater than|events?$|occurring|ranging|reported|observed|requiring|resulting"
    r"|leading|especially|also|however|both|all|over|again|always|experience|experiencing|having|possibly|excluding"
    r"|receiving|manifested|characteri[sz]ed|potentially|likely|related|associated|affecting|indicating|concern"
    r"|concerning|generally|extremely|individual|relevant|monitor|other|usually|rare|marker|consistent|because|due"
    r"|slight|median|mean|respective)\b"
    r"|\b(?:areas?|regions?|positions?|intake|arm|group|products?|(?:side|adverse) effects?)$",
    re.IGNORECASE,
)
#: A single word that only says of what kind something is.
_ONLY_QUALIFIES = re.compile(r"[\w-]+(?:al|ic|ous|ive|ar|ary)", re.IGNORECASE)
_BEHIND = re.compile(r"\s(?:at|in|of|with|on|around|over|during|when|after|from|and|or)\s", re.IGNORECASE)
_FEW_WORDS = 4
#: How words end that name what happens to a body.
_FINDING = re.compile(
    r"(?:itis|[aeo]sis|a?emia|uria|omas?|path(?:y|ies)|algia|dynia|rrh(?:o?ea|age|agia)s?|o?edema|spasms?|penia|trophy"
    r"|megaly|plasia|plegia|paresis|p(?:h|n)o?ea|opi?sia|opia|mania|phobia|ia|ism|cele|lysis|ness(?:es)?|ings?|[ts]ions?"
    r"|[ae]nces?|ity|aches?|bleeds?|ulcers?|cramps?|rash(?:es)?|pains?|itch|blisters?|lumps?|nodules?|lesions?|tears?"
    r"|breakouts?|glare|bumps?|ments?|collapse|mares?|fractures?|discomfort|damage|injur(?:y|ies)|failure|dis(?:order|ease)s?|symptoms?"
    r"|disturbances?|changes?|problems?|syndrome|block|arrest|abscess|cancers?|tumou?rs?|sensations?|weak|stiff|slow|fast"
    r"|decreased?|increased?|abnormal(?:ity|ities)?|positive|reduced|elevated|contractures?|cysts?|deficiency|loss"
    r"|gain|warmth|strokes?|tremors?|deaths?|tics|palsy|dependence|attacks?|events?|irregular\w*|dysfunction)$",
    re.IGNORECASE,
)
#: What can change, so that a word before it makes a name: "changed taste".
_BODILY = re.compile(
    rf"{_FINDING.pattern.removesuffix('$')}\b|\b(?:taste|smell|appetite|vision|hearing|speech|stools?|urine|gait|mood|libido"
    r"|erections?|heartbeats?|pulse|nails?|hair|skin|gums?|eyes?|vein|pupils?|breath|voice|weight|periods?|sleep)\b",
    re.IGNORECASE,
)
_NO_FINDING = re.compile(r"^(?:also|\w+ly)$|['’()]|\b(?:class|terms?)\b", re.IGNORECASE)
#: So many known names make an enumeration of effects, in which others are effects too.
_MANY = 4
#: What ends like one and is none.
_NO_FINDINGS = frozenset(
    "ability absence activity addition adjustment administration anatomy appearance application assessment bacteria"
    " balance breathing capacity cavity combination concentration condition conditions criteria discontinuation dosing"
    " duration evaluation evidence existence extremities facility feeling feelings formation frequency function"
    " functions incidence indication indications instance intervention listeria management media medication medications"
    " monitoring occurrence operation population position presence prevention reduction regions resistance sensation"
    " sensations severity substance testing treatment urination".split()
)
