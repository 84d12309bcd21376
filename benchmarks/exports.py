"""Measure what exports cost beside the engine's own dump of the same graph, over made-up documents.

Run `python -m benchmarks.exports [--quads 200000] [FORMAT ...]`. The engine writes the union of all graphs as Turtle,
and all graphs as TriG, without any order; each export runs in a process of its own, which tells its most memory.
Seconds are those of one machine; what may be compared are the ratios. A graph of twice the size shows whether memory
grows; below 130,000 statements it does, for they are put in order in memory.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pyoxigraph
from benchmarks.scale.__main__ import write

from drugkg.exports import Selection, pieces
from drugkg.findings.derive import derived
from drugkg.graph import DEFAULT_BASE, Iris, nquads_lines, to_nquads
from drugkg.schema.files import ontology_quads
from drugkg.store import Layout, Store, open_store, publish

#: Bars: seconds of Turtle as a multiple of the engine's, and memory of twice the graph as a multiple of that of one.
SLOWEST, MEMORY = 2.0, 1.25


def engine_turtle(store: Store, file: BinaryIO) -> None:
    """Let the engine write the union of all graphs as Turtle."""
    told = store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert isinstance(told, pyoxigraph.QueryTriples)
    told.serialize(file, format=pyoxigraph.RdfFormat.TURTLE)


def engine_trig(store: Store, file: BinaryIO) -> None:
    """Let the engine dump all graphs as TriG."""
    store._database.dump(file, format=pyoxigraph.RdfFormat.TRIG)  # noqa: SLF001 (only a benchmark wants the engine's)


ENGINE: dict[str, Callable[[Store, BinaryIO], None]] = {"engine's turtle": engine_turtle, "engine's trig": engine_trig}


def one(name: str, folder: str) -> None:
    """Write one export of a store; print its seconds and the most memory that the process ever had, in MB."""
    with open_store(folder) as store, tempfile.TemporaryFile() as file:
        start = time.process_time()
        if name in ENGINE:
            ENGINE[name](store, file)
        else:
            file.writelines(pieces(store, name, Selection()))
        took = time.process_time() - start
    # Not `ru_maxrss`: that counts what the process had before it was this program.
    peak = re.findall(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text(encoding="utf-8"))[0]
    print(json.dumps([took, int(peak) / 1000]))


def measured(name: str, folder: Path) -> tuple[float, float]:
    """Return the least seconds of three runs, and the memory of one."""
    line = [sys.executable, "-m", "benchmarks.exports", "--one", name, str(folder)]
    runs = [json.loads(subprocess.run(line, check=True, stdout=subprocess.PIPE, text=True).stdout) for _ in range(3)]
    return min(seconds for seconds, _ in runs), runs[0][1]


def made(folder: Path, quads: int) -> int:
    """Build a store of made-up documents; return how many statements it has."""
    layout = Layout(folder)
    layout.create()
    shared = to_nquads(ontology_quads(Iris()))
    steps = [lambda ask: nquads_lines(derived(ask, DEFAULT_BASE))]
    publish(layout, list(write(layout, quads, None, 1)), DEFAULT_BASE, shared, steps)
    with open_store(folder) as store:
        return len(store)


def main() -> None:
    """Build two graphs, export both, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quads", type=int, default=200_000)
    parser.add_argument("formats", nargs="*", default=["turtle", "trig", "nquads"], help="formats of one file")
    parser.add_argument("--one", nargs=2, metavar=("FORMAT", "STORE"), help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.one:
        one(*told.one)
        return
    with tempfile.TemporaryDirectory() as work:
        small, large = Path(work) / "small", Path(work) / "large"
        sizes = made(small, told.quads), made(large, 2 * told.quads)
        print(f"{sizes[0]:,} and {sizes[1]:,} statements")
        yardstick = 0.0
        for name in (*ENGINE, *told.formats):
            (seconds, peak), (twice, grown) = measured(name, small), measured(name, large)
            yardstick = yardstick or seconds
            print(
                f"{name:<16}{seconds:>8.2f} s {seconds / yardstick:>6.2f} x the engine's {peak:>6.0f} MB;"
                f" twice the graph: {twice / seconds:.2f} x the time, {grown:>6.0f} MB, {grown / peak:.2f} x"
            )
        print(f"bars: turtle at most {SLOWEST} x, its memory at most {MEMORY} x")


if __name__ == "__main__":
    main()
