"""From claims to quads: pure functions, the same quads from the same claims."""

from drugkg.graph.claims_file import claim_lines
from drugkg.graph.documents import Making, document_quads
from drugkg.graph.iri import DEFAULT_BASE, Iris
from drugkg.graph.namespaces import Quad
from drugkg.graph.nquads import parse_nquads, to_nquads
from drugkg.graph.serialise import to_trig, to_turtle

__all__ = [
    "DEFAULT_BASE", "Iris", "Making", "Quad", "claim_lines", "document_quads", "parse_nquads", "to_nquads", "to_trig",
    "to_turtle",
]  # fmt: skip
