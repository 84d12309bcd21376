"""The first page, and whether the server is well."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from drugkg import __version__
from drugkg.serve.answers import aside, page, snapshot_of
from drugkg.store import summary

__all__ = ["ROUTES"]


async def home(request: Request) -> Response:
    """Answer with the first page."""
    snapshot = snapshot_of(request)
    counts = await aside(request, snapshot.once, "summary", summary)
    return page(request, "home.html", counts=counts)


async def health(request: Request) -> Response:
    """Answer that the server is well, and which graph it serves."""
    snapshot = snapshot_of(request)
    answer = {"ok": True, "version": __version__, "graph": snapshot.name, "statements": len(snapshot.store)}
    return JSONResponse(answer, headers={"cache-control": "no-store"})


ROUTES = (Route("/", home, name="home"), Route("/healthz", health, name="health"))
