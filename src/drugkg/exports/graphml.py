"""GraphML for Cytoscape, Gephi and networkx: concepts are nodes, each claim is an edge of its own.

An edge tells its stance, and whether it is negated: its label begins with the stance where it does not assert.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from drugkg.claims.model import Stance
from drugkg.claims.relations import RELATIONS
from drugkg.exports.format import ONE_FILE, Format
from drugkg.exports.part import Part
from drugkg.exports.told import Thing, Told, told
from drugkg.exports.xml_text import attribute, content

__all__ = ["FORMAT"]

_NODE = {"label": "string", "type": "string", "ids": "string"}
_EDGE = {
    "label": "string", "relation": "string", "stance": "string", "negated": "boolean", "certain": "boolean",
    "scope": "string", "values": "string", "notes": "string", "source": "string", "document": "string",
    "documentIri": "string", "contentHash": "string", "issued": "string", "licence": "string", "quotes": "string",
    "positions": "string", "sections": "string", "rules": "string", "findings": "string", "proposition": "string",
}  # fmt: skip
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""

Data = Mapping[str, str | bool]


def _write(part: Part) -> Iterator[bytes]:
    return (text.encode() for text in _texts(part))


def _texts(part: Part) -> Iterator[str]:
    yield _HEAD
    for kind, names in (("node", _NODE), ("edge", _EDGE)):
        for name, type in names.items():
            yield f'  <key id="{kind}-{name}" for="{kind}" attr.name="{name}" attr.type="{type}"/>\n'
    yield '  <graph edgedefault="directed">\n'
    seen: set[str] = set()
    for each in told(part.find):
        for thing in (each.drug, each.object):
            if thing.iri not in seen:
                seen.add(thing.iri)
                yield _element("node", f"id={attribute(thing.iri)}", _of_thing(thing))
    for each in told(part.find):
        ends = f"source={attribute(each.drug.iri)} target={attribute(each.object.iri)}"
        yield _element("edge", f"id={attribute(each.claim)} {ends}", _of_claim(each))
    yield "  </graph>\n</graphml>\n"


def _of_thing(thing: Thing) -> Data:
    return {"label": thing.label, "type": thing.type, "ids": "\n".join(thing.ids)}


def _of_claim(each: Told) -> Data:
    document, label = each.document, RELATIONS[each.relation].label
    return {
        "label": label if each.stance is Stance.ASSERTS else f"{each.stance.value}: {label}",
        "relation": each.relation,
        "stance": each.stance.value,
        "negated": each.negated,
        "certain": each.stance.certain,
        "scope": _json(each.scope),
        "values": _json(each.values),
        "notes": _json(each.notes),
        "source": document.source_label,
        "document": document.title,
        "documentIri": document.iri,
        "contentHash": document.content_hash,
        "issued": document.issued,
        "licence": document.rights,
        "quotes": _json([passage.quote for passage in each.passages if passage.quote is not None]),
        "positions": _json([[passage.start, passage.end] for passage in each.passages]),
        "sections": _json([passage.section for passage in each.passages]),
        "rules": _json(sorted({passage.rule for passage in each.passages})),
        "findings": _json(each.findings),
        "proposition": each.proposition,
    }


def _element(kind: str, names: str, data: Data) -> str:
    told = "".join(
        f'      <data key="{kind}-{name}">{content(str(value).lower() if isinstance(value, bool) else value)}</data>\n'
        for name, value in data.items()
        if value != ""
    )
    return f"    <{kind} {names}>\n{told}    </{kind}>\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) if value else ""


FORMAT = Format(
    "graphml", "a property graph for Cytoscape and Gephi: each claim an edge", {ONE_FILE: _write}, ".graphml"
)
