"""Measure how long a vocabulary takes to load and to scan, for the shipped one and for a large generated one.

Run `PYTHONPATH=src python benchmarks/vocabulary.py [names]`. Seconds depend on the machine; the ratio
to a bare automaton over the same names and text is what may be compared.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from daachorse import CharwiseDoubleArrayAhoCorasick

from drugkg.vocabulary import cache, load, shipped

SYLLABLES = (
    "al bro car cu der di dro fi gen gia hep ic lar lo ma mi na ne neu o pa phe pro ro sis ten thy tri xin".split()
)
HEADER = "#+ title: Generated\n#+ type: ClinicalFinding\n#+ origin: generated\n#+ licence: CC0-1.0\n#+ version: 1\n"
COLUMNS = "key\tlabel\tsynonyms\tids\tbroader\n"
ROUNDS = 5


def main() -> None:
    """Print one block of measures for each vocabulary."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 250_000
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DRUGKG_CACHE"] = str(Path(folder, "cache"))
        generated = Path(folder, "generated")
        generated.mkdir()
        rows = generate(count)
        (generated / "generated.tsv").write_text(HEADER + COLUMNS + "".join(rows), encoding="utf-8")
        core, packs = (Path(str(folder)) for folder in shipped())
        measure("curated core", core)
        measure("core and packs", core, packs)
        measure(f"{count:,} generated names", generated)


def generate(count: int) -> list[str]:
    """Return rows of a vocabulary with so many names, two to a concept, of one to four made-up words."""
    chance = random.Random(1)
    words = sorted({"".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(60_000)})
    names: dict[str, None] = {}
    while len(names) < count:
        names[" ".join(chance.choices(words, k=chance.randint(1, 4)))] = None
    pairs = zip(*[iter(names)] * 2, strict=False)
    return [f"c{number}\t{one}\t{other}\tX:{number}\t\n" for number, (one, other) in enumerate(pairs)]


def measure(title: str, *folders: Path) -> None:
    """Print what loading and scanning cost."""
    cold = seconds(lambda: load(folders))
    warm = min(seconds(lambda: load(folders)) for _ in range(ROUNDS))
    lexicon = load(folders)
    names = sorted({name for concept in lexicon.concepts() for name in (concept.label, *concept.synonyms)})
    text = made_up_text(names)
    found = len(lexicon.find(text))
    scan = min(seconds(lambda: lexicon.find(text)) for _ in range(ROUNDS))
    automaton = CharwiseDoubleArrayAhoCorasick(names, 1)
    bare = min(seconds(lambda: automaton.find(text)) for _ in range(ROUNDS))
    size = sum(file.stat().st_size for file in cache.folder().glob("*.bin"))
    print(f"{title}: {len(lexicon):,} concepts, {len(names):,} names as listed")
    print(f"  load without cache {cold:.2f} s, with cache {warm:.3f} s, new process {memory_and_time(*folders)}")
    print(f"  cache folder {size / 1e6:.1f} MB")
    print(f"  find: {len(text) / scan / 1e6:.1f} MB/s, {found:,} matches in {len(text) / 1e3:.0f} kB")
    print(f"  bare automaton of the listed names: {len(text) / bare / 1e6:.1f} MB/s; ratio 1/{scan / bare:.1f}")


def made_up_text(names: list[str]) -> str:
    """Return 200 kB of text in which about each tenth word begins a name."""
    chance = random.Random(2)
    filler = "the patient was given it and had no sign of this after some days in which all went well".split()
    parts: list[str] = []
    while sum(map(len, parts)) < 200_000:
        parts += [*(" ".join(chance.choices(filler, k=9)) for _ in range(100)), *chance.choices(names, k=100)]
    chance.shuffle(parts)
    return " ".join(parts)


def memory_and_time(*folders: Path) -> str:
    """Return what a process of its own tells of its load from the cache."""
    code = (
        "import re, sys, time; from pathlib import Path\n"
        "from drugkg.vocabulary import load\n"
        "start = time.perf_counter(); lexicon = load([Path(name) for name in sys.argv[1:]])\n"
        "print(f'{time.perf_counter() - start:.3f} s', end='')\n"
        "status = Path('/proc/self/status')\n"
        "held = re.findall(r'(?:VmHWM|VmRSS):.*?([0-9]+)', status.read_text()) if status.exists() else []\n"
        "if held: print(', memory {1:.0f} MB, peak {0:.0f} MB'.format(*(int(size) / 1e3 for size in held)), end='')\n"
    )
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, folders)], check=True, capture_output=True, text=True
    ).stdout


def seconds(work: Callable[[], object]) -> float:
    """Return how long the work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
