"""The OpenAPI document: valid, complete, and true when asked at random."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from openapi_spec_validator import validate
from schemathesis.checks import CHECKS
from schemathesis.core.result import Ok
from starlette.routing import Route
from tests.serve.serving import Server

from drugkg.query.run import bundled, saved_queries
from drugkg.serve.openapi import document as document_of
from drugkg.serve.routes import ROUTES

#: Pages for people, which no program asks for; the pages of nodes are at the addresses of the nodes.
PAGES = {"/", "/editor", "/search", "/findings", "/documents", "/sources", "/sparql/"}


@pytest.fixture(scope="session")
def document(server: Server) -> dict[str, Any]:
    reply = server.get("/openapi.json")
    assert reply.headers["content-type"] == "application/json"
    return dict(json.loads(reply.body))


def test_the_document_is_valid(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.1.0"
    validate(document)


def test_every_address_for_programs_is_in_it(document: dict[str, Any]) -> None:
    known = {re.sub(r"\{[^}]*\}", "{}", path) for path in document["paths"]}
    for route in ROUTES:
        assert isinstance(route, Route)
        path = re.sub(r"\{[^}]*\}", "{}", route.path)
        assert path in known | PAGES or path == "/queries/{}" or path.startswith("/concept/{}/"), path


def test_every_saved_query_is_in_it_with_its_parameters(document: dict[str, Any]) -> None:
    for name in saved_queries():
        told = document["paths"][f"/queries/{name}"]["get"]
        named = [each["name"] for each in told["parameters"] if "name" in each]
        assert named == [*(parameter.name for parameter in bundled(name).parameters), "format"]
        assert told["summary"] == bundled(name).summary


SCHEMA = schemathesis.openapi.from_dict(document_of("http://127.0.0.1"))
OPERATIONS = {each.ok().label: each.ok() for each in SCHEMA.get_all_operations() if isinstance(each, Ok)}


@pytest.mark.parametrize("label", OPERATIONS)
def test_answers_are_as_it_says(server: Server, label: str) -> None:
    @given(case=OPERATIONS[label].as_strategy())
    @settings(max_examples=5, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    def ask(case: Any) -> None:
        # Which names mean something depends on the graph: a text that means nothing is refused, rightly.
        left_out = [each for each in CHECKS.get_all() if each.__name__ == "positive_data_acceptance"]
        case.call_and_validate(base_url=server.url, excluded_checks=left_out)

    ask()
