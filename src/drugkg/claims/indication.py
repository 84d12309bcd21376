"""Indications: what the drug is given for, and what it is said not to be for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product

from drugkg.annotate.cues import Cue
from drugkg.annotate.layers import Page, Sentence
from drugkg.annotate.listing import listed
from drugkg.annotate.terms import Term, Vocabulary
from drugkg.claims.claim_type import ClaimType
from drugkg.claims.found import Found
from drugkg.claims.indication_scope import aged, explains_label, goes_on, is_of_an_effect, is_of_others, scope, scopes
from drugkg.claims.model import Stance, Value
from drugkg.claims.narrowing import of_a_kind
from drugkg.claims.shape import clause, is_list, is_of_another, reach, stance
from drugkg.claims.treated import is_treatable, named_conditions, treated
from drugkg.claims.treated_kinds import kinds, names_kinds
from drugkg.claims.unestablished import UNESTABLISHED, USE, unestablished
from drugkg.text import BlockKind, Span
from drugkg.vocabulary.concept import ConceptType, unknown

__all__ = ["TYPE"]

_TYPES = (ConceptType.FINDING,)
_NOT_HERE = frozenset(
    {
        "contraindications",
        "interactions",
        "overdose_treatment",
        "references",
        "related",
        "adverse_effects",
        "mechanism",
        "monitoring",
        "laboratory",
        "storage",
        "disposal",
    }
)
_GOES_ON = 25
_LONGEST_WITH_LABEL = 300
#: "not suitable for every kind of cough" denies no use.
_NOT_ALL = re.compile(r"\s*(?:all|every|everyone|just any)\b", re.IGNORECASE)
#: "not recommended for people with X" tells who must not take it, not what it does not treat.
_ADVISED = re.compile(r"\b(?:recommended|suitable|appropriate)\b", re.IGNORECASE)
_PEOPLE = re.compile(
    r"\s*(?:use (?:in|by) )?(?:\w+ )?(?:patients|people|individuals|those|anyone|persons|children|adults|women|men)\b",
    re.IGNORECASE,
)
#: A purpose that is no condition: "acute management".
_PURPOSE = re.compile(
    r"(?:the |a |an )?((?!(?:temporary|symptomatic|quick|fast) )(?:[\w-]+ ){1,2}"
    r"(?:management|care|relief|control|therapy))\b",
    re.IGNORECASE,
)
_TREATMENT = re.compile(r"\((?:treatment|prophylaxis|prevention)(?: adjunct)?\)", re.IGNORECASE)
#: "these disorders": those that the sentence before names.
_THESE = re.compile(
    r"\b(?:these|those|such) (?:disorders|conditions|diseases|illnesses|symptoms|problems)\b", re.IGNORECASE
)
_FOR = re.compile(r"For (?P<what>[^,:;.]{4,70})[,:]\s")
_SUITS = re.compile(
    r"\b(?:effective|appropriate|recommended|considered|indicated|useful|preferred|an option"
    r"|first[- ]line|used|helps?)\b",
    re.IGNORECASE,
)
_PURPOSES = re.compile(
    r"^(?:treatment|management|prevention|relief|control)(?: and (?:treatment|management|prevention"
    r"|relief|control))? of ",
    re.IGNORECASE,
)
_NOT = re.compile(r"(?:not|no|never)\b", re.IGNORECASE)
#: What opens a sentence, though none of its verbs be known.
_TELLS = re.compile(r"(?:it|they|these|this|you)\s|the (?:\S+\s+){5}", re.IGNORECASE)
_OTHER = re.compile(r"\b(?:other|outside of|other than|apart from|beyond)\s(?:[\w-]+\s)?$", re.IGNORECASE)
_FOR_WHAT = re.compile(
    r"\s+(?:for|against|of first choice for|given for|used for)\s+(?:the (?:treatment|management|relief) of\s+)?"
)
#: "and not for X": what follows is another purpose.
_BUT_NOT = re.compile(
    r"(?:,?\s(?:and|but)\s(?:is |are )?|,\s)not\s(?:for|to|as|in|the|its|their|an?)\b|,?\s(?:rather than|instead of)\b",
    re.IGNORECASE,
)


def find(page: Page, vocabulary: Vocabulary) -> Iterator[Found]:
    """Yield what the page says its drug is for, or not for."""
    before: Sentence | None = None
    for sentence in page.sentences:
        previous = before if before and before.index == sentence.index else None
        before = sentence
        section = sentence.frame.section
        in_trials = section == "efficacy" and "adverse_effects" in sentence.frame.sections
        if section in _NOT_HERE or in_trials or sentence.of("overdose"):
            continue
        cues = sentence.of("treats")
        if cues:
            yield from _told(page, sentence, previous, vocabulary, cues)
        elif (
            previous
            and names_kinds(sentence)
            and previous.of("treats")
            and not is_of_another(page, previous, previous.of("treats")[0].span)
        ):
            yield from _gone_on(sentence, previous, vocabulary)
        elif (
            section == "indications"
            and is_list(sentence.text, sentence.span)
            and not _TELLS.match(sentence.words)
            and not explains_label(sentence, vocabulary)
            and (sentence.block.kind is BlockKind.ITEM or sentence.frame.label)
        ):
            yield from _listed(sentence, vocabulary)
        if sentence.frame.label:
            yield from _labelled(sentence, vocabulary)
        if section in ("indications", "efficacy", None):
            yield from _for(page, sentence, vocabulary)
        yield from unestablished(sentence)
        yield from _class_for(page, sentence, vocabulary)


def _listed(sentence: Sentence, vocabulary: Vocabulary) -> Iterator[Found]:
    lead = sentence.frame.lead
    leads = lead.of("treats") if lead else []
    said = (
        stance(lead, leads[-1].span, settings=leads[-1].rule.settings.get("stance"))
        if lead and leads
        else (Stance.DENIES if _NOT.match(sentence.words) else Stance.ASSERTS)
    )
    for item, found in listed(vocabulary, sentence.text, sentence.span, _TYPES):
        for one in found:
            term = of_a_kind(vocabulary, sentence.text, item.head, one)
            if not is_treatable(sentence.text, term):
                continue
            for told_of in scopes(sentence, item.span):
                yield _found(sentence, term, sentence.span, "treats.list", told_of, said)


def _gone_on(sentence: Sentence, previous: Sentence, vocabulary: Vocabulary) -> Iterator[Found]:
    """Yield the kinds that a sentence names of what the sentence before said to be treated."""
    cue = previous.of("treats")[-1]
    for term in kinds(sentence, vocabulary):
        yield _found(
            sentence,
            term,
            clause(sentence, term.span),
            "treats.kinds",
            scope(sentence, sentence.span),
            stance(previous, cue.span, settings=cue.rule.settings.get("stance")),
        )


def _told(
    page: Page, sentence: Sentence, previous: Sentence | None, vocabulary: Vocabulary, cues: list[Cue]
) -> Iterator[Found]:
    done = sentence.span.start
    carried: Stance | None = None
    before = Stance.ASSERTS
    strongest = [c for c in cues if not any(o is not c and o.span.contains(c.span) and o.span != c.span for o in cues)]
    for at, cue in enumerate(strongest):
        if cue.span.start < done or is_of_another(page, sentence, cue.span) or is_of_others(sentence, cue.span):
            continue
        following = next((c.span.start for c in strongest[at + 1 :] if c.span.start >= cue.span.end), sentence.span.end)
        region = reach(sentence, cue.span.end, because=False)
        other = _BUT_NOT.search(sentence.text, region.start, region.end)
        region = Span(region.start, max(region.start, min(other.start() if other else region.end, following)))
        region = region.strip(sentence.text)
        said = carried or stance(sentence, cue.span, settings=cue.rule.settings.get("stance"))
        if said is Stance.ASSERTS and at and goes_on(sentence, strongest[at - 1].span, cue.span):
            said = before
        before = said
        if is_of_an_effect(page, sentence, cue, said):
            continue
        done = cue.span.end
        if said is Stance.DENIES and (
            _NOT_ALL.match(sentence.text, region.start)
            or (_ADVISED.search(cue.span.of(sentence.text)) and _PEOPLE.match(sentence.text, region.start))
        ):
            continue
        own_words = cue.rule.settings.get("stance")
        if said is Stance.NO_DATA and not own_words and _PEOPLE.match(sentence.text, region.start):
            continue  # "not known to be safe and effective in people with X": who they are, not what is treated
        objects = treated(sentence, vocabulary, region)
        # "not recommended, in the treatment of": the second cue only goes on with the first.
        carried = said if not objects and len(region.of(sentence.text)) < _GOES_ON else None
        if not objects and previous and _THESE.search(region.of(sentence.text)):
            span = clause(sentence, cue.span)
            named = named_conditions(previous, vocabulary, previous.span)
            objects = [(Term(span, term.mention, term.concept), None) for term in named]
        if not objects and following == sentence.span.end and not sentence.text[: region.end].rstrip().endswith(":"):
            unnamed = _PURPOSE.match(sentence.text, region.start, region.end)
            if unnamed:
                span = Span(*unnamed.span(1))
                objects = [(Term(span, unnamed[1], unknown(unnamed[1], ConceptType.FINDING)), None)]
        if not objects and cue.rule.id == "treats.not-established":
            # "In stroke, efficacy has not been established"
            objects = treated(sentence, vocabulary, Span(sentence.span.start, cue.span.start))
        if not objects and cue.rule.id == "treats.not-established":
            people = sentence.within(Span(sentence.span.start, cue.span.end), ConceptType.POPULATION) or [
                (sentence.span, p) for p in sentence.frame.populations
            ]
            said_of = UNESTABLISHED.search(sentence.words)
            if people and said_of:
                yield Found(
                    sentence,
                    "treats",
                    USE,
                    clause(sentence, cue.span),
                    said_of.group(),
                    cue.rule.id,
                    said,
                    {"population": aged(sentence) or people[0][1]},
                )
            continue
        for (term, cause), told_of in product(objects, scopes(sentence, region)):
            if not said.positive and _OTHER.search(sentence.text, region.start, term.span.start):
                continue  # "not for other infections", "no data outside of spasticity": what is left, no telling which
            yield _found(sentence, term, clause(sentence, term.span), cue.rule.id, {**told_of, "cause": cause}, said)


def _labelled(sentence: Sentence, vocabulary: Vocabulary) -> Iterator[Found]:
    """Yield the condition of a label such as "Migraine (treatment)", or of any label among the indications."""
    label = sentence.frame.label or ""
    mark = _TREATMENT.search(label)
    in_section = "indications" in sentence.frame.sections[:2] and sentence.block.kind is BlockKind.ITEM
    if not mark and (not in_section or label.startswith("For ")):
        return
    words = _PURPOSES.sub("", label[: mark.start()] if mark else label).strip(" [")
    for item, found in listed(vocabulary, words, Span(0, len(words)), _TYPES):
        for one in found:
            term = of_a_kind(vocabulary, words, item.head, one)
            if not is_treatable(words, term):
                continue
            start = sentence.text.rfind(label, 0, sentence.span.start)
            whole = Span(start, sentence.span.end).strip(sentence.text, " .")
            near = start >= 0 and whole.end - whole.start <= _LONGEST_WITH_LABEL
            span = whole if near else clause(sentence, sentence.span)
            yield _found(sentence, term, span, "treats.label", scope(sentence, sentence.span))


def _for(page: Page, sentence: Sentence, vocabulary: Vocabulary) -> Iterator[Found]:
    """Yield the condition of "For X, the drug is effective", be "For X" a label or the start of the sentence."""
    label = sentence.frame.label or ""
    opening = _FOR.match(sentence.words)
    named = label[4:] if label.startswith("For ") else (opening["what"] if opening else "")
    suits = _SUITS.search(sentence.text, sentence.span.start + (opening.end() if opening else 0), sentence.span.end)
    if not named or not suits or is_of_another(page, sentence, Span(suits.start(), suits.end())):
        return
    for _, terms_of_item in listed(vocabulary, named, Span(0, len(named)), _TYPES):
        for term in terms_of_item[:1]:
            span = clause(sentence, sentence.span)
            said = stance(sentence, Span(*suits.span()))
            yield _found(sentence, term, span, "treats.for", scope(sentence, sentence.span), said)


def _class_for(page: Page, sentence: Sentence, vocabulary: Vocabulary) -> Iterator[Found]:
    """Yield the condition of "D is a muscle relaxant for X"."""
    for cue in sentence.of("class"):
        if is_of_another(page, sentence, cue.span):
            continue
        for span, _ in sentence.within(
            Span(cue.span.end, min(sentence.span.end, cue.span.end + 70)), ConceptType.DRUG_CLASS
        ):
            link = _FOR_WHAT.match(sentence.text, span.end, sentence.span.end)
            if link is None:
                continue
            region = reach(sentence, link.end(), because=False)
            for term, cause in treated(sentence, vocabulary, region):
                yield _found(
                    sentence,
                    term,
                    clause(sentence, term.span),
                    "treats.class-for",
                    {**scope(sentence, region), "cause": cause},
                    stance(sentence, cue.span),
                )


def _found(
    sentence: Sentence,
    term: Term,
    span: Span,
    rule: str,
    told_of: Mapping[str, Value | None],
    said: Stance = Stance.ASSERTS,
) -> Found:
    return Found(sentence, "treats", term.concept, span, term.mention, rule, said, told_of)


TYPE = ClaimType("indication", ("treats",), find)
