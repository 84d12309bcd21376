"""Effects in tables: a name in each row, and figures for each arm and grade."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from drugkg.annotate.grids import Grid, grids
from drugkg.annotate.layers import Page, Sentence
from drugkg.annotate.listing import listed
from drugkg.annotate.lists import Item
from drugkg.annotate.organ_classes import is_organ_class, without_organ_class
from drugkg.annotate.populations import populations
from drugkg.annotate.sections import attributes
from drugkg.annotate.terms import Term, Vocabulary, named
from drugkg.claims.effect_columns import Columns, columns
from drugkg.claims.effect_footnotes import names_included
from drugkg.claims.effect_lists import item_effects
from drugkg.claims.effect_names import effect_names
from drugkg.claims.effect_parts import TYPES, is_general, is_known
from drugkg.claims.found import Found
from drugkg.claims.model import Value
from drugkg.text import Span
from drugkg.text.figures import is_figure
from drugkg.vocabulary.concept import Concept, ConceptType, unknown

__all__ = ["Tables", "tables"]

_LONGEST_QUOTE = 400
_FOOTNOTE = re.compile(r"\s+(?:[a-z](?:\s?,\s?[a-z])*|[*†‡§#?]+|\d)$|[*†‡§#?¶]+$|(?<=[a-z]{3})[¹²³]+$")
#: What a row of a table counts that is no effect.
_NO_ROW = re.compile(
    r"(?:any|all|at least|one or more|total|overall|number|no\.|subjects?|patients?|participants|median|mean|duration"
    r"|discontinu\w+|withdrawals?|age[ds]?|sex|gender|male|female|men|women|race|baseline|weeks?|days?|months?|years?"
    r"|grades?|dose|treatment|other|others|none|severe|serious|mild|moderate|major|minor|fatal|documented"
    r"|system organ class"
    r"|warning signs?|what to do|preferred terms?|body systems?|adverse (?:drug )?(?:reactions?|events?)|side effects?"
    r"|reactions?|events?|term"
    r"|parameter|tests?|laboratory|use of|exposure|n|%)\b(?! (?:pain|reaction|of|in) )",
    re.IGNORECASE,
)
_UNIT = re.compile(r",?\s*(?:[-–—]\s*)?(?:\(?(?:n|no\.|number)?\s?\(?%\)?\)?|\[N \(%\)\])$", re.IGNORECASE)
_LIMIT = re.compile(
    r"\s*[<>≥≤=~].*$|\s+(?:less|greater|more) than .*$|\s*\(?\*?\s?ULN.*$|\s*\d[\d.,]*\s?[x*×]\s?ULN.*$"
)
_EFFECTS = re.compile(
    r"adverse|side effect|undesirable|unwanted|reactions?\b|\bevents?\b|toxicit|laborator|abnormalit|TEAE"
    r"|preferred term|organ class|symptom|bleeding|h(?:a)?emorrhag",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"adverse (?:drug )?(?:reaction|event|experience)|side effect|TEAE|laborator\w+ (?:\w+ )?abnormalit|preferred term",
    re.IGNORECASE,
)
_NO_EFFECTS = re.compile(
    r"baseline|demographic|\befficac|pharmacokinetic|\bdos(?:e|age|ing) (?:adjust|modif|reduc|recommend|delay)"
    r"|recommended"
    r"|interactions?\b|\bby indication\b|criteria|definition|change from|\bmean change|changes in\b|management"
    r"|\bmonitoring\b|exposure|response rate|risk factor|according to|subgroup|hazard ratio by",
    re.IGNORECASE,
)


class Tables:
    """The tables of a page, each read once."""

    def __init__(self, page: Page, vocabulary: Vocabulary) -> None:
        self._page, self._vocabulary = page, vocabulary
        self._grids: Mapping[int, Grid] = grids(page.document)
        self._read: set[int] = set()
        self._columns: dict[int, tuple[Columns, Concept | None]] = {}

    def has_effects(self, sentence: Sentence, *, among: bool) -> bool:
        """Tell whether a sentence is a row of a table of effects; `among` tells that its section has effects."""
        grid = self._grids.get(sentence.index)
        if grid is None or _NO_EFFECTS.search(grid.title):
            return False
        return bool(_STRONG.search(grid.words)) or (among and not _NO_EFFECTS.search(grid.words))

    def effects(self, sentence: Sentence, relation: str) -> Iterator[Found]:
        """Yield the effects that a row names, with its share where the heads tell which figure that is."""
        block = sentence.block
        grid = self._grids[sentence.index]
        if block.head or sentence.index in self._read:
            return
        self._read.add(sentence.index)
        head, people = self._told(grid)
        cells = list(block.cells)
        figures = tuple(cell.of(sentence.text) for cell in cells if is_figure(cell.of(sentence.text)))
        letters = sum(len(cell.of(sentence.text)) == 1 and cell.of(sentence.text).isalpha() for cell in cells)
        if letters > 1:
            return  # a line that lost its words
        if head.width and not (figures and head.is_seen(figures)):
            return
        # What stands over a whole table of figures ("serious reactions in over 5%: Table 2") says nothing of one row.
        own: dict[str, Value | None] = _OF_THE_WHOLE.copy() if head.width else {}
        if sentence.within(Span(0, len(sentence.text)), ConceptType.ROUTE):
            own["route"] = None  # "vaginal bleeding": where it bleeds
        frequency = head.frequency(figures)
        if frequency:
            own["frequency"] = frequency
        words = [cell for cell in cells if cell.end > cell.start and not is_figure(cell.of(sentence.text))]
        names: list[Span] = []
        points: list[Span] = []
        for nth, cell in enumerate(words):
            text = cell.of(sentence.text)
            said = attributes(text).incidence if len(text.split()) <= _FEW_WORDS else None
            if said and not named(self._vocabulary, text, *TYPES):
                own["incidence"] = said
            elif not is_organ_class(text, bare=nth == 0 and len(words) > 1):
                name, more = names_included(sentence.text, cell)
                parts = _points(sentence.text, name)
                names += [*parts, more] if more else parts
                points += parts if len(parts) > 1 else []
        end = min(len(sentence.text), cells[0].start + _LONGEST_QUOTE)
        new = bool(_EFFECTS.search(grid.words))
        for cell in names:
            span = without_organ_class(sentence.text, cell)
            for found in self._named(sentence, span, relation, own, new=new):
                row = Span(0, end) if found.span.end <= end and cell not in points else found.span
                qualifiers = {**found.qualifiers, "population": found.qualifiers.get("population") or people}
                yield replace(found, span=row, rule="effect.row", qualifiers=qualifiers)

    def _told(self, grid: Grid) -> tuple[Columns, Concept | None]:
        key = id(grid)
        if key not in self._columns:
            named_in = populations(grid.title, self._vocabulary.find(grid.title))
            people = named_in[0][1] if len(named_in) == 1 else None
            self._columns[key] = columns(self._page, self._vocabulary, grid), people
        return self._columns[key]

    def _named(
        self, sentence: Sentence, span: Span, relation: str, own: dict[str, Value | None], *, new: bool
    ) -> Iterator[Found]:
        """Yield the effects that the words of a cell name."""
        text = sentence.text
        span = _bare(text, span)
        if span.end <= span.start:
            return
        span = self._unmarked(text, span)
        words = " ".join(_ABBREVIATION.sub(" ", span.of(text)).split())
        plain = " ".join(_BRACKETED.sub(" ", words).split())
        whole = named(self._vocabulary, plain, *TYPES) or named(self._vocabulary, words, *TYPES)
        if not whole and (_NO_ROW.match(words) or _QUALIFIES.fullmatch(plain)):
            return
        inside = _BRACKETED.search(span.of(text)) and not span.of(text).endswith(")")
        if inside and plain and "," not in words:
            # "Glucose (fasting) increased" is one name.
            term = Term(span, words, whole or unknown(plain, ConceptType.FINDING))
            yield from item_effects(sentence, self._vocabulary, relation, Item(span, span, (), None), [term], own)
            return
        for item, every in listed(self._vocabulary, text, span, TYPES, new=ConceptType.FINDING if new else None):
            terms = effect_names(self._vocabulary, every)
            if not any(is_known(term) and not is_general(term) for term in terms):
                terms = _as_one(self._vocabulary, text, item, terms, new=new)
            yield from item_effects(sentence, self._vocabulary, relation, item, terms, own)

    def _unmarked(self, text: str, span: Span) -> Span:
        """Return a label without the letter of a footnote that runs on from its name ("Rasha,b")."""
        mark = _JOINED_MARK.search(text, span.start, span.end)
        if mark is None or named(self._vocabulary, span.of(text), *TYPES):
            return span
        short = Span(span.start, mark.start())
        last = re.split(r"[,/] ?| and | or ", short.of(text))[-1]
        return (
            short if named(self._vocabulary, short.of(text), *TYPES) or named(self._vocabulary, last, *TYPES) else span
        )


_JOINS = re.compile(r"\s(?:and|or)\s", re.IGNORECASE)
_FEW_WORDS = 6
_OF_THE_WHOLE: dict[str, Value | None] = {"serious": False, "frequency": None, "incidence": None}
_POINT = re.compile(r"(?:^|(?<=\s))[*•]\s+|<br\s?/?>", re.IGNORECASE)
_BRACKETED = re.compile(r"\s*\([^()]*\)")
_ABBREVIATION = re.compile(r"\s*\((?=[^()]*[A-Z]{2})[A-Z][A-Za-z0-9-]{1,7}\)(?=\s)")
_JOINED_MARK = re.compile(r"(?<=[a-z])[a-k](?:\s?,\s?[a-k])*$")
#: A single word that only says of what kind a row is.
_QUALIFIES = re.compile(r"[\w-]+(?:al|ic|ous|ive|ar|ary)", re.IGNORECASE)


def tables(page: Page, vocabulary: Vocabulary) -> Tables:
    """Return the tables of a page."""
    return Tables(page, vocabulary)


def _points(text: str, cell: Span) -> list[Span]:
    """Return the points of a list inside of a cell ("* fever * chills"), the whole cell where it has none."""
    points: list[Span] = []
    start = cell.start
    for point in (*_POINT.finditer(text, *cell), None):
        part = Span(start, point.start() if point else cell.end).strip(text)
        points += [part] if part.end > part.start else []
        start = point.end() if point else start
    return points


def _bare(text: str, span: Span) -> Span:
    """Return a label without marks of footnotes, units and limits at its end."""
    for pattern in (_FOOTNOTE, _UNIT, _LIMIT, _FOOTNOTE):
        found = pattern.search(text, span.start, span.end)
        span = Span(span.start, found.start() if found else span.end)
    return span.strip(text, " *†‡§-–—•:,.")


def _as_one(vocabulary: Vocabulary, text: str, item: Item, found: list[Term], *, new: bool) -> list[Term]:
    """Return an item of which a part is unknown as one name, where the words may be one."""
    words = item.head.of(text)
    if not new or re.search(r"/|,", words) or not _JOINS.search(words):
        return found
    concept = named(vocabulary, words, *TYPES) or unknown(words, ConceptType.FINDING)
    return effect_names(vocabulary, [Term(item.head, words, concept)])
