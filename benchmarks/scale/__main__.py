"""Measure what findings cost beside loading the graph they follow from, over made-up documents.

Run `python -m benchmarks.scale [--quads 3000000]`. Loading is assembling a store from its shards, as a build does; it
is the yardstick, measured in the same run. Findings are then computed over the store and written into it, in a process
of their own, and all conflicts are asked for. Seconds are those of one machine; what may be compared are the ratios.
Where other work shares the machine, the time of the processor says more than that of the clock.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pyoxigraph
from benchmarks.scale.made_up import MadeUp

from drugkg import vocabulary
from drugkg.annotate.sections import loinc
from drugkg.findings.derive import derived
from drugkg.graph import DEFAULT_BASE, Iris, Making, document_quads, nquads_lines, to_nquads
from drugkg.merge import merge
from drugkg.schema.files import ontology_quads
from drugkg.schema.hierarchy import hierarchy_quads
from drugkg.store import Layout, Shard, open_store, publish, write_shard
from drugkg.store.assemble import extend

#: Bars: time as a share of loading, memory in MB.
FINDINGS, CONFLICTS, MEMORY = 1.0, 0.1, 2000

CONFLICTS_QUERY = """PREFIX dkg: <https://w3id.org/drugkg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?drug ?finding ?type ?rule ?reason ?weight ?label ?sources {
  ?finding a dkg:Conflict ; dkg:aboutDrug ?drug ; dkg:findingType ?type ; dkg:byRule ?rule ; dkg:reason ?reason ;
    dkg:weight ?weight ; dkg:side ?side . ?side rdfs:label ?label ; dkg:independentSources ?sources }
ORDER BY DESC(?weight) ?drug ?finding ?label"""


def main() -> None:
    """Make documents, load them, and print a line for each measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quads", type=int, default=300_000, help="size of the graph, without findings")
    parser.add_argument("--per-drug", type=int, help="documents of each drug; without, 5 to 60")
    parser.add_argument("--seed", type=int, default=1, help="makes other documents")
    parser.add_argument("--keep", type=Path, help="write the store into this folder, and leave it there")
    parser.add_argument("--findings", type=Path, help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.findings:
        print(json.dumps(find(told.findings)))
        return
    with tempfile.TemporaryDirectory() as work:
        layout = Layout(told.keep or Path(work, "store"))
        layout.create()
        measure(layout, list(write(layout, told.quads, told.per_drug, told.seed)))


def write(layout: Layout, quads: int, per_drug: int | None, seed: int) -> Iterator[Shard]:
    """Write documents as shards, one at a time, until they are so many quads together."""
    lexicon = vocabulary.load()
    making = Making("0", lexicon.hash, "0", concept=lexicon.concept, section_code=loinc)
    # What documents share is counted once; of each line only a number is kept.
    shared: set[int] = set()
    own = 0
    for number, (document, said) in enumerate(MadeUp(lexicon, seed).documents(per_drug)):
        if own + len(shared) >= quads:
            return
        merged = merge(said)
        lines = to_nquads(document_quads(document, merged, making))
        for line in lines.splitlines():
            if "/graph/document/" in line.rpartition(" <")[2]:
                own += 1
            else:
                shared.add(hash(line))
        node = Iris().document(document.source.id, document.content_hash)
        shard = Shard(f"{number:08}", document.file_name, node, dict(Counter(claim.relation for claim in merged)))
        write_shard(layout, shard, lines)
        yield shard


def measure(layout: Layout, shards: list[Shard]) -> None:
    """Print what loading, findings and the question for all conflicts take."""
    claims = sum(sum(shard.claims.values()) for shard in shards)
    shared = to_nquads(ontology_quads(Iris()))
    loading = spent(lambda: publish(layout, shards, DEFAULT_BASE, shared))
    with open_store(layout.root) as graph:
        quads = len(graph)
    print(f"{len(shards):,} documents, {claims:,} claims, {quads:,} quads ({quads / claims:.1f} a claim)")
    print(f"loading: {loading.clock:.1f} s, {loading.processor:.1f} s of the processor")
    home = layout.generations / str(layout.current())
    line = [sys.executable, "-m", "benchmarks.scale", "--findings", str(home)]
    clock, processor, peak = json.loads(subprocess.run(line, check=True, stdout=subprocess.PIPE, text=True).stdout)
    tell("findings", Spent(clock, processor), loading, FINDINGS)
    print(f"  peak memory {peak:,.0f} MB, {peak / MEMORY:.0%} of {MEMORY:,}")
    with open_store(layout.root) as graph:
        print(f"  {len(graph) - quads:,} quads, {(len(graph) - quads) / claims:.1f} a claim")
        counted = {str(kind.value).rpartition("#")[2]: int(n.value) for kind, n in ask(graph, COUNTS)}
        for kind, number in counted.items():
            print(f"  {number:,} of {kind}, {number / claims:.2f} a claim")
        rows: list[Any] = []
        tell("all conflicts", spent(lambda: rows.extend(ask(graph, CONFLICTS_QUERY))), loading, CONFLICTS)
        print(f"  {len(rows):,} rows")


COUNTS = """PREFIX dkg: <https://w3id.org/drugkg/ontology#> SELECT ?kind (COUNT(?f) AS ?n) {
  VALUES ?kind { dkg:Conflict dkg:Difference dkg:Agreement } ?f a ?kind } GROUP BY ?kind ORDER BY ?kind"""


def ask(graph: Any, query: str) -> list[Any]:
    """Return all rows of an answer."""
    return list(graph.query(query))


def find(generation: Path) -> tuple[float, float, float]:
    """Compute the findings of a loaded graph and write them into it; tell both times and most memory."""
    store = pyoxigraph.Store(str(generation / "graph"))
    extend(store, lambda ask: nquads_lines(hierarchy_quads(ask, DEFAULT_BASE)))
    took = spent(lambda: extend(store, lambda ask: nquads_lines(derived(ask, DEFAULT_BASE))))
    # Not `ru_maxrss`: that counts what the process had before it was this program.
    peak = re.findall(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text(encoding="utf-8"))[0]
    return took.clock, took.processor, int(peak) / 1000


class Spent(NamedTuple):
    """Seconds that work took, by the clock and of the processor."""

    clock: float
    processor: float


def tell(what: str, took: Spent, loading: Spent, bar: float) -> None:
    """Print one measure beside loading."""
    print(f"{what}: {took.clock:.2f} s, {took.clock / loading.clock:.3f} of loading", end="")
    print(f" ({took.processor / loading.processor:.3f} of its processor time); at most {bar}")


def spent(work: Callable[[], object]) -> Spent:
    """Return how long work takes."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return Spent(time.perf_counter() - clock, time.process_time() - processor)


if __name__ == "__main__":
    main()
