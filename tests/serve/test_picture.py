"""The picture of a drug: the weightiest of what is said, bounded, the same as data and as a table."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from tests.serve.serving import Server

from drugkg.query.opened import Graph
from drugkg.query.results import plain
from drugkg.serve.views.picture import Choice, picture
from drugkg.store import open_store

DRUG = "/concept/baclofen"


def drawn(server: Server, query: str = "") -> dict[str, Any]:
    reply = server.get(f"{DRUG}/picture.json{query}")
    assert (reply.status, reply.headers["content-type"]) == (200, "application/json")
    held: dict[str, Any] = json.loads(reply.text)
    return held


def answer(built: Path, query: str, **parameters: str) -> list[dict[str, str]]:
    with Graph(built) as graph:
        table = graph.query(query, **parameters)
    return [dict(zip(table.columns, map(plain, row), strict=True)) for row in table.rows]


def test_it_draws_what_the_claims_say(server: Server, built: Path) -> None:
    held = drawn(server, "?most=80&relation=hasDose")
    rows = answer(built, "claims", drug="baclofen", relation="hasDose")
    said = {(row["objectLabel"], row["sourceLabel"]) for row in rows}
    assert len(said) > 5
    things, sources = held["things"], held["sources"]
    assert {(things[line["thing"]]["label"], sources[line["source"]]["label"]) for line in held["lines"]} == said
    disputed = {row["objectLabel"] for row in rows if row["finding"] == "conflict"}
    assert disputed
    assert {thing["label"] for thing in things if thing["conflict"]} == disputed


def test_it_is_bounded_by_weight_and_says_so(server: Server) -> None:
    held = drawn(server)
    assert len(held["things"]) == 20 < held["of"]["things"]
    whole = drawn(server, "?most=80")
    assert len(whole["things"]) == min(80, held["of"]["things"])
    told = Counter(line["thing"] for line in whole["lines"])
    weights = {
        (whole["relations"][thing["relation"]]["href"], thing["href"]): (thing["conflict"], told[place])
        for place, thing in enumerate(whole["things"])
    }
    kept = {(held["relations"][thing["relation"]]["href"], thing["href"]) for thing in held["things"]}
    assert any(weights[one][0] for one in kept)
    assert not any(conflict for one, (conflict, _) in weights.items() if one not in kept) or all(
        weights[one][0] for one in kept
    )
    page = server.get(f"{DRUG}/picture", Accept="text/html").text
    assert f"The 20 weightiest of {held['of']['things']} matters" in page


def test_the_table_of_the_page_says_what_is_drawn(server: Server) -> None:
    held = drawn(server, "?most=40")
    page = server.get(f"{DRUG}/picture?most=40", Accept="text/html").text
    table = page.partition('<table class="drawn">')[2].partition("</table>")[0]
    assert table.count("<tr") - 1 == len(held["lines"])
    assert table.count("≠ conflict") == sum(line["conflict"] for line in held["lines"])
    for thing in (*held["things"], *held["sources"]):
        assert f'href="{thing["href"]}"' in table


def test_one_source_is_drawn_alone(server: Server, built: Path) -> None:
    source = answer(built, "documents")[0]["sourceLabel"]
    page = server.get(f"{DRUG}/picture", Accept="text/html").text
    named = {label: iri for iri, label in re.findall(r'<option value="(http[^"]+)">([^<]+)</option>', page)}
    held = drawn(server, f"?source={named[source]}")
    assert [each["label"] for each in held["sources"]] == [source]
    assert {line["source"] for line in held["lines"]} == {0}


def test_a_choice_that_nothing_fits_is_told(server: Server) -> None:
    assert drawn(server, "?relation=nonsense")["things"] == []
    page = server.get(f"{DRUG}/picture?relation=nonsense", Accept="text/html")
    assert "Nothing that is said of baclofen fits this choice" in page.text


@pytest.mark.parametrize(
    "path", ["/concept/nobody/picture", "/concept/%3E%20x/picture", "/concept/nausea/picture.json"]
)
def test_there_is_a_picture_of_drugs_only(server: Server, path: str) -> None:
    assert server.get(path, Accept="text/html").status == 404


def test_the_data_are_asked_for_again_only_when_they_changed(server: Server) -> None:
    mark = server.get(f"{DRUG}/picture.json").headers["etag"]
    assert server.get(f"{DRUG}/picture.json", If_None_Match=mark).status == 304
    assert server.get(f"{DRUG}/picture.json?most=40", If_None_Match=mark).status == 200


def test_sources_are_bounded_too(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drugkg.serve.views.picture.MOST_SOURCES", 1)
    with open_store(built) as store:
        held = picture(store, f"{store.base}concept/baclofen", Choice())
    assert held is not None
    assert len(held.drawn) == 1 < held.all_sources
    assert {line.source for thing in held.things for line in thing.lines} == set(held.drawn)
