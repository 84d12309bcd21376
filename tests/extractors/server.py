"""A real server on this machine that answers chat completions as a test tells it to."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

__all__ = ["Asked", "Server", "closes", "drips", "hangs_up", "says", "serving", "status", "waits"]

#: What a server does with one request.
Answer = Callable[["Handler"], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that came in."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def told(self) -> dict[str, Any]:
        """What the user message holds."""
        found: dict[str, Any] = json.loads(self.body["messages"][-1]["content"])
        return found


@dataclass(slots=True)
class Server:
    """A running server: its base address, the requests so far, and the answers to come; the last one stays."""

    url: str
    answers: list[Answer]
    asked: list[Asked] = field(default_factory=list)

    def next(self) -> Answer:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


class Handler(BaseHTTPRequestHandler):
    """Hands each request to the answer whose turn it is."""

    server: Any

    def do_POST(self) -> None:
        served: Server = self.server.served
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        served.asked.append(Asked(self.path, dict(self.headers), body))
        served.next()(self)

    def do_GET(self) -> None:
        self.server.served.asked.append(Asked(self.path, dict(self.headers), {}))
        self.send_error(405)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def send(self, body: bytes, code: int = 200, **headers: str) -> None:
        self.send_response(code)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def says(reply: object, finish: str = "stop") -> Answer:
    """Answer with a reply of the model: text as it is, anything else as JSON."""
    content = reply if isinstance(reply, str) else json.dumps(reply)
    body = {"choices": [{"message": {"role": "assistant", "content": content}, "finish_reason": finish}]}
    return lambda handler: handler.send(json.dumps(body).encode())


def status(code: int, body: bytes = b"", **headers: str) -> Answer:
    """Answer with a status and a body as they are."""
    return lambda handler: handler.send(body, code, **headers)


def waits(seconds: float) -> Answer:
    """Answer too late."""

    def answer(handler: Handler) -> None:
        time.sleep(seconds)
        says({"claims": []})(handler)

    return answer


def drips(handler: Handler) -> None:
    """Send a byte now and then, for ever as far as a test goes."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


def hangs_up(handler: Handler) -> None:
    """End the connection without an answer."""
    handler.close_connection = True


def closes(handler: Handler) -> None:
    """End the connection in the middle of an answer."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"choices": [')
    handler.close_connection = True


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that has gone."""


@contextmanager
def serving(*answers: Answer) -> Iterator[Server]:
    """Run a server on this machine; requests get the answers in turn."""
    running = _Quiet(("127.0.0.1", 0), Handler)
    served = Server(f"http://127.0.0.1:{running.server_address[1]}/v1", list(answers))
    running.served = served  # type: ignore[attr-defined]
    thread = Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        running.shutdown()
        running.server_close()
        thread.join()
