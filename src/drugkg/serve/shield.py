"""What stands before every route: headers that keep a browser safe, and one line of log a request."""

from __future__ import annotations

import json
import logging
import time

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from drugkg.query.names import one_line
from drugkg.serve.settings import Settings

__all__ = ["POLICY", "Shield"]

_LOG = logging.getLogger("drugkg.access")

#: Pages take everything from this server, run no inline script, stand in no frame, and send forms nowhere else.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": POLICY,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
}


class Shield:
    """Sets the headers that a route has not set itself, and writes the log."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings = app, settings

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
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            else:
                sent += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, shielded)
        finally:
            if self._settings.log != "none":
                self._log(scope, status, sent, time.perf_counter() - began)

    def _log(self, scope: Scope, status: int, sent: int, seconds: float) -> None:
        client = scope["client"][0] if scope.get("client") else ""
        told = {
            "client": client, "method": scope["method"], "path": scope["path"],
            "status": status, "bytes": sent, "ms": round(seconds * 1000, 1),
        }  # fmt: skip
        if self._settings.log == "json":
            _LOG.info(json.dumps(told))
        else:
            _LOG.info(one_line(" ".join(str(value) for value in told.values())))
