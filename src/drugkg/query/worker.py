"""Run a query in a process of its own, which is killed when its time is over.

The engine cannot be interrupted: a query that joins everything with everything would run on for hours.
"""

from __future__ import annotations

import json
import subprocess
import sys

from drugkg.errors import DrugKGError, Problem, QueryError, StoreError

__all__ = ["answer_within", "main"]

_FAILED = 3


def answer_within(seconds: float, store: str, sparql: str, format: str, width: int | None = None) -> bytes:
    """Return the answer of a query in a format of `drugkg.query.results`, found within so many seconds.

    Raises:
        QueryError: if the query is wrong, reaches beyond the store, or takes longer.
        StoreError: if the store cannot be opened.
    """
    request = json.dumps({"store": store, "sparql": sparql, "format": format, "width": width})
    command = [sys.executable, "-m", "drugkg.query.worker"]
    try:
        done = subprocess.run(command, input=request.encode(), capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as error:
        what = f"the query was stopped after {seconds:g} seconds"
        raise QueryError(Problem("query", what, "ask for less, add LIMIT, or give more time with --timeout")) from error
    if done.returncode == _FAILED:
        report = json.loads(done.stdout)
        kind = StoreError if report["kind"] == "StoreError" else QueryError
        raise kind([Problem(*problem) for problem in report["problems"]])
    if done.returncode:
        raise QueryError(
            Problem("query", f"the query process ended with status {done.returncode}", done.stderr.decode().strip())
        )
    return done.stdout


def main() -> int:
    """Read a request from standard input, write the answer to standard output; return the exit status."""
    from drugkg.query.results import write  # noqa: PLC0415 (the parent process needs neither)
    from drugkg.query.run import ask  # noqa: PLC0415
    from drugkg.store import open_store  # noqa: PLC0415

    request = json.load(sys.stdin)
    try:
        with open_store(request["store"]) as graph:
            sys.stdout.buffer.write(write(ask(graph, request["sparql"]), request["format"], request["width"]))
    except DrugKGError as error:
        problems = [(problem.place, problem.what, problem.remedy) for problem in error.problems]
        print(json.dumps({"kind": type(error).__name__, "problems": problems}))  # noqa: T201 (the way back)
        return _FAILED
    return 0


if __name__ == "__main__":
    sys.exit(main())
