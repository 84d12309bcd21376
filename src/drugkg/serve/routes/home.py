"""The first page, and whether the server is well."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from drugkg import __version__
from drugkg.serve.answers import aside, snapshot_of
from drugkg.serve.current import Snapshot
from drugkg.serve.routes.things import show
from drugkg.serve.views.overview import drugs, findings, reasons
from drugkg.serve.views.shown import Shown
from drugkg.store import summary

__all__ = ["ROUTES"]

#: So many conflicts and drugs are told.
_CONFLICTS, _DRUGS = 6, 40


async def home(request: Request) -> Response:
    """Answer with the first page."""
    return await aside(request, show, request, _home)


async def health(request: Request) -> Response:
    """Answer that the server is well, and which graph it serves."""
    snapshot = snapshot_of(request)
    answer = {"ok": True, "version": __version__, "graph": snapshot.name, "statements": snapshot.statements}
    return JSONResponse(answer, headers={"cache-control": "no-store"})


def _home(snapshot: Snapshot) -> Shown:
    told = [each for each in findings(snapshot) if each.verdict == "conflict"]
    shown = told[:_CONFLICTS]
    every = list(drugs(snapshot).values())
    values = {
        "counts": snapshot.once("summary", summary),
        "conflicts": shown,
        "all_conflicts": len(told),
        "reasons": reasons(snapshot.store, [each.iri for each in shown]) if shown else {},
        "drugs": every[:_DRUGS],
        "all_drugs": len(every),
    }
    return Shown("home.html", values)


ROUTES = (
    Route("/", home, name="home"),
    Route("/healthz", health, name="health"),
)
