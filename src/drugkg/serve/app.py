"""The application: settings and a graph in, an ASGI application out."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.types import ASGIApp

from drugkg.errors import DrugKGError, Problem
from drugkg.query.asked import Reason, StoppedError
from drugkg.serve.answers import failure
from drugkg.serve.assets import Assets
from drugkg.serve.caching import OPEN
from drugkg.serve.current import Current
from drugkg.serve.packing import Packing
from drugkg.serve.pool import Pool
from drugkg.serve.protocol import status_of
from drugkg.serve.routes import ROUTES
from drugkg.serve.settings import Settings, from_json
from drugkg.serve.shield import Shield

__all__ = ["HANDED_OVER", "application", "handed_over"]

#: The variable in which the settings reach the processes that answer.
HANDED_OVER = "DRUGKG_SERVING"


def application(settings: Settings) -> ASGIApp:
    """Return the application that serves a graph.

    Raises:
        StoreError: if there is no graph.
    """
    current = Current(settings.store, settings.memory_statements)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        app.state.threads = ThreadPoolExecutor(settings.threads, "drugkg-serve")
        app.state.pool = Pool(settings)
        app.state.pool.follow(current.snapshot())
        try:
            yield
        finally:
            await app.state.pool.close()
            app.state.threads.shutdown(wait=False, cancel_futures=True)

    app = Starlette(
        routes=[*ROUTES, Mount("/static", Assets(), name="static")],
        # The endpoint packs its answers itself, where they are made; this packs all others, if the client takes it.
        middleware=[Middleware(Packing)],
        exception_handlers={DrugKGError: _told, HTTPException: _refused, Exception: _unexpected},
        lifespan=lifespan,
    )
    app.state.settings, app.state.current, app.state.busy = settings, current, 0
    return Shield(app, settings)


def handed_over() -> ASGIApp:
    """Return the application by the settings that this process was given."""
    return application(from_json(os.environ[HANDED_OVER]))


async def _told(request: Request, error: Exception) -> Response:
    assert isinstance(error, DrugKGError)
    wait = {"retry-after": "1"} if isinstance(error, StoppedError) and error.reason is Reason.BUSY else {}
    return failure(request, status_of(error), error, {**OPEN, **wait})


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    what, remedy = _REFUSALS.get(error.status_code, (str(error.detail), "see /openapi.json"))
    return failure(request, error.status_code, Problem(request.url.path, what, remedy), error.headers)


async def _unexpected(request: Request, error: Exception) -> Response:
    what = f"the server could not answer ({type(error).__name__})"
    return failure(request, 500, Problem(request.url.path, what, "tell whoever runs this server; its log has more"))


_REFUSALS = {
    404: ("there is nothing at this address", "search for a drug, or start at the first page"),
    405: ("this address does not take this method", "use GET"),
    408: ("the request did not arrive in time", "send it again, whole"),
    413: ("the request is longer than this server takes", "send less, or ask who runs the server to allow more"),
    503: ("the server has too much to do", "ask again in a moment"),
}
