"""What a server bears: long, slow, broken and countless requests, two servers at one address, processes that die."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.serve.serving import Server, serving

_PATIENCE = 60


@pytest.fixture(scope="module")
def strict(built: Path) -> Iterator[Server]:
    """A server with narrow limits."""
    with serving(built, "--request-kilobytes", "4", "--header-kilobytes", "8", "--request-seconds", "2") as running:
        yield running


def told(server: Server, *pieces: bytes) -> bytes:
    """Send bytes as they are, and return what the server says until it closes."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=_PATIENCE) as line:
        for piece in pieces:
            line.sendall(piece)
        found = b""
        while part := line.recv(65536):
            found += part
        return found


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + b"a" * 20_000 + b"\r\n\r\n", b"431"),
        (b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", b"431"),
        (b"NONSENSE\r\n\r\n", b"400"),
        (b"GET /\x80 HTTP/1.1\r\nHost: x\r\n\r\n", b"400"),
        (b"GET / HTTP/9.9\r\nHost: x\r\n\r\n", b"400"),
        (b"TRACE / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", b"405"),
        (b"GET /%00%ff%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", b"404"),
        (b"GET //evil.example/.. HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", b"404"),
        (b"GET /static/../app.py HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", b"404"),
        (b"GET /static/%2e%2e/app.py HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", b"404"),
        (b"GET /static//etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", b"404"),
    ],
)
def test_what_is_no_sound_request_is_refused(strict: Server, request_: bytes, status: bytes) -> None:
    assert told(strict, request_).startswith(b"HTTP/1.1 " + status)


def test_a_long_body_is_refused_announced_or_not(strict: Server) -> None:
    head = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nConnection: close\r\n"
    assert told(strict, head + b"Content-Length: 99999\r\n\r\n").startswith(b"HTTP/1.1 413")
    chunk = b"800\r\n" + b"#" * 0x800 + b"\r\n"
    assert told(strict, head + b"Transfer-Encoding: chunked\r\n\r\n", chunk * 3).startswith(b"HTTP/1.1 413")


def test_a_request_that_does_not_come_is_not_waited_for(strict: Server) -> None:
    assert told(strict, b"GET / HT") == b""
    head = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nConnection: close\r\n"
    assert told(strict, head + b"Content-Length: 100\r\n\r\nSEL").startswith(b"HTTP/1.1 408")


def test_slow_clients_do_not_block_others(strict: Server) -> None:
    lines = [socket.create_connection(("127.0.0.1", strict.port), timeout=_PATIENCE) for _ in range(200)]
    try:
        for line in lines:
            line.sendall(b"GET / HTTP/1.1\r\nHost:")
        assert strict.get("/healthz").status == 200
        assert strict.get("/").status == 200
    finally:
        for line in lines:
            line.close()


def test_an_address_in_use_is_told_and_not_shared(server: Server, built: Path) -> None:
    with (
        pytest.raises(AssertionError, match="the server cannot listen here"),
        serving(built, "--port", str(server.port)),
    ):
        pass


def test_a_process_that_dies_is_replaced(built: Path) -> None:
    with serving(built, "--log", "none") as running:
        found = subprocess.run(["pgrep", "-P", str(running.process.pid)], capture_output=True, text=True, check=True)
        for child in found.stdout.split():
            os.kill(int(child), signal.SIGKILL)
        until = time.monotonic() + _PATIENCE
        while not well(running):
            assert time.monotonic() < until
            time.sleep(0.2)


def well(server: Server) -> bool:
    try:
        return server.get("/healthz").status == 200
    except OSError:
        return False


def test_the_log_is_one_line_a_request_that_no_request_can_forge(built: Path) -> None:
    with serving(built, "--log", "json") as running:
        running.get("/%0a%22status%22:%20200%0d%1b[31m")
        running.process.terminate()
        lines = running.process.communicate(timeout=_PATIENCE)[1].splitlines()
    forged = [json.loads(line) for line in lines if "status" in line and "healthz" not in line]
    assert [(line["method"], line["path"], line["status"]) for line in forged] == [
        ("GET", '/\n"status": 200\r\x1b[31m', 404)
    ]
    with serving(built) as running:
        running.get("/%0aforged%1b[31m")
        running.process.terminate()
        lines = running.process.communicate(timeout=_PATIENCE)[1].splitlines()
    assert not [line for line in lines if line.startswith("forged") or "\x1b" in line]
