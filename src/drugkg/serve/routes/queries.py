"""The saved queries: each an address that answers with its rows, and with a form to ask for others."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from drugkg.errors import Problem, QueryError
from drugkg.query.resolve import Names
from drugkg.query.results import write
from drugkg.query.run import Bound, bundled, by_group, default_of, names_things, prepare
from drugkg.query.saved import SavedQuery
from drugkg.serve.answers import aside, failure, page, settings_of, snapshot_of
from drugkg.serve.asking import MEDIA, Asked, asked, forms_of
from drugkg.serve.caching import OPEN, fresh, headers, tag
from drugkg.serve.current import Snapshot
from drugkg.serve.killable import answered
from drugkg.serve.negotiate import prefers_page
from drugkg.serve.views.fields import fields
from drugkg.serve.views.result import result

__all__ = ["ROUTES"]

_JSON = QueryResultsFormat.JSON


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
    alone = names_things(saved, dict(wanted.values)) or wanted.form == "sparql"
    state = snapshot.name if alone else request.app.state.pool.follow(snapshot)
    mark = tag(state, saved.name, *wanted.parts())
    known = fresh(request, mark)
    if known is not None:
        return known
    if wanted.form == "html":
        found = None if alone else await _found(request, snapshot, saved, wanted)
        answer = await aside(request, _page, request, snapshot, saved, wanted, found)
        if answer.status_code == 200:
            answer.headers.update(headers(mark))
        return answer
    if alone:
        body = await aside(request, _written, snapshot, saved, wanted)
    else:
        bound = await aside(request, _bound, snapshot, saved, wanted)
        body = await answered(request, bound.sparql, wanted.form)
    return Response(body, headers=headers(mark), media_type=MEDIA[wanted.form])


def _written(snapshot: Snapshot, saved: SavedQuery, wanted: Asked) -> bytes:
    bound = _bound(snapshot, saved, wanted)
    return bound.sparql.encode() if wanted.form == "sparql" else write(snapshot.store.query(bound.sparql), wanted.form)


async def _found(request: Request, snapshot: Snapshot, saved: SavedQuery, wanted: Asked) -> bytes | None:
    """Return the rows of a query that may take long; None where it cannot be asked, as its page will tell."""
    try:
        bound = await aside(request, _bound, snapshot, saved, wanted)
    except QueryError:
        return None
    return await answered(request, bound.sparql, "json")


def _page(request: Request, snapshot: Snapshot, saved: SavedQuery, wanted: Asked, found: bytes | None) -> Response:
    """Return the page: the form, and the answer, found already or asked for now, where it can be given."""
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
    answer: object = snapshot.store.query(bound.sparql) if found is None else parse_query_results(found, format=_JSON)
    rows = None
    if isinstance(answer, QuerySolutions):
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
