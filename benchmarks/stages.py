"""Measure a build as a user meets it, and which stage the time goes to, beside a bare automaton scan of the same text.

Run `python benchmarks/stages.py [FILE ...]`; without files it takes the samples. Times are medians of five runs on the
machine that runs this; the shares, and the ratio to the bare scan, are what may be compared between machines. The
vocabulary and Python's bytecode are compiled before anything is measured, as after the first use of an installed
drugkg. The bars are those of a quiet machine.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from time import perf_counter

from daachorse import CharwiseDoubleArrayAhoCorasick

from drugkg import claims, readers, vocabulary
from drugkg.annotate.layers import annotate
from drugkg.annotate.sections import loinc, section_type
from drugkg.claims.assemble import assemble
from drugkg.claims.ruleset import cues
from drugkg.claims.subject import subject
from drugkg.graph import Making, claim_lines, document_quads, to_nquads
from drugkg.graph.covers import covered
from drugkg.merge import merge
from drugkg.pipeline.collect import collect
from drugkg.resources import folder
from drugkg.text.fold import fold

RUNS = 5
#: What a command may take, in milliseconds.
BARS = {
    "drugkg --help": 200,
    "drugkg build, new store": 2000,
    "drugkg build, nothing changed": 350,
    "drugkg query effects": 400,
}
#: What a command may hold, in MB.
MEMORY = 400


def seconds(work: Callable[[], object]) -> float:
    """Return the median time of some work."""
    times = []
    for _ in range(RUNS):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return median(times)


def run(environment: Mapping[str, str], *arguments: str) -> None:
    """Run a drugkg command in a process of its own."""
    line = [sys.executable, "-m", "drugkg", *arguments]
    subprocess.run(line, check=True, capture_output=True, env=environment)


def with_bytecode(home: Path) -> dict[str, str]:
    """Return an environment in which Python keeps its bytecode, in a folder."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return environment | {"PYTHONPYCACHEPREFIX": str(home)}


def main() -> None:
    """Measure commands and stages, and print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="documents to build; without any, the samples")
    files = parser.parse_args().files or [folder("sources") / "samples"]
    lexicon = vocabulary.load()
    commands(files)
    stages(files, lexicon)


def commands(files: list[Path]) -> None:
    """Print how long the commands take that a user types, and the most memory that a build took."""
    with tempfile.TemporaryDirectory() as work:
        environment, names = with_bytecode(Path(work, "bytecode")), [str(file) for file in files]
        stores = iter([str(Path(work, str(number))) for number in range(RUNS + 1)])
        built = next(stores)
        acts: dict[str, Callable[[], object]] = {
            "drugkg --help": lambda: run(environment, "--help"),
            "drugkg build, new store": lambda: run(environment, "build", *names, "--store", next(stores)),
            "drugkg build, nothing changed": lambda: run(environment, "build", *names, "--store", built),
            "drugkg query effects": lambda: run(
                environment, "query", "effects", "--drug", "baclofen", "--store", built
            ),
        }
        print("commands, each in a process of its own")
        # The first build makes the store, and what Python and drugkg compile once.
        acts["drugkg build, nothing changed"]()
        acts["drugkg query effects"]()
        for name, act in acts.items():
            time = seconds(act)
            tell(name, time, f"{time * 1000 / BARS[name]:>6.0%} of {BARS[name]:,} ms")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"  {'most memory of any of them':<34}{peak:>9.1f} MB {peak / MEMORY:>6.0%} of {MEMORY} MB\n")


def stages(files: list[Path], lexicon: vocabulary.Lexicon) -> None:
    """Print the time that each stage takes over all documents, its share, and the ratio to a bare scan."""
    inputs = [(found, found.path.read_bytes()) for found in collect(files).inputs]
    documents = [readers.read(data, found.source, found.name) for found, data in inputs]
    drugs = [subject(document, lexicon, None) for document in documents]
    pages = [annotate(document, drug, lexicon, cues()) for document, drug in zip(documents, drugs, strict=True)]
    kinds = claims.claim_types().values()
    findings = [[found for kind in kinds for found in kind.find(page, lexicon)] for page in pages]
    merged = [merge(assemble(page, found)) for page, found in zip(pages, findings, strict=True)]
    making = Making(
        rules=claims.rules_hash(),
        vocabulary=lexicon.hash,
        software="0",
        concept=lexicon.concept,
        section_code=loinc,
        covered=lambda document: covered(document, section_type),
    )
    work: dict[str, Callable[[], object]] = {
        "read": lambda: [readers.read(data, found.source, found.name) for found, data in inputs],
        "annotate": lambda: [
            annotate(document, drug, lexicon, cues()) for document, drug in zip(documents, drugs, strict=True)
        ],
        "claims": lambda: [[found for kind in kinds for found in kind.find(page, lexicon)] for page in pages],
        "assemble and merge": lambda: [
            merge(assemble(page, found)) for page, found in zip(pages, findings, strict=True)
        ],
        "graph": lambda: [
            to_nquads(document_quads(document, found, making))
            for document, found in zip(documents, merged, strict=True)
        ],
        "claims file": lambda: [
            list(claim_lines(document, found)) for document, found in zip(documents, merged, strict=True)
        ],
    }
    times = {name: seconds(stage) for name, stage in work.items()}
    whole = sum(times.values())
    texts = [fold(document.text) for document in documents]
    names = sorted({fold(name) for concept in lexicon.concepts() for name in (concept.label, *concept.synonyms)})
    bare = CharwiseDoubleArrayAhoCorasick(names)
    scan = seconds(lambda: [bare.find_overlapping(text) for text in texts])
    letters = sum(len(text) for text in texts)
    print(f"stages, {len(documents)} documents of {letters:,} characters, {sum(map(len, merged))} claims")
    for name, time in times.items():
        tell(name, time, f"{time / whole:>6.0%}{time / scan:>8.0f} x")
    tell("all stages", whole, f"{1:>6.0%}{whole / scan:>8.0f} x   {letters / whole / 1e6:.2f} MB/s")
    tell("bare automaton scan", scan, f"{'':6}{1:>8} x   {letters / scan / 1e6:.1f} MB/s, {len(names):,} names")


def tell(what: str, time: float, remark: str = "") -> None:
    """Print one line of a table."""
    print(f"  {what:<34}{time * 1000:>9.1f} ms {remark}".rstrip())


if __name__ == "__main__":
    main()
