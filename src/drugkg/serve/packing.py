"""Answers are packed for clients that take them so."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from drugkg.serve.negotiate import packs

__all__ = ["Packing"]

#: Answers of fewer bytes are sent as they are.
_WORTH_PACKING = 2048


class Packing:
    """Packs answers by gzip; Starlette's own choice would do so for clients that refuse it by `gzip;q=0`."""

    def __init__(self, app: ASGIApp) -> None:
        self._plain, self._packed = app, GZipMiddleware(app, minimum_size=_WORTH_PACKING, compresslevel=5)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        takes = scope["type"] == "http" and packs(Headers(scope=scope).get("accept-encoding", ""))
        await (self._packed if takes else self._plain)(scope, receive, send)
