"""Saved queries: SPARQL files whose `#+` header says what they answer and what they ask for.

The header is YAML in comments, so that a file runs verbatim in any SPARQL editor:

    #+ summary: Adverse effects of a drug, with how often, by source
    #+ group: drug
    #+ params:
    #+   drug: {type: iri, class: Drug, default: c:aspirin, help: the drug asked about}
    #+ example: {drug: aspirin}
    #+ columns: {quote: the words of the document}

Each parameter has one line in the query, `VALUES ?drug { c:aspirin } #+ param`, which holds its
default; `{ UNDEF }` is a parameter that may be left out. `drugkg.query.bind` replaces that line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

from drugkg.errors import Problem, QueryError

__all__ = ["GROUPS", "RESERVED", "Parameter", "ParameterType", "SavedQuery", "parse", "read"]

#: Names of what every command and address takes, which no parameter can have.
RESERVED = frozenset({"debug", "format", "help", "output", "page", "store"})

#: What the queries are about, in the order in which they are shown.
GROUPS = {
    "drug": "A drug, source beside source",
    "matter": "From a condition, a group of people or a word",
    "disagreement": "Where documents disagree",
    "voices": "Who says it, and who is silent",
    "support": "What it rests on",
    "documents": "The documents themselves",
}

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_VALUES = re.compile(r"^[ \t]*VALUES[ \t]+\?(\w+)[ \t]*\{[ \t]*(.*?)[ \t]*\}[ \t]*#\+ param[ \t]*$", re.MULTILINE)
_GRAPH = re.compile(r"^[ \t]*(?:CONSTRUCT|DESCRIBE)\b", re.MULTILINE | re.IGNORECASE)
_KEYS = {"summary", "group", "params", "example", "columns"}
_PARAMETER_KEYS = {"type", "class", "default", "help"}


class ParameterType(StrEnum):
    """What a parameter takes: a thing of the graph, a text, or a whole number."""

    IRI = "iri"
    LITERAL = "literal"
    INTEGER = "integer"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: `classes` are the classes of the ontology that its thing may have (any, if empty).

    `default` is the term as the query file writes it, None for a parameter that may be left out.
    """

    name: str
    type: ParameterType
    classes: tuple[str, ...] = ()
    default: str | None = None
    help: str = ""


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """One saved query: its text runs as it is, `parameters` and `columns` are in the order of the header.

    `example` maps parameters to values as a user would write them; `group` is one of `GROUPS`, or empty.
    """

    name: str
    summary: str
    text: str
    parameters: tuple[Parameter, ...] = ()
    example: tuple[tuple[str, str], ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    group: str = ""

    @property
    def graph(self) -> bool:
        """Whether the answer is a graph, not rows."""
        return _GRAPH.search(self.text) is not None

    def value_lines(self) -> Iterator[re.Match[str]]:
        """Yield the VALUES lines of the parameters: group 1 is the name, group 2 the terms."""
        return _VALUES.finditer(self.text)


def read(path: Path, name: str | None = None) -> SavedQuery:
    """Return the saved query of a file; its name is the file's, without suffix, unless given.

    Raises:
        QueryError: if the file cannot be read or its header is wrong.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(Problem(str(path), f"the query file cannot be read ({error})")) from error
    return parse(text, name or path.stem)


def parse(text: str, name: str) -> SavedQuery:
    """Return the saved query that `text` holds, its header checked against its VALUES lines.

    >>> query = parse('''#+ summary: All labels of a thing
    ... #+ params:
    ... #+   thing: {type: iri, default: c:ear, help: the thing}
    ... PREFIX c: <https://example.org/>
    ... SELECT ?label WHERE {
    ...   VALUES ?thing { c:ear } #+ param
    ...   ?thing ?property ?label
    ... } ORDER BY ?label''', "labels")
    >>> query.summary, query.parameters[0].default
    ('All labels of a thing', 'c:ear')

    Raises:
        QueryError: with every problem of the header.
    """
    place = f"{name}.rq"
    try:
        header = yaml.load(_header(text), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)) or {}  # noqa: S506 (safe)
    except yaml.YAMLError as error:
        raise QueryError(Problem(place, f"the #+ header is not YAML ({error})")) from error
    if not isinstance(header, Mapping):
        raise QueryError(Problem(place, "the #+ header is not a list of keys", "write `#+ summary: ...`"))
    problems = [Problem(place, what, remedy) for what, remedy in _check_header(header)]
    if problems:
        raise QueryError(problems)
    params = header.get("params") or {}
    query = SavedQuery(
        name=name,
        summary=str(header["summary"]),
        text=text,
        parameters=tuple(_parameter(key, params[key]) for key in params),
        example=tuple((key, str(value)) for key, value in (header.get("example") or {}).items()),
        columns=tuple((key, str(value)) for key, value in (header.get("columns") or {}).items()),
        group=header.get("group") or "",
    )
    problems = [Problem(place, what, remedy) for what, remedy in _check_lines(query)]
    if problems:
        raise QueryError(problems)
    return query


def _header(text: str) -> str:
    lines = []
    for line in text.removeprefix("\ufeff").splitlines():
        if not line.startswith("#+"):
            break
        lines.append(line[2:].removeprefix(" "))
    return "\n".join(lines)


def _parameter(name: str, fields: Mapping[str, Any]) -> Parameter:
    classes = fields.get("class") or ()
    default = fields.get("default")
    return Parameter(
        name=name,
        type=ParameterType(fields["type"]),
        classes=(classes,) if isinstance(classes, str) else tuple(classes),
        default=None if default is None else str(default),
        help=str(fields.get("help") or ""),
    )


def _check_header(header: Mapping[Any, Any]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the header, each with its remedy."""
    if not header.get("summary"):
        yield "the header has no summary", "start the file with `#+ summary: what the query answers`"
    for key in sorted(set(map(str, header)) - _KEYS):
        yield f"the header has the unknown key {key}", f"use {', '.join(sorted(_KEYS))}"
    if header.get("group") is not None and str(header["group"]) not in GROUPS:
        yield f"there is no group {header['group']}", f"use {', '.join(GROUPS)}"
    for key in ("params", "example", "columns"):
        if header.get(key) is not None and not isinstance(header[key], Mapping):
            yield f"{key} is not a list of keys", f"write `#+ {key}:` and `#+   name: value` below it"
            return
    params = header.get("params") or {}
    for name, fields in params.items():
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            yield f"the parameter name {name} is not usable", "use lower-case letters, digits and _"
        elif name in RESERVED:
            yield f"the parameter name {name} is taken by an option of every query", "choose another"
        if not isinstance(fields, Mapping):
            yield f"the parameter {name} has no keys", "write `{type: iri, help: ...}`"
            continue
        for key in sorted(set(map(str, fields)) - _PARAMETER_KEYS):
            yield f"the parameter {name} has the unknown key {key}", f"use {', '.join(sorted(_PARAMETER_KEYS))}"
        if fields.get("type") not in set(ParameterType):
            yield f"the parameter {name} has no known type", f"use {', '.join(ParameterType)}"
    for name in header.get("example") or {}:
        if name not in params:
            yield f"the example gives {name}, which is no parameter", "name it under params"


def _check_lines(query: SavedQuery) -> Iterator[tuple[str, str]]:
    """Yield where header and VALUES lines differ."""
    lines: dict[str, list[str]] = {}
    for line in query.value_lines():
        lines.setdefault(line[1], []).append(line[2])
    for parameter in query.parameters:
        wanted = _written(parameter)
        for terms in lines.get(parameter.name, ()):
            if terms != wanted:
                yield f"VALUES ?{parameter.name} holds {terms}, the header says {wanted}", "give both the same default"
        if parameter.name not in lines:
            yield (
                f"the parameter {parameter.name} has no VALUES line",
                f"add `VALUES ?{parameter.name} {{ {wanted} }} #+ param`",
            )
    for name in lines.keys() - {parameter.name for parameter in query.parameters}:
        yield f"VALUES ?{name} is marked as a parameter that the header does not have", "name it under params"


def _written(parameter: Parameter) -> str:
    if parameter.default is None:
        return "UNDEF"
    return f'"{parameter.default}"' if parameter.type is ParameterType.LITERAL else parameter.default
