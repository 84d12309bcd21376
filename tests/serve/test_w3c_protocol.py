"""The cases of the W3C's test manifest for the SPARQL 1.1 Protocol, each under the name that it has there.

This endpoint only reads: what would update must be refused, in every way in which an update may come.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from tests.serve.serving import Reply, Server, serving

import drugkg

FORM = {"Content_Type": "application/x-www-form-urlencoded"}
QUERY = {"Content_Type": "application/sparql-query"}
UPDATE = {"Content_Type": "application/sparql-update"}
DATA = [f"http://kasei.us/2009/09/sparql/data/data{number}.rdf" for number in range(4)]
FOAF = "http://xmlns.com/foaf/0.1/"
SUBJECTS_1_AND_2 = f"ASK {{ <{DATA[1]}> a ?type . <{DATA[2]}> a ?type . }}"
GRAPHS_1_AND_2 = f"GRAPH ?g1 {{ <{DATA[1]}> a ?type }} GRAPH ?g2 {{ <{DATA[2]}> a ?type }}"


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server over the data sets of the manifest: each graph says that it is a document."""
    folder = tmp_path_factory.mktemp("w3c")
    a = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    lines = [f"<{data}> {a} <{FOAF}Document> <{data}> .\n" for data in DATA[1:]]
    (folder / "data.nq").write_text("".join(lines), "utf-8")
    store: Path = folder / "store"
    drugkg.build([folder / "data.nq"], store=store)
    with serving(store, "--log", "none") as running:
        yield running


def address(**parameters: str | list[str]) -> str:
    named = {key.replace("_", "-"): value for key, value in parameters.items()}
    return f"/sparql/?{urlencode(named, doseq=True, quote_via=quote)}"


def holds(reply: Reply) -> bool:
    assert reply.status == 200, reply.text
    assert reply.headers["content-type"] == "application/sparql-results+json"
    return json.loads(reply.text)["boolean"] is True


def refused(reply: Reply, status: int) -> bool:
    told = json.loads(reply.text)
    return reply.status == status == told["status"] and bool(told["errors"][0]["remedy"])


def test_query_post_form(endpoint: Server) -> None:
    assert holds(endpoint.ask("POST", address(default_graph_uri=DATA[0]), "query=ASK%20%7B%7D", **FORM))


def test_query_dataset_default_graphs_get(endpoint: Server) -> None:
    assert holds(endpoint.get(address(query=SUBJECTS_1_AND_2, default_graph_uri=DATA[1:3])))
    assert not holds(endpoint.get(address(query=SUBJECTS_1_AND_2, default_graph_uri=DATA[1])))


def test_query_dataset_default_graphs_post(endpoint: Server) -> None:
    assert holds(endpoint.ask("POST", address(default_graph_uri=DATA[1:3]), SUBJECTS_1_AND_2, **QUERY))


def test_query_dataset_named_graphs_post(endpoint: Server) -> None:
    assert holds(endpoint.ask("POST", address(named_graph_uri=DATA[1:3]), f"ASK {{ {GRAPHS_1_AND_2} }}", **QUERY))


def test_query_dataset_named_graphs_get(endpoint: Server) -> None:
    assert holds(endpoint.get(address(query=f"ASK {{ {GRAPHS_1_AND_2} }}", named_graph_uri=DATA[1:3])))
    assert not holds(endpoint.get(address(query=f"ASK {{ {GRAPHS_1_AND_2} }}", named_graph_uri=DATA[1])))


def test_query_dataset_full(endpoint: Server) -> None:
    query = f"ASK {{ <{DATA[3]}> a ?type {GRAPHS_1_AND_2} }}"
    full = address(default_graph_uri=DATA[3], named_graph_uri=DATA[1:3])
    assert holds(endpoint.ask("POST", full, query, **QUERY))
    other = address(default_graph_uri=DATA[1], named_graph_uri=DATA[1:3])
    assert not holds(endpoint.ask("POST", other, query, **QUERY))


def test_query_multiple_dataset(endpoint: Server) -> None:
    query = f"ASK FROM <{DATA[3]}> {{ {GRAPHS_1_AND_2} }}"
    assert not holds(endpoint.ask("POST", "/sparql/", query, **QUERY)), "the query's own data set names no graphs"
    assert holds(endpoint.ask("POST", address(named_graph_uri=DATA[1:3]), query, **QUERY))


def test_query_get(endpoint: Server) -> None:
    assert holds(endpoint.get(address(query="ASK {}", default_graph_uri=DATA[0])))


@pytest.mark.parametrize("media", ["application/sparql-results+xml", "text/csv", "text/tab-separated-values"])
def test_query_content_type_select(endpoint: Server, media: str) -> None:
    reply = endpoint.ask("POST", address(default_graph_uri=DATA[0]), "SELECT (1 AS ?value) {}", **QUERY)
    assert (reply.status, reply.headers["content-type"]) == (200, "application/sparql-results+json")
    chosen = endpoint.ask("POST", "/sparql/", "SELECT (1 AS ?value) {}", Accept=media, **QUERY)
    assert chosen.headers["content-type"].startswith(media)


def test_query_content_type_ask(endpoint: Server) -> None:
    assert holds(endpoint.ask("POST", address(default_graph_uri=DATA[0]), "ASK {}", **QUERY))


def test_query_content_type_describe(endpoint: Server) -> None:
    reply = endpoint.ask("POST", address(default_graph_uri=DATA[0]), "DESCRIBE <http://example.org/>", **QUERY)
    assert (reply.status, reply.headers["content-type"]) == (200, "text/turtle; charset=utf-8")


@pytest.mark.parametrize("media", ["application/rdf+xml", "application/n-triples", "application/ld+json"])
def test_query_content_type_construct(endpoint: Server, media: str) -> None:
    query = "CONSTRUCT { <s> <p> 1 } WHERE {}"
    reply = endpoint.ask("POST", address(default_graph_uri=DATA[0]), query, Accept=media, **QUERY)
    assert (reply.status, reply.headers["content-type"]) == (200, media)
    assert b"https://w3id.org/drugkg/" in reply.body, "the service has a base"


def test_query_post_direct(endpoint: Server) -> None:
    assert holds(endpoint.ask("POST", "/sparql/", "ASK {}", **QUERY))


def test_bad_query_method(endpoint: Server) -> None:
    for method in ("PUT", "DELETE", "PATCH"):
        reply = endpoint.ask(method, address(query="ASK {}", default_graph_uri=DATA[0]), "", **FORM)
        assert refused(reply, 405)
        assert reply.headers["allow"] == "GET, HEAD, POST, OPTIONS"


def test_bad_multiple_queries(endpoint: Server) -> None:
    assert refused(endpoint.get(address(query=["ASK {}", "SELECT * {}"])), 400)
    assert refused(endpoint.ask("POST", address(query="ASK {}"), "ASK {}", **QUERY), 400)


def test_bad_query_wrong_media_type(endpoint: Server) -> None:
    assert refused(endpoint.ask("POST", "/sparql/", "ASK {}", Content_Type="text/plain"), 415)


def test_bad_query_missing_form_type(endpoint: Server) -> None:
    assert refused(endpoint.ask("POST", "/sparql/", b"query=ASK%20%7B%7D"), 415)


def test_bad_query_missing_direct_type(endpoint: Server) -> None:
    assert refused(endpoint.ask("POST", "/sparql/", b"ASK {}"), 415)


def test_bad_query_non_utf8(endpoint: Server) -> None:
    body = "ASK {}".encode("utf-16")
    assert refused(endpoint.ask("POST", "/sparql/", body, **QUERY), 400)
    declared = "application/sparql-query; charset=UTF-16"
    assert refused(endpoint.ask("POST", "/sparql/", body, Content_Type=declared), 400)
    assert refused(endpoint.get("/sparql/?query=ASK%20%7B%7D%20%23%FF"), 400)


def test_bad_query_syntax(endpoint: Server) -> None:
    assert refused(endpoint.get("/sparql/?query=ASK%20%7B"), 400)


UPDATES = {
    "update_dataset_default_graph": f"CLEAR ALL ; INSERT DATA {{ GRAPH <{DATA[1]}> {{ <{DATA[1]}> a <x:y> }} }}",
    "update_dataset_default_graphs": f"DROP ALL ; INSERT DATA {{ GRAPH <{DATA[2]}> {{ <{DATA[2]}> a <x:y> }} }}",
    "update_dataset_named_graphs": "DROP ALL ; INSERT { GRAPH <x:y> { ?s a <x:y> } } WHERE { GRAPH ?g { ?s a ?t } }",
    "update_dataset_full": "DROP ALL ; INSERT { GRAPH <x:y> { ?s a ?t } } WHERE { ?s a ?t }",
    "update_post_direct": "CLEAR ALL",
    "update_base_uri": "CLEAR GRAPH <x:y> ; INSERT DATA { GRAPH <x:y> { <x:y> <x:y> <test> } }",
    "bad_update_dataset_conflict": "WITH <x:y> DELETE { ?s ?p 'a' } INSERT { ?s ?p 'b' } WHERE { ?s ?p 'a' }",
}


@pytest.mark.parametrize("name", UPDATES)
def test_update_is_refused(endpoint: Server, name: str) -> None:
    using = address(using_graph_uri=DATA[1], using_named_graph_uri=DATA[2])
    for path in ("/sparql/", using):
        assert refused(endpoint.ask("POST", path, UPDATES[name], **UPDATE), 403)
    assert refused(endpoint.ask("POST", "/sparql/", urlencode({"update": UPDATES[name]}), **FORM), 403)
    assert refused(endpoint.ask("POST", "/sparql/", UPDATES[name], **QUERY), 403)
    assert holds(endpoint.get(address(query=SUBJECTS_1_AND_2))), "nothing was changed"


def test_update_post_form(endpoint: Server) -> None:
    assert refused(endpoint.ask("POST", "/sparql/", "update=CLEAR+ALL", **FORM), 403)


def test_bad_update_get(endpoint: Server) -> None:
    assert refused(endpoint.get("/sparql/?update=CLEAR%20ALL"), 403)


def test_bad_multiple_updates(endpoint: Server) -> None:
    body = "update=CLEAR%20NAMED&update=CLEAR%20DEFAULT"
    assert refused(endpoint.ask("POST", "/sparql/", body, **FORM), 403)


def test_bad_update_wrong_media_type(endpoint: Server) -> None:
    assert refused(endpoint.ask("POST", "/sparql/", "CLEAR NAMED", Content_Type="text/plain"), 415)


def test_bad_update_missing_form_type(endpoint: Server) -> None:
    assert refused(endpoint.ask("POST", "/sparql/", b"update=CLEAR%20NAMED"), 415)


def test_bad_update_non_utf8(endpoint: Server) -> None:
    body, declared = "CLEAR NAMED".encode("utf-16"), "application/sparql-update; charset=UTF-16"
    assert endpoint.ask("POST", "/sparql/", body, Content_Type=declared).status == 400


def test_bad_update_syntax(endpoint: Server) -> None:
    assert refused(endpoint.ask("POST", "/sparql/", "update=CLEAR%20XYZ", **FORM), 403)
