"""What stands before every route: limits on what comes in, headers that keep a browser safe, a log."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from datetime import UTC, datetime

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from drugkg.query.names import one_line
from drugkg.serve.settings import Settings

__all__ = ["POLICY", "Shield"]

_LOG = logging.getLogger("drugkg.access")
_KIBI = 1024

#: Pages take everything from this server, run no inline script, stand in no frame, and send forms nowhere else.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-opener-policy", b"same-origin"),
)


class Shield:
    """Stands around an application: whatever this answers passes here, its errors too."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings = app, settings
        self._most = settings.request_kilobytes * _KIBI

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status, sent = time.perf_counter(), 0, 0

        async def shielded(message: Message) -> None:
            nonlocal status, sent
            if message["type"] == "http.response.start":
                status = message["status"]
                held = {name for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(line for line in _HEADERS if line[0] not in held)]
            else:
                sent += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, self._limited(scope, receive), shielded)
        finally:
            if self._settings.log != "none":
                self._log(scope, status, sent, time.perf_counter() - began)

    def _limited(self, scope: Scope, receive: Receive) -> Receive:
        """Return the body of a request, as far as its length and its time allow."""
        announced = Headers(scope=scope).get("content-length", "")
        until = time.monotonic() + self._settings.request_seconds
        taken, whole = 0, False

        async def limited() -> Message:
            nonlocal taken, whole
            if announced.isdigit() and int(announced) > self._most:
                raise HTTPException(413)
            if whole:  # what follows the body is the end of the connection, for which an answer may wait long
                return await receive()
            try:
                message = await asyncio.wait_for(receive(), max(until - time.monotonic(), 0))
            except TimeoutError:
                raise HTTPException(408) from None
            taken += len(message.get("body", b""))
            whole = not message.get("more_body", False)
            if taken > self._most:
                raise HTTPException(413)
            return message

        return limited

    def _log(self, scope: Scope, status: int, sent: int, seconds: float) -> None:
        told = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "client": scope["client"][0] if scope.get("client") else "",
            "method": scope["method"],
            "path": scope["path"],
            "status": status,
            "bytes": sent,
            "ms": round(seconds * 1000, 1),
        }
        if self._settings.log == "json":
            _LOG.info(json.dumps(told))
        else:
            _LOG.info(one_line(" ".join(str(value) for value in told.values())))
