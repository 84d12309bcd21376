"""Beside the rules: what an extractor finds is added to their claims, and changes none of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from drugkg.annotate.layers import Page
from drugkg.annotate.terms import Vocabulary
from drugkg.claims.assemble import assemble
from drugkg.claims.found import Found
from drugkg.claims.model import Claim
from drugkg.claims.relations import RELATIONS, Kind
from drugkg.extractors.checking import checked
from drugkg.extractors.extractor import Extractor, Rejected
from drugkg.graph.iri import DEFAULT_IRIS
from drugkg.graph.propositions import proposition_of
from drugkg.merge import merge
from drugkg.merge.union import value_key
from drugkg.vocabulary.concept import ConceptType

__all__ = ["Read", "read_beside"]

_KNOWN = "the rules found it there already"
_OTHERWISE = "the rules read it otherwise"


@dataclass(frozen=True, slots=True)
class Read:
    """The claims of rules and extractor together; how many statements were not taken, by reason."""

    claims: tuple[Claim, ...]
    rejected: Mapping[str, int] = field(default_factory=dict)


def read_beside(page: Page, vocabulary: Vocabulary, rules: Iterable[Claim], extractor: Extractor) -> Read:
    """Return the claims of the rules, merged, with what the extractor adds to them.

    Raises:
        ExtractorError: if the extractor cannot read the page.
    """
    found: list[Found] = []
    rejected: Counter[str] = Counter()
    for said in extractor.read(page):
        checks = said if isinstance(said, Rejected) else checked(page, vocabulary, said, extractor.tag)
        if isinstance(checks, Rejected):
            rejected[checks.reason] += 1
        else:
            found.append(checks)
    claims = list(rules)
    own: list[Claim] = []
    for claim in merge(assemble(page, found)):
        added = _added(claim, claims)
        if isinstance(added, Rejected):
            rejected[added.reason] += 1
        elif added is None:
            own.append(claim)
        else:
            claims[added[0]] = added[1]
    return Read(merge([*claims, *own]), dict(sorted(rejected.items())))


def _added(claim: Claim, rules: list[Claim]) -> tuple[int, Claim] | Rejected | None:
    """Return the rules' claim to which this one adds passages, with its number; None where it is a claim of its own.

    Of a proposition on which the rules found a claim, only passages are taken, and only where the stance is that of
    the rules' claim and no value is new. Of a passage in which the rules found the same object, nothing is.
    """
    same = [n for n, rule in enumerate(rules) if _akin(claim, rule) and _proposition(rule) == _proposition(claim)]
    if not same:
        return Rejected(_OTHERWISE) if any(_overlaps(claim, rule) for rule in rules if _akin(claim, rule)) else None
    fuller = [n for n in same if rules[n].stance is claim.stance and _values(claim) <= _values(rules[n])]
    if len(fuller) != 1:
        return Rejected(_OTHERWISE)
    (number,) = fuller
    theirs = rules[number].evidence
    new = [e for e in claim.evidence if not any(e.span.overlaps(other.span) for other in theirs)]
    if not new:
        return Rejected(_KNOWN)
    return number, replace(rules[number], evidence=(*theirs, *new))


def _akin(one: Claim, other: Claim) -> bool:
    """Tell whether two claims are of one relation and object; where it has no name, any words may be meant for it."""
    named = one.object.type is not ConceptType.PHRASE
    return one.relation == other.relation and (one.object.key == other.object.key or not named)


def _proposition(claim: Claim) -> str:
    return proposition_of(claim).iri(DEFAULT_IRIS)


def _overlaps(one: Claim, other: Claim) -> bool:
    return any(mine.span.overlaps(theirs.span) for mine in one.evidence for theirs in other.evidence)


def _values(claim: Claim) -> set[tuple[str, tuple[str, ...]]]:
    relation = RELATIONS[claim.relation]
    return {
        (key, value_key(value))
        for key, value in claim.qualifiers.items()
        if value is not False and relation.qualifier(key, value).kind is Kind.VALUE
    }
