"""Union of claims within one document: nothing is dropped, outvoted or overwritten."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from functools import reduce

from drugkg.claims.model import Claim, Evidence, Quantity, Value, plain
from drugkg.claims.relations import RELATIONS, Kind
from drugkg.vocabulary.concept import Concept

__all__ = ["claim_key", "merge"]

_GLUE = "; "


def merge(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return the claims of one document, those that say the same joined, in reading order.

    Two claims say the same where drug, relation, object, scope, stance and values agree; the joined claim has the
    passages of both. Where their notes differ it has both notes, in alphabetical order and joined with "; ", so that
    the outcome depends neither on the order of the claims nor on how they were split before.

    >>> from drugkg.text import Span
    >>> from drugkg.vocabulary.concept import ConceptType, unknown
    >>> drug, effect = unknown("examplin", ConceptType.DRUG), unknown("thirst", ConceptType.FINDING)
    >>> def seen(start): return Evidence(Span(start, start + 6), "thirst", None, "effect.listed")
    >>> def claim(start): return Claim(drug, "hasAdverseEffect", effect, evidence=(seen(start),))
    >>> [len(joined.evidence) for joined in merge([claim(40), claim(7), claim(40)])]
    [2]
    """
    groups: dict[Hashable, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(claim_key(claim), []).append(claim)
    return tuple(sorted((_join(group) for group in groups.values()), key=_reading_order))


def claim_key(claim: Claim) -> tuple[Hashable, ...]:
    """Return what two claims of one document share if and only if they are one claim; notes have no part in it."""
    relation = RELATIONS[claim.relation]
    counted = sorted(
        (qualifier.property, value_key(value))
        for key, value in claim.qualifiers.items()
        if value is not False and (qualifier := relation.qualifier(key, value)).kind is not Kind.NOTE
    )
    return (claim.drug.key, claim.relation, claim.object.key, claim.stance.value, tuple(counted))


def value_key(value: Value) -> tuple[str, ...]:
    """Return a sortable value that is the same for equal values, however their numbers were written."""
    if isinstance(value, Concept):
        return ("concept", value.key)
    if isinstance(value, Quantity):
        low, high = ("" if bound is None else plain(bound) for bound in (value.low, value.high))
        return ("quantity", low, high, value.unit, str(value.low_open), str(value.high_open))
    return ("true", str(value)) if isinstance(value, bool) else ("text", value)


def _reading_order(claim: Claim) -> tuple[object, ...]:
    first = claim.evidence[0].span if claim.evidence else (0, 0)
    return (*first, *claim_key(claim))


def _join(group: list[Claim]) -> Claim:
    """Return one claim for claims with the same key; of concepts spelled differently, the first spelling wins."""
    return Claim(
        drug=min((claim.drug for claim in group), key=_spelling),
        relation=group[0].relation,
        object=min((claim.object for claim in group), key=_spelling),
        stance=group[0].stance,
        qualifiers=_qualifiers(group),
        evidence=tuple(sorted({passage for claim in group for passage in claim.evidence}, key=_place)),
    )


def _qualifiers(group: list[Claim]) -> Mapping[str, Value]:
    """Return the qualifiers of a group by key; one that is False says no more than one that is absent."""
    held: dict[str, list[Value]] = {}
    for claim in group:
        for key, value in claim.qualifiers.items():
            if value is not False:
                held.setdefault(key, []).append(value)
    return {key: reduce(_both, held[key]) for key in sorted(held)}


def _both(one: Value, other: Value) -> Value:
    if isinstance(one, Concept) and isinstance(other, Concept):
        return min(one, other, key=_spelling)
    if isinstance(one, str) and isinstance(other, str) and one != other:
        return _GLUE.join(sorted({*one.split(_GLUE), *other.split(_GLUE)}))
    return one


def _spelling(concept: Concept) -> tuple[object, ...]:
    """Order the spellings of one key: those that know identifiers first, which is the vocabulary's own concept."""
    return (not concept.ids, concept.label, concept.type, concept.synonyms, concept.ids, concept.broader)


def _place(passage: Evidence) -> tuple[object, ...]:
    return (passage.span, passage.rule, passage.mention, passage.section or "", passage.cites)
