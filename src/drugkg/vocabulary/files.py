"""Vocabulary files: tab-separated concepts with an origin and a licence, read line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from drugkg.errors import Problem
from drugkg.vocabulary.concept import Concept, ConceptType
from drugkg.vocabulary.raw import RawFile

__all__ = ["Entry", "Header", "parse"]

_HEADER_KEYS = ("title", "type", "origin", "licence", "version")
_COLUMNS = ("key", "label", "synonyms", "ids", "broader", "replaced_by")
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_CURIE = re.compile(r"[A-Za-z][A-Za-z0-9._-]*:[^\s:|]+")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Header:
    """What a vocabulary file says of itself."""

    name: str
    title: str
    type: ConceptType
    origin: str
    licence: str
    version: str


class Entry(NamedTuple):
    """A row: its concept (None where the row is bad), its key, and where it stands."""

    place: str
    key: str
    concept: Concept | None

    @property
    def folder(self) -> str:
        """The folder of the file."""
        return self.place.rpartition("/")[0]


def parse(file: RawFile, problems: list[Problem]) -> tuple[Header | None, tuple[Entry, ...]]:
    r"""Return the header and the rows of a file, and add to `problems` what is wrong with them.

    >>> text = "#+ title: T\n#+ type: Drug\n#+ origin: O\n#+ licence: CC0-1.0\n#+ version: 1\n"
    >>> text += "key\tlabel\tsynonyms\tids\tbroader\nexamplin\texamplin\t\tCHEBI:1\t\n"
    >>> header, entries = parse(RawFile("d.tsv", "d.tsv", text.encode()), [])
    >>> header.title, entries[0].concept.ids
    ('T', ('CHEBI:1',))
    """
    lines = _lines(file, problems)
    header, columns = _header(file, lines, problems)
    if not columns:
        return header, ()
    type_ = header.type if header else ConceptType.PHRASE
    return header, tuple(_entry(place, line, columns, type_, problems) for place, line in lines)


def _lines(file: RawFile, problems: list[Problem]) -> Iterator[tuple[str, str]]:
    """Yield (place, line) of the lines that can be read and are no comments."""
    for number, data in enumerate(file.data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        place = f"{file.place}:{number}"
        try:
            line = data.decode().removesuffix("\r")
        except UnicodeDecodeError:
            problems.append(Problem(place, "the line is not UTF-8", "save the file as UTF-8"))
            continue
        if control := _CONTROL.search(line):
            what = f"the line has the control character {control.group()!r}"
            problems.append(Problem(place, what, "remove the character"))
        elif line.strip() and (line.startswith("#+") or not line.startswith("#")):
            yield place, line


def _header(
    file: RawFile, lines: Iterator[tuple[str, str]], problems: list[Problem]
) -> tuple[Header | None, Sequence[str]]:
    """Take the lines up to the row of column names; return the header and these names, as far as they are good."""
    known = len(problems)
    values: dict[str, str] = {}
    type_ = None
    for place, line in lines:
        if not line.startswith("#+"):
            columns = line.rstrip("\t ").split("\t")
            break
        key, _, value = (part.strip() for part in line[2:].partition(":"))
        if key not in _HEADER_KEYS or key in values or not value:
            remedy = f"write each of {', '.join(_HEADER_KEYS)} once, as `#+ key: value`"
            problems.append(Problem(place, f"the header line {line!r} is not understood", remedy))
        elif key == "type" and value not in set(ConceptType):
            problems.append(Problem(place, f"the type {value!r} is unknown", f"take one of {', '.join(ConceptType)}"))
        else:
            type_ = ConceptType(value) if key == "type" else type_
        values[key] = value
    else:
        place, columns = f"{file.place}:1", []
    problems += [
        Problem(f"{file.place}:1", f"the header lacks {key!r}", f"add a line `#+ {key}: ...`")
        for key in _HEADER_KEYS
        if key not in values
    ]
    if tuple(columns) not in (_COLUMNS, _COLUMNS[:-1]):
        remedy = f"write {', '.join(_COLUMNS[:-1])} (and {_COLUMNS[-1]}), with tabs between"
        problems.append(Problem(place, "the row of column names is missing or wrong", remedy))
        columns = []
    if type_ is None or len(problems) > known:
        return None, columns
    title, origin, licence, version = (values[key] for key in _HEADER_KEYS if key != "type")
    return Header(file.name, title, type_, origin, licence, version), columns


def _entry(place: str, line: str, columns: Sequence[str], type_: ConceptType, problems: list[Problem]) -> Entry:
    fields = [field.strip() for field in line.split("\t")]
    if len(fields) != len(columns):
        what = f"the row has {len(fields)} columns, the file {len(columns)}"
        problems.append(Problem(place, what, "separate the columns by one tab each, also the empty ones"))
        return Entry(place, fields[0], None)
    key, label, *rest = fields
    synonyms, ids, broader = (tuple(field.split("|")) if field else () for field in rest[:3])
    replaced_by = rest[3] or None if len(rest) > 3 else None
    known = len(problems)
    if not _KEY.fullmatch(key):
        remedy = "take lower case letters a-z and digits, joined by single hyphens"
        problems.append(Problem(place, f"the key {key!r} is not valid", remedy))
    for name in (label, *synonyms):
        if not any(character.isalpha() or character.isdecimal() for character in name):
            what = f"the name {name!r} is empty or has no letter or digit"
            problems.append(Problem(place, what, "write a name, or remove the extra |"))
    for curie in ids:
        if not _CURIE.fullmatch(curie):
            what = f"the identifier {curie!r} is no CURIE"
            problems.append(Problem(place, what, "write prefix:number, with | between identifiers"))
    if len(problems) > known:
        return Entry(place, key, None)
    return Entry(place, key, Concept(key, label, type_, synonyms, ids, broader, replaced_by))
