"""The saved queries: each an address that answers with its rows, and with a form to ask for others."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from drugkg.errors import Problem, QueryError
from drugkg.query.resolve import Names
from drugkg.query.results import write
from drugkg.query.run import Bound, bundled, prepare
from drugkg.query.saved import SavedQuery
from drugkg.serve.answers import aside, failure, snapshot_of
from drugkg.serve.asking import MEDIA, Asked, asked, forms_of
from drugkg.serve.caching import fresh, headers, tag
from drugkg.serve.current import Snapshot

__all__ = ["ROUTES"]


async def query(request: Request) -> Response:
    """Answer a saved query."""
    try:
        saved = bundled(request.path_params["name"])
    except QueryError as error:
        return failure(request, 404, error)
    wanted = asked(request, saved)
    if wanted is None:
        forms = ", ".join(f"{MEDIA[form]} (?format={form})" for form in forms_of(saved))
        what = "there is no form of this answer that you accept"
        return failure(request, 406, Problem("Accept", what, f"accept one of {forms}"))
    snapshot = snapshot_of(request)
    mark = tag(snapshot.name, saved.name, *wanted.parts())
    known = fresh(request, mark)
    if known is not None:
        return known
    body = await aside(request, _answer, snapshot, saved, wanted)
    return Response(body, headers=headers(mark), media_type=MEDIA[wanted.form])


def _answer(snapshot: Snapshot, saved: SavedQuery, wanted: Asked) -> bytes:
    bound = _bound(snapshot, saved, wanted)
    if wanted.form == "sparql":
        return bound.sparql.encode()
    return write(snapshot.store.query(bound.sparql), wanted.form)


def _bound(snapshot: Snapshot, saved: SavedQuery, wanted: Asked) -> Bound:
    """Return the query with what was asked for.

    Raises:
        QueryError: with every value that means nothing, placed as the address has it.
    """
    names = snapshot.once("names", Names)
    try:
        return prepare(names, saved, dict(wanted.values))
    except QueryError as error:
        raise QueryError(
            Problem(problem.place.removeprefix("--").replace(" ", "=", 1), problem.what, problem.remedy)
            for problem in error.problems
        ) from error


ROUTES = (Route("/queries/{name}", query, name="query"),)
