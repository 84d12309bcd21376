"""RDF/XML: the union of all graphs, for tools that read nothing newer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drugkg.errors import Problem, UsageError
from drugkg.exports.format import ONE_FILE, Format
from drugkg.exports.headed import headed
from drugkg.exports.part import Part
from drugkg.exports.xml_text import attribute, content
from drugkg.graph.namespaces import PREFIXES
from drugkg.graph.nquads import literal_parts
from drugkg.graph.serialise import Described

__all__ = ["FORMAT"]

_RDF = PREFIXES["rdf"]
_PREFIX = {namespace: prefix for prefix, namespace in PREFIXES.items()}
_NAME = re.compile(r"<(.*[^\w.-])([A-Za-z_][\w.-]*)>", re.ASCII)


def _write(part: Part) -> Iterator[bytes]:
    used = {"rdf"}

    def head() -> str:
        spaces = "".join(f"\n  xmlns:{prefix}={attribute(PREFIXES[prefix])}" for prefix in sorted(used))
        return f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{spaces}>\n'

    return headed(head, _body(part, used))


def _body(part: Part, used: set[str]) -> Iterator[str]:
    for node in part.nodes():
        yield _described(node, used)
    yield "</rdf:RDF>\n"


def _described(node: Described, used: set[str]) -> str:
    subject, told = node
    lines = [f"<rdf:Description rdf:about={attribute(subject[1:-1])}>"]
    for predicate, objects in told.items():
        name, space = _element(predicate, used)
        for each in objects:
            if each.startswith("<"):
                lines.append(f"  <{name}{space} rdf:resource={attribute(each[1:-1])}/>")
                continue
            text, language, datatype = literal_parts(each)
            kind = f" xml:lang={attribute(language)}" if language else ""
            kind += f" rdf:datatype={attribute(datatype)}" if datatype else ""
            lines.append(f"  <{name}{space}{kind}>{content(text)}</{name}>")
    return "\n".join(lines) + "\n</rdf:Description>\n"


def _element(predicate: str, used: set[str]) -> tuple[str, str]:
    """Return the name of a property as an element, and the declaration of its prefix where the head has none."""
    found = _NAME.fullmatch(predicate)
    if found is None or (found[1] == _RDF and found[2] in _RESERVED):
        what = "RDF/XML has no way to write this property"
        raise UsageError(Problem(predicate[1:-1], what, "choose another format, such as turtle"))
    if found[1] in _PREFIX:
        used.add(_PREFIX[found[1]])
        return f"{_PREFIX[found[1]]}:{found[2]}", ""
    return f"n:{found[2]}", f" xmlns:n={attribute(found[1])}"


#: Names of the syntax, which no property may have.
_RESERVED = {"Description", "ID", "RDF", "about", "datatype", "nodeID", "parseType", "resource"}


FORMAT = Format("rdfxml", "the whole graph as one, for tools that read nothing newer", {ONE_FILE: _write}, ".rdf")
