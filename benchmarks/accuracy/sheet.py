"""A sheet of claims drawn by a seed, to be judged by people, and what their judgement comes to.

The sheet itself is a table of tab-separated values without the words of the documents, so that it can be kept where the
documents may not be copied: document, passage as start and end, and what was claimed. Beside it stands a reading copy
with each passage in its surroundings. A judge fills the last columns: `verdict` is `right` or `wrong`, `fault` names
what is wrong (one or more of `FAULTS`), `remark` says why.
"""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from pathlib import Path
from random import Random

from benchmarks.accuracy import disagreements
from benchmarks.accuracy.counts import interval
from benchmarks.accuracy.reading import Row, documents

from drugkg.text import Document

__all__ = ["COLUMNS", "FAULTS", "draw", "reading_copy", "tally", "written"]

FAULTS = ("relation", "object", "polarity", "qualifiers", "passage")
COLUMNS = (
    "number", "group", "document", "start", "end", "drug", "relation", "object", "stance", "qualifiers", "rule",
    "verdict", "fault", "remark",
)  # fmt: skip
_AROUND = 300
#: More words than these of a note are a sentence of the document's.
_FEW_WORDS = 5

Drawn = tuple[str, Document, Row]


def draw(groups: Sequence[Path], number: int, seed: int) -> list[Drawn]:
    """Return claims drawn by a seed: as many of each group of documents, and as few of one document as can be."""
    drawn: list[Drawn] = []
    for at, group in enumerate(groups):
        share = number // len(groups) + (at < number % len(groups))
        random = Random(f"{seed} {group.name}")
        read = [(document, rows) for _, document, rows in documents([group])]
        drawn += [(group.name, *claim) for claim in _drawn(read, share, random)]
    return drawn


def _drawn(read: Sequence[tuple[Document, list[Row]]], share: int, random: Random) -> list[tuple[Document, Row]]:
    decks = [(document, random.sample(rows, len(rows))) for document, rows in read]
    random.shuffle(decks)
    drawn: list[tuple[Document, Row]] = []
    while len(drawn) < share and any(rows for _, rows in decks):
        drawn += [(document, rows.pop()) for document, rows in decks if rows][: share - len(drawn)]
    return drawn


def written(drawn: Iterable[Drawn]) -> str:
    """Return the sheet."""
    out = StringIO()
    table = csv.writer(out, delimiter="\t", lineterminator="\n")
    table.writerow(COLUMNS)
    for number, (group, document, row) in enumerate(drawn, 1):
        said = row["evidence"][0]
        values = _json({key: _short(value) for key, value in row["qualifiers"].items()})
        what = _short(row["object"]["label"])
        claim = row["drug"]["label"], row["predicate"], what, row["stance"], values, said["rule"]
        table.writerow((number, group, document.file_name, said["start"], said["end"], *claim, "", "", ""))
    return out.getvalue()


def reading_copy(drawn: Iterable[Drawn]) -> Iterator[str]:
    """Yield each claim with its passage, marked in its surroundings."""
    for number, (group, document, row) in enumerate(drawn, 1):
        said = row["evidence"][0]
        start, end, text = said["start"], said["end"], document.text
        values = "; ".join(
            f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in row["qualifiers"].items()
        )
        yield f"## {number}  {group} / {document.file_name} {start}-{end}\n\n"
        yield f"CLAIM  {row['drug']['label']}  **{row['predicate']}**  {row['object']['label']}   ({row['stance']})\n"
        yield f"WITH   {values or '-'}\n"
        yield f"UNDER  {said['section'] or '-'}   mention: {said['mention']}\n\n"
        around = text[max(0, start - _AROUND) : start], text[start:end], text[end : end + _AROUND]
        yield "{}[[{}]]{}\n\n".format(*around)


def tally(sheet: str) -> Iterator[str]:
    """Yield what the verdicts of a judged sheet come to: all, by group or type, by relation, by fault.

    Raise ValueError, with the line, where a verdict or fault is not one of those known.
    """
    rows = list(csv.DictReader(StringIO(sheet), delimiter="\t"))
    of_claims = bool(rows) and "group" in rows[0]
    known = FAULTS if of_claims else disagreements.FAULTS
    for line, row in enumerate(rows, 2):
        faults = row["fault"].split()
        if row["verdict"] not in ("right", "wrong") or not set(faults) <= set(known):
            raise ValueError(f"line {line}: verdict must be right or wrong, faults of {', '.join(known)}")
        if (row["verdict"] == "wrong") != bool(faults):
            raise ValueError(f"line {line}: a wrong one needs a fault, a right one has none")
    right = sum(row["verdict"] == "right" for row in rows)
    low, high = interval(right, len(rows))
    what = "claims" if of_claims else "conflicts"
    yield f"{right} of {len(rows)} {what} are right: {right / max(1, len(rows)):.1%} (95 %: {low:.1%} to {high:.1%})"
    for column in ("group" if of_claims else "rule", "relation"):
        yield f"\nby {column}"
        yield from _shares(rows, column)
    yield "\nfaults"
    faults_seen = Counter(fault for row in rows for fault in row["fault"].split())
    yield from (f"  {fault:<28}{number:>5}" for fault, number in faults_seen.most_common())


def _shares(rows: Iterable[Mapping[str, str]], column: str) -> Iterator[str]:
    verdicts: dict[str, list[bool]] = defaultdict(list)
    for row in rows:
        verdicts[row[column]].append(row["verdict"] == "right")
    for name, found in sorted(verdicts.items(), key=lambda item: (-len(item[1]), item[0])):
        yield f"  {name:<28}{sum(found):>5} of {len(found):>4}   {sum(found) / len(found):.0%}"


def _short(value: object) -> object:
    """Return a value without what it tells in the document's own words."""
    words = value.split() if isinstance(value, str) else []
    return " ".join([*words[:_FEW_WORDS], "..."]) if len(words) > _FEW_WORDS else value


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
