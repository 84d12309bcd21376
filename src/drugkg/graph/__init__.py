"""From claims to quads: pure functions, the same quads from the same claims.

What is named here is imported when it is first used: who reads a graph needs nothing that writes one.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drugkg.graph.claims_file import claim_lines
    from drugkg.graph.documents import Making, document_quads
    from drugkg.graph.iri import Iris
    from drugkg.graph.namespaces import DEFAULT_BASE, Quad
    from drugkg.graph.nquads import nquads_lines, parse_nquads, to_nquads
    from drugkg.graph.serialise import to_trig, to_turtle

__all__ = [
    "DEFAULT_BASE", "Iris", "Making", "Quad", "claim_lines", "document_quads", "nquads_lines", "parse_nquads",
    "to_nquads", "to_trig", "to_turtle",
]  # fmt: skip

_HOMES = {
    "DEFAULT_BASE": "namespaces", "Iris": "iri", "Making": "documents", "Quad": "namespaces",
    "claim_lines": "claims_file", "document_quads": "documents", "nquads_lines": "nquads",
    "parse_nquads": "nquads", "to_nquads": "nquads", "to_trig": "serialise", "to_turtle": "serialise",
}  # fmt: skip


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
