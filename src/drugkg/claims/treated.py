"""What is treated, and of which cause: the objects of an indication, read from the words after its cue."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drugkg.annotate.layers import Sentence
from drugkg.annotate.lists import items
from drugkg.annotate.terms import Term, Vocabulary, terms
from drugkg.claims.narrowing import of_a_kind
from drugkg.text import Span
from drugkg.vocabulary.concept import Concept, ConceptType

__all__ = ["is_treatable", "named_conditions", "treated"]

_TYPES = (ConceptType.FINDING,)
_NO_CAUSE: tuple[None, ...] = (None,)
#: Findings that say nothing of what a drug is for.
_NOTHING_TREATED = frozenset({"adverse-effect", "symptom", "disease", "death", "condition", "disorder"})
#: "in patients with and without X": X or not, it is used.
_OR_NOT = re.compile(r"\bwith (?:and|or) without (?:\w+ ){0,2}$", re.IGNORECASE)
#: ", proteinuria was reported": a clause with a verb of its own.
_MAIN_CLAUSE = re.compile(r",\s(?:[\w/-]+\s){1,5}(?:was|were|occurred|has been|have been)\b", re.IGNORECASE)
#: A second purpose, after which no cause goes on: "and for", "or to".
_ANOTHER = re.compile(r"(?:,\s*|\s)(?:and|or|as well as)\s+(?:for|to|in the|in treating)\b|\s•\s", re.IGNORECASE)
#: "AML, a type of blood cancer": what the condition before is.
_A_TYPE = re.compile(r"[,(]\s?an? (?:\w+ ){0,2}(?:type|kind|form|group|class) of (?:\w+ )?$", re.IGNORECASE)
#: "spasms that cause discomfort": what the condition does.
_WHAT_IT_DOES = re.compile(
    r",?\s(?:that|which)\s(?:can |may |often |usually )?(?:causes?|leads? to|results? in|produces?)\b", re.IGNORECASE
)
_SYMPTOMS = re.compile(r"\b(?:symptoms?|signs|complications|problems)\s*$", re.IGNORECASE)
#: In whom: no part of what is treated.
_IN_WHOM = re.compile(
    r"\s(?:in|for|of)\s(?:\w+\s){0,2}(?:patients|people|adults|children|men|women|those|individuals|adolescents)\b",
    re.IGNORECASE,
)


def treated(sentence: Sentence, vocabulary: Vocabulary, region: Span) -> list[tuple[Term, Concept | None]]:
    """Return what is treated, each with the underlying disease that the text names as its cause, if any.

    Several causes of one thing are several pairs; a cause counts for what stands between it and the last "and for".
    """
    text = sentence.text
    for beyond in (_MAIN_CLAUSE, _WHAT_IT_DOES):
        told = beyond.search(text, region.start, region.end)
        region = Span(region.start, told.start() if told else region.end)
    people = _IN_WHOM.search(text, region.start, region.end)
    if people and any(True for _ in named_conditions(sentence, vocabulary, Span(region.start, people.start()))):
        region = Span(region.start, people.start())
    groups: list[tuple[list[Term], list[Concept]]] = [([], [])]
    role = "object"
    for start, end, kind in _stretches(sentence, region):
        objects, causes = groups[-1]
        found = list(named_conditions(sentence, vocabulary, Span(start, end)))
        adjacent = bool(found and objects) and not text[objects[-1].span.end : start].strip(" ()")
        if kind == "purpose":
            role = "object"
            objects, causes = [], []
            groups.append((objects, causes))
        elif kind == "example" and text[:start].rstrip().endswith(","):
            role = "object"
        elif kind == "caused" or (kind == "weak" and adjacent):
            role = "cause"
        for term in found:
            if role == "cause":
                causes.append(term.concept)
            elif is_treatable(text, term) and term.concept.key not in {t.concept.key for t in objects}:
                objects.append(term)
        if role == "cause" and not objects and _SYMPTOMS.search(text, region.start, start):
            # "symptoms associated with X": it is X that is treated
            role = "object"
            objects += [term for term in found if is_treatable(text, term)]
            causes.clear()
    return [
        (term, cause)
        for objects, causes in groups
        for term in objects
        for cause in [c for c in causes if c.key != term.concept.key] or _NO_CAUSE
    ]


def is_treatable(text: str, term: Term) -> bool:
    """Tell whether a finding can be what is treated, not what explains it or what may be or not."""
    before = text[: term.span.start]
    return term.concept.key not in _NOTHING_TREATED and not (_A_TYPE.search(before) or _OR_NOT.search(before))


def _stretches(sentence: Sentence, region: Span) -> list[tuple[int, int, str]]:
    """Return the stretches of a region with the kind of word that opens each: what links it to what stands before."""
    brackets = [group.span for item in items(sentence.text, region) for group in item.groups]
    marks = [(match.start(), "purpose") for match in _ANOTHER.finditer(sentence.text, region.start, region.end)]
    marks += [
        (
            c.span.start,
            "example" if c.category == "example_link" else ("weak" if c.rule.settings.get("weak") else "caused"),
        )
        for c in sentence.of("cause_link", "example_link", "because_of")
        if region.start <= c.span.start and c.span.end <= region.end and not any(b.contains(c.span) for b in brackets)
    ]
    opened = [(region.start, "object"), *sorted(dict(marks).items())]
    ends = [start for start, _ in opened[1:]] + [region.end]
    return [(start, end, kind) for (start, kind), end in zip(opened, ends, strict=True)]


def named_conditions(sentence: Sentence, vocabulary: Vocabulary, span: Span) -> Iterator[Term]:
    """Yield the conditions that a stretch of a sentence names."""
    link = next(
        (c for c in sentence.of("cause_link", "example_link", "because_of") if c.span.start == span.start), None
    )
    start = link.span.end if link else span.start
    for item in items(sentence.text, Span(start, span.end)):
        for term in terms(vocabulary, sentence.text, item.head, _TYPES):
            yield of_a_kind(vocabulary, sentence.text, item.head, term)
