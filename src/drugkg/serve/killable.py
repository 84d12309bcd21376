"""Answers of queries that may take long, from processes that can be killed; the whole answer, or why there is none."""

from __future__ import annotations

import asyncio

from starlette.requests import Request

from drugkg.errors import Problem
from drugkg.query.asked import Asked, Reason, StoppedError
from drugkg.serve.answers import settings_of
from drugkg.serve.pool import Pool

__all__ = ["answered"]

#: A client that waits for longer than so many seconds is watched: when it goes, its query is stopped.
_PATIENCE = 0.05
_MEBI = 1 << 20
_GONE = StoppedError(Reason.LATE, Problem("query", "nobody waits for the answer"))


async def answered(request: Request, sparql: str, form: str) -> bytes:
    """Return the answer of a query in a form of `drugkg.query.results`.

    Raises:
        StoppedError: if the query takes too long, its answer grows too large, or too many wait.
    """
    pool: Pool = request.app.state.pool
    run = await pool.ask(Asked(sparql, form=form, most_bytes=settings_of(request).query_megabytes * _MEBI))
    watch = asyncio.get_running_loop().call_later(_PATIENCE, run.watch, request.receive)
    try:
        await run.begun()
        return run.held() if run.whole else b"".join([piece async for piece in run.pieces()])
    finally:
        watch.cancel()
        run.stop(_GONE)
