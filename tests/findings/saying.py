"""What documents say of an invented drug, in few words, for tests of findings."""

from __future__ import annotations

from decimal import Decimal

from drugkg.claims.model import Quantity, Stance
from drugkg.findings.every import findings
from drugkg.findings.model import Case, Concepts, Finding, Passage, StatedDocument, Statement
from drugkg.graph.iri import Iris

__all__ = ["BASE", "case", "find", "percent", "says"]

BASE = "https://example.org/"
_BROADER = {
    "back-pain": ("pain",),
    "severe-renal-impairment": ("renal-impairment",),
}


def percent(low: object, high: object) -> Quantity:
    """Return a percentage."""
    first, last = (None if bound is None else Decimal(str(bound)) for bound in (low, high))
    return Quantity(first, last, "%")


def says(
    document: str,
    relation: str,
    object: str,
    stance: str = "asserts",
    quote: str = "words",
    scope: tuple[tuple[str, str], ...] = (),
    **values: Quantity | str | bool,
) -> Statement:
    """Return a claim of a document, named by a letter; values that end in `Text` are notes."""
    key = ";".join(f"{role}={value}" for role, value in scope)
    proposition = f"{BASE}proposition/{relation}-{object}-{key}"
    told = "-".join(f"{name}={value}" for name, value in values.items())
    claim = f"{BASE}claim/{document}-{relation}-{object}-{key}-{stance}-{told}"
    notes = {name: str(value) for name, value in values.items() if name.endswith("Text")}
    held = {name: value for name, value in values.items() if name not in notes}
    return Statement(
        claim,
        document,
        proposition,
        relation,
        f"{BASE}concept/{object}",
        scope,
        Stance(stance),
        held,
        notes,
        (Passage(f"{claim}-passage", 0, len(quote), quote),),
    )


def case(*statements: Statement) -> Case:
    """Return a case of these claims; each document is a source of its own."""
    named = {statement.document for statement in statements}
    documents = {name: StatedDocument(name, f"Title {name}", f"source/{name}", f"Source {name}") for name in named}
    broader = {
        f"{BASE}concept/{narrow}": frozenset(f"{BASE}concept/{wide}" for wide in wider)
        for narrow, wider in _BROADER.items()
    }
    ordered = tuple(sorted(statements, key=lambda statement: statement.claim))
    return Case(f"{BASE}concept/examplin", "examplin", ordered, documents, Concepts(BASE, {}, broader))


def find(*statements: Statement, rule: str = "") -> list[Finding]:
    """Return the findings about these claims, all or those of one rule."""
    found = findings(case(*statements), lambda members: len({member.document for member in members}), Iris(BASE))
    return [finding for finding in found if not rule or finding.rule == rule]
