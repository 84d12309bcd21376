"""Measure the server beside the bare engine and beside other servers: same graph, same query, one run, one machine.

Run `python -m benchmarks.serving [--store FOLDER] [--others FOLDER]`. Requests come from `wrk` (Debian has it), which
must be installed. `--others` names a virtual environment that has the packages `oxigraph` and `rdflib-endpoint`;
without it they are left out. `python -m benchmarks.scale --keep FOLDER` makes a larger graph than that of the samples.

Every round measures everything once; what is told are the medians of the rounds, and ratios within one round.
"""

from __future__ import annotations

import argparse
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

import pyoxigraph

import drugkg
from drugkg.query.resolve import Names
from drugkg.query.run import find, prepare
from drugkg.resources import folder
from drugkg.store import Store, open_store

CONNECTIONS, SECONDS, ROUNDS = 8, 3, 3
JSON = "application/sparql-results+json"
SAVED, CONDITION = "treatments", "spasticity"
#: A query of users that takes the engine little: what it costs is the way to the engine and back.
LIGHT = """SELECT ?claim ?p ?o ?q ?r {
  ?claim a <https://w3id.org/drugkg/ontology#Claim> ; ?p ?o . ?o ?q ?r } LIMIT 20"""
#: Everything joined with everything.
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


class Rate(NamedTuple):
    """Requests a second, and the milliseconds within which 99 of 100 were answered."""

    rate: float
    p99: float


def main() -> None:
    """Measure, and print a line for each thing measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path, help="the folder of a built graph; else that of the samples is built")
    parser.add_argument("--others", type=Path, help="a virtual environment with oxigraph and rdflib-endpoint")
    told = parser.parse_args()
    if shutil.which("wrk") is None:
        sys.exit("wrk is missing: apt-get install wrk")
    with tempfile.TemporaryDirectory() as work:
        store = told.store or built(Path(work))
        with open_store(store) as graph:
            bound = prepare(Names(graph), find(SAVED), {"condition": [CONDITION]}).sparql
            print(
                f"{len(graph):,} statements; {SAVED}: {length(graph, bound):,} bytes, light: {length(graph, LIGHT):,}"
            )
            dump = Path(work, "graph.nq")
            dump.write_text("".join(" ".join(map(str, quad)) + " .\n" for quad in graph.find()), "utf-8")
        rounds = [measured(store, told.others, dump, bound) for _ in range(ROUNDS)]
    for name in rounds[0]:
        print(f"{name:<44}{median(each[name].rate for each in rounds):>9,.0f}/s", end="")
        print(f"{median(each[name].p99 for each in rounds):>9,.1f} ms" if rounds[0][name].p99 else "")
    for what, one, other, bar in RATIOS:
        if one in rounds[0] and other in rounds[0]:
            ratio = median(each[one].rate / each[other].rate for each in rounds)
            print(f"{what}: {ratio:.2f}, to be at least {bar}")
    slower = median(each["saved, beside a runaway query"].p99 / each["saved, memory"].p99 for each in rounds)
    print(f"p99 beside a runaway query: {slower:.2f} of that without, to be at most 2")


RATIOS = (
    ("saved queries, one worker, of the bare engine in memory", "saved, memory", "bare saved, memory", 0.45),
    ("saved queries, one worker, of the bare engine on disk", "saved, disk", "bare saved, disk", 0.85),
    ("saved queries, two workers, of oxigraph serve", "saved, disk, two workers", "oxigraph serve, disk", 0.95),
    ("queries of users of the bare engine in memory", "light, memory", "bare light, memory", 0.3),
    ("queries of users of the bare engine on disk", "light, disk", "bare light, disk", 0.3),
    ("saved queries of rdflib-endpoint", "saved, memory", "rdflib-endpoint", 10),
)


def measured(store: Path, others: Path | None, dump: Path, bound: str) -> dict[str, Rate]:
    """Measure everything once."""
    saved = f"/queries/{SAVED}?condition={CONDITION}&format=json"
    light = f"/sparql?{urlencode({'query': LIGHT})}"
    found: dict[str, Rate] = {}
    for name, held in (("memory", 1 << 40), ("disk", 0)):
        with open_store(store, held) as graph:
            found[f"bare saved, {name}"] = repeated(lambda graph=graph: length(graph, bound))  # type: ignore[misc]
            found[f"bare light, {name}"] = repeated(lambda graph=graph: length(graph, LIGHT))  # type: ignore[misc]
        with drugkg_server(store, f"--memory-statements={min(held, 10**9)}") as url:
            found[f"saved, {name}"] = load(url + saved)
            found[f"light, {name}"] = load(url + light)
    with drugkg_server(store, "--query-seconds=1") as url, repeating(url + f"/sparql?query={quote(RUNAWAY)}"):
        found["saved, beside a runaway query"] = load(url + saved)
    for name, held in (("memory", 10**9), ("disk", 0)):
        with drugkg_server(store, "--workers=2", f"--memory-statements={held}") as url:
            found[f"saved, {name}, two workers"] = load(url + saved)
    if others is not None:
        database = dump.with_name("oxigraph")
        if not database.exists():
            line = [str(others / "bin" / "oxigraph"), "load", "--location", str(database), "--file", str(dump)]
            subprocess.run(line, check=True, capture_output=True)
        command = ["serve-read-only", "--location", database, "--union-default-graph", "--bind"]
        port = free_port()
        with running([others / "bin" / "oxigraph", *command, f"127.0.0.1:{port}"], port):
            found["oxigraph serve, disk"] = load(f"http://127.0.0.1:{port}/query?{urlencode({'query': bound})}")
        port = free_port()
        with running([others / "bin" / "rdflib-endpoint", "serve", "--port", port, dump], port):
            found["rdflib-endpoint"] = load(f"http://127.0.0.1:{port}/?{urlencode({'query': bound})}")
    return found


def built(work: Path) -> Path:
    """Return the folder of a graph of the sample documents."""
    drugkg.build([folder("sources") / "samples"], store=work / "store")
    return work / "store"


def length(graph: Store, query: str) -> int:
    """Return the length of an answer of the engine itself."""
    found = graph.query(query)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    return len(found.serialize(format=pyoxigraph.QueryResultsFormat.JSON) or b"")


def repeated(work: Callable[[], object]) -> Rate:
    """Return how often a second work is done in one thread."""
    work()
    times, began = 0, time.perf_counter()
    while time.perf_counter() - began < SECONDS:
        work()
        times += 1
    return Rate(times / (time.perf_counter() - began), 0)


def load(url: str) -> Rate:
    """Return how many requests a second are answered."""
    with urlopen(Request(url, headers={"Accept": JSON}), timeout=120) as answer:  # noqa: S310 (its own server)
        assert answer.status == 200, answer.status
    line = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}", "--timeout=60", "--latency", "-H", f"Accept: {JSON}", url]
    told = subprocess.run(line, check=True, capture_output=True, text=True).stdout
    assert "Non-2xx" not in told, told
    amount, unit = re.findall(r"99%\s+([\d.]+)(us|ms|s|m)", told)[0]
    rate = float(re.findall(r"Requests/sec:\s+([\d.]+)", told)[0])
    return Rate(rate, float(amount) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}[unit])


@contextmanager
def drugkg_server(store: Path, *options: str) -> Iterator[str]:
    """Serve a graph with drugkg."""
    port = free_port()
    command = [sys.executable, "-m", "drugkg", "serve", "--store", store, "--port", port, "--log=none", *options]
    with running(command, port):
        time.sleep(1)  # the processes for queries come up beside
        yield f"http://127.0.0.1:{port}"


@contextmanager
def repeating(url: str) -> Iterator[None]:
    """Ask for the same again and again, whatever the answer is."""
    stopped = threading.Event()

    def ask() -> None:
        while not stopped.is_set():
            try:
                urlopen(url, timeout=60).close()  # noqa: S310 (its own server)
            except OSError:
                continue

    thread = threading.Thread(target=ask)
    thread.start()
    yield
    stopped.set()
    thread.join()


@contextmanager
def running(command: list[object], port: int) -> Iterator[None]:
    """Run a server until it is no longer needed."""
    line = [str(part) for part in command]
    process = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                assert process.poll() is None, line
                time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


if __name__ == "__main__":
    main()
