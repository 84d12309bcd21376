"""Finding things by their names."""

from __future__ import annotations

from functools import partial

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from drugkg.serve.answers import aside, snapshot_of
from drugkg.serve.current import Snapshot
from drugkg.serve.routes.things import show
from drugkg.serve.views.overview import drugs, known_names
from drugkg.serve.views.paths import Paths
from drugkg.serve.views.shown import Shown, spaced_kind

__all__ = ["ROUTES"]

_SUGGESTED, _FOUND, _LONGEST = 10, 60, 200


async def search(request: Request) -> Response:
    """Answer with all that has a name like what was typed."""
    return await aside(request, show, request, partial(_searched, asked=_asked(request)))


async def suggest(request: Request) -> Response:
    """Answer with the few names that what was typed may become, as JSON."""
    snapshot, asked = snapshot_of(request), _asked(request)
    found = await aside(request, lambda: known_names(snapshot).search(asked, _SUGGESTED))
    paths = Paths(snapshot.store.base)
    told = [
        {
            "label": each.label,
            "name": each.name,
            "kind": spaced_kind(each.kind),
            "iri": each.iri,
            "path": paths.of(each.iri),
        }
        for each in found
    ]
    headers = {"cache-control": "max-age=60", "access-control-allow-origin": "*"}
    return JSONResponse({"query": asked, "suggestions": told}, headers=headers)


def _asked(request: Request) -> str:
    return request.query_params.get("q", "").strip()[:_LONGEST]


def _searched(snapshot: Snapshot, asked: str) -> Shown:
    names = known_names(snapshot)
    found = names.search(asked, _FOUND)
    values = {
        "asked": asked,
        "found": found,
        "full": len(found) == _FOUND,
        "near": names.near(asked) if asked and not found else [],
        "drugs": list(drugs(snapshot).values())[:24],
        "spoken": drugs(snapshot),
    }
    return Shown("search.html", values)


ROUTES = (Route("/search", search, name="search"), Route("/suggest", suggest, name="suggest"))
