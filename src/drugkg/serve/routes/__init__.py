"""Every address of the server: a module holds the routes of one matter, and names them in `ROUTES`."""

from __future__ import annotations

from starlette.routing import BaseRoute

from drugkg.serve.routes import description, home, lists, picture, queries, search, sparql, things

__all__ = ["ROUTES"]

#: All routes, the more exact before the more general.
ROUTES: tuple[BaseRoute, ...] = (
    *sparql.ROUTES,
    *home.ROUTES,
    *picture.ROUTES,
    *queries.ROUTES,
    *description.ROUTES,
    *search.ROUTES,
    *lists.ROUTES,
    *things.ROUTES,
)
