"""Interactions: drugs, classes and substances that change what the drug does, or are changed by it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drugkg.annotate.layers import Page, Sentence
from drugkg.annotate.listing import listed
from drugkg.annotate.terms import Term, Vocabulary
from drugkg.claims.claim_type import ClaimType
from drugkg.claims.found import Found
from drugkg.claims.model import LONGEST_NOTE, Stance, Value
from drugkg.claims.shape import clause, denial, is_list, is_mine, reach
from drugkg.claims.together import is_allowed, is_for_others, is_meantime, is_of_a_regimen
from drugkg.text import BlockKind, Span
from drugkg.vocabulary.concept import Concept, ConceptType

__all__ = ["TYPE"]

_EFFECTS = re.compile(r"[\s-]+(?:effects?|actions?|properties)\b", re.IGNORECASE)
#: What says that two drugs may well be taken together.
_HARMLESS = re.compile(
    r"\b(?:can (?:safely )?be (?:taken|used|combined|given)|(?:has|have) no effect|no (?:known )?interactions?|safe)\b",
    re.IGNORECASE,
)
#: How an unknown name must end to be taken for a class of drugs.
_DRUG_HEAD = re.compile(
    r"\b(?:drugs?|medicines?|medications?|agents?|inhibitors?|inducers?|blockers?|agonists?|antagonists?"
    r"|products?|supplements?|remedies"
    r"|binders?|substances?|diuretics?|vaccines?|preparations?)$",
    re.IGNORECASE,
)
#: "avoid D during recovery": advice on another drug, not on taking the two together.
_MEANWHILE = re.compile(r"\s+(?:during|in|for)\s+(?!treatment|therapy|combination)", re.IGNORECASE)
_TYPES = (ConceptType.DRUG_CLASS, ConceptType.DRUG, ConceptType.ACTIVITY)
#: Elsewhere a list of medicines may tell what the drug is used with, or what else helps.
_WHERE_DRUGS_LISTED_INTERACT = frozenset({"interactions", "warnings", "boxed_warning"})
#: What stands behind these is what the reader cannot bear, not what he takes.
_NOT_TAKEN = re.compile(
    r"\b(?:(?:allerg(?:ic|y|ies)|(?:hyper)?sensitiv(?:e|ity))\)? to|ingredients)\b(?:(?!\btak(?:e|ing)\b)[^.;])*$"
    # "use effective birth control": to be used, not to be avoided
    r"|\b(?:use|using)\s(?:an?\s)?(?:(?:effective|reliable|adequate|additional|highly|barrier|non-?hormonal)\s)+"
    r"(?:(?:forms?|methods?) of\s)?$",
    re.IGNORECASE,
)
#: "tell your doctor about all medicines, including ...": to be told, whether or not any of them interacts.
_WHATEVER_ELSE = re.compile(
    r"\b(?:any other $|this includes\b[^.;]*$"
    r"|(?:any other|all(?: of)?(?: your| the)?(?: other)?) (?:medications?|medicines?|drugs?)\b[^.;]*$)",
    re.IGNORECASE,
)
_ANY_AT_ALL = re.compile(
    r"\b(?:any other|all(?: of)?(?: your| the)?(?: other)?) (?:medications?|medicines?"
    r"|drugs?)\b(?:(?!especially|particularly|in particular)[^.;:])*$",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"\b(?:no|without(?: any)?) (?:(?:clinically|significant|relevant|important|meaningful|apparent|known"
    r"|notable|specific|pharmacokinetic|drug)[ -])*"
    r"(?:effects?|interactions?|changes?|differences?|influence)\b"
    r"|\b(?:did|does|do) not (?:\w+ )?(?:affect|alter|change|influence|interact)|\bnot (?:\w+ )?(?:affected"
    r"|altered|changed|influenced)\b"
    r"|\bno dos(?:e|age) adjustments?\b|\babsence of (?:an? |any )?interactions?\b",
    re.IGNORECASE,
)
#: "these vitamins", "this antiseptic": the drug itself.
_ITSELF = re.compile(r"\b(?:this|these)\s$", re.IGNORECASE)
#: "warfarin (a blood thinner)": what the drug before the bracket is.
_WHAT_IT_IS = re.compile(r"[\w-]\s\(an?\s(?:\w+\s){0,2}$", re.IGNORECASE)
_ANOTHER = re.compile(r"\bother\s(?:\w+\s)?$", re.IGNORECASE)
_INTERACTS = re.compile(r"\binteracts? with$", re.IGNORECASE)
_THIS = re.compile(r"\s(?:it|this \w+|the (?:medicine|medication|drug))\b", re.IGNORECASE)
#: In brackets, what a medicine is or is for.
_GLOSS = re.compile(r"(?:an? (?:drug|medicine|medication)|used|taken|given|treatments?|for)\s", re.IGNORECASE)
_GLOSSED = re.compile(r"\((?:(?:an? )?(?:drug|medicine|medication)s? )?used\s[^()]*$", re.IGNORECASE)
_AVOIDED = re.compile(r"^(?:avoid|should be avoided|must be avoided)", re.IGNORECASE)
_AVOIDS = re.compile(r"^(?:avoid|should not|must not|do not)", re.IGNORECASE)
_KINDS_OF_REMEDIES = frozenset(
    {"herbal-medicine", "dietary-supplement", "over-the-counter-drug", "prescription-drug", "vitamin"}
)
_REMARK_REACH = 320
_CLAUSE = re.compile(r"[;,](?=\s)(?![^()]*\))|\s(?=\()")


def find(page: Page, vocabulary: Vocabulary) -> Iterator[Found]:
    """Yield the interactions that a page states."""
    for sentence in page.sentences:
        in_section = "interactions" in sentence.frame.sections[:2]
        text = sentence.text
        if in_section and sentence.frame.label:
            yield from _labelled(page, sentence, vocabulary)
        if in_section and is_list(text, sentence.span):
            yield from _listed(page, sentence, vocabulary)
            continue
        if not in_section and sentence.within(sentence.span, *_TYPES) and _is_led(sentence):
            for term in _taken_with(page, sentence, vocabulary, reach(sentence, sentence.span.start)):
                yield _found(sentence, term, clause(sentence, term.span), "interacts.lead", sentence.span)
            continue
        if in_section or sentence.of("interacts"):
            yield from _told(page, sentence, vocabulary, in_section)


def _labelled(page: Page, sentence: Sentence, vocabulary: Vocabulary) -> Iterator[Found]:
    """Yield the drugs that the label before a sentence names; what the sentence says is outcome or advice."""
    label = sentence.frame.label or ""
    for item, named in listed(vocabulary, label, Span(0, len(label)), _TYPES):
        members = [
            term
            for group in item.groups
            for _, inner in listed(vocabulary, label, group.span, _TYPES)
            for term in inner
        ]
        for term in (*named, *members):
            if not is_mine(page, term.concept):
                start = sentence.text.rfind(label, 0, sentence.span.end)
                span = (
                    Span(start, sentence.span.end) if start >= 0 and sentence.span.end - start < 350 else sentence.span
                )
                yield _found(sentence, term, span, "interacts.label", sentence.span)


def _is_led(sentence: Sentence) -> bool:
    """Tell whether what introduces an item makes of the drugs in it interactions."""
    lead = sentence.frame.lead
    return bool(sentence.led_by("caution", "interacts")) or bool(
        lead
        and sentence.frame.section in _WHERE_DRUGS_LISTED_INTERACT
        and re.search(r"\b(?:medications|medicines|drugs)\b", lead.words, re.IGNORECASE)
        and lead.words.endswith(":")
    )


def _taken(concept: Concept, vocabulary: Vocabulary) -> Concept | None:
    """Return the drug or class; of an activity ("alcohol use") the substance that it is about, if any."""
    if concept.type is not ConceptType.ACTIVITY:
        return concept
    wider = (c for key in concept.broader for c in vocabulary.lookup(key))
    return next((c for c in wider if c.type is ConceptType.DRUG), None)


def _taken_with(page: Page, sentence: Sentence, vocabulary: Vocabulary, region: Span) -> Iterator[Term]:
    """Yield the other drugs and classes in a stretch that the text speaks of as taken."""
    for span, named in sentence.within(region, *_TYPES):
        concept = _taken(named, vocabulary)
        before = sentence.text[max(sentence.span.start, span.start - _REMARK_REACH) : span.start]
        if concept is None or is_mine(page, concept) or _NOT_TAKEN.search(before) or _GLOSSED.search(before):
            continue
        in_section = "interactions" in sentence.frame.sections[:2]
        if concept.key in page.drug.broader and not in_section and not _ANOTHER.search(before):
            continue  # a statement on the drug's own class
        if _ANY_AT_ALL.search(before) or _ITSELF.search(before) or _WHAT_IT_IS.search(before):
            continue
        if concept.key not in _KINDS_OF_REMEDIES or not _WHATEVER_ELSE.search(before):
            yield Term(span, span.of(sentence.text), concept)


def _listed(page: Page, sentence: Sentence, vocabulary: Vocabulary) -> Iterator[Found]:
    """Yield the drugs and classes that a list names."""
    found = list(_items(page, sentence, vocabulary))
    yield from found
    if not found and sentence.block.kind is BlockKind.ITEM and not sentence.frame.label:
        # "antifungals to treat candidiasis", "painkillers that contain codeine"
        for term in _taken_with(page, sentence, vocabulary, sentence.span):
            yield _found(sentence, term, clause(sentence, term.span), "interacts.list", sentence.span)


def _items(page: Page, sentence: Sentence, vocabulary: Vocabulary) -> Iterator[Found]:
    text = sentence.text
    found = [
        (item, [term for term in named if _is_known(term, vocabulary)])
        for item, named in listed(vocabulary, text, sentence.span, _TYPES, new=ConceptType.DRUG_CLASS)
    ]
    notes = next((g.span for item, _ in found for g in item.groups if _is_remark(g.span.of(text))), None)
    for item, named in found:
        span = item.span if item.span.end - item.span.start < 300 else clause(sentence, item.head)
        terms = list(named)
        for group in item.groups:
            if not _is_remark(group.span.of(text)):
                terms += [term for _, members in listed(vocabulary, text, group.span, _TYPES) for term in members]
        seen: set[str] = set()
        for term in terms:
            if term.concept.key not in seen and not is_mine(page, term.concept):
                seen.add(term.concept.key)
                yield _found(sentence, term, span, "interacts.list", notes)


def _is_known(term: Term, vocabulary: Vocabulary) -> bool:
    """Tell whether the vocabulary has a term as a drug or class; words that it has as something else are none."""
    found = vocabulary.lookup(term.mention)
    if any(c.type in _TYPES for c in found):
        return True
    made_narrower = bool(term.concept.broader) and len(term.mention.split()) <= 4
    return not found and (made_narrower or bool(_DRUG_HEAD.search(term.mention)))


def _is_remark(words: str) -> bool:
    return (
        len(words.split()) > 12
        or bool(_GLOSS.match(words))
        or any(f" {verb} " in f" {words} " for verb in ("may", "can", "is", "are", "should", "use"))
    )


def _told(page: Page, sentence: Sentence, vocabulary: Vocabulary, in_section: bool) -> Iterator[Found]:
    seen: set[str] = set()
    for cue in sentence.of("interacts"):
        if (
            sentence.frame.section in ("indications", "efficacy", "mechanism", "overdose_treatment")
            and cue.rule.side != "before"
        ):
            continue
        region = (
            Span(sentence.span.start, cue.span.start) if cue.rule.side == "before" else reach(sentence, cue.span.end)
        )
        if is_of_a_regimen(sentence, cue.span, in_section=in_section):
            continue
        if (
            _AVOIDS.match(cue.span.of(sentence.text))
            and sentence.frame.section in ("adverse_effects", "withdrawal")
            and not is_meantime(sentence)
        ):
            continue  # what helps against an effect
        taken = list(_taken_with(page, sentence, vocabulary, region))
        if not taken and _INTERACTS.search(cue.span.of(sentence.text)) and _names_drug(page, sentence, cue.span.end):
            # "X can interact with this medicine"
            taken = list(_taken_with(page, sentence, vocabulary, Span(sentence.span.start, cue.span.start)))
        for term in taken:
            span, words = term.span, term.mention
            if words in seen or _EFFECTS.match(sentence.text, span.end):
                continue
            if not in_section and cue.rule.id == "interacts.word" and _MEANWHILE.match(sentence.text, span.end):
                continue
            if (
                not in_section
                and _AVOIDED.match(cue.span.of(sentence.text))
                and is_for_others(sentence, cue.span, span)
            ):
                continue
            seen.add(words)
            # "not to be taken with" forbids; only an interaction or an effect can be denied.
            deniable = re.search(
                r"\b(?:interact|effect|alter|affect|change)", cue.span.of(sentence.text), re.IGNORECASE
            )
            said = denial(sentence, cue.span) if deniable else Stance.ASSERTS
            said = Stance.DENIES if _NONE.search(sentence.words) and not sentence.of("end", "advice") else said
            yield _found(sentence, term, clause(sentence, span), cue.rule.id, sentence.span, said)
    if not in_section or seen or sentence.of("hypothetical", "monitor"):
        return
    none = bool(_NONE.search(sentence.words)) and not sentence.of("end", "advice")
    harmless = bool(is_allowed(sentence) or _HARMLESS.search(sentence.words)) and not none
    if not harmless:
        for term in _taken_with(page, sentence, vocabulary, sentence.span):
            if _EFFECTS.match(sentence.text, term.span.end):
                continue
            if term.concept.key not in seen and term.concept.key not in page.drug.broader:
                seen.add(term.concept.key)
                said = Stance.DENIES if none else Stance.ASSERTS
                yield _found(sentence, term, clause(sentence, term.span), "interacts.section", sentence.span, said)


def _names_drug(page: Page, sentence: Sentence, at: int) -> bool:
    """Tell whether the words at a position are the drug's name, or stand for it."""
    mine = sentence.within(Span(at, sentence.span.end), ConceptType.DRUG, ConceptType.BRAND)[:1]
    return bool(_THIS.match(sentence.text, at)) or any(span.start <= at + 1 and is_mine(page, c) for span, c in mine)


def _found(
    sentence: Sentence, term: Term, span: Span, rule: str, notes: Span | None, said: Stance = Stance.ASSERTS
) -> Found:
    qualifiers: dict[str, Value | None] = {"severity": "major" if sentence.block.major else None}
    if notes is not None:
        qualifiers["outcome"] = _note(sentence, notes, "outcome")
        qualifiers["management"] = _note(sentence, notes, "advice")
    return Found(sentence, "interactsWith", term.concept, span, term.mention, rule, said, qualifiers)


def _note(sentence: Sentence, notes: Span, category: str) -> str | None:
    """Return the clause of a remark that tells the outcome, or what to do."""
    for cue in sentence.of(category):
        if notes.start <= cue.span.start < notes.end:
            start = max(sentence.text.rfind(";", notes.start, cue.span.start) + 1, notes.start)
            end = sentence.text.find(";", cue.span.end, notes.end)
            words = Span(start, end if end >= 0 else notes.end).strip(sentence.text, " .").of(sentence.text)
            return _uncut(words)
    return None


def _uncut(words: str) -> str:
    """Return a remark without brackets around it, no longer than a note may be, and then cut between its clauses."""
    if words.startswith("(") and words.endswith(")") and words.count("(") == 1:
        words = words[1:-1]
    if len(words) > LONGEST_NOTE:
        ends = [match.start() for match in _CLAUSE.finditer(words, 0, LONGEST_NOTE)]
        words = words[: ends[-1]] if ends else words[:LONGEST_NOTE].rpartition(" ")[0]
    return words if words.count("(") == words.count(")") else words.strip(" ()")


TYPE = ClaimType("interaction", ("interactsWith",), find)
