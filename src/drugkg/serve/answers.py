"""What every route answers with: pages, errors in the form that the client reads, work beside the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from functools import cache, partial
from http import HTTPStatus
from typing import Any, ParamSpec, TypeVar

from jinja2 import Environment
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from drugkg.audit.page_templates import templates
from drugkg.errors import DrugKGError, Problem
from drugkg.serve.assets import address
from drugkg.serve.current import Snapshot
from drugkg.serve.negotiate import prefers_page
from drugkg.serve.settings import Settings

__all__ = ["aside", "failure", "page", "rendered", "settings_of", "snapshot_of"]

Given = ParamSpec("Given")
Made = TypeVar("Made")


def snapshot_of(request: Request) -> Snapshot:
    """Return the state of the graph that this request reads: the same however often it is asked for."""
    if not hasattr(request.state, "snapshot"):
        request.state.snapshot = request.app.state.current.snapshot()
    snapshot: Snapshot = request.state.snapshot
    return snapshot


def settings_of(request: Request) -> Settings:
    """Return the settings of the server."""
    found: Settings = request.app.state.settings
    return found


async def aside(request: Request, act: Callable[Given, Made], *args: Given.args, **kwargs: Given.kwargs) -> Made:
    """Return what `act` gives, done in a thread, so that other requests go on.

    Raises:
        HTTPException: 503 where too many requests wait for a thread already.
    """
    state = request.app.state
    if state.busy >= state.settings.threads + state.settings.waiting:
        raise HTTPException(503, headers={"retry-after": "1"})
    state.busy += 1
    try:
        return await asyncio.get_running_loop().run_in_executor(state.threads, partial(act, *args, **kwargs))
    finally:
        state.busy -= 1


def page(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    """Return a page made from a template; every value is escaped."""
    text = rendered(template, request=request, **values)
    return Response(text, status, media_type="text/html; charset=utf-8")


def rendered(template: str, **values: Any) -> str:
    """Return the text of a template; every value is escaped."""
    return _templates().get_template(template).render(**values)


def failure(
    request: Request, status: int, problems: DrugKGError | Problem, headers: Mapping[str, str] | None = None
) -> Response:
    """Return what went wrong: a page for a browser, JSON for a program, always with place, matter and remedy."""
    told = problems.problems if isinstance(problems, DrugKGError) else (problems,)
    if prefers_page(request.headers.get("accept", "")):
        answer = page(request, "problem.html", status, phrase=HTTPStatus(status).phrase, problems=told)
    else:
        errors = [{"place": each.place, "what": each.what, "remedy": each.remedy} for each in told]
        answer = JSONResponse(
            {"ok": False, "status": status, "error": "\n".join(map(str, told)), "errors": errors}, status
        )
    answer.headers.update(headers or {})
    answer.headers["cache-control"] = "no-store"
    return answer


@cache
def _templates() -> Environment:
    environment = templates("drugkg.serve", "drugkg.audit")
    environment.globals["static"] = address
    return environment
