"""openFDA's drug labels (JSON): a record is a label, its fields are sections."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import chain
from typing import Any

from drugkg.errors import DocumentError, Problem
from drugkg.readers.base import File, Parsed, Reader
from drugkg.readers.blocks import Draft, blocks
from drugkg.readers.flow import Flow
from drugkg.readers.json_values import Text, Value, values
from drugkg.readers.metadata import describe
from drugkg.readers.openfda_parts import Compact, repeated
from drugkg.readers.openfda_tables import table
from drugkg.readers.openfda_text import write_heading, write_running_text, write_words
from drugkg.readers.spl_narrative import narrate
from drugkg.readers.words import load
from drugkg.text import BlockKind, Metadata, Origin, Span

__all__ = ["READER", "read", "records", "sniff"]

_TABLE = "_table"
_RANK = 2
_DAY = re.compile(r"(\d{4})(?:(\d{2})(\d{2})?)?$")
_OPENING = re.compile(rb'\{\s*["}]|\[\s*[{\]]')
#: Fields of which no label is without all.
_TELLING = re.compile(
    r'"(?:openfda|set_id|indications_and_usage|spl_product_data_elements|adverse_reactions|do_not_use|warnings)"\s*:'
)


def sniff(file: File) -> int:
    """Return how sure it is that a file holds labels; any other JSON is claimed faintly, to be refused by name.

    >>> [sniff(File(data, "a.json")) for data in (b'{"set_id": "1"}', b'{"a": 1}', b"{1}")]
    [90, 5, 0]
    """
    if file.fault is not None or not _OPENING.match(file.head):
        return 0
    return 90 if _TELLING.search(file.text) else 5


def records(file: File) -> tuple[Value, ...]:
    """Return the labels in a file: a record, several in a list or one a line, or the results of a query.

    Raises:
        DocumentError: if the file is no JSON, or holds no label.
    """
    found = tuple(chain.from_iterable(map(_records, values(file.text, file.name))))
    if not found:
        what = "format not known: JSON without a label (no field like `indications_and_usage`)"
        raise DocumentError(Problem(file.name, what, "give records of openFDA's drug labels, or another format"))
    return found


def _records(value: Value) -> Iterator[Value]:
    if "results" in value.members:
        yield from _records(value.members["results"][1])
    elif {name.removesuffix(_TABLE) for name in value.members} & (
        _fields()["codes"].keys() | _fields()["silent"].keys()
    ):
        yield value
    for item in value.items:
        yield from _records(item)


def read(file: File) -> Parsed:
    """Return the blocks of a label and what it says of itself.

    Raises:
        DocumentError: if the file is no JSON, or does not hold exactly one label.
    """
    record, *more = records(file)
    if more:
        what = f"the file holds {len(more) + 1} labels, each a document of its own"
        raise DocumentError(Problem(file.name, what, f"name one of them, like {file.name}#1"))
    text, drafts, origin = _written(file, record)
    if not text.strip():
        raise DocumentError(Problem(file.name, "the label has no text", "give a label with sections"))
    made = blocks(text, drafts)
    metadata = replace(_metadata(record), references=describe(text, made).references)
    pieces = tuple(
        piece._replace(at=piece.at + file.start, at_end=piece.at_end + file.start) for piece in origin.pieces
    )
    return Parsed(text, made, metadata, Origin(pieces))


def _written(file: File, record: Value) -> tuple[str, list[Draft], Origin]:
    """Write the fields of a record, in the order of the file; a table stands below the field that it belongs to."""
    sections, flow = _sections(record), Flow()
    running = {name: found for name, (_, found) in sections.items() if not name.endswith(_TABLE)}
    compact = {(name, at): Compact.of(text.text) for name, found in running.items() for at, text in enumerate(found)}
    tables = {
        name.removesuffix(_TABLE): [made for text in found if (made := table(text, file.name))]
        for name, (_, found) in sections.items()
        if name.endswith(_TABLE)
    }
    words = {name: ["".join(each.words().split()) for each in found] for name, found in tables.items()}
    cuts = repeated(compact, words)
    for name, (key, value) in record.members.items():
        base = name.removesuffix(_TABLE)
        if name == "openfda":
            _products(flow, key, value)
        elif name in running or (name in sections and base not in running):
            silent = _fields()["silent"].get(name, "")
            flow.open(BlockKind.HEADING, _RANK, silent=silent, code=_fields()["codes"].get(base))
            write_heading(flow, key)
            flow.close()
            for at, text in enumerate(running.get(name, ())):
                write_running_text(flow, text, _fields()["titles"].get(name, name), cuts[name, at], silent)
            own = [found for (other, _), found in compact.items() if other == base]
            for each, told in zip(tables.get(base, ()), words.get(base, ()), strict=True):
                if not any(found.has_otherwise(told) for found in own):
                    # Where in the section it stands is not known.
                    flow.end_headings(_RANK + 1)
                    narrate(flow, each, silent)
    return flow.finish()


def _products(flow: Flow, key: Text, value: Value) -> None:
    """Write the names of the product, each on a line behind what kind of name it is."""
    names = [
        (own, text) for name, (own, told) in value.members.items() if name in _fields()["names"] for text in told.texts
    ]
    if not names:
        return
    flow.open(BlockKind.HEADING, _RANK, code=_fields()["codes"]["openfda"])
    write_heading(flow, key)
    for own, text in names:
        flow.open(BlockKind.PARAGRAPH)
        write_heading(flow, own)
        flow.write(": ")
        write_words(flow, text, Span(0, len(text.text)))
    flow.close()


def _sections(record: Value) -> dict[str, tuple[Text, tuple[Text, ...]]]:
    """Return the fields of a record that hold text."""
    known = _fields()["codes"].keys() | _fields()["silent"].keys()
    return {
        name: (key, value.texts)
        for name, (key, value) in record.members.items()
        if any(text.text.strip() for text in value.texts) and (name in known or value.items)
    }


@cache
def _fields() -> dict[str, Any]:
    return load("openfda.yaml", {"codes": dict, "silent": dict, "names": [str], "titles": dict})


def _metadata(record: Value) -> Metadata:
    block = record.members["openfda"][1].members if "openfda" in record.members else {}

    def first(name: str) -> str | None:
        found = record.members.get(name) or block.get(name)
        return next((text.text.strip() for text in found[1].texts if text.text.strip()), None) if found else None

    day = _DAY.match(first("effective_time") or "")
    brand, generic, author = first("brand_name"), first("generic_name"), first("manufacturer_name")
    substances = [text.text for text in block["substance_name"][1].texts] if "substance_name" in block else []
    drugs = substances or (re.split(r"\s*(?:,|;|/|\band\b)\s*", generic or "", flags=re.IGNORECASE))
    return Metadata(
        title=f"{brand} ({generic})" if brand and generic else brand or generic,
        authors=(author,) if author else (),
        modified="-".join(part for part in day.groups() if part) if day else None,
        kind=first("product_type"),
        identifier=first("id"),
        series=first("set_id"),
        version=first("version"),
        drugs=tuple(dict.fromkeys(name.lower() if name.isupper() else name for name in drugs if name.strip())),
    )


def _parts(file: File) -> list[Span]:
    return [Span(record.start, record.end) for record in records(file)]


READER = Reader("openfda", "openFDA drug labels (JSON)", frozenset({".json", ".jsonl", ".ndjson"}), sniff, read, _parts)
