"""How right drugkg is: scores on annotated corpora, and samples of claims to be judged.

    python -m benchmarks.accuracy score labels.json                  adverse effects of annotated labels
    python -m benchmarks.accuracy score gold.jsonl=document.txt      claims of one document written by hand
    python -m benchmarks.accuracy sample FOLDER ... -o sheet.tsv     claims drawn by a seed, and a reading copy
    python -m benchmarks.accuracy conflicts STORE -o sheet.tsv       conflicts of a built graph, and a reading copy
    python -m benchmarks.accuracy tally sheet.tsv                    what a judged sheet comes to

`docs/accuracy.md` tells the method and the figures.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from statistics import mean, pstdev

import yaml
from benchmarks.accuracy import disagreements, gold, labels, sheet
from benchmarks.accuracy.counts import Counts, Table
from benchmarks.accuracy.reading import claims_of

from drugkg import readers
from drugkg.text import Source

_HEAD = f"  {'':<32}{'P':>7}{'R':>7}{'F1':>7}{'found':>8}{'missed':>8}{'wrong':>8}"


def main() -> None:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.accuracy", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    scoring = commands.add_parser("score", help="score annotated corpora")
    scoring.add_argument("corpora", nargs="+", metavar="LABELS.json | GOLD.jsonl=DOCUMENT")
    scoring.add_argument("--folds", type=int, default=5, help="parts of the labels that are scored each alone (5)")
    scoring.add_argument("--seed", type=int, default=1)
    sampling = commands.add_parser("sample", help="draw claims to be judged")
    sampling.add_argument("groups", nargs="+", type=Path, metavar="FOLDER", help="each gives as many claims")
    sampling.add_argument("--number", type=int, default=200)
    sampling.add_argument("--seed", type=int, default=1)
    sampling.add_argument("-o", "--output", type=Path, required=True, help="the sheet; the reading copy ends in .md")
    conflicting = commands.add_parser("conflicts", help="draw conflicts to be judged")
    conflicting.add_argument("store", type=Path, metavar="STORE", help="the folder of a built graph")
    conflicting.add_argument("--number", type=int, default=100)
    conflicting.add_argument("--seed", type=int, default=1)
    conflicting.add_argument("-o", "--output", type=Path, required=True)
    tallying = commands.add_parser("tally", help="count the verdicts of judged sheets")
    tallying.add_argument("sheets", nargs="+", type=Path)
    options = parser.parse_args()
    if options.command == "score":
        _score(options.corpora, options.folds, options.seed)
    elif options.command == "sample":
        drawn = sheet.draw(options.groups, options.number, options.seed)
        options.output.write_text(sheet.written(drawn), encoding="utf-8")
        options.output.with_suffix(".md").write_text("".join(sheet.reading_copy(drawn)), encoding="utf-8")
        print(f"{len(drawn)} claims in {options.output}; reading copy in {options.output.with_suffix('.md')}")
    elif options.command == "conflicts":
        conflicts = disagreements.draw(options.store, options.number, options.seed)
        options.output.write_text(disagreements.written(conflicts), encoding="utf-8")
        copy = options.output.with_suffix(".md")
        copy.write_text("".join(disagreements.reading_copy(conflicts)), encoding="utf-8")
        print(f"{len(conflicts)} conflicts in {options.output}; reading copy in {copy}")
    else:
        for path in options.sheets:
            try:
                print("\n".join(sheet.tally(path.read_text(encoding="utf-8"))))
            except ValueError as error:
                parser.error(f"{path}: {error}")


def _score(corpora: Sequence[str], folds: int, seed: int) -> None:
    documents = [corpus.split("=", 1) for corpus in corpora if "=" in corpus]
    for path in [corpus for corpus in corpora if "=" not in corpus]:
        _score_labels(Path(path), folds, seed)
    if documents:
        _score_gold([(Path(claims), Path(document)) for claims, document in documents])


def _score_labels(path: Path, folds: int, seed: int) -> None:
    found = labels.labels(json.loads(path.read_text(encoding="utf-8")))
    relations, sections, whole = Table(), Table(), Table()
    by_label = {label.name: labels.score(label, relations, sections) for label in found}
    for counts in by_label.values():
        whole["all labels"].add(counts)
    print(f"{path.name}: {len(found)} labels, adverse effects as strings, end to end\n{_HEAD}")
    print("\n".join(whole.lines()))
    print(f"  {'mean over labels (macro F1)':<32}{'':>14}{mean(counts.f1 for counts in by_label.values()):>7.3f}")
    parts: list[Counts] = []
    for fold in labels.folds(found, folds, seed):
        parts.append(Counts())
        for label in fold:
            parts[-1].add(by_label[label.name])
    scores = [part.f1 for part in parts]
    print(f"  {f'{folds} folds, mean and deviation':<32}{'':>14}{mean(scores):>7.3f} ± {pstdev(scores):.3f}")
    print("\nby relation, precision alone: the annotation knows one relation")
    print("\n".join(f"  {name:<32}{row.precision:>7.3f}" for name, row in sorted(relations.rows.items())))
    _by("section", sections)
    print("\npublished, none counted quite alike")
    for row in yaml.safe_load(Path(__file__).with_name("published.yaml").read_text(encoding="utf-8"))["labels"]:
        print(f"  {row['f1']:.3f}  {row['who']} ({row['counted']})")


def _score_gold(pairs: Sequence[tuple[Path, Path]]) -> None:
    relations, sections, whole = Table(), Table(), Table()
    for claims, path in pairs:
        document = readers.read(path.read_bytes(), Source(path.stem), path.name)
        wanted = [json.loads(line) for line in claims.read_text(encoding="utf-8").splitlines() if line.strip()]
        counts = gold.score(wanted, claims_of(document), document.text, relations, sections)
        whole[claims.stem].add(counts)
        whole["all documents"].add(counts)
    print(f"claims of {len(pairs)} documents, end to end\n{_HEAD}")
    print("\n".join(whole.lines()))
    _by("relation", relations)
    _by("section", sections)


def _by(name: str, table: Table) -> None:
    print(f"\nby {name}")
    print("\n".join(table.lines()))


if __name__ == "__main__":
    main()
