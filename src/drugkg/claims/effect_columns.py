"""Which columns of a table are the drug's own, and which of them tells in how many it was seen."""

from __future__ import annotations

import re
from dataclasses import dataclass

from drugkg.annotate.grids import Grid
from drugkg.annotate.layers import Page
from drugkg.annotate.quantities import measures
from drugkg.annotate.terms import Vocabulary
from drugkg.claims.model import Quantity
from drugkg.claims.shape import is_mine
from drugkg.vocabulary.concept import ConceptType

__all__ = ["Columns", "columns"]

_CONTROL = re.compile(r"placebo|vehicle|comparator|\bsham\b|\bcontrols?\b|\buntreated\b|no treatment", re.IGNORECASE)
_PEOPLE = re.compile(r"[Nn]\s?=\s?\d[\d,]*\s?\)?(?:\s*[(\[]?\s?(?:n\s?\(%\)|%)\s?[)\]]?)?")
#: A head that goes on with the one before it: what is given besides, its dose, the people in it.
_GOES_ON = re.compile(
    r"\W{0,2}(?:\+|plus\b|and\b|with\b|in combination\b|[Nn]\s?=|\(?%|\d[\d.,]*\s?(?:mg|mcg|units?|g)\b)"
)
_ALL_GRADES = re.compile(
    r"\b(?:all|any)[\s-]*(?:grades?|severit\w+|causalit\w+)?|\bgrades?\s1\s?(?:-|–|to)\s?[45]", re.IGNORECASE
)
_OTHER_FIGURE = re.compile(
    r"\bgrades?\s*(?:>=|≥)?\s*[2-5]|\bsevere\b|\bserious\b|discontinu|withdraw|\bratio\b|difference|\bp[- ]?value"
    r"|\bCI\b"
    r"|\brisk\b|^n$|^no\.?$|\bnumber\b(?!.*%)",
    re.IGNORECASE,
)
_ANY_HEAD = re.compile(
    r"(?:\W|\d|all|any|grades?|or|and|to|n|no|percent(?:age)?|of|patients|subjects"
    r"|higher|severity|rate|incidence|frequency)+",
    re.IGNORECASE,
)
_ANY_DOSE = re.compile(r"\W*(?:any|all) doses?\b", re.IGNORECASE)
_DOSE = re.compile(r"\W*\d[\d.,]*\s?(?:mg|mcg|units?|g)\b", re.IGNORECASE)
_OF_NAMES = re.compile(
    r"\bterms?\b|reactions?\b(?!.*[%=])|\bevents?\b(?!.*[%=])|\bclass\b|\bsystems?\b|parameters?\b|laborator|abnormalit|\btests?\b"
    r"|\beffects?\b|symptoms?\b",
    re.IGNORECASE,
)
_SEVERE_ONLY = re.compile(r"\bgrades?\s*(?:>=|≥)?\s*[2-5]", re.IGNORECASE)
_OTHER_UNIT = re.compile(
    r"per\s?1,?0+\b|/\s?1,?0+\b|\b(?:patient|pt|person|subject|\d+)[- ]?years?\b|%\s?/\s?year"
    r"|\bratio\b|\bmean\b|\bchange\b",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"%|\bpercent", re.IGNORECASE)
_SHARE = re.compile(r"[(\[]\s?([<>≥≤=~]{0,2}\s?\d[\d.]*)\s?%?\s?[)\]]|^([<>≥≤=~]{0,2}\s?\d[\d.]*)\s?%?[a-f*†‡§#?]*$")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of figures: the drug's, alone or with others (None: untold), and the one that has its shares."""

    width: int
    mine: tuple[int, ...] | None
    share: int | None
    percent: bool

    def is_seen(self, figures: tuple[str, ...]) -> bool:
        """Tell whether the drug's figures of a row count anybody."""
        told = self.mine is not None and len(figures) == self.width
        own = [figures[at] for at in self.mine or ()] if told else figures
        return any(re.search(r"[1-9]", figure) for figure in own)

    def frequency(self, figures: tuple[str, ...]) -> Quantity | None:
        """Return the share of the drug's people that a row gives, None where it cannot be told."""
        if self.share is None or len(figures) != self.width:
            return None
        cell = figures[self.share]
        if not self.percent and "%" not in cell:
            return None
        found = _SHARE.search(cell)
        given = measures(f"{(found[1] or found[2]).replace(' ', '')}%") if found else []
        high = given[0].high if given else None
        return Quantity.of(given[0]) if given and (high is None or high <= 100) else None


def columns(page: Page, vocabulary: Vocabulary, grid: Grid) -> Columns:
    """Return what the heads of a table tell of its columns."""
    width = grid.width
    if not width:
        return Columns(0, None, None, percent=False)
    arms = max((_arms(page, vocabulary, head, width) for head in reversed(grid.heads)), key=_told, default=[])
    below = [head[-width:] for head in map(_of_figures, grid.heads) if len(head) == width]
    labels = [" ".join(head[at] for head in below) for at in range(width)]
    mine: tuple[int, ...] | None = None
    seen: tuple[int, ...] | None = None
    single = False
    unnamed = _CONTROL.search(" ".join(" ".join(head) for head in grid.heads)) and not {"control", "other"} & set(arms)
    if arms and unnamed:
        arms = []
    if arms and width % len(arms) == 0:
        each = width // len(arms)
        own = [at for at, arm in enumerate(arms) if arm == "drug"] or [
            at for at, arm in enumerate(arms) if arm == "combined"
        ]
        mine = tuple(column for at in own for column in range(at * each, (at + 1) * each)) or None
        seen = tuple(at for at in range(width) if arms[at // each] in ("drug", "combined")) or None
        single = len(own) == 1
    elif not arms and not _CONTROL.search(grid.words) and (width == 1 or _all_plain(labels)):
        mine = seen = tuple(range(width))
        single = True
    if single and _SEVERE_ONLY.search(grid.title) and not _ALL_GRADES.search(grid.words):
        single = False
    percent = bool(_PERCENT.search(grid.words)) and not _OTHER_UNIT.search(grid.words)
    return Columns(width, seen, _share(mine, labels, grid) if single and mine else None, percent=percent)


def _of_figures(head: tuple[str, ...]) -> tuple[str, ...]:
    """Return a row of heads without those of the columns of names."""
    at = next((at for at, cell in enumerate(head) if cell and not _OF_NAMES.search(cell)), len(head))
    return head[at:]


def _told(arms: list[str]) -> tuple[bool, int]:
    return bool({"drug", "combined"} & set(arms)), len(arms)


def _all_plain(labels: list[str]) -> bool:
    """Tell whether all columns are headed by words for how much and how severe, so that there is only one arm."""
    return len(set(labels)) == len(labels) and all(label and _ANY_HEAD.fullmatch(label) for label in labels)


def _share(mine: tuple[int, ...], labels: list[str], grid: Grid) -> int | None:
    """Return the first of the drug's columns that counts all it was seen in."""
    if len(mine) == 1:
        return None if _OTHER_FIGURE.search(labels[mine[0]]) else mine[0]
    for column in mine:
        if labels[column] and not _OTHER_FIGURE.search(labels[column]):
            return column
    last = " ".join(grid.heads[-1]) if grid.heads else ""
    first = re.search(r"\bgrades?\b", last, re.IGNORECASE)
    every = _ALL_GRADES.search(last)
    return mine[0] if not any(labels) and first and every and every.start() <= first.start() else None


def _arms(page: Page, vocabulary: Vocabulary, head: tuple[str, ...], width: int) -> list[str]:
    """Return whom the columns stand for, in order, as far as a row of heads says."""
    pieces: list[str] = []
    spans = len(head) in (width, width + 1) and len(set(head)) < len(head)
    for cell in head[-width:] if spans else head:
        at = 0
        for people in (*_PEOPLE.finditer(cell), None):
            piece = cell[at : people.end() if people else len(cell)].strip()
            at = people.end() if people else at
            if not piece:
                continue
            if pieces and not spans and _GOES_ON.match(piece):
                pieces[-1] += f" {piece}"
            else:
                pieces.append(piece)
    kinds = [_arm(page, vocabulary, piece) for piece in pieces]
    return [kind for kind in kinds if kind] if any(kind in ("drug", "control", "combined") for kind in kinds) else []


def _arm(page: Page, vocabulary: Vocabulary, words: str) -> str:
    """Return whose column a head opens: the drug's, alone or combined, or another's; empty where it names nobody."""
    first, others = "", False
    control = _CONTROL.search(words)
    for match in vocabulary.find(words):
        for concept in match.concepts:
            if concept.type in (ConceptType.DRUG, ConceptType.BRAND):
                kind = "drug" if is_mine(page, concept) else "other"
                first, others = first or kind, others or kind == "other"
    own = _own_name(page, words)
    if control and not (own and own.start() < control.start()):
        return "control"
    if _ANY_DOSE.match(words):
        return "drug"
    if _DOSE.match(words):
        return "combined"
    if first == "drug" or own:
        return "combined" if others else "drug"
    return "other" if first or _PEOPLE.search(words) else ""


def _own_name(page: Page, words: str) -> re.Match[str] | None:
    """Return where a head names the drug in words that the vocabulary does not know, or that run on in others."""
    title = (page.document.metadata.title or "").split()[:1]
    names = [name for name in (page.drug.label, *title) if len(name) > 3]
    return re.search("|".join(rf"\b{re.escape(name)}" for name in names), words, re.IGNORECASE) if names else None
