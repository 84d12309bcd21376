"""Measure how fast text becomes claims, beside a bare automaton scan and beside medspaCy; whether it is linear; memory.

Run `python -m benchmarks.throughput [FILE ...]`; without files it takes the samples. Times are those of the processor,
on one core. Figures of one machine say little: what may be compared are the ratios. With `--medspacy`, medspaCy is
installed into `.venv-medspacy` (Python 3.11, pinned by `medspacy.txt`) where it is not there yet, and reads the same
documents in the same run, with the first 50,000 of the terms.
"""

from __future__ import annotations

import argparse
import gc
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from itertools import cycle, islice, pairwise
from pathlib import Path

from benchmarks.vocabulary import COLUMNS, HEADER, generate
from daachorse import CharwiseDoubleArrayAhoCorasick

from drugkg.claims import extract
from drugkg.errors import DocumentError
from drugkg.readers import read
from drugkg.resources import folder
from drugkg.text import Source
from drugkg.text.fold import fold
from drugkg.vocabulary import Lexicon, load, shipped
from drugkg.vocabulary.concept import ConceptType

HOME = Path(__file__).parent
ENVIRONMENT = HOME.parent.parent / ".venv-medspacy"
MEDSPACY_TERMS = 50_000
PIECE = 100_000
Documents = Sequence[tuple[str, bytes]]


def main() -> None:
    """Print one line for each measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="documents to read; without any, the samples")
    parser.add_argument("--terms", type=int, default=250_000, help="names in the vocabulary, made-up ones included")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of which the best counts")
    parser.add_argument("--medspacy", action="store_true", help="measure medspaCy as well; sets it up where needed")
    parser.add_argument("--memory", type=int, nargs="*", default=(), help="sizes of corpora (the files over and over)")
    parser.add_argument("--generated", type=Path, help=argparse.SUPPRESS)
    told = parser.parse_args()
    files = told.files or sorted((folder("sources") / "samples").glob("*.[tm][xd]*"))
    documents = [(file.name, file.read_bytes()) for file in files if file.is_file()]
    if told.generated:
        lexicon = load([*shipped(), told.generated])
        claims_of(islice(cycle(documents), told.memory[0]), lexicon)
        # Not `ru_maxrss`: that counts what the process had before it was this program.
        print(re.findall(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text(encoding="utf-8"))[0])
        return
    with tempfile.TemporaryDirectory() as made:
        os.environ["DRUGKG_CACHE"] = str(Path(made, "cache"))
        generated = Path(made, "generated")
        generated.mkdir()
        lexicon = vocabulary(generated, told.terms)
        names = [name for concept in lexicon.concepts() for name in (concept.label, *concept.synonyms)]
        measure(documents, lexicon, names, told.rounds, medspacy=Path(made) if told.medspacy else None)
        linearity(documents, lexicon)
        for count in told.memory:
            line = [sys.executable, "-m", "benchmarks.throughput"]
            line += ["--generated", str(generated), "--memory", str(count), "--", *map(str, files)]
            peak = subprocess.run(line, check=True, capture_output=True, text=True).stdout
            print(f"peak memory, {count:,} documents: {int(peak) / 1000:.0f} MB")


def vocabulary(generated: Path, terms: int) -> Lexicon:
    """Return the shipped vocabulary, with made-up names up to so many."""
    known = sum(1 + len(concept.synonyms) for concept in load().concepts())
    rows = generate(max(0, terms - known))
    (generated / "generated.tsv").write_text(HEADER + COLUMNS + "".join(rows), encoding="utf-8")
    return load([*shipped(), generated])


def claims_of(documents: Iterable[tuple[str, bytes]], lexicon: Lexicon, drug: str | None = None) -> int:
    """Return how many claims documents make; one whose drug cannot be told makes none."""
    found = 0
    for name, data in documents:
        try:
            found += len(extract(read(data, Source("benchmark"), name), lexicon, drug))
        except DocumentError:
            continue
    return found


def measure(documents: Documents, lexicon: Lexicon, names: list[str], rounds: int, *, medspacy: Path | None) -> None:
    """Print the speed from text to claims and of a bare scan; of medspaCy where a folder to work in is given."""
    size = sum(len(data) for _, data in documents)
    claims_of(documents[:1], lexicon)
    first = seconds(lambda: claims_of(documents, lexicon))
    best = min([first, *(seconds(lambda: claims_of(documents, lexicon)) for _ in range(rounds - 1))])
    found = claims_of(documents, lexicon)
    texts = [fold(data.decode(errors="replace")) for _, data in documents]
    automaton = CharwiseDoubleArrayAhoCorasick(sorted({fold(name) for name in names}))
    scan = min(seconds(lambda: [automaton.find_overlapping(text) for text in texts]) for _ in range(rounds))
    print(f"{len(documents)} documents of {size:,} bytes, {found:,} claims, {len(names):,} names")
    print(f"text to claims: {size / first / 1000:,.0f} kB/s in the first round, {size / best / 1000:,.0f} in the best")
    print(f"bare scan: {size / scan / 1000:,.0f} kB/s; text to claims takes {best / scan:.0f} times as long")
    if medspacy:
        other = medspacy_seconds(medspacy, names[:MEDSPACY_TERMS], documents)
        print(f"medspaCy: {size / other / 1000:,.1f} kB/s; text to claims is {other / best:.0f} times as fast")


def linearity(documents: Documents, lexicon: Lexicon) -> None:
    """Print what a byte of one long document costs beside a byte of ten documents of a tenth of its length."""
    text = ""
    for _, data in cycle(documents):
        text += data.decode(errors="replace") + "\n\n"
        if len(text) > 11 * PIECE:
            break
    cuts = [0, *(text.index("\n", at * PIECE) for at in range(1, 11))]
    pieces = [("piece.txt", text[start:end].encode()) for start, end in pairwise(cuts)]
    whole = [("whole.txt", text[: cuts[-1]].encode())]
    drug = next(concept.label for concept in lexicon.concepts() if concept.type is ConceptType.DRUG)
    apart = min(seconds(lambda: claims_of(pieces, lexicon, drug)) for _ in range(2))
    joined = min(seconds(lambda: claims_of(whole, lexicon, drug)) for _ in range(2))
    print(f"one document of {len(whole[0][1]):,} bytes takes {joined / apart:.2f} times as long as ten pieces of it")


def medspacy_seconds(work: Path, names: list[str], documents: Documents) -> float:
    """Return how long medspaCy's pipeline takes for the texts of documents."""
    python = ENVIRONMENT / "bin" / "python"
    if not python.exists():
        print(f"setting up {ENVIRONMENT.name} ...", file=sys.stderr)
        subprocess.run(["python3.11", "-m", "venv", str(ENVIRONMENT)], check=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "--requirement", str(HOME / "medspacy.txt")]
        subprocess.run(install, check=True)
    (work / "terms.txt").write_text("\n".join(names), encoding="utf-8")
    files = []
    for number, (_, data) in enumerate(documents):
        files.append(work / f"{number}.txt")
        files[-1].write_bytes(data)
    line = [str(python), str(HOME / "medspacy_pipeline.py"), str(work / "terms.txt"), *map(str, files)]
    # PyRuSH logs every sentence unless it is told not to.
    quiet = os.environ | {"LOGURU_LEVEL": "ERROR"}
    return float(subprocess.run(line, check=True, stdout=subprocess.PIPE, text=True, env=quiet).stdout.split()[-1])


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time that work takes."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main()
