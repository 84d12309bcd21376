"""Measure drugkg on its own samples: start, vocabulary, extraction, build, every saved query.

Times are medians of five runs, each in milliseconds, on the machine that runs this; compare ratios, not machines.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

import pyoxigraph

from drugkg import pipeline, vocabulary
from drugkg.query.run import find, saved_queries
from drugkg.resources import folder
from drugkg.store import Store, open_store

RUNS = 5
SAMPLES = folder("sources") / "samples"


def milliseconds(work: Callable[[], object]) -> float:
    """Return the median time of some work."""
    times = []
    for _ in range(RUNS):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return median(times) * 1000


def program(*code: str) -> Callable[[], object]:
    """Return work that runs Python in a process of its own, so that imports count."""
    return lambda: subprocess.run([sys.executable, *code], check=True, capture_output=True)


def rows(graph: Store, sparql: str) -> int:
    """Ask a query and return how many rows it has, each of them fetched."""
    answer = graph.query(sparql)
    return 1 if isinstance(answer, pyoxigraph.QueryBoolean) else sum(1 for _ in answer)


def tell(what: str, time: float, remark: str = "") -> None:
    """Print one line of the table."""
    print(f"{what:<44}{time:>10.1f} ms  {remark}".rstrip())


def main() -> None:
    """Measure everything and print the table."""
    tell("python, empty program", milliseconds(program("-c", "")))
    tell("drugkg --version", milliseconds(program("-c", "from drugkg.cli import main; main()", "--version")))
    tell(
        "vocabulary, in a new process", milliseconds(program("-c", "from drugkg import vocabulary; vocabulary.load()"))
    )
    vocabulary.load()
    documents = [pipeline.extract_file(path) for path in sorted(SAMPLES.iterdir()) if path.suffix != ".yaml"]
    letters = sum(len(document.text) for document, _ in documents)
    claims = sum(len(found) for _, found in documents)
    time = milliseconds(lambda: [pipeline.extract_file(SAMPLES / document.file_name) for document, _ in documents])
    tell("extract the samples", time, f"{claims} claims, {letters / time:,.0f} thousand characters a second")
    with tempfile.TemporaryDirectory() as work:
        fresh = (Path(work) / str(number) for number in range(RUNS))
        tell("build the samples into a new store", milliseconds(lambda: pipeline.build([SAMPLES], next(fresh))))
        store = Path(work) / "0"
        tell("build again, nothing changed", milliseconds(lambda: pipeline.build([SAMPLES], store)))
        graph = open_store(store)
        for name in saved_queries():
            ask = partial(rows, graph, find(name).text)
            tell(f"query {name}", milliseconds(ask), f"{ask()} rows")


if __name__ == "__main__":
    main()
