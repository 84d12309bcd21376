"""Drug labels with every adverse effect annotated (TAC 2017; SPL-ADR-200db, as OnSIDES publishes it).

The file is a JSON list of `{"label_id", "section_name", "section_text", "adverse_events"}`; an event is
`[string, term, code, term, code, start, length, kind]`, of which string and kind count here. Each string that a label
ascribes to its drug in humans counts once a label, in lower case, if it stands in the text in one piece. It is found if
a positive claim on an effect has it as a mention, or as the label of its concept. A mention that is no annotated string
is wrong, unless its concept was found in another wording, or the string is set aside (animals, drug class, in pieces).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from benchmarks.accuracy.counts import Counts, Table
from benchmarks.accuracy.reading import Row, claims_of_text

__all__ = ["RELATIONS", "Label", "folds", "labels", "score"]

RELATIONS = ("hasAdverseEffect", "hasWithdrawalEffect", "hasOverdoseEffect")


@dataclass(frozen=True, slots=True)
class Label:
    """One label: its text, where its sections start, and the strings annotated in each section."""

    name: str
    text: str
    sections: tuple[tuple[int, str], ...]
    wanted: Mapping[str, frozenset[str]]
    aside: frozenset[str]

    def section(self, position: int) -> str:
        """Return the section in which a position stands."""
        return next((name for start, name in reversed(self.sections) if start <= position), "")


def labels(rows: Iterable[Mapping[str, Any]]) -> list[Label]:
    """Return the labels of a corpus, each as one document with its sections after each other."""
    by_label: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        by_label[row["label_id"]].append(row)
    return [_label(name, sections) for name, sections in by_label.items()]


def _label(name: str, rows: list[Mapping[str, Any]]) -> Label:
    text = f"{name}\n"
    sections: list[tuple[int, str]] = []
    for row in rows:
        text += "\n"
        sections.append((len(text), row["section_name"]))
        text += f"{row['section_name'].upper()}\n\n" + row["section_text"].strip("\n") + "\n"
    whole = _folded(" ".join(row["section_text"] for row in rows))
    wanted: dict[str, set[str]] = defaultdict(set)
    aside: set[str] = set()
    for row in rows:
        for event in row["adverse_events"]:
            string = _folded(event[0])
            counts = (len(event) < 8 or event[7] == "human") and string in whole
            (wanted[row["section_name"]] if counts else aside).add(string)
    strings = frozenset().union(*wanted.values())
    sets = {section: frozenset(found) for section, found in wanted.items()}
    return Label(name, text, tuple(sections), sets, frozenset(aside - strings))


def score(label: Label, relations: Table, sections: Table) -> Counts:
    """Return the counts of one label, and add what was found to the tables by relation and by section."""
    rows = claims_of_text(label.text, f"{re.sub(r'[^a-z0-9]+', '-', label.name.lower())}.txt")
    rows = [row for row in rows if row["predicate"] in RELATIONS and row["polarity"] == "positive"]
    concepts: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        concepts[_folded(row["object"]["label"])] |= {_folded(said["mention"]) for said in row["evidence"]}
    strings = frozenset().union(*label.wanted.values())
    found: set[str] = set()
    wrong: set[str] = set()
    for name, mentions in concepts.items():
        right = ({name} | mentions) & strings
        found |= right
        wrong |= set() if right else mentions - label.aside
    for section, wanted in label.wanted.items():
        sections[section].add(Counts(len(wanted & found), len(wanted - found)))
    _blame(label, rows, found, wrong, relations, sections)
    return Counts(len(found), len(strings - found), len(wrong))


def _blame(label: Label, rows: list[Row], found: set[str], wrong: set[str], relations: Table, sections: Table) -> None:
    """Add each right or wrong mention to the relation, and each wrong one to the section, in which it stands first."""
    told: set[str] = set()
    for row in rows:
        names = {_folded(row["object"]["label"])}
        for said in row["evidence"]:
            mention = _folded(said["mention"])
            for name in ({mention} | names) - told:
                relations[row["predicate"]].add(Counts(name in found, 0, name in wrong))
                if name in wrong:
                    sections[label.section(said["start"])].add(Counts(wrong=1))
                told.add(name)


def folds(found: list[Label], number: int, seed: int) -> list[list[Label]]:
    """Return the labels in parts of equal size, drawn by a seed."""
    mixed = sorted(found, key=lambda label: label.name)
    Random(seed).shuffle(mixed)
    return [mixed[at::number] for at in range(number)]


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().lower()
