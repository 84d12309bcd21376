"""What programs look for before they ask: service description, VoID, DCAT, the saved queries as RDF, and OpenAPI."""

from __future__ import annotations

from urllib.parse import urlsplit

import pyoxigraph
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from drugkg.query.formats import GRAPHS
from drugkg.serve.answers import aside, settings_of, snapshot_of
from drugkg.serve.caching import fresh, headers, tag
from drugkg.serve.counts import counts
from drugkg.serve.current import Snapshot
from drugkg.serve.openapi import document
from drugkg.serve.protocol import forms
from drugkg.serve.service import Place, described, examples, written

__all__ = ["ROUTES", "description", "place_of"]


def place_of(request: Request) -> Place:
    """Return where the server stands, as its settings or the request have it."""
    settings, base = settings_of(request), snapshot_of(request).store.base
    server = settings.public_url or f"{request.url.scheme}://{request.headers.get('host', '')}"
    try:
        # What a client writes into its request may be no host.
        urlsplit(server)
        pyoxigraph.NamedNode(f"{server}/")
    except ValueError:
        server = f"http://{settings.host}:{settings.port}"
    return Place(server.rstrip("/"), base)


async def description(request: Request) -> Response:
    """Answer with all that the server says of itself.

    Raises:
        ProtocolError: if the client takes no form of a graph.
    """
    return await _answer(request, "description")


async def _examples(request: Request) -> Response:
    return await _answer(request, "examples")


async def _answer(request: Request, about: str) -> Response:
    media = forms(request.headers.get("accept", ""), request.query_params.get("format", ""))[1] or "text/turtle"
    snapshot, place = snapshot_of(request), place_of(request)
    mark = tag(snapshot.name, about, place.server, media)
    known = fresh(request, mark)
    if known is not None:
        return known
    body = await aside(request, _written, snapshot, place, about, media)
    return Response(body, headers=headers(mark), media_type=media)


async def _openapi(request: Request) -> Response:
    snapshot, server = snapshot_of(request), place_of(request).server
    mark = tag(snapshot.name, "openapi", server)
    return fresh(request, mark) or JSONResponse(document(server), headers=headers(mark))


def _written(snapshot: Snapshot, place: Place, about: str, media: str) -> bytes:
    told = examples(place) if about == "examples" else described(place, snapshot.once("counts", counts))
    return written(told, place, GRAPHS[media])


ROUTES = (
    Route("/openapi.json", _openapi, name="openapi"),
    Route("/.well-known/void", description, name="void"),
    Route("/.well-known/sparql-examples", _examples, name="examples"),
)
