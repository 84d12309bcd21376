"""The saved queries over HTTP: the same bytes as elsewhere, errors that help, answers that can be kept."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner
from tests.serve.serving import Server

from drugkg.cli.root import root
from drugkg.query.opened import Graph
from drugkg.query.run import bundled, names_things, saved_queries


def address(name: str, *, example: bool = True, **more: str) -> str:
    given = [*(bundled(name).example if example else ()), *more.items()]
    return f"/queries/{name}?{urlencode(given)}"


@pytest.mark.parametrize("name", saved_queries())
def test_an_answer_has_the_same_bytes_by_every_way(server: Server, built: Path, name: str) -> None:
    example = dict(bundled(name).example)
    options = [part for key, value in example.items() for part in (f"--{key}", value)]
    with Graph(built) as graph:
        table = graph.query(name, **example)
    for form in ("csv", "json", "tsv", "jsonl"):
        reply = server.get(address(name, format=form))
        assert reply.status == 200, reply.text
        command = ["query", name, *options, "--store", str(built), "--format", form]
        told = CliRunner().invoke(root, command)
        assert told.exit_code == 0, told.stderr
        assert reply.body == told.stdout_bytes == table.write(form)


@pytest.mark.parametrize("name", [name for name in saved_queries() if not names_things(bundled(name), ())])
def test_what_searches_all_of_the_graph_is_answered_alike_where_it_can_be_killed(
    server: Server, built: Path, name: str
) -> None:
    with Graph(built) as graph:
        table = graph.query(name)
    for form in ("csv", "json", "jsonl"):
        assert server.get(address(name, example=False, format=form)).body == table.write(form)
    assert f"{len(table)} rows</h2>" in server.get(f"/queries/{name}", Accept="text/html").text
    wrong = server.get(f"/queries/{name}?colour=red", Accept="text/html")
    assert wrong.status == 400
    assert "colour" in wrong.text


def test_accept_chooses_the_form(server: Server) -> None:
    for accept, media in (
        ("text/csv", "text/csv"),
        ("text/csv;q=0.3, text/tab-separated-values", "text/tab-separated-values"),
        ("application/json", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/sparql-query", "application/sparql-query"),
    ):
        reply = server.get(address("effects"), Accept=accept)
        assert (reply.status, reply.headers["content-type"].partition(";")[0]) == (200, media)


def test_a_form_that_there_is_not_is_told_with_those_that_there_are(server: Server) -> None:
    refused, unknown = server.get(address("effects"), Accept="image/png"), server.get(address("effects", format="xls"))
    assert (refused.status, unknown.status) == (406, 400)
    assert "text/csv" in refused.text
    assert "use json, csv" in unknown.text
    assert server.get(address("effects") + "&format=csv&format=json").status == 400
    assert server.get("/queries?format=xls").status == 400


def test_the_bound_query_can_be_asked_for(server: Server, built: Path) -> None:
    text = server.get(address("effects", format="sparql")).text
    assert "VALUES ?drug { <https://w3id.org/drugkg/concept/baclofen> }" in text
    with Graph(built) as graph:
        assert graph.sparql(text).rows == graph.query("effects", **dict(bundled("effects").example)).rows


def test_a_name_that_means_nothing_is_told_with_those_near_it(server: Server) -> None:
    reply = server.get("/queries/effects?drug=baclofn&colour=red")
    assert reply.status == 400
    unknown, near = json.loads(reply.text)["errors"]
    assert (unknown["place"], near["place"]) == ("colour", "drug=baclofn")
    assert "it has: drug, effect" in unknown["remedy"]
    assert "baclofen" in near["remedy"]


def test_a_query_that_there_is_not_is_told_with_the_nearest(server: Server) -> None:
    reply = server.get("/queries/effect")
    assert reply.status == 404
    assert "the nearest is effects" in json.loads(reply.text)["errors"][0]["remedy"]
    assert server.get("/queries/..%2Feffects.rq").status == 404
    assert server.get("/queries/effects.rq").status == 404


def test_fields_that_nobody_filled_in_are_none(server: Server) -> None:
    filled = server.get("/queries/effects?drug=baclofen&format=csv")
    assert server.get("/queries/effects?drug=baclofen&effect=&format=csv").body == filled.body


def test_an_answer_is_not_sent_again_while_the_graph_is_the_same(server: Server) -> None:
    first = server.get(address("effects"), Accept="text/csv")
    again = server.get(address("effects"), Accept="text/csv", If_None_Match=f'W/"x", {first.headers["etag"]}')
    other = server.get(address("effects"), Accept="application/json", If_None_Match=first.headers["etag"])
    assert (first.status, again.status, other.status) == (200, 304, 200)
    assert again.body == b""
    assert again.headers["etag"] == first.headers["etag"]
    assert first.headers["vary"] == "Accept, Accept-Encoding"


def test_every_site_may_ask(server: Server) -> None:
    assert server.get(address("effects")).headers["access-control-allow-origin"] == "*"


def test_the_head_alone_can_be_asked_for(server: Server) -> None:
    whole, head = server.get(address("effects")), server.ask("HEAD", address("effects"))
    assert (head.status, head.body) == (200, b"")
    assert head.headers["etag"] == whole.headers["etag"]


@pytest.mark.parametrize(("value", "status"), [("2", 200), ("9" * 5000, 400), ("٣", 400), ("two", 400)])
def test_numbers_are_checked(server: Server, value: str, status: int) -> None:
    assert server.get("/queries/agreed?" + urlencode({"minimum": value})).status == status
