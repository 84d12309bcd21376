"""What the server says of itself: read by another library, and true of the graph."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from rdflib.namespace import RDF, VOID
from tests.serve.serving import Server, serving

from drugkg.query.run import bundled, saved_queries
from drugkg.store import open_store

SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
SCHEMA = rdflib.Namespace("https://schema.org/")
DCT = rdflib.Namespace("http://purl.org/dc/terms/")


@pytest.fixture(scope="module")
def said(server: Server) -> rdflib.Graph:
    reply = server.get("/sparql", Accept="text/turtle")
    assert (reply.status, reply.headers["content-type"].partition(";")[0]) == (200, "text/turtle")
    return rdflib.Graph().parse(data=reply.body, format="turtle")


def test_the_service_is_described(server: Server, said: rdflib.Graph) -> None:
    endpoint = rdflib.URIRef(f"{server.url}/sparql")
    assert (endpoint, RDF.type, SD.Service) in said
    assert (endpoint, SD.endpoint, endpoint) in said
    assert (endpoint, SD.supportedLanguage, SD.SPARQL11Query) in said
    (dataset,) = said.objects(endpoint, SD.defaultDataset)
    assert {(dataset, RDF.type, kind) for kind in (VOID.Dataset, DCAT.Dataset)} <= set(said)
    (distribution,) = said.objects(dataset, DCAT.distribution)
    assert said.value(distribution, DCAT.accessURL) == endpoint


def test_numbers_are_those_of_the_graph(said: rdflib.Graph, built: Path) -> None:
    with open_store(built) as store:
        statements = len(store)
        names = {quad.graph_name.value for quad in store.find() if isinstance(quad.graph_name, pyoxigraph.NamedNode)}
        drugs = store.query("SELECT ?d { ?d a <https://w3id.org/drugkg/ontology#Drug> }")
        assert isinstance(drugs, pyoxigraph.QuerySolutions)
        count = len(list(drugs))
    (dataset,) = said.subjects(RDF.type, VOID.Dataset)
    assert said.value(dataset, VOID.triples).toPython() == statements  # type: ignore[union-attr]
    properties = [said.value(part, VOID.triples) for part in said.objects(dataset, VOID.propertyPartition)]
    assert sum(int(str(number)) for number in properties) == statements
    assert {str(name) for name in said.objects(None, SD.name)} == names
    (drug,) = [
        part
        for part in said.objects(dataset, VOID.classPartition)
        if said.value(part, VOID["class"]) == rdflib.URIRef("https://w3id.org/drugkg/ontology#Drug")
    ]
    assert int(str(said.value(drug, VOID.entities))) == count


#: What an editor asks to complete properties of a class (the words of SIB's editor).
EDITOR = """PREFIX void: <http://rdfs.org/ns/void#> PREFIX void-ext: <http://ldf.fi/void-ext#>
SELECT DISTINCT ?prop ?objectClass ?objectDatatype {
  ?cp void:class <https://w3id.org/drugkg/ontology#Claim> ; void:propertyPartition ?pp . ?pp void:property ?prop .
  OPTIONAL { { ?pp void:classPartition [ void:class ?objectClass ] }
  UNION { ?pp void-ext:datatypePartition [ void-ext:datatype ?objectDatatype ] } } }"""


def test_an_editor_learns_what_a_claim_has(said: rdflib.Graph) -> None:
    found = {tuple(str(cell).rpartition("#")[2] for cell in row) for row in said.query(EDITOR)}  # type: ignore[union-attr]
    assert ("proposition", "Proposition", "None") in found
    assert ("serious", "None", "boolean") in found


def test_sources_are_named_with_their_documents_and_dates(said: rdflib.Graph) -> None:
    (dataset,) = said.subjects(RDF.type, VOID.Dataset)
    sources = set(said.objects(dataset, DCT.source))
    assert sources
    documents = {document for source in sources for document in said.objects(source, DCT.hasVersion)}
    assert documents
    assert all(said.value(document, DCT.title) for document in documents)
    assert any(isinstance(said.value(document, DCT.issued), rdflib.Literal) for document in documents)


def test_every_saved_query_is_told_with_its_text(server: Server) -> None:
    reply = server.get("/.well-known/sparql-examples")
    told = rdflib.Graph().parse(data=reply.body, format="turtle")
    texts = {
        str(comment): str(told.value(node, SH.select)) for node, comment in told.subject_objects(rdflib.RDFS.comment)
    }
    assert texts == {bundled(name).summary: bundled(name).text for name in saved_queries()}
    endpoint = rdflib.URIRef(f"{server.url}/sparql")
    for node in told.subjects(RDF.type, SH.SPARQLExecutable):
        assert (node, RDF.type, SH.SPARQLSelectExecutable) in told
        assert told.value(node, SCHEMA.target) == endpoint
        assert server.get(str(node).removeprefix(server.url)).status in (200, 400)
    prefixes = {str(told.value(each, SH.prefix)) for each in told.objects(None, SH.declare)}
    assert {"dkg", "c", "skos"} <= prefixes


def test_all_places_tell_in_every_form(server: Server, said: rdflib.Graph) -> None:
    again = rdflib.Graph().parse(data=server.get("/.well-known/void").body, format="turtle")
    assert set(again) == set(said)
    reply = server.get("/sparql", Accept="application/ld+json")
    assert reply.headers["content-type"] == "application/ld+json"
    assert json.loads(reply.body)
    assert server.get("/sparql?format=ntriples").body.count(b" .\n") == len(said)
    kept = server.get("/.well-known/void", If_None_Match=server.get("/.well-known/void").headers["etag"])
    assert kept.status == 304
    assert server.get("/.well-known/void", Accept="image/png").status in (400, 406)


def test_a_browser_gets_the_editor(server: Server) -> None:
    assert server.get("/sparql", Accept="text/html").headers["content-type"].startswith("text/html")


def test_the_address_is_the_one_that_users_see(built: Path) -> None:
    with serving(built, "--log", "none", "--public-url", "https://example.org/drugs/") as behind:
        text = behind.get("/.well-known/sparql-examples").text
    assert "<https://example.org/drugs/sparql>" in text
    assert "127.0.0.1" not in text


@pytest.mark.parametrize("host", ["[", "a b", "<script>", "x/y?z", ""])
def test_a_host_that_is_none_does_no_harm(server: Server, host: str) -> None:
    assert server.get("/.well-known/void", Host=host).status in (200, 400)
