"""The OpenAPI document: what stands in openapi.yaml, with an address for each saved query and each kind of node."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from drugkg import __version__
from drugkg.graph.namespaces import DATA_PREFIXES
from drugkg.query.resolve import declared
from drugkg.query.run import by_group
from drugkg.query.saved import Parameter, ParameterType, SavedQuery
from drugkg.serve.asking import MEDIA, forms_of

__all__ = ["document"]

#: What an integer of a query holds: see `drugkg.query.resolve`.
_MOST = 10**18 - 1


def document(server: str) -> dict[str, Any]:
    """Return the document of a server at an address.

    >>> document("https://example.org")["paths"]["/queries/effects"]["get"]["parameters"][0]["name"]
    'drug'
    """
    held = _fixed()
    queries = {f"/queries/{query.name}": {"get": _query(query)} for _, group in by_group() for query in group}
    things = {f"/{kind}{{id}}": {"get": _thing(kind)} for kind in sorted(DATA_PREFIXES.values())}
    info = held["info"] | {"version": __version__}
    return held | {"info": info, "servers": [{"url": server}], "paths": held["paths"] | queries | things}


@cache
def _fixed() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((files(__package__) / "openapi.yaml").read_text("utf-8"))
    return found


def _query(query: SavedQuery) -> dict[str, Any]:
    forms = forms_of(query)
    columns = "".join(f"\n- `{name}`: {meaning}" for name, meaning in query.columns)
    told = f"Columns:\n{columns}" if columns else ""
    media = {MEDIA[form]: {"schema": _RESULTS if form == "json" else {"type": "string"}} for form in forms}
    problem = {"$ref": "#/components/responses/Problem"}
    return {
        "operationId": query.name,
        "summary": query.summary,
        "description": told,
        "tags": ["queries"],
        "parameters": [
            *(_parameter(parameter, dict(query.example)) for parameter in query.parameters),
            {"name": "format", "in": "query", "description": "instead of Accept", "schema": {"enum": [*forms]}},
            {"$ref": "#/components/parameters/page"},
        ],
        "responses": {
            "200": {"description": "The answer", "content": media},
            "304": {"$ref": "#/components/responses/Unchanged"},
            **dict.fromkeys(("400", "406", "503", "504", "507"), problem),
        },
    }


_RESULTS = {"$ref": "#/components/schemas/Results"}


def _parameter(parameter: Parameter, example: dict[str, str]) -> dict[str, Any]:
    kind = " or ".join(parameter.classes) or "thing"
    takes = f" (name, synonym or identifier of a {kind})" if parameter.type is ParameterType.IRI else ""
    default = "" if parameter.default is None else f"; {parameter.default} where nothing is given"
    told: dict[str, Any] = {
        "name": parameter.name,
        "in": "query",
        "description": f"{parameter.help}{takes}{default}; several values are alternatives",
        "schema": {"type": "array", "items": _schema(parameter)},
    }
    if parameter.name in example:
        value = example[parameter.name]
        told["example"] = [int(value) if parameter.type is ParameterType.INTEGER else value]
    return told


def _schema(parameter: Parameter) -> dict[str, Any]:
    if parameter.type is ParameterType.INTEGER:
        return {"type": "integer", "minimum": -_MOST, "maximum": _MOST}
    names = [name.name for name in declared(parameter.classes) if name.rank == 0]
    return {"anyOf": [{"enum": names}, {"type": "string"}]} if names else {"type": "string"}


def _thing(kind: str) -> dict[str, Any]:
    name = kind.rstrip("/").replace("/", "-")
    problem = {"$ref": "#/components/responses/Problem"}
    return {
        "operationId": f"thing-{name}",
        "summary": f"What the graph says of a {name.replace('-', ' of a ')}",
        "tags": ["things"],
        "parameters": [
            {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}},
            {"$ref": "#/components/parameters/rdf"},
        ],
        "responses": {
            "200": {"$ref": "#/components/responses/Rdf"},
            "304": {"$ref": "#/components/responses/Unchanged"},
            **dict.fromkeys(("404", "406", "503"), problem),
        },
    }
