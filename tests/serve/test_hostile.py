"""Whatever a stranger sends: no 500, no markup of theirs in a page, no header of theirs in an answer."""

from __future__ import annotations

import http.client
import random
import string
from collections.abc import Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path
from urllib.parse import quote

import pyoxigraph
import pytest
from starlette.routing import Mount, Route
from tests.serve.serving import Server

from drugkg.query.run import saved_queries
from drugkg.serve.routes import ROUTES
from drugkg.store import open_store

#: What strangers put where a value belongs.
ATTACKS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "{{7*7}}{% for x in y %}",
    '" } } ; DROP ALL #',
    "x> } SELECT * { ?s ?p ?o",
    "\r\nX-Forged: 1",
    "../../../../etc/passwd",
    "%2e%2e%2f",
    "\x00",
    "a" * 5000,
    "\ud7ff\uffff\U0010ffff",
    "-1",
    "1e999",
    "[]",
    "http://127.0.0.1:1/",
    "SERVICE <http://127.0.0.1:1/> { ?s ?p ?o }",
    "\u202egnp.exe",
    "",
)
#: Names of parameters that any route may know, and some that none does.
PARAMETERS = (
    *("q", "query", "format", "drug", "relation", "source", "verdict", "type", "page", "limit", "offset", "stance"),
    *("effect", "condition", "default-graph-uri", "named-graph-uri", "update", "population", "filter", "x", ""),
)
ACCEPTS = (
    *("text/html", "text/turtle", "application/ld+json", "application/sparql-results+json", "*/*", "image/png"),
    *("text/csv", ";;;,q=,text/*;q=nan", ""),
)
METHODS = ("GET", "GET", "GET", "GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH", "BREW")


@pytest.fixture(scope="module")
def things(built: Path) -> tuple[str, ...]:
    """The paths of some things of the graph."""
    with open_store(built) as graph:
        nodes = {quad.subject.value for quad in graph.find() if isinstance(quad.subject, pyoxigraph.NamedNode)}
        found = sorted(node.removeprefix(graph.base) for node in nodes if node.startswith(graph.base))
    return tuple(random.Random(7).sample(found, 60))


def paths(things: tuple[str, ...]) -> tuple[list[str], list[str], list[str]]:
    """Return an address of every route, with `{}` where a name stands, of some things, and of every saved query."""
    own = [route.path for route in ROUTES if isinstance(route, Route | Mount)]
    plain = [path.split("{")[0] + "{}" if "{" in path else path for path in own]
    return plain, [f"/{thing}" for thing in things], [f"/queries/{name}" for name in saved_queries()]


def sent(connection: http.client.HTTPConnection, method: str, path: str, **headers: str) -> tuple[int, str, str]:
    """Send one request; return status, content type and text of the answer."""
    body = headers.pop("body", None)
    named = {key.replace("_", "-"): value for key, value in headers.items()}
    try:
        connection.request(method, path, body, named)
        answer = connection.getresponse()
    except OSError:  # a server may close a connection between two requests; a new one must be answered
        connection.close()
        connection.request(method, path, body, named)
        answer = connection.getresponse()
    text = answer.read().decode("utf-8", "replace")
    assert answer.getheader("x-forged") is None
    return answer.status, answer.getheader("content-type") or "", text


def random_requests(
    chance: random.Random, known: tuple[list[str], list[str], list[str]], number: int
) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield methods, paths and headers: half sound, half not, never twice the same."""

    def value() -> str:
        return chance.choice(
            (chance.choice(ATTACKS), "baclofen", "".join(chance.choices(string.printable, k=chance.randrange(12))))
        )

    for _ in range(number):
        path = chance.choice(chance.choices(known, (6, 3, 1))[0]).replace(
            "{}", quote(value(), safe=chance.choice(("", "/")))[:6000]
        )
        fields = [(chance.choice(PARAMETERS), value()) for _ in range(chance.choice((0, 0, 1, 1, 2, 5)))]
        asked = "&".join(f"{quote(name)}={quote(text, errors='replace')}" for name, text in fields)
        headers = {"accept": chance.choice(ACCEPTS)}
        if chance.random() < 0.2:
            headers["if_none_match"] = chance.choice(('"x"', "*", "W/", '"'))
        if chance.random() < 0.2:
            headers["accept_encoding"] = chance.choice(("gzip", "gzip;q=0", "br", "*", ";;"))
        method = chance.choice(METHODS)
        if method in ("POST", "PUT", "PATCH"):
            headers["body"] = asked
            headers["content_type"] = chance.choice(
                ("application/x-www-form-urlencoded", "application/sparql-query", "text/plain", "", "application/json")
            )
        yield method, f"{path}?{asked}" if asked else path, headers


def test_random_requests_break_nothing(server: Server, things: tuple[str, ...]) -> None:
    known = paths(things)
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)) as connection:
        for method, path, headers in random_requests(random.Random(20), known, 10_000):
            status, _, text = sent(connection, method, path, **headers)
            assert status < 500 or status == 503, (method, path, headers, text[:500])


@pytest.mark.parametrize("attack", [attack for attack in ATTACKS if set(attack) & set("<'\"\r")])
def test_no_value_becomes_markup_or_a_header(server: Server, things: tuple[str, ...], attack: str) -> None:
    value = quote(attack, safe="", errors="replace")
    asked = "&".join(f"{quote(name)}={value}" for name in PARAMETERS)[:20_000]
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)) as connection:
        for path in chain(*paths(things[:10])):
            whole = path.replace("{}", value)[:6000]
            for address in (whole, f"{whole}?{asked}"):
                status, kind, text = sent(connection, "GET", address, accept="text/html", referer="/")
                assert status < 500, (address, text[:500])
                if kind.startswith("text/html"):
                    assert "alert(1)>" not in text, address
                    assert "<" not in attack or attack not in text, address


@pytest.mark.parametrize(
    "name", ["Host", "User-Agent", "Accept-Language", "X-Forwarded-For", "Origin", "Cookie", "Range"]
)
def test_no_header_steers_an_answer(server: Server, name: str) -> None:
    for attack in ("<script>alert(1)</script>", "evil.example", "bytes=0-999999999999", "' OR 1=1"):
        reply = server.ask("GET", "/", **{name: attack, "Accept": "text/html"})
        assert reply.status in (200, 206, 400, 416)
        assert attack not in reply.text
        assert attack not in "".join(reply.headers.values())
