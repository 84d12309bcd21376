"""KGX (JSON lines): nodes and edges of the Biolink model, each edge with its source and its words.

An edge is what a document asserts, or denies without scope (`negated`). What is hedged, doubted, without data or denied
within a scope has no edge: Biolink has no word for it, and readers would take it for more than it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from drugkg.claims.model import Stance
from drugkg.exports.format import Format
from drugkg.exports.part import Part
from drugkg.exports.told import Thing, Told, told

__all__ = ["FORMAT"]

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class _Biolink:
    """What terms of the graph are in the Biolink model."""

    categories: Mapping[str, str]
    predicates: Mapping[str, str]
    prefixes: Mapping[str, str]


@cache
def _biolink() -> _Biolink:
    return _Biolink(**yaml.safe_load((files(__package__) / "biolink.yaml").read_text("utf-8")))


def _curies(thing: Thing) -> list[str]:
    """Return the identifiers of a concept as CURIEs, the preferred one first."""
    found = [
        f"{prefix}:{iri.removeprefix(home)}"
        for prefix, home in _biolink().prefixes.items()
        for iri in thing.ids
        if iri.startswith(home)
    ]
    return [*found, f"drugkg.concept:{thing.iri.rpartition('/')[2]}"]


def _edges(part: Part) -> Iterator[Told]:
    """Yield the claims that are edges."""
    biolink = _biolink()
    for each in told(part.find):
        stated = each.stance is Stance.ASSERTS or (each.stance is Stance.DENIES and not each.scope)
        if stated and each.relation in biolink.predicates and each.object.type in biolink.categories:
            yield each


def _write_nodes(part: Part) -> Iterator[bytes]:
    seen: set[str] = set()
    for each in _edges(part):
        for thing in (each.drug, each.object):
            id, *others = _curies(thing)
            if id not in seen:
                seen.add(id)
                yield _line(
                    {
                        "id": id,
                        "name": thing.label,
                        "category": [_biolink().categories[thing.type]],
                        "xref": others,
                        "provided_by": ["infores:drugkg"],
                    }
                )


def _write_edges(part: Part) -> Iterator[bytes]:
    for each in _edges(part):
        document = each.document
        edge: Json = {
            "id": f"drugkg.claim:{each.claim.rpartition('/')[2]}",
            "subject": _curies(each.drug)[0],
            "predicate": _biolink().predicates[each.relation],
            "object": _curies(each.object)[0],
            "category": ["biolink:Association"],
            "negated": each.negated,
            "primary_knowledge_source": f"infores:{document.source.rpartition('/')[2]}",
            "aggregator_knowledge_source": ["infores:drugkg"],
            "knowledge_level": "knowledge_assertion",
            "agent_type": "text_mining_agent",
            "publications": [f"drugkg.document:{document.iri.rpartition('/')[2]}"],
            "supporting_text": [passage.quote for passage in each.passages if passage.quote is not None],
            "original_predicate": f"dkg:{each.relation}",
        }
        more = {
            "drugkg_document": document.title,
            "drugkg_positions": [f"{passage.start}-{passage.end}" for passage in each.passages],
            "drugkg_content_hash": document.content_hash,
            "drugkg_licence": document.rights,
            "drugkg_scope": [f"{role}: {value}" for role, value in each.scope.items()],
            "drugkg_values": [f"{name}: {value}" for name, value in each.values.items()],
            "drugkg_findings": sorted(iri for iris in each.findings.values() for iri in iris),
        }
        yield _line(edge | {name: value for name, value in more.items() if value})


def _line(record: Json) -> bytes:
    return f"{json.dumps(record, ensure_ascii=False)}\n".encode()


FORMAT = Format(
    "kgx",
    "a folder with nodes and edges of the Biolink model (JSON lines)",
    {"drugkg_nodes.jsonl": _write_nodes, "drugkg_edges.jsonl": _write_edges},
)
