"""What a graph lacks, in words for people: nodes and values by their short names."""

from __future__ import annotations

import pyoxigraph

from drugkg.query.names import compact, one_line
from drugkg.schema.conformance import Violation

__all__ = ["node_of", "told"]

#: So much of a value is shown.
_LONGEST = 60


def told(violation: Violation) -> str:
    """Return what a node must have, and what it has instead.

    >>> value = "<https://w3id.org/drugkg/ontology#shouts>"
    >>> told(Violation("claim", "<https://example.org/a>", "it must have one stance", "in", value))
    'it must have one stance; it has shouts'
    """
    if violation.value in ("", violation.node):
        return violation.message
    value = _shown(violation.value)
    return f"{violation.message}; it has {value[:_LONGEST]}{'...' if len(value) > _LONGEST else ''}"


def node_of(violation: Violation) -> str:
    """Return the short name of the node that lacks something.

    >>> node_of(Violation("concept", "<https://w3id.org/drugkg/concept/a>", "", "minCount"))
    'c:a'
    """
    return _shown(violation.node)


def _shown(term: str) -> str:
    if term.startswith("<") and not term.startswith("<<"):
        return compact(pyoxigraph.NamedNode(term[1:-1]))
    return one_line(term.rpartition('"')[0].removeprefix('"') if term.startswith('"') else term)
