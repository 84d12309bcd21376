"""Measure a build as a user meets it, and which stage the time goes to, beside a bare automaton scan of the same text.

Run `python benchmarks/stages.py [FILE ...]`; without files it takes the samples. Times are medians of five runs on the
machine that runs this; the shares, and the ratio to the bare scan, are what may be compared between machines. The
vocabulary is compiled before anything is measured.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

from daachorse import CharwiseDoubleArrayAhoCorasick

from drugkg import claims, readers, vocabulary
from drugkg.annotate.layers import annotate
from drugkg.claims.assemble import assemble
from drugkg.claims.ruleset import cues
from drugkg.claims.subject import subject
from drugkg.graph import Making, claim_lines, document_quads, to_nquads
from drugkg.merge import merge
from drugkg.pipeline.collect import collect
from drugkg.resources import folder
from drugkg.text.fold import fold

RUNS = 5


def seconds(work: Callable[[], object]) -> float:
    """Return the median time of some work."""
    times = []
    for _ in range(RUNS):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return median(times)


def command(*arguments: str) -> Callable[[], object]:
    """Return work that runs a drugkg command in a process of its own."""
    return lambda: subprocess.run([sys.executable, "-m", "drugkg", *arguments], check=True, capture_output=True)


def main() -> None:
    """Measure commands and stages, and print both tables."""
    files = [Path(name) for name in sys.argv[1:]] or [folder("sources") / "samples"]
    lexicon = vocabulary.load()
    commands(files)
    stages(files, lexicon)


def commands(files: list[Path]) -> None:
    """Print how long the commands take that a user types, and the most memory that a build took."""
    with tempfile.TemporaryDirectory() as work:
        stores = (str(Path(work, str(number))) for number in range(RUNS + 1))
        names = [str(file) for file in files]

        def build(store: str) -> object:
            return command("build", *names, "--store", store)()

        print("commands, each in a process of its own")
        tell("drugkg --help", seconds(command("--help")))
        tell("drugkg build, new store", seconds(lambda: build(next(stores))))
        store = str(Path(work, "0"))
        tell("drugkg build, nothing changed", seconds(command("build", *names, "--store", store)))
        tell("drugkg query effects", seconds(command("query", "effects", "--drug", "baclofen", "--store", store)))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"  {'most memory of any of them':<34}{peak:>9.0f} MB\n")


def stages(files: list[Path], lexicon: vocabulary.Lexicon) -> None:
    """Print the time that each stage takes over all documents, its share, and the ratio to a bare scan."""
    inputs = [(found, found.path.read_bytes()) for found in collect(files).inputs]
    documents = [readers.read(data, found.source, found.name) for found, data in inputs]
    drugs = [subject(document, lexicon, None) for document in documents]
    pages = [annotate(document, drug, lexicon, cues()) for document, drug in zip(documents, drugs, strict=True)]
    kinds = claims.claim_types().values()
    findings = [[found for kind in kinds for found in kind.find(page, lexicon)] for page in pages]
    merged = [merge(assemble(page, found)) for page, found in zip(pages, findings, strict=True)]
    making = Making(rules=claims.rules_hash(), vocabulary=lexicon.hash, software="0", concept=lexicon.concept)
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
