"""What the server says of itself to programs: service, data set, its numbers and sources, and the saved queries.

One graph of triples in the vocabularies that clients look for: SPARQL service description, VoID, DCAT, SHACL.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Triple

from drugkg import __version__
from drugkg.graph.namespaces import DATA_PREFIXES, DESCRIBING, PREFIXES, RDF_TYPE, moment
from drugkg.query.run import by_group
from drugkg.query.saved import SavedQuery
from drugkg.serve.counts import Counts

__all__ = ["Place", "described", "examples", "written"]

Node = NamedNode | Literal

_ALL = PREFIXES | DESCRIBING
_RESULTS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "JSON-LD", "RDF_XML", "TriG", "N-Quads",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Where the server stands, and what the IRIs of its graph begin with.

    >>> Place("https://example.org", "https://w3id.org/drugkg/").endpoint
    <NamedNode value=https://example.org/sparql>
    """

    server: str
    base: str

    @property
    def endpoint(self) -> NamedNode:
        """The address of the SPARQL endpoint."""
        return NamedNode(f"{self.server}/sparql")

    @property
    def dataset(self) -> NamedNode:
        """The data set."""
        return self.inside("void", "graph")

    def inside(self, document: str, name: str) -> NamedNode:
        """Return the IRI of a part of a description."""
        return NamedNode(f"{self.server}/.well-known/{document}#{name}")


def written(triples: Iterator[Triple], place: Place, format: pyoxigraph.RdfFormat) -> bytes:
    """Return triples in a form, each once."""
    own = {prefix: f"{place.base}{inside}" for prefix, inside in DATA_PREFIXES.items()}
    data = pyoxigraph.serialize(dict.fromkeys(triples), format=format, prefixes=_ALL | own)
    assert data is not None
    return data


def described(place: Place, numbers: Counts) -> Iterator[Triple]:
    """Yield all that the server says of itself."""
    yield from _service(place, numbers)
    yield from _dataset(place, numbers)
    yield from _sources(place, numbers)
    yield from _partitions(place, numbers)
    yield from examples(place)


def examples(place: Place) -> Iterator[Triple]:
    """Yield the saved queries, as editors look for them, and the prefixes that they use."""
    prefixes = place.inside("sparql-examples", "prefixes")
    yield from _is(prefixes, "owl:Ontology")
    own = {prefix: f"{place.base}{inside}" for prefix, inside in DATA_PREFIXES.items()}
    for prefix, namespace in sorted((PREFIXES | own).items()):
        declared = place.inside("sparql-examples", f"prefix-{prefix}")
        yield _says(prefixes, "sh:declare", declared)
        yield _says(declared, "sh:prefix", Literal(prefix))
        yield _says(declared, "sh:namespace", Literal(namespace, datatype=_term("xsd:anyURI")))
    for title, queries in by_group():
        for query in queries:
            yield from _example(place, query, title, prefixes)


def _example(place: Place, query: SavedQuery, title: str, prefixes: NamedNode) -> Iterator[Triple]:
    node = NamedNode(f"{place.server}/queries/{query.name}")
    form = "Construct" if query.graph else "Select"
    yield from _is(node, "sh:SPARQLExecutable", f"sh:SPARQL{form}Executable")
    yield _says(node, "rdfs:label", Literal(query.name))
    yield _says(node, "rdfs:comment", Literal(query.summary, language="en"))
    yield _says(node, "schema:keywords", Literal(title, language="en"))
    yield _says(node, "schema:target", place.endpoint)
    yield _says(node, "sh:prefixes", prefixes)
    yield _says(node, f"sh:{form.lower()}", Literal(query.text))


def _service(place: Place, numbers: Counts) -> Iterator[Triple]:
    service, default = place.endpoint, place.inside("void", "default")
    yield from _is(service, "sd:Service")
    yield _says(service, "sd:endpoint", service)
    yield _says(service, "sd:supportedLanguage", _term("sd:SPARQL11Query"))
    yield _says(service, "sd:feature", _term("sd:UnionDefaultGraph"))
    for form in _RESULTS:
        yield _says(service, "sd:resultFormat", _term(f"formats:{form}"))
    yield _says(service, "sd:defaultDataset", place.dataset)
    yield _says(place.dataset, "sd:defaultGraph", default)
    yield from _is(default, "sd:Graph")
    yield from _number(default, "void:triples", numbers.statements)
    for number, (name, statements) in enumerate(numbers.graphs):
        named, graph = place.inside("void", f"named-{number}"), place.inside("void", f"named-{number}-graph")
        yield _says(place.dataset, "sd:namedGraph", named)
        yield from _is(named, "sd:NamedGraph")
        yield _says(named, "sd:name", NamedNode(name))
        yield _says(named, "sd:graph", graph)
        yield from _is(graph, "sd:Graph")
        yield from _number(graph, "void:triples", statements)


def _dataset(place: Place, numbers: Counts) -> Iterator[Triple]:
    dataset, about = place.dataset, NamedNode(f"{place.server}/.well-known/void")
    yield from _is(about, "void:DatasetDescription")
    yield _says(about, "foaf:primaryTopic", dataset)
    yield from _is(dataset, "void:Dataset", "dcat:Dataset", "sd:Dataset")
    yield _says(dataset, "dct:title", Literal("What drug documents say", language="en"))
    yield _says(dataset, "dct:description", Literal(_TOLD, language="en"))
    yield _says(dataset, "dct:language", Literal("en"))
    yield _says(dataset, "pav:createdWith", Literal(f"drugkg {__version__}"))
    yield _says(dataset, "dcat:landingPage", NamedNode(f"{place.server}/"))
    yield _says(dataset, "void:sparqlEndpoint", place.endpoint)
    yield _says(dataset, "void:uriSpace", Literal(place.base))
    for vocabulary in sorted(PREFIXES.values()):
        yield _says(dataset, "void:vocabulary", NamedNode(vocabulary))
    yield from _number(dataset, "void:triples", numbers.statements)
    yield from _number(dataset, "void:classes", len(numbers.classes))
    yield from _number(dataset, "void:properties", len(numbers.properties))
    yield from _number(dataset, "void:documents", numbers.documents)
    access = place.inside("void", "access")
    yield _says(dataset, "dcat:distribution", access)
    yield from _is(access, "dcat:Distribution")
    yield _says(access, "dct:title", Literal("SPARQL endpoint", language="en"))
    yield _says(access, "dcat:accessURL", place.endpoint)
    yield _says(access, "dcat:accessService", place.endpoint)
    yield from _is(place.endpoint, "dcat:DataService")
    yield _says(place.endpoint, "dct:title", Literal("SPARQL endpoint and saved queries", language="en"))
    yield _says(place.endpoint, "dcat:endpointURL", place.endpoint)
    yield _says(place.endpoint, "dcat:endpointDescription", NamedNode(f"{place.server}/openapi.json"))
    yield _says(place.endpoint, "dcat:servesDataset", dataset)


def _sources(place: Place, numbers: Counts) -> Iterator[Triple]:
    dates = sorted(when for source in numbers.sources for _, _, *days in source.documents for when in days if when)
    if dates:
        period = place.inside("void", "period")
        yield _says(place.dataset, "dct:temporal", period)
        yield from _is(period, "dct:PeriodOfTime")
        yield _says(period, "dcat:startDate", _moment(dates[0]))
        yield _says(period, "dcat:endDate", _moment(dates[-1]))
    for source in numbers.sources:
        node = NamedNode(source.iri)
        yield _says(place.dataset, "dct:source", node)
        yield _says(node, "rdfs:label", Literal(source.label))
        if source.rights:
            yield _says(node, "dc:rights", Literal(source.rights))
        for document, title, issued, modified in source.documents:
            version = NamedNode(document)
            yield _says(node, "dct:hasVersion", version)
            yield _says(version, "dct:title", Literal(title))
            for property, when in (("dct:issued", issued), ("dct:modified", modified)):
                if when:
                    yield _says(version, property, _moment(when))


def _partitions(place: Place, numbers: Counts) -> Iterator[Triple]:
    """Yield the partitions by property, by class, and by property inside a class."""
    for number, (name, statements) in enumerate(numbers.properties):
        part = place.inside("void", f"property-{number}")
        yield _says(place.dataset, "void:propertyPartition", part)
        yield _says(part, "void:property", NamedNode(name))
        yield from _number(part, "void:triples", statements)
    default = place.inside("void", "default")
    parts: dict[str, NamedNode] = {}
    for number, (name, things) in enumerate(numbers.classes):
        parts[name] = part = place.inside("void", f"class-{number}")
        yield _says(place.dataset, "void:classPartition", part)
        yield _says(default, "void:classPartition", part)
        yield _says(part, "void:class", NamedNode(name))
        yield from _number(part, "void:entities", things)
    held: dict[tuple[str, str], NamedNode] = {}
    for number, each in enumerate(numbers.partitions):
        inner = held.setdefault((each.of, each.property), place.inside("void", f"inner-{number}"))
        yield _says(parts[each.of], "void:propertyPartition", inner)
        yield _says(inner, "void:property", NamedNode(each.property))
        if each.holds:
            value, kind = place.inside("void", f"value-{number}"), NamedNode(each.holds)
            yield _says(inner, "void-ext:datatypePartition" if each.literal else "void:classPartition", value)
            yield _says(value, "void-ext:datatype" if each.literal else "void:class", kind)


def _term(name: str) -> NamedNode:
    prefix, _, local = name.partition(":")
    return NamedNode(_ALL[prefix] + local)


def _says(subject: NamedNode, property: str, value: Node) -> Triple:
    return Triple(subject, _term(property), value)


def _is(subject: NamedNode, *classes: str) -> Iterator[Triple]:
    for name in classes:
        yield Triple(subject, NamedNode(RDF_TYPE[1:-1]), _term(name))


def _moment(when: str) -> Literal:
    text, _, datatype = moment(when).rpartition("^^")
    return Literal(when, datatype=NamedNode(datatype[1:-1])) if text else Literal(when)


def _number(subject: NamedNode, property: str, number: int) -> Iterator[Triple]:
    yield _says(subject, property, Literal(number))


_TOLD = (
    "What drug documents say, as claims: each names its source and its exact words, and sources that disagree stand "
    "side by side. It reports what documents say and is no medical advice. The rights of each source are told with it."
)
