"""Clients that others wrote get right answers from the endpoint."""

from __future__ import annotations

from typing import Any

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, GET, JSON, POST, POSTDIRECTLY, TURTLE, URLENCODED, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed
from tests.serve.serving import Server

DKG = "https://w3id.org/drugkg/ontology#"
#: What SPARQLWrapper and rdflib do with each other's deprecated names is theirs.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

SELECT = f"SELECT ?claim WHERE {{ ?claim a <{DKG}Claim> }} ORDER BY ?claim LIMIT 7"


@pytest.mark.parametrize(("method", "sent"), [(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)])
@pytest.mark.parametrize("form", [JSON, XML, CSV])
def test_sparqlwrapper_selects(server: Server, method: str, sent: str, form: str) -> None:
    client = SPARQLWrapper(f"{server.url}/sparql")
    client.setQuery(SELECT)
    client.setMethod(method)
    client.setRequestMethod(sent)
    client.setReturnFormat(form)
    found: Any = client.queryAndConvert()
    if form == JSON:
        assert len(found["results"]["bindings"]) == 7
    elif form == XML:
        assert len(found.getElementsByTagName("result")) == 7
    else:
        assert found.count(b"\r\n") == 8


def test_sparqlwrapper_constructs_and_asks(server: Server) -> None:
    client = SPARQLWrapper(f"{server.url}/sparql")
    client.setQuery(f"CONSTRUCT {{ ?claim a <{DKG}Claim> }} WHERE {{ ?claim a <{DKG}Claim> }}")
    client.setReturnFormat(TURTLE)
    graph = rdflib.Graph().parse(client.query().response, format="turtle")
    client.setQuery(f"SELECT (COUNT(*) AS ?n) WHERE {{ ?claim a <{DKG}Claim> }}")
    client.setReturnFormat(JSON)
    counted: Any = client.queryAndConvert()
    assert len(graph) == int(counted["results"]["bindings"][0]["n"]["value"]) > 10
    client.setQuery("ASK { ?s ?p ?o }")
    told: Any = client.queryAndConvert()
    assert told["boolean"] is True


def test_sparqlwrapper_understands_that_a_query_is_wrong(server: Server) -> None:
    client = SPARQLWrapper(f"{server.url}/sparql")
    client.setQuery("SELECT ?x {")
    with pytest.raises(QueryBadFormed):
        client.query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_reads_the_graph_as_its_own(server: Server, method: str) -> None:
    graph = rdflib.Graph(SPARQLStore(f"{server.url}/sparql", method=method), identifier=None)
    claims: set[Any] = set(graph.subjects(rdflib.RDF.type, rdflib.URIRef(f"{DKG}Claim")))
    rows: list[Any] = list(graph.query(SELECT))
    assert len(rows) == 7
    assert {row[0] for row in rows} <= claims
    (claim, *_) = sorted(claims)
    assert (claim, rdflib.RDF.type, rdflib.URIRef(f"{DKG}Claim")) in graph
    assert len(list(graph.predicate_objects(claim))) > 3
