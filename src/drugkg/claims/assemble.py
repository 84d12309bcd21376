"""From findings in sentences to claims: exact passages, reference labels, one claim for one thing said."""

from __future__ import annotations

from collections.abc import Iterable

from drugkg.annotate.layers import Page
from drugkg.claims.found import Found
from drugkg.claims.model import Claim, Evidence, Value
from drugkg.claims.relations import RELATIONS, Kind
from drugkg.text import Block, Span
from drugkg.vocabulary.concept import Concept

__all__ = ["assemble"]

_LONGEST_QUOTE = 400


def assemble(page: Page, found: Iterable[Found]) -> tuple[Claim, ...]:
    """Return the claims of a page: findings of the same proposition, stance and values are one claim.

    A finding that says less than exactly one other of the same proposition and stance is a further
    passage of that one, not a claim of its own.
    """
    groups: dict[tuple[object, ...], dict[tuple[object, ...], list[Found]]] = {}
    for finding in found:
        scope, values = _split(finding)
        key = (finding.relation, finding.object.key, finding.stance, scope)
        groups.setdefault(key, {}).setdefault(values, []).append(finding)
    claims = []
    for variants in groups.values():
        for values in sorted(variants, key=lambda values: (len(values), repr(values))):
            fuller = [other for other in variants if other is not values and set(values) < set(other)]
            # "The doctor decides on the dose" is no lesser word on an amount.
            decided = not values and variants[values][0].object.key == "phase-usual"
            if len(fuller) == 1 and not decided:
                variants[fuller[0]] += variants.pop(values)
        claims += [_claim(page, group) for group in variants.values()]
    return tuple(claims)


def _split(finding: Found) -> tuple[tuple[object, ...], tuple[object, ...]]:
    relation = RELATIONS[finding.relation]
    scope, values = [], []
    for key, value in sorted(finding.qualifiers.items()):
        if value is None or value is False:
            continue
        kind = relation.qualifier(key, value).kind
        if kind is Kind.SCOPE:
            scope.append((key, value.key if isinstance(value, Concept) else value))
        elif kind is Kind.VALUE:
            values.append((key, value))
    return tuple(scope), tuple(values)


def _claim(page: Page, group: list[Found]) -> Claim:
    evidence: dict[tuple[Span, str], Evidence] = {}
    qualifiers: dict[str, Value] = {}
    for finding in group:
        for key, value in finding.qualifiers.items():
            if value is None or value is False:
                continue
            known = qualifiers.get(key)
            if isinstance(known, str) and isinstance(value, str) and value not in known:
                qualifiers[key] = f"{known}; {value}"
            else:
                qualifiers.setdefault(key, value)
        passage = _evidence(page, finding)
        evidence.setdefault((passage.span, passage.mention), passage)
    first = group[0]
    return Claim(
        page.drug,
        first.relation,
        first.object,
        first.stance,
        dict(sorted(qualifiers.items())),
        tuple(sorted(evidence.values(), key=lambda e: (e.span, e.mention, e.rule))),
    )


def _evidence(page: Page, finding: Found) -> Evidence:
    block = finding.sentence.block
    span = block.reading.source(finding.span.strip(block.text))
    if span.end - span.start > _LONGEST_QUOTE:
        span = Span(span.start, span.start + _LONGEST_QUOTE)
    return Evidence(
        span,
        finding.mention,
        page.document.section(block),
        finding.rule,
        _cites(block, finding.sentence.span, finding.span),
    )


def _cites(block: Block, sentence: Span, passage: Span) -> tuple[str, ...]:
    """Return the labels that back a passage: those in it or next after it in the sentence, else those next before."""
    inside = [c for c in block.citations if sentence.start <= c.at <= sentence.end + 1]
    mine = [c for c in inside if passage.start < c.at <= passage.end]
    if not mine:
        after = [c for c in inside if c.at >= passage.end]
        mine = [c for c in after if c.at == after[0].at] if after else []
    if not mine:
        before = [c for c in inside if c.at <= passage.start]
        mine = [c for c in before if c.at == before[-1].at] if before else []
    return tuple(dict.fromkeys(c.label for c in mine))
