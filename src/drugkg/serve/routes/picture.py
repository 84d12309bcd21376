"""The picture of a drug's claims and their sources: a page, and the data that it draws."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from drugkg.audit.report_words import STANCES
from drugkg.serve.answers import aside, page, snapshot_of
from drugkg.serve.caching import fresh, headers, tag
from drugkg.serve.views.paths import Paths
from drugkg.serve.views.picture import MOST_SOURCES, Choice, Picture, as_json, picture

__all__ = ["ROUTES"]

#: How many matters a picture may hold, the first as a rule.
_MOST = (20, 40, 80)


async def shown(request: Request) -> Response:
    """Answer with the page, which tells in a table what it draws."""
    held, choice = await _drawn(request)
    return page(
        request,
        "picture.html",
        picture=held,
        choice=choice,
        path=Paths(snapshot_of(request).store.base).of,
        stances=STANCES,
        sizes=_MOST,
        most_sources=MOST_SOURCES,
    )


async def data(request: Request) -> Response:
    """Answer with what is drawn."""
    snapshot = snapshot_of(request)
    mark = tag(snapshot.name, "picture", request.url.path, request.url.query)
    known = fresh(request, mark)
    if known is not None:
        return known
    held, _ = await _drawn(request)
    return JSONResponse(as_json(held, Paths(snapshot.store.base)), headers=headers(mark))


async def _drawn(request: Request) -> tuple[Picture, Choice]:
    """Return the picture that a request asks for.

    Raises:
        HTTPException: 404 where no document is about such a drug.
    """
    store, asked = snapshot_of(request).store, request.query_params
    most = asked.get("most", "")
    choice = Choice(
        asked.get("relation", ""),
        asked.get("source", ""),
        asked.get("conflicts", "") == "1",
        next((size for size in _MOST if str(size) == most), _MOST[0]),
    )
    candidates = Paths(store.base).candidates(f"/concept/{request.path_params['key']}", b"")
    held = await aside(request, picture, store, candidates[0], choice)
    if held is None:
        raise HTTPException(404)
    return held, choice


ROUTES = (
    Route("/concept/{key:path}/picture", shown, name="picture"),
    Route("/concept/{key:path}/picture.json", data, name="picture-data"),
)
