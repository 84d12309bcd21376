"""Claims of one document written by hand, one JSON object a line.

A gold claim is `{"predicate", "object", "accept", "polarity", "qualifiers", "quotes", "core"}`; it is found if a claim
has its relation and polarity, its object (label, synonym or mention, whatever the order of words, case and plural), its
numbers where the relation is about numbers, and a passage that overlaps one of its quotes. Where the object is free
text, the passage decides. Claims and gold claims are paired one to one. A claim left over is wrong, unless it fits a
gold claim that was found (another wording of it), or one that is not `core` (careful readers could disagree).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.accuracy.counts import Counts, Table
from benchmarks.accuracy.reading import Row

from drugkg.annotate.sections import section_type

__all__ = ["score"]

#: Relations whose object is free text, so that the passage decides.
_FREE = {"hasMechanism", "hasAdministrationAdvice", "hasDiscontinuationAdvice", "comparedWith"}
#: Relations that are nothing without their numbers.
_NUMBERS = {
    "hasDose": ("amount", "per", "timesPerDay", "every"),
    "hasPharmacokinetics": ("value",),
    "hasProductForm": ("strength",),
    "hasEfficacy": ("frequency",),
}
_LONGEST = 400


def score(
    gold: Sequence[Mapping[str, Any]], rows: Sequence[Row], text: str, relations: Table, sections: Table
) -> Counts:
    """Return the counts of one document, and add them to the tables by relation and by section."""
    places = [[at.span() for quote in claim["quotes"] for at in re.finditer(re.escape(quote), text)] for claim in gold]
    left = list(range(len(rows)))
    whole = Counts()
    paired: list[int] = []
    core = [at for at, claim in enumerate(gold) if claim.get("core", True)]
    for at in core:
        mine = [row for row in left if _fits(gold[at], rows[row], places[at])]
        best = max(mine, key=lambda row: _agreeing(gold[at], rows[row]), default=None)
        counts = Counts(best is not None, best is None)
        whole.add(counts)
        relations[gold[at]["predicate"]].add(counts)
        sections[_section(gold[at].get("section"))].add(counts)
        if best is not None:
            left.remove(best)
            paired.append(at)
    mild = [at for at in range(len(gold)) if at in paired or at not in core]
    for row in left:
        if not any(_fits(gold[at], rows[row], places[at], numbers=at in core) for at in mild):
            whole.add(Counts(wrong=1))
            relations[rows[row]["predicate"]].add(Counts(wrong=1))
            sections[_section(rows[row]["evidence"][0]["section"])].add(Counts(wrong=1))
    return whole


def _fits(gold: Mapping[str, Any], row: Row, places: Sequence[tuple[int, int]], *, numbers: bool = True) -> bool:
    if gold["predicate"] != row["predicate"] or gold.get("polarity", "positive") != row["polarity"]:
        return False
    free = row["predicate"] in _FREE
    if not any(_overlap(said, place, 0.5 if free else 0) for said in row["evidence"] for place in places):
        return False
    if free:
        return True
    wanted = {_words(name) for name in (gold["object"], *gold.get("accept", ()))}
    names = (row["object"]["label"], *row["object"]["altLabels"], *(said["mention"] for said in row["evidence"]))
    if wanted.isdisjoint(map(_words, names)):
        return False
    return not numbers or all(
        gold["qualifiers"][key] == row["qualifiers"].get(key)
        for key in _NUMBERS.get(row["predicate"], ())
        if key in gold["qualifiers"]
    )


def _section(heading: str | None) -> str:
    """Return the type of the section under a heading."""
    return (section_type(heading) if heading else None) or "(other)"


def _overlap(said: Mapping[str, Any], place: tuple[int, int], least: float) -> bool:
    start, end = int(said["start"]), int(said["end"])
    shared = min(end, place[1]) - max(start, place[0])
    return end - start <= _LONGEST and shared > 0 and shared >= least * min(end - start, place[1] - place[0])


def _agreeing(gold: Mapping[str, Any], row: Row) -> int:
    return sum(row["qualifiers"].get(key) == value for key, value in gold["qualifiers"].items())


def _words(name: str) -> frozenset[str]:
    """Return the words of a name, whatever their order, case and number.

    >>> _words("Disorders of the kidney") == _words("kidney disorder")
    True
    """
    words = re.findall(r"[^\W_]+", name.lower())
    singular = [
        word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s") if len(word) > 3 else word for word in words
    ]
    return frozenset(singular) - {"the", "a", "an", "of", "in", "or", "and", "to", "with", "for"}
