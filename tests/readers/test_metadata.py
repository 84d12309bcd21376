"""What a document says of itself."""

from __future__ import annotations

import pytest

from drugkg.readers import read
from drugkg.readers.dates import date
from drugkg.text import Metadata, Source

BODY = "It has been used for a long time, and most people get on with it well."


def _metadata(text: str) -> Metadata:
    return read(f"Title\n\n{BODY}\n\n{text}\n".encode(), Source("x"), "a.txt").metadata


@pytest.mark.parametrize(
    ("line", "authors", "reviewed", "modified"),
    [
        ("Written by Ann B. Example | Last review date: July 2019.", ("Ann B. Example",), "2019-07", None),
        ("This article was last reviewed on Thursday, August 12, 2021", (), "2021-08-12", None),
        ("Last updated: January 31, 2026View policy", (), None, "2026-01-31"),
        ("This leaflet was last revised in April 2025.", (), None, "2025-04"),
        (
            "Written by hand it may be hard to read, and the dose was revised in trials of May 2020, they say.",
            (),
            None,
            None,
        ),
    ],
)
def test_lines_about_the_document(
    line: str, authors: tuple[str, ...], reviewed: str | None, modified: str | None
) -> None:
    told = _metadata(line)
    assert (told.reviewed, told.modified) == (reviewed, modified)
    assert told.authors == authors or reviewed is modified is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2025-13-01", None),
        ("February 30, 2024", None),
        ("Foo 2024", None),
        ("May", None),
        ("1st of May", None),
        ("2 Sept. 2022", "2022-09-02"),
        ("Jun 2021", "2021-06"),
        ("2021", "2021"),
        ("20214", None),
    ],
)
def test_dates_are_as_exact_as_the_words(words: str, expected: str | None) -> None:
    assert date(words) == expected


def test_listed_works_keep_their_labels() -> None:
    document = read(
        f"Title\n\n{BODY}\n\nReferences\n\n1. A. Work of note.\n\n2) Another work.\n".encode(), Source("x"), "a.txt"
    )
    works = [(work.label, work.span.of(document.text)) for work in document.metadata.references]
    assert works == [("1", "A. Work of note."), ("2", "Another work.")]
