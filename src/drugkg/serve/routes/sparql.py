"""The SPARQL endpoint: queries of anybody, in every form of the field."""

from __future__ import annotations

import asyncio
import logging
import re
from functools import lru_cache
from typing import Any

from starlette.requests import Request
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from drugkg.errors import Problem
from drugkg.query.asked import Asked, Reason, StoppedError
from drugkg.serve.answers import failure, settings_of, snapshot_of
from drugkg.serve.caching import OPEN, fresh, headers, tag
from drugkg.serve.line import Run
from drugkg.serve.negotiate import packs, prefers_page
from drugkg.serve.pool import Pool
from drugkg.serve.protocol import METHODS, ProtocolError, Wanted, forms, read, status_of
from drugkg.serve.routes.description import description
from drugkg.serve.routes.editor import editor

__all__ = ["ROUTES"]

_LOG = logging.getLogger("drugkg.serve")

_ALLOW = {"allow": ", ".join(METHODS)}
_PREFLIGHT = {
    **OPEN, **_ALLOW, "access-control-allow-methods": ", ".join(METHODS), "access-control-allow-headers": "*",
    "access-control-max-age": "86400",
}  # fmt: skip
_VARY = {"vary": "Accept, Accept-Encoding"}
#: What gives another answer each time.
_FICKLE = re.compile(r"\b(?:now|rand|uuid|struuid)\b", re.IGNORECASE)
#: A client that waits for longer than so many seconds is watched: when it goes, its query is stopped.
_PATIENCE = 0.05
_MEBI = 1 << 20
_GONE = StoppedError(Reason.LATE, Problem("query", "nobody waits for the answer"))


class Endpoint:
    """Answers every method."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a query, tell why there is no answer, or show the editor."""
        request = Request(scope, receive)
        try:
            await _answer(request, send)
        except StoppedError as error:
            wait = {"retry-after": "1"} if error.reason is Reason.BUSY else {}
            await failure(request, status_of(error), error, {**OPEN, **wait})(scope, receive, send)
        except ProtocolError as error:
            await failure(request, error.status, error, {**OPEN, **_ALLOW})(scope, receive, send)


async def _answer(request: Request, send: Send) -> None:
    method = request.method
    if method == "OPTIONS":
        await _send(send, 204, _PREFLIGHT)
        return
    if method not in METHODS:
        raise ProtocolError(405, request.url.path, f"the address takes no {method}", "use GET or POST")
    body = await request.body() if method == "POST" else b""
    wanted = read(method, request.scope["query_string"], request.headers.get("content-type", ""), body)
    accept = request.headers.get("accept", "")
    if wanted.query is None and method != "POST":
        person = not wanted.format and prefers_page(accept)
        answer = await (editor(request) if person else description(request))
        await answer(request.scope, request.receive, send)
        return
    if wanted.query is None:
        raise ProtocolError(400, "query", "there is no query", "send one as the parameter query")
    rows, graph = forms(accept, wanted.format)
    packed = packs(request.headers.get("accept-encoding", ""))
    pool: Pool = request.app.state.pool
    generation = pool.follow(snapshot_of(request))
    told = {**OPEN, "cache-control": "no-store"}
    if method != "POST" and not _FICKLE.search(wanted.query):
        mark = tag(generation, *_parts(wanted), rows or "", graph or "", "gzip" if packed else "")
        known = fresh(request, mark)
        if known is not None:
            known.headers.update(_VARY)
            await known(request.scope, request.receive, send)
            return
        told = headers(mark)
    told.update(_VARY)
    settings = settings_of(request)
    asked = Asked(
        wanted.query, rows, graph, default_graphs=wanted.default_graphs, named_graphs=wanted.named_graphs,
        gzip=packed, most_rows=settings.query_rows, most_bytes=settings.query_megabytes * _MEBI,
    )  # fmt: skip
    run = await pool.ask(asked)
    watch = asyncio.get_running_loop().call_later(_PATIENCE, run.watch, request.receive)
    try:
        await run.begun()
        told["content-type"] = f"{run.media}; charset=utf-8" if run.media.startswith("text/") else run.media
        if run.gzip:
            told["content-encoding"] = "gzip"
        if run.whole:
            await _send(send, 200, told, run.held(), bodiless=method == "HEAD")
        else:
            await _stream(send, told, run, bodiless=method == "HEAD")
    finally:
        watch.cancel()
        run.stop(_GONE)


async def _stream(send: Send, told: dict[str, str], run: Run, *, bodiless: bool) -> None:
    """Send an answer that is too long to be held back.

    One that does not end well is left without an end, so that the server breaks the connection: there is no other way
    to tell the client that it has half an answer.
    """
    await send(_start(200, told))
    try:
        if not bodiless:
            async for piece in run.pieces():
                await send({"type": "http.response.body", "body": piece, "more_body": True})
    except StoppedError as error:
        _LOG.info("broke off an answer: %s", error)
    else:
        await send({"type": "http.response.body", "body": b""})


@lru_cache(maxsize=64)
def _parts(wanted: Wanted) -> list[str]:
    """Return what was asked for as texts."""
    graphs = (repr(graphs) for graphs in (wanted.default_graphs, wanted.named_graphs))
    return [wanted.query or "", *graphs]


def _start(status: int, told: dict[str, str]) -> dict[str, Any]:
    lines = [(name.encode(), value.encode()) for name, value in told.items()]
    return {"type": "http.response.start", "status": status, "headers": lines}


async def _send(send: Send, status: int, told: dict[str, str], body: bytes = b"", *, bodiless: bool = False) -> None:
    length = {} if status == 204 else {"content-length": str(len(body))}
    await send(_start(status, told | length))
    await send({"type": "http.response.body", "body": b"" if bodiless else body})


ROUTES = (Route("/sparql", Endpoint(), name="sparql"), Route("/sparql/", Endpoint()))
