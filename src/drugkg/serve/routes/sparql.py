"""The SPARQL endpoint: queries of anybody, in every form of the field."""

from __future__ import annotations

import asyncio
import hashlib
import re
from typing import Any

from starlette.requests import Request
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send

from drugkg.errors import Problem
from drugkg.query.asked import Asked, Reason, StoppedError
from drugkg.serve.answers import failure, settings_of, snapshot_of
from drugkg.serve.line import Run
from drugkg.serve.negotiate import chosen, prefers_page
from drugkg.serve.pool import Pool
from drugkg.serve.protocol import METHODS, ProtocolError, Wanted, forms, read
from drugkg.serve.routes.description import description
from drugkg.serve.routes.editor import editor

__all__ = ["ROUTES"]

_STATUS = {
    Reason.WRONG: 400, Reason.REFUSED: 403, Reason.UNACCEPTABLE: 406, Reason.LATE: 504, Reason.LARGE: 507,
    Reason.BUSY: 503, Reason.BROKEN: 500,
}  # fmt: skip
#: Any page may ask, with no rights of its user.
_OPEN = {"access-control-allow-origin": "*", "access-control-expose-headers": "ETag, Retry-After"}
_PREFLIGHT = {
    **_OPEN, "access-control-allow-methods": ", ".join(METHODS), "access-control-allow-headers": "*",
    "access-control-max-age": "86400", "allow": ", ".join(METHODS),
}  # fmt: skip
_ANSWER = {**_OPEN, "cache-control": "no-cache", "vary": "Accept, Accept-Encoding"}
#: What gives another answer each time.
_FICKLE = re.compile(r"\b(?:now|rand|uuid|struuid)\b", re.IGNORECASE)
#: A client that waits for longer than this is watched: when it goes, its query is stopped.
_PATIENCE = 0.05
_KIBI, _MEBI = 1 << 10, 1 << 20


class BrokenOffError(Exception):
    """An answer that cannot be ended: breaking the connection is the one way left to tell."""


async def sparql(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a query, tell why there is no answer, or describe the endpoint."""
    request = Request(scope, receive)
    try:
        await _answer(request, receive, send)
    except StoppedError as error:
        wait = {"retry-after": "1"} if error.reason is Reason.BUSY else {}
        await failure(request, _STATUS[error.reason], error, {**_OPEN, **wait})(scope, receive, send)
    except ProtocolError as error:
        allow = {"allow": ", ".join(METHODS)} if error.status == 405 else {}
        await failure(request, error.status, error, {**_OPEN, **allow})(scope, receive, send)


async def _answer(request: Request, receive: Receive, send: Send) -> None:
    method: str = request.scope["method"]
    if method == "OPTIONS":
        await _send(send, 204, _PREFLIGHT)
        return
    if method not in METHODS:
        raise ProtocolError(405, request.url.path, f"the address takes no {method}", "use GET or POST")
    body = await _body(request, receive) if method == "POST" else b""
    wanted = read(method, request.scope["query_string"], request.headers.get("content-type", ""), body)
    if wanted.query is None and method != "POST":
        person = not wanted.format and prefers_page(request.headers.get("accept", ""))
        answer = await (editor(request) if person else description(request))
        await answer(request.scope, receive, send)
        return
    if wanted.query is None:
        raise ProtocolError(400, "query", "there is no query", "send one as the parameter query")
    rows, graph = forms(request.headers.get("accept", ""), wanted.format)
    packs = _packs(request.headers.get("accept-encoding", ""))
    pool: Pool = request.app.state.pool
    pool.follow(snapshot_of(request))
    headers = dict(_ANSWER)
    if method != "POST" and (tag := _tag(pool.generation, wanted, rows, graph)):
        headers["etag"] = tag
        if tag in request.headers.get("if-none-match", ""):
            await _send(send, 304, headers)
            return
    settings = settings_of(request)
    asked = Asked(
        wanted.query, rows, graph, default_graphs=wanted.default_graphs, named_graphs=wanted.named_graphs,
        gzip=packs, most_rows=settings.query_rows, most_bytes=settings.query_megabytes * _MEBI,
    )  # fmt: skip
    run = await pool.ask(asked)
    watch = asyncio.get_running_loop().call_later(_PATIENCE, _watch, run, receive)
    try:
        await run.begun()
        headers["content-type"] = _content_type(run.media)
        if run.gzip:
            headers["content-encoding"] = "gzip"
        if run.whole:
            await _send(send, 200, headers, run.held(), bodiless=method == "HEAD")
        else:
            await _stream(send, headers, run, bodiless=method == "HEAD")
    finally:
        watch.cancel()
        run.stop(_GONE)


async def _stream(send: Send, headers: dict[str, str], run: Run, *, bodiless: bool) -> None:
    """Send an answer that is too long to be held back; one that does not end well breaks the connection."""
    await send(_start(200, headers))
    if bodiless:
        run.stop(_GONE)
    else:
        try:
            async for piece in run.pieces():
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        except StoppedError as error:
            raise BrokenOffError(str(error)) from None
    await send({"type": "http.response.body", "body": b"", "more_body": False})


_GONE = StoppedError(Reason.LATE, Problem("query", "the client has gone"))


def _watch(run: Run, receive: Receive) -> None:
    """Stop a query when its client goes."""

    async def until_gone() -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        run.stop(_GONE)

    run.watcher = asyncio.ensure_future(until_gone())


async def _body(request: Request, receive: Receive) -> bytes:
    most = settings_of(request).request_kilobytes * _KIBI
    parts: list[bytes] = []
    size, more = 0, True
    while more:
        message: Message = await receive()
        part = message.get("body", b"")
        parts.append(part)
        size += len(part)
        if size > most:
            raise ProtocolError(413, "the request", f"it is longer than {most} bytes", "send a shorter query")
        more = message.get("more_body", False)
    return b"".join(parts)


def _packs(accepted: str) -> bool:
    return bool(accepted) and chosen(accepted, {"gzip": "gzip"}) is not None


def _tag(generation: str, wanted: Wanted, *forms: str | None) -> str:
    """Return what names this answer while the graph is the same; nothing for a query that answers anew each time."""
    if not generation or _FICKLE.search(wanted.query or ""):
        return ""
    said = repr((generation, wanted.query, wanted.default_graphs, wanted.named_graphs, forms))
    return f'W/"{hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=15).hexdigest()}"'


def _content_type(media: str) -> str:
    return f"{media}; charset=utf-8" if media.startswith("text/") else media


def _start(status: int, headers: dict[str, str]) -> dict[str, Any]:
    lines = [(name.encode(), value.encode("latin-1", "replace")) for name, value in headers.items()]
    return {"type": "http.response.start", "status": status, "headers": lines}


async def _send(send: Send, status: int, headers: dict[str, str], body: bytes = b"", *, bodiless: bool = False) -> None:
    if status not in (204, 304):
        headers = {**headers, "content-length": str(len(body))}
    await send(_start(status, headers))
    await send({"type": "http.response.body", "body": b"" if bodiless else body})


class _Endpoint:
    """What Starlette hands every method to."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""
        await sparql(scope, receive, send)


ROUTES = (Route("/sparql", _Endpoint(), name="sparql"), Route("/sparql/", _Endpoint()))
