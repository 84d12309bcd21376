"""The forms, headers and refusals of the endpoint beyond the cases of the W3C."""

from __future__ import annotations

import gzip
import json
from urllib.parse import quote

import pyoxigraph
import pytest
from tests.serve.serving import Reply, Server

from drugkg.query.formats import GRAPHS, NAMES, ROWS

SELECT = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 20"
CONSTRUCT = f"CONSTRUCT {{ ?s ?p ?o }} {{ {{ {SELECT} }} }}"


def asked(server: Server, query: str, format: str = "", **headers: str) -> Reply:
    return server.get(f"/sparql?query={quote(query)}{f'&format={quote(format)}' if format else ''}", **headers)


@pytest.mark.parametrize("media", ROWS)
def test_rows_come_in_every_form(server: Server, media: str) -> None:
    reply = asked(server, SELECT, Accept=media)
    assert (reply.status, reply.headers["content-type"].partition(";")[0]) == (200, media)
    if media != "text/csv":  # which cannot be read back
        found = pyoxigraph.parse_query_results(reply.body, ROWS[media])
        assert isinstance(found, pyoxigraph.QuerySolutions)
        assert len(list(found)) == 20


@pytest.mark.parametrize("media", GRAPHS)
def test_graphs_come_in_every_form(server: Server, media: str) -> None:
    reply = asked(server, CONSTRUCT, Accept=media)
    assert (reply.status, reply.headers["content-type"].partition(";")[0]) == (200, media)
    assert len(list(pyoxigraph.parse(reply.body, GRAPHS[media]))) == 20


@pytest.mark.parametrize("name", NAMES)
def test_links_name_the_form(server: Server, name: str) -> None:
    for query, media in zip((SELECT, CONSTRUCT), NAMES[name], strict=True):
        reply = asked(server, query, name, Accept="image/png")
        assert reply.status == (406 if media is None else 200)
        assert media is None or reply.headers["content-type"].startswith(media)


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("text/csv;q=0.2, application/sparql-results+xml;q=0.9, */*;q=0.1", "application/sparql-results+xml"),
        ("application/sparql-results+json;q=0, application/*;q=0.5", "application/sparql-results+xml"),
        ("text/*", "text/csv"),
        ("text/turtle, text/tab-separated-values", "text/tab-separated-values"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "application/sparql-results+json"),
    ],
)
def test_what_the_client_likes_best_wins(server: Server, accept: str, media: str) -> None:
    assert asked(server, SELECT, Accept=accept).headers["content-type"].startswith(media)


@pytest.mark.parametrize(("query", "accept"), [(SELECT, "image/png"), (SELECT, "text/turtle"), (CONSTRUCT, "text/csv")])
def test_a_form_that_the_answer_cannot_have_is_refused_with_those_that_it_can(
    server: Server, query: str, accept: str
) -> None:
    reply = asked(server, query, Accept=accept)
    assert reply.status == 406
    assert ("text/turtle" if query is CONSTRUCT else "text/csv") in json.loads(reply.text)["errors"][0]["remedy"]


def test_prefixes_of_the_graph_need_not_be_declared(server: Server) -> None:
    assert b'"value":"0"' not in asked(server, "SELECT (COUNT(*) AS ?n) { ?s a dkg:Claim }").body
    error = json.loads(asked(server, "SELECT * {\n ?s nope:a ?o }").text)["errors"][0]
    assert error["place"].startswith("query:2:")


def test_head_is_get_without_the_answer(server: Server) -> None:
    full, head = asked(server, SELECT), server.ask("HEAD", f"/sparql?query={quote(SELECT)}")
    assert head.status == 200
    assert head.body == b""
    for name in ("content-type", "content-length", "etag"):
        assert head.headers[name] == full.headers[name]


def test_any_page_may_ask_without_rights_of_its_user(server: Server) -> None:
    preflight = server.ask(
        "OPTIONS", "/sparql", Origin="https://example.org", Access_Control_Request_Method="POST",
        Access_Control_Request_Headers="content-type",
    )  # fmt: skip
    assert preflight.status == 204
    assert "POST" in preflight.headers["access-control-allow-methods"]
    for reply in (preflight, asked(server, SELECT), asked(server, "SELECT"), asked(server, SELECT, Accept="image/png")):
        assert reply.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in reply.headers


def test_an_answer_is_known_by_graph_query_and_form(server: Server) -> None:
    first = asked(server, SELECT)
    again = asked(server, SELECT, If_None_Match=f'"other", {first.headers["etag"]}')
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert first.headers["cache-control"] == "no-cache"
    others = [
        asked(server, f"{SELECT} #"), asked(server, SELECT, Accept="text/csv"),
        asked(server, SELECT, Accept_Encoding="gzip"),
        server.get(f"/sparql?query={quote(SELECT)}&default-graph-uri=x:y"),
    ]  # fmt: skip
    tags = {reply.headers["etag"] for reply in (first, *others)}
    assert len(tags) == 5
    for reply in others:
        assert {"accept", "accept-encoding"} <= set(reply.headers["vary"].lower().replace(" ", "").split(","))


@pytest.mark.parametrize("query", ["SELECT (NOW() AS ?n) {}", "SELECT (rand() AS ?n) {}", "SELECT (UUID() AS ?n) {}"])
def test_an_answer_that_changes_each_time_is_not_kept(server: Server, query: str) -> None:
    reply = asked(server, query)
    assert "etag" not in reply.headers
    assert reply.headers["cache-control"] == "no-store"


def test_answers_are_packed_for_those_who_take_it_and_where_it_pays(server: Server) -> None:
    packed = asked(server, SELECT, Accept_Encoding="br, gzip;q=0.5")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == asked(server, SELECT).body
    for reply in (asked(server, "ASK {}", Accept_Encoding="gzip"), asked(server, SELECT, Accept_Encoding="gzip;q=0")):
        assert "content-encoding" not in reply.headers


def test_without_a_query_people_get_the_editor_and_programs_the_description(server: Server) -> None:
    assert server.get("/sparql", Accept="text/html").headers["content-type"].startswith("text/html")
    assert server.get("/sparql", Accept="text/turtle").headers["content-type"].startswith("text/turtle")
    assert server.ask("POST", "/sparql", "", Content_Type="application/x-www-form-urlencoded").status == 400


@pytest.mark.parametrize("graph", ["not an iri", "relative", "http://x/ y", ""])
def test_a_graph_that_is_no_iri_is_told(server: Server, graph: str) -> None:
    reply = server.get(f"/sparql?query={quote('ASK {}')}&named-graph-uri={quote(graph)}")
    assert reply.status == 400
    assert json.loads(reply.text)["errors"][0]["place"] == "named-graph-uri"


def test_a_query_with_an_unknown_function_is_wrong(server: Server) -> None:
    assert asked(server, "SELECT (<http://no/function>(1) AS ?x) {}").status == 400
