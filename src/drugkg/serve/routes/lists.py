"""The lists of findings, documents and sources."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Protocol

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from drugkg.serve.answers import aside
from drugkg.serve.current import Snapshot
from drugkg.serve.routes.things import show
from drugkg.serve.views.document import document_list, source_list
from drugkg.serve.views.finding import finding_list
from drugkg.serve.views.shown import Asked, Shown

__all__ = ["ROUTES"]


class Make(Protocol):
    """Makes a list as far as it is asked for."""

    def __call__(self, snapshot: Snapshot, asked: Asked) -> Shown:
        """Return the page of a list."""
        ...


def _listing(make: Make) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        return await aside(request, show, request, partial(make, asked=request.query_params))

    return answer


ROUTES = (
    Route("/findings", _listing(finding_list), name="findings"),
    Route("/documents", _listing(document_list), name="documents"),
    Route("/sources", _listing(source_list), name="sources"),
)
