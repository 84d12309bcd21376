"""The catalog gives sources, or all its problems with their lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from drugkg.errors import DocumentError
from drugkg.readers import catalog
from drugkg.resources import folder
from drugkg.text import Source


def _folder(tmp_path: Path, text: str, *files: str) -> Path:
    (tmp_path / "catalog.yaml").write_text(text, "utf-8")
    for name in files:
        (tmp_path / name).write_text("text", "utf-8")
    return tmp_path


def _problems(home: Path) -> list[str]:
    with pytest.raises(DocumentError) as caught:
        catalog.load(home)
    return [str(problem).removeprefix(str(home / "catalog.yaml")) for problem in caught.value.problems]


def test_entries_become_sources(tmp_path: Path) -> None:
    text = (
        "documents:\n  b.md:\n    id: b-two\n    title: B\n    issued: 2025-03-10\n    version: 3\n    drug:\n"
        "  a 1.txt: {}\n"
    )
    sources = catalog.load(_folder(tmp_path, text, "a 1.txt", "b.md"))
    assert sources == {"b.md": Source("b-two", title="B", issued="2025-03-10", version="3"), "a 1.txt": Source("a-1")}


def test_a_folder_without_catalog_has_no_sources(tmp_path: Path) -> None:
    assert catalog.load(tmp_path) == {}


@pytest.mark.parametrize(("name", "id"), [("Ä Page.md", "a-page"), ("药.txt", "u836f"), (".txt", "txt")])
def test_a_file_that_no_catalog_lists_has_its_name_as_id(name: str, id: str) -> None:
    assert catalog.unlisted(name) == Source(id)


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    text = (
        "documents:\n  a.txt:\n    id: A b\n    colour: red\n    issued: May 2025\n    title: [x]\n"
        "  gone.txt: {id: gone, language: English, jurisdiction: usa}\n  sub/a.txt: {}\n  a.txt: {}\n"
        "  c.txt: {revises: nowhere.txt}\nmore: 1\n"
    )
    problems = _problems(_folder(tmp_path, text, "a.txt", "c.txt"))
    starts = [
        ":3: id 'A b'",
        ":4: unknown key 'colour'",
        ":5: issued 'May 2025'",
        ":6: 'title'",
        ":7: language",
        ":7: jurisdiction",
    ]
    starts += [
        ":8: 'sub/a.txt'",
        ":9: 'a.txt' stands twice",
        ":11: unknown key 'more'",
        ":7: there is no file",
        ":10: 'c.txt' revises",
    ]
    assert len(problems) == len(starts)
    assert all(any(problem.startswith(start) for problem in problems) for start in starts), problems


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("documents: [a]", ":1: `documents` is no mapping"),
        ("- a", ":1: the catalog is no mapping"),
        ("documents:\n  a.txt: x", ":2: the entry of 'a.txt' is no mapping"),
        ("documents: {a: *b}", ":1: "),
        ("documents:\n  a.txt: }\n", ":2: broken YAML"),
        ("documents: &x {}", ":1: an anchor or alias"),
        ("{}", ":1: the catalog lists nothing"),
    ],
)
def test_broken_catalogs_are_named_by_line(tmp_path: Path, text: str, start: str) -> None:
    assert any(problem.startswith(start) for problem in _problems(_folder(tmp_path, text, "a.txt")))


def test_the_sample_catalogs_are_right() -> None:
    homes = [path.parent for path in sorted(folder("sources").glob("*/catalog.yaml"))]
    assert homes
    for home in homes:
        listed = set(catalog.load(home))
        assert listed == {path.name for path in home.iterdir()} - {"catalog.yaml"}
