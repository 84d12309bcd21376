"""Effects in tables that were flattened to lines of text: a name, and a number for each arm and grade."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from drugkg.annotate.layers import Page, Sentence
from drugkg.annotate.quantities import measures
from drugkg.annotate.terms import Term, Vocabulary, named, terms
from drugkg.claims.effect_parts import TYPES, effect, is_general
from drugkg.claims.found import Found
from drugkg.claims.model import Quantity, Value
from drugkg.text import Block, BlockKind, Span
from drugkg.vocabulary.concept import ConceptType

__all__ = ["heads_rows", "is_organ_class", "is_row", "row_effects"]

_TOKEN = re.compile(r"\S+")
_NUMBER = re.compile(r"[<>≥≤=~]{0,2}\d[\d.,]*%?[*†‡§]?")
_OTHER_CELL = re.compile(r"\([<>≥≤=~]{0,2}\d[\d.,]*%?\)[*†‡§]?|%|[—–-]+|N/?[AR]")
_FOOTNOTE = re.compile(r"\s+(?:[a-z](?:\s?,\s?[a-z])*|[*†‡§#]+)$|[*†‡§#]+$")
#: Heads below which the numbers are no shares of patients.
_OTHER_UNIT = re.compile(
    r"per\s?1,?0+\b|/\s?1,?0+\b|\b(?:patient|pt|person|subject)[- ]?years?\b|\bratio\b", re.IGNORECASE
)
_ORGAN_CLASS = re.compile(
    r"(?:blood and (?:the )?lymphatic(?: system)?|cardiac|ear and labyrinth|endocrine|eye|gastrointestinal|general"
    r"|hepatobiliary|immune system|metabolism and nutrition|musculoskeletal(?:,? (?:and )?connective tissue.{0,20})?"
    r"|nervous system|psychiatric|renal and urinary|reproductive system and breast"
    r"|respiratory(?:, thoracic,? and mediastinal)?|skin and subcutaneous(?: tissues?)?|vascular) disorders?"
    r"(?: and administration site conditions)?|infections and infestations|investigations"
    r"|injury, poisoning,? and procedural complications",
    re.IGNORECASE,
)
_CONTROL = re.compile(r"placebo|vehicle|comparator|\bsham\b|\bcontrols?\b", re.IGNORECASE)
_TITLE = re.compile(r"Table\b", re.IGNORECASE)
#: How far above a row the head of its table is looked for, and how long a line of a table may be.
_MOST_ROWS, _LONGEST_LINE = 80, 250


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a table: where the name stands, and the first number with what stands in brackets behind it."""

    name: Span
    cell: str
    share: str | None


def is_row(words: str) -> bool:
    """Tell whether a line is a row of a table: a name, then nothing but numbers.

    >>> is_row("Stomatitis b 67 8 0 11"), is_row("Pyrexia 3 (4) 0"), is_row("Headache in 10 of 100 patients")
    (True, True, False)
    """
    return _row(words) is not None


def heads_rows(page: Page, sentence: Sentence) -> bool:
    """Tell whether a line without numbers stands right above the rows of a table ("Vascular disorders")."""
    if is_organ_class(sentence.text):
        return True
    blocks = page.document.blocks
    following = blocks[sentence.index + 1] if sentence.index + 1 < len(blocks) else None
    return (
        following is not None
        and len(sentence.text) <= _LONGEST_LINE
        and is_row(following.reading.text)
        and not sentence.text.rstrip().endswith((".", ":"))
        and len(sentence.text.split()) <= 10
    )


def is_organ_class(words: str) -> bool:
    """Tell whether words are the name of a class by which tables group effects, not of an effect.

    >>> is_organ_class("Nervous system disorders"), is_organ_class("Nail disorders")
    (True, False)
    """
    return len(words) <= _LONGEST_LINE and bool(_ORGAN_CLASS.fullmatch(words.strip(" *:.-•")))


def row_effects(page: Page, sentence: Sentence, vocabulary: Vocabulary, relation: str) -> Iterator[Found]:
    """Yield the known effect that a row of a table names, with its share where the head tells what the number is."""
    row = _row(sentence.text)
    head = list(_head(page, sentence))
    mine = (page.drug.key, *page.drug.ingredients)
    arms = next(
        (arms for line in head if not _TITLE.match(line) for arms in [_arms(mine, vocabulary, line)] if arms), ()
    )
    is_mine = not arms or arms[0] == "drug"
    if row is None or is_organ_class(row.name.of(sentence.text)) or (is_mine and not re.search(r"[1-9]", row.cell)):
        return
    # A lead over the whole table ("serious reactions of Table 2 ...") says nothing of one row.
    own: dict[str, Value] = {"serious": False}
    share = _share(sentence, head, row) if is_mine else None
    if share:
        own["frequency"] = share
    for term in _names(vocabulary, sentence.text, row.name):
        if not is_general(term):
            yield effect(sentence, relation, term, sentence.span, "effect.row", own, None)


# A line is looked at as a row, as the line below another one, and as one above the rows that follow.
@lru_cache(maxsize=1024)
def _row(words: str) -> _Row | None:
    if len(words) > _LONGEST_LINE:
        return None
    tokens = words.split()
    at = len(tokens)
    while at and (_NUMBER.fullmatch(tokens[at - 1]) or _OTHER_CELL.fullmatch(tokens[at - 1])):
        at -= 1
    cells = tokens[at:]
    if at == 0 or len(cells) < 2 or not _NUMBER.fullmatch(cells[0]):
        return None
    stood = [*_TOKEN.finditer(words)]
    name = Span(stood[0].start(), stood[at - 1].end())
    note = _FOOTNOTE.search(words, name.start, name.end)
    name = Span(name.start, note.start() if note else name.end)
    share = cells[1].strip("()*†‡§") if cells[1].startswith("(") else None
    return _Row(name, cells[0].rstrip("*†‡§"), share)


def _names(vocabulary: Vocabulary, text: str, name: Span) -> list[Term]:
    """Return the known findings that the whole name names; a finding somewhere inside of it is not enough."""
    words = re.sub(r"\s*\([^()]*\)", "", name.of(text)).strip()
    whole = named(vocabulary, words, *TYPES)
    if whole:
        return [Term(name, words, whole)]
    found = terms(vocabulary, words, Span(0, len(words)), TYPES)
    covered = sum(len(term.span.of(words)) for term in found)
    if len(words) - covered > 3 * len(found):  # more than the words that join them
        return []
    return [Term(name, term.mention, term.concept) for term in found]


def _share(sentence: Sentence, head: list[str], row: _Row) -> Quantity | None:
    """Return the first share of a row, None where nothing tells that its numbers are percentages."""
    if any(_OTHER_UNIT.search(line) for line in head):
        return None
    if "%" not in sentence.text and not any("%" in line or "percent" in line.casefold() for line in head):
        return None
    found = measures(f"{(row.share or row.cell).rstrip('%')}%")
    high = found[0].high if found else None
    return Quantity.of(found[0]) if found and (high is None or high <= 100) else None


def _head(page: Page, sentence: Sentence) -> Iterator[str]:
    """Yield the lines over a row that name no effect, nearest first, up to the title or the text before."""
    for block in reversed(page.document.blocks[max(0, sentence.index - _MOST_ROWS) : sentence.index]):
        line = block.reading.text
        if not is_row(line):
            if _is_prose(block):
                return
            yield line
            if _TITLE.match(line):
                return


def _is_prose(block: Block) -> bool:
    line = block.reading.text.rstrip()
    return block.kind is not BlockKind.HEADING and (line.endswith(".") or len(line) > _LONGEST_LINE)


# The rows of a table have one head.
@lru_cache(maxsize=256)
def _arms(mine: tuple[str, ...], vocabulary: Vocabulary, line: str) -> tuple[str, ...]:
    """Return whom the columns stand for, in order, as far as the head says; `mine` are the keys of the page's drug."""
    found = [(match.start(), "control") for match in _CONTROL.finditer(line)]
    for match in vocabulary.find(line):
        for concept in match.concepts:
            if concept.type in (ConceptType.DRUG, ConceptType.BRAND):
                ours = concept.key in mine or any(key in mine for key in concept.broader)
                found.append((match.start, "drug" if ours else "control"))
    return tuple(arm for _, arm in sorted(found))
