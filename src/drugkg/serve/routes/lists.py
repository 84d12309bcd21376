"""The lists of findings, documents and sources."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from drugkg.serve.answers import aside, snapshot_of
from drugkg.serve.current import Snapshot
from drugkg.serve.routes.things import show
from drugkg.serve.views.document import document_list, source_list
from drugkg.serve.views.finding import finding_list
from drugkg.serve.views.shown import Asked, Shown

__all__ = ["ROUTES"]


def _listing(make: Callable[[Snapshot, Asked], Shown]) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        return await aside(request, lambda: show(request, make(snapshot_of(request), request.query_params)))

    return answer


ROUTES = (
    Route("/findings", _listing(finding_list), name="findings"),
    Route("/documents", _listing(document_list), name="documents"),
    Route("/sources", _listing(source_list), name="sources"),
)
