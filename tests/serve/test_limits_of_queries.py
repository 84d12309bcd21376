"""Queries of users: stopped for real when they take too long or too much, told so, and no burden on the others."""

from __future__ import annotations

import gzip
import http.client
import json
import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from tests.serve.serving import Reply, Server, serving

import drugkg
from drugkg.resources import folder

#: Everything joined with everything: it has no first row before all of it was counted.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
MANY = "SELECT ?a ?b ?c ?d { ?a ?b ?c . ?d ?e ?f }"
#: What is told apart must be remembered.
HUNGRY = "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?a ?c ?d ?f { ?a ?b ?c . ?d ?e ?f } }"


@pytest.fixture(scope="module")
def strict(built: Path) -> Iterator[Server]:
    """A server with narrow limits and one query at a time."""
    limits = {"seconds": 3, "rows": 1000, "megabytes": 64, "processes": 1, "waiting": 1}
    options = [f"--query-{name}={limit}" for name, limit in limits.items()]
    with serving(built, "--log", "none", *options) as running:
        yield running


def asked(server: Server, query: str, **headers: str) -> Reply:
    return server.get(f"/sparql?query={quote(query)}", **headers)


def told(reply: Reply) -> str:
    error: str = json.loads(reply.text)["error"]
    return error


def children(server: Server) -> set[int]:
    """Return the processes below a server that answer queries."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents.setdefault(int(fields[1]), []).append(int(entry.name))
    below, found = [server.process.pid], set()
    while below:
        pid = below.pop()
        below += parents.get(pid, [])
        try:
            if b"drugkg.query.worker" in Path(f"/proc/{pid}/cmdline").read_bytes():
                found.add(pid)
        except OSError:
            continue
    return found


def ready(server: Server) -> set[int]:
    """Return the processes of a server that answers one query at a time: with the one that starts them, and a spare."""
    until = time.monotonic() + 60
    while len(found := children(server)) < 3 and time.monotonic() < until:
        time.sleep(0.05)
    return found


def test_a_query_that_takes_too_long_is_stopped_and_told(strict: Server) -> None:
    before = ready(strict)
    reply = asked(strict, ENDLESS)
    assert reply.status == 504
    assert "stopped after 3 seconds" in told(reply)
    assert asked(strict, "ASK {}").status == 200
    until = time.monotonic() + 60
    while not before - children(strict) and time.monotonic() < until:
        time.sleep(0.05)
    assert before - children(strict), "the process that answered is gone"


def test_a_query_that_needs_too_much_memory_is_stopped_and_told(strict: Server) -> None:
    reply = asked(strict, HUNGRY)
    assert reply.status == 507, reply.text
    assert "more memory than it may have" in told(reply)
    assert asked(strict, "ASK {}").status == 200


@pytest.mark.parametrize("media", ["application/sparql-results+json", "text/csv", "application/sparql-results+xml"])
def test_rows_beyond_the_limit_are_no_answer(strict: Server, media: str) -> None:
    most = "SELECT ?s { ?s ?p ?o } LIMIT 1000"
    assert asked(strict, most, Accept=media).status == 200
    reply = asked(strict, most.replace("1000", "1001"), Accept=media)
    assert reply.status == 507
    assert "more than 1000 rows" in told(reply)


def test_triples_beyond_the_limit_are_no_answer(strict: Server) -> None:
    most = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 1000"
    assert asked(strict, most).status == 200
    assert asked(strict, most.replace("1000", "1001")).status == 507


def test_a_query_nested_too_deeply_breaks_its_own_process_only(strict: Server) -> None:
    body = "SELECT * { FILTER " + "(" * 100_000 + "1" + ")" * 100_000 + "}"
    reply = strict.ask("POST", "/sparql", body, Content_Type="application/sparql-query")
    assert reply.status == 507
    assert "nest less" in told(reply).lower()
    assert asked(strict, "ASK {}").status == 200


def test_more_queries_than_may_wait_are_sent_away(strict: Server) -> None:
    replies: list[Reply] = []
    threads = [threading.Thread(target=lambda: replies.append(asked(strict, ENDLESS))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(reply.status for reply in replies) == [503, 503, 504, 504]
    assert {reply.headers.get("retry-after") for reply in replies if reply.status == 503} == {"1"}


def test_a_query_is_stopped_when_nobody_waits_for_it(built: Path) -> None:
    with serving(built, "--log", "none", "--query-seconds", "3600", "--query-processes", "1") as server:
        before = ready(server)
        line = socket.create_connection(("127.0.0.1", server.port))
        line.sendall(f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        time.sleep(0.5)
        line.close()
        until = time.monotonic() + 60
        while not before - children(server) and time.monotonic() < until:
            time.sleep(0.05)
        assert before - children(server)


def test_a_process_that_dies_is_replaced(strict: Server) -> None:
    killed = sorted(ready(strict))[1:]
    assert killed
    for pid in killed:
        os.kill(pid, signal.SIGKILL)
    until = time.monotonic() + 60
    while any(Path(f"/proc/{pid}").exists() for pid in killed) and time.monotonic() < until:
        time.sleep(0.05)
    assert [asked(strict, "ASK {}").status for _ in range(4)] == [200] * 4


def test_half_an_answer_is_never_passed_off_as_whole(built: Path) -> None:
    with serving(built, "--log", "none", "--query-seconds", "1", "--query-rows", "1000000000") as server:
        line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        line.request("GET", f"/sparql?query={quote(MANY)}", headers={"Accept": "text/csv"})
        answer = line.getresponse()
        assert answer.status == 200
        assert answer.getheader("transfer-encoding") == "chunked"
        with pytest.raises(http.client.IncompleteRead):
            answer.read()
        assert asked(server, "ASK {}").status == 200
        line.close()


def test_a_long_answer_comes_piece_by_piece_and_whole(server: Server) -> None:
    reply = asked(server, f"{MANY} LIMIT 60000", Accept="text/csv")
    assert reply.headers["transfer-encoding"] == "chunked"
    assert reply.body.count(b"\r\n") == 60_001
    packed = asked(server, f"{MANY} LIMIT 60000", Accept="text/csv", Accept_Encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body).count(b"\r\n") == 60_001


def test_queries_follow_a_graph_that_is_built_anew(tmp_path: Path) -> None:
    samples = sorted((folder("sources") / "samples").iterdir())
    files = [path for path in samples if path.is_file()]
    drugkg.build(files[:1], store=tmp_path / "store")
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    with serving(tmp_path / "store", "--log", "none") as server:
        first = asked(server, count)
        assert asked(server, count, If_None_Match=first.headers["etag"]).status == 304
        drugkg.build(files, store=tmp_path / "store")
        until = time.monotonic() + 30
        while (reply := asked(server, count)).text == first.text and time.monotonic() < until:
            time.sleep(0.1)
        assert reply.text != first.text
        assert reply.headers["etag"] != first.headers["etag"]
