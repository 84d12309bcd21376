"""What a page is made of: a template and the values for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import pyoxigraph

from drugkg.audit.page import local, tokens
from drugkg.audit.report_words import STANCES, spaced
from drugkg.claims.relations import RELATIONS
from drugkg.findings.model import FindingType, Verdict
from drugkg.graph.namespaces import EXACT_MATCH
from drugkg.query.names import compact
from drugkg.serve.views.paths import Paths
from drugkg.text import Span

__all__ = ["NOTHING", "Asked", "Shown", "page_number", "shortened", "spaced_kind", "words"]

#: The parameters of a request.
Asked = Mapping[str, str]


_IRI = re.compile(r"(?:https?|urn):[^\x00-\x20<>\"{}|^`\\]+").fullmatch
#: Numbers of pages have fewer digits than this.
_DIGITS = 7
_KINDS = {"": "Thing", "EvidenceSource": "Source", "Drug": "Drug"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A template with the values that are its own."""

    template: str
    values: Mapping[str, Any]
    status: int = 200


#: What a view gives of a node that has not what its page would show.
NOTHING = Shown("", {})


def words(base: str) -> dict[str, Any]:
    """Return what every template of a graph's pages uses.

    Args:
        base: what the IRIs of the graph begin with.
    """
    return {
        "path": Paths(base).of,
        "relations": RELATIONS,
        "stances": STANCES,
        "verdicts": tuple(Verdict),
        "types": tuple(each for each in FindingType if each is not FindingType.SAME),
        "spaced": spaced,
        "kind": spaced_kind,
        "local": local,
        "tokens": tokens,
        "zip": partial(zip, strict=True),
        "shortened": shortened,
        "curie": _curie,
        "readable": _readable,
        "term": _term,
        "narrowest": _narrowest,
    }


def spaced_kind(kind: str) -> str:
    """Return the name of a class as words.

    >>> spaced_kind("ClinicalFinding"), spaced_kind("EvidenceSource"), spaced_kind("")
    ('Clinical finding', 'Source', 'Thing')
    """
    return _KINDS.get(kind) or spaced(kind)


def shortened(value: str) -> str:
    """Return a value as a page shows it where it has no name: an IRI with a known prefix in place of its namespace.

    >>> shortened("http://purl.obolibrary.org/obo/HP_0002329"), shortened("5 mg")
    ('obo:HP_0002329', '5 mg')
    """
    return compact(pyoxigraph.NamedNode(value)) if _IRI(value) else value


def _curie(iri: str) -> str:
    """Return the identifier that a terminology gives, the IRI shortened where it is of none that is known."""
    for prefix, pattern in EXACT_MATCH.items():
        local = iri.removeprefix(pattern.removesuffix("{}"))
        if local != iri:
            return f"{prefix}:{local}"
    return shortened(iri)


def _readable(label: str) -> str:
    """Return the label of a proposition with the words of its relation."""
    return " ".join(RELATIONS[word].label if word in RELATIONS else word for word in label.split(" "))


def _term(property: str) -> str:
    """Return the name of a property as words."""
    return spaced(re.split(r"[/#]", property)[-1]).capitalize()


def _narrowest(spans: Iterable[Span]) -> Span:
    """Return the shortest of the passages that cover a piece of text."""
    return min(spans, key=lambda span: (span.end - span.start, span))


def page_number(asked: Asked) -> int:
    """Return which page of a list is asked for, the first where that is no number.

    >>> page_number({"page": "3"}), page_number({"page": "-1"}), page_number({})
    (3, 1, 1)
    """
    text = asked.get("page", "")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < _DIGITS else 1
