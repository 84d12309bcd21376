"""The decisions that a graph holds, by the node that each is on."""

from __future__ import annotations

from drugkg.curation.model import Ask, Mark, Status
from drugkg.graph.namespaces import DKG, PREFIXES

__all__ = ["marks"]

_MARKS = f"""PREFIX dkg: <{DKG}>
PREFIX prov: <{PREFIXES["prov"]}>
PREFIX rdfs: <{PREFIXES["rdfs"]}>
SELECT ?when ?who ?why ?status ?node ?decision {{
  ?decision a dkg:CurationDecision ; dkg:curationStatus ?status ; dkg:decidesOn ?node ; dkg:reason ?why ;
    prov:endedAtTime ?when ; prov:wasAssociatedWith/rdfs:label ?who }}"""
_DAY = len("2026-11-20")


def marks(ask: Ask) -> dict[str, tuple[Mark, ...]]:
    """Return the decisions of a graph by node, the earliest first; those of no known status are left out."""
    found: dict[str, set[Mark]] = {}
    known = {f"{DKG}{status.value}": status for status in Status}
    for row in ask(_MARKS):
        when, who, why, status, node, decision = (str(cell.value) for cell in row)
        if status in known:
            mark = Mark(when[:_DAY], who, why, known[status], node, decision)
            found.setdefault(node, set()).add(mark)
    return {node: tuple(sorted(held)) for node, held in found.items()}
