"""JSON-LD 1.1: one named graph a document, one node a line, with the context inside, so that nothing is fetched."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from drugkg.exports.context import context
from drugkg.exports.format import ONE_FILE, Format
from drugkg.exports.part import Part
from drugkg.graph.namespaces import DKG, PREFIXES, RDF_TYPE
from drugkg.graph.nquads import literal_parts
from drugkg.graph.serialise import Described, Names

__all__ = ["FORMAT"]

_XSD = PREFIXES["xsd"]
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")
_LOCAL = re.compile(f"<{re.escape(DKG)}([A-Za-z][A-Za-z0-9]*)>")

Json = object


def _write(part: Part) -> Iterator[bytes]:
    return (text.encode() for text in _texts(part))


def _texts(part: Part) -> Iterator[str]:
    terms = context(part.base)
    names = _JsonNames(part.base, terms)
    yield f'{{"@context": {_json(terms)},\n"@graph": ['
    between = "\n"
    for graph in part.graphs():
        members = _nodes(part.nodes(graph), names)
        first = next(members, "")
        if first:
            yield f"{between}{{{_json('id')}: {_json(names.node(graph))}, {_json('@graph')}: [\n" if graph else between
            yield first
            yield from (f",\n{node}" for node in members)
            yield "\n]}" if graph else ""
            between = ",\n"
    yield "\n]}\n"


def _nodes(nodes: Iterable[Described], names: _JsonNames) -> Iterator[str]:
    for subject, told in nodes:
        held: dict[str, Json] = {"id": names.node(subject)}
        types = [names.word(each) for each in told.get(RDF_TYPE, ()) if each.startswith("<")]
        if types:
            held["type"] = _alone(types)
        for predicate, objects in told.items():
            # Words are no class; where a graph says so, they stand under the property itself.
            rest = [each for each in objects if predicate != RDF_TYPE or not each.startswith("<")]
            if rest:
                name = names.word(predicate)
                held[name] = _alone([names.value(name, each) for each in rest])
        yield _json(held)


class _JsonNames:
    """Writes terms as the context lets one read them."""

    def __init__(self, base: str, terms: Mapping[str, str | Mapping[str, str]]) -> None:
        self._short = Names(base).shorten
        self._terms = terms

    def node(self, term: str) -> str:
        """Return the name of a node."""
        short = self._short(term)
        return short[1:-1] if short.startswith("<") else short

    def word(self, term: str) -> str:
        """Return the name of a property, a class or an individual of the ontology."""
        own = _LOCAL.fullmatch(term)
        # A word that is also a prefix or a keyword of the context would mean that.
        return own[1] if own and not isinstance(self._terms.get(own[1]), str) else self.node(term)

    def value(self, name: str, term: str) -> Json:
        """Return an object, as briefly as the context of its property allows."""
        kind = self._terms.get(name, {})
        assert not isinstance(kind, str)
        if term.startswith("<"):
            return self.word(term) if kind.get("@type") == "@vocab" else {"id": self.node(term)}
        text, language, datatype = literal_parts(term)
        if language:
            return text if kind.get("@language") == language else {"@value": text, "@language": language}
        if not datatype:
            return {"@value": text} if kind else text
        if kind.get("@type") == self._short(f"<{datatype}>"):
            return text
        if not kind and datatype == f"{_XSD}integer" and _INTEGER.fullmatch(text):
            return int(text)
        if not kind and datatype == f"{_XSD}boolean" and text in ("true", "false"):
            return text == "true"
        return {"@value": text, "@type": self.node(f"<{datatype}>")}


def _alone(values: Sequence[Json]) -> Json:
    return values[0] if len(values) == 1 else values


_json = json.JSONEncoder(ensure_ascii=False).encode

FORMAT = Format("jsonld", "JSON-LD 1.1, one named graph a document, one node a line", {ONE_FILE: _write}, ".jsonld")
