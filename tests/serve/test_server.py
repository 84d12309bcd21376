"""The server as a whole: it starts, tells that it is well, refuses in words, and stops."""

from __future__ import annotations

import gzip
import json
import signal
from pathlib import Path

from tests.serve.serving import Server, serving


def test_it_tells_that_it_is_well(server: Server) -> None:
    told = json.loads(server.get("/healthz").text)
    assert told["ok"] is True
    assert told["statements"] > 1000


def test_an_address_that_is_none_is_told_to_programs_and_to_people(server: Server) -> None:
    program, person = server.get("/nowhere"), server.get("/nowhere", Accept="text/html")
    assert (program.status, person.status) == (404, 404)
    (error,) = json.loads(program.text)["errors"]
    assert error["place"] == "/nowhere"
    assert "<h1>Not Found</h1>" in person.text


def test_every_answer_keeps_a_browser_safe(server: Server) -> None:
    for path in ("/", "/healthz", "/nowhere", "/static/base.css"):
        headers = server.get(path).headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_it_stops_in_good_order_when_told_to(built: Path) -> None:
    with serving(built) as running:
        running.process.send_signal(signal.SIGTERM)
        _, told = running.process.communicate(timeout=30)
        assert running.process.returncode == 0
        assert "Traceback" not in told
        assert f"serving {built} at {running.url}/" in told


def test_long_answers_are_packed_for_those_who_take_it(server: Server) -> None:
    plain = server.get("/queries/effects?drug=baclofen", Accept="text/csv")
    packed = server.get("/queries/effects?drug=baclofen", Accept="text/csv", Accept_Encoding="gzip")
    assert gzip.decompress(packed.body) == plain.body
    assert "content-encoding" not in plain.headers
    assert packed.headers["etag"] == plain.headers["etag"]
    assert "Accept-Encoding" in plain.headers["vary"]
    assert len(packed.body) < len(plain.body) / 2
