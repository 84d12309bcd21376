"""Measure every saved query on the graph of the samples, in process, beside the whole graph read once.

Run `python benchmarks/queries.py`. Times are medians of five runs on the machine that runs this; compare the ratios.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

import pyoxigraph

from drugkg import pipeline
from drugkg.query.run import find, saved_queries
from drugkg.resources import folder
from drugkg.store import Store, open_store

RUNS = 5


def milliseconds(work: Callable[[], object]) -> float:
    """Return the median time of some work."""
    times = []
    for _ in range(RUNS):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return median(times) * 1000


def rows(graph: Store, sparql: str) -> int:
    """Ask a query and return how many rows it has, each of them fetched."""
    answer = graph.query(sparql)
    return 1 if isinstance(answer, pyoxigraph.QueryBoolean) else sum(1 for _ in answer)


def main() -> None:
    """Build the samples, ask every query and print the table."""
    with tempfile.TemporaryDirectory() as work:
        pipeline.build([folder("sources") / "samples"], Path(work))
        graph = open_store(work)
        whole = milliseconds(lambda: sum(1 for _ in graph.quads()))
        print(f"{'all quads, read once':<32}{whole:>9.1f} ms")
        for name in saved_queries():
            ask = partial(rows, graph, find(name).text)
            time = milliseconds(ask)
            print(f"{name:<32}{time:>9.1f} ms {time / whole:>7.2f} x  {ask()} rows")


if __name__ == "__main__":
    main()
