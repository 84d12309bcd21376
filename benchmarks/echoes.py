"""How often passages share wording by chance, and pairs of passages to judge.

    python -m benchmarks.echoes STORE STORE ...                built graphs, one a publisher
    python -m benchmarks.echoes STORE --sample 60 --seed 1     pairs of passages of any two documents, to be judged

Documents of different publishers on different drugs cannot have copied from each other: what is alike there is chance.
`docs/independence.md` tells the figures.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from drugkg.findings.echoes import THRESHOLD, echoes
from drugkg.findings.excerpts import cited_works, excerpts, names_of
from drugkg.findings.reading import cases
from drugkg.findings.wording import Excerpt, Wording, containment, folded_names, shared_words, wording
from drugkg.store import open_store

THRESHOLDS = (0.40, THRESHOLD, 0.50, 0.60)


class Told(NamedTuple):
    """A passage with its wording, its publisher's store and its drug."""

    excerpt: Excerpt
    wording: Wording
    store: Path
    drug: str


def main() -> None:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.echoes", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("stores", nargs="+", type=Path, metavar="STORE", help="folder that `drugkg build` made")
    parser.add_argument("--sample", type=int, default=0, help="so many pairs are shown")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    passages = [told for store in options.stores for told in read(store)]
    began = time.process_time()
    found = echoes(told.excerpt for told in passages)
    took = time.process_time() - began
    documents = {told.excerpt.document for told in passages}
    print(f"{len(passages):,} passages of {len(documents):,} documents: {len(found):,} echoes in {took:.1f} s")
    pairs = list(alike(passages, min(THRESHOLDS)))
    for threshold in THRESHOLDS:
        chance = [1 for one, other, share in pairs if share >= threshold and unrelated(one, other)]
        print(f"alike at {threshold:.2f}: {len(chance):,} pairs of other publishers and other drugs")
    close = [pair for pair in pairs if pair[2] >= THRESHOLD]
    for one, other, share in random.Random(options.seed).sample(close, min(options.sample, len(close))):
        print(f"\n{share:.2f} {shared_words(one.excerpt, other.excerpt)}")
        for told in (one, other):
            before, after = told.excerpt.before[-60:], told.excerpt.after[:60]
            print("   ", " ".join(f"{before}[[{told.excerpt.quote}]]{after}".split()))


def read(store: Path) -> Iterator[Told]:
    """Yield the passages of a built graph."""
    with open_store(store) as graph:
        works = cited_works(graph.query)
        for case in cases(graph.query, graph.base):
            names = folded_names(names_of(case, graph.query))
            for excerpt in excerpts(case, works):
                yield Told(excerpt, wording(excerpt, names), store, case.drug)


def alike(passages: list[Told], threshold: float) -> Iterator[tuple[Told, Told, float]]:
    """Yield all pairs of passages of two documents that are alike."""
    quoted: dict[str, list[Told]] = {}
    for told in passages:
        near: dict[str, Told] = {}
        for anchor in told.wording.anchors:
            earlier = quoted.setdefault(anchor, [])
            near.update((other.excerpt.passage, other) for other in earlier)
            earlier.append(told)
        for other in near.values():
            share = containment(told.wording, other.wording)
            if share >= threshold and told.excerpt.document != other.excerpt.document:
                yield told, other, share


def unrelated(one: Told, other: Told) -> bool:
    """Tell whether neither publisher nor drug are the same."""
    return one.store != other.store and one.drug != other.drug


if __name__ == "__main__":
    main()
