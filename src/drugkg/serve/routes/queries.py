"""The saved queries: each an address that answers with its rows, and with a form to ask for others."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pyoxigraph
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from drugkg.errors import Problem, QueryError
from drugkg.query.resolve import Names
from drugkg.query.results import Answer, write
from drugkg.query.run import Bound, bundled, by_group, default_of, prepare
from drugkg.query.saved import SavedQuery
from drugkg.serve.answers import aside, failure, page, settings_of, snapshot_of
from drugkg.serve.asking import MEDIA, Asked, asked, forms_of
from drugkg.serve.caching import OPEN, fresh, headers, tag
from drugkg.serve.current import Snapshot
from drugkg.serve.negotiate import prefers_page
from drugkg.serve.views.fields import fields
from drugkg.serve.views.result import result

__all__ = ["ROUTES"]


async def queries(request: Request) -> Response:
    """Answer with the list of all saved queries.

    Raises:
        QueryError: if there is no such form of it.
    """
    formats = request.query_params.getlist("format")
    if formats not in ([], ["json"], ["html"]):
        raise QueryError(Problem("format", "the list has no such form", "use json or html, once"))
    if formats == ["html"] or (not formats and prefers_page(request.headers.get("accept", ""))):
        return page(request, "queries.html", groups=tuple(by_group()))
    told = [
        {
            "name": query.name,
            "group": title,
            "summary": query.summary,
            "parameters": [parameter.name for parameter in query.parameters],
            "address": f"/queries/{query.name}",
        }
        for title, group in by_group()
        for query in group
    ]
    return JSONResponse({"queries": told}, headers={"vary": "Accept", **OPEN})


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
    if wanted.form == "html":
        answer = await aside(request, _page, request, snapshot, saved, wanted)
        if answer.status_code == 200:
            answer.headers.update(headers(mark))
        return answer
    body = await aside(request, _written, snapshot, saved, wanted)
    return Response(body, headers=headers(mark), media_type=MEDIA[wanted.form])


def _written(snapshot: Snapshot, saved: SavedQuery, wanted: Asked) -> bytes:
    bound = _bound(snapshot, saved, wanted)
    return bound.sparql.encode() if wanted.form == "sparql" else write(_answer(snapshot, bound), wanted.form)


def _page(request: Request, snapshot: Snapshot, saved: SavedQuery, wanted: Asked) -> Response:
    """Return the page: the form, and the answer where it can be given."""
    names = snapshot.once("names", Names)
    form = fields(names, saved, dict(wanted.values))
    try:
        bound = _bound(snapshot, saved, wanted)
    except QueryError as error:
        lacking = {each.name for each in saved.parameters if each.default and default_of(names, each) is None}
        missing = tuple(problem for problem in error.problems if problem.place in lacking)
        wrong = tuple(problem for problem in error.problems if problem not in missing)
        status = 400 if wrong else 200
        return page(request, "query.html", status, query=saved, fields=form, problems=wrong, missing=missing)
    answer = _answer(snapshot, bound)
    rows = None
    if isinstance(answer, pyoxigraph.QuerySolutions):
        portion = (wanted.page, settings_of(request).page_rows)
        rows = result(names, snapshot.store.base, answer, dict(saved.columns), portion)
    given = [(name, value) for name, several in wanted.values for value in several]
    return page(
        request,
        "query.html",
        query=saved,
        fields=form,
        result=rows,
        defaults=bound.defaults,
        downloads=[(each, "?" + urlencode([*given, ("format", each)])) for each in forms_of(saved)[:-1]],
        page=wanted.page,
        turn="?" + "".join(f"{urlencode([pair])}&" for pair in given) + "page=",
        editor="/sparql#query=" + quote(bound.sparql, safe=""),
        sparql=bound.sparql,
    )


def _answer(snapshot: Snapshot, bound: Bound) -> Answer:
    return snapshot.store.query(bound.sparql)


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


ROUTES = (Route("/queries", queries, name="queries"), Route("/queries/{name}", query, name="query"))
