"""Tools that know nothing of drugkg read what it exports, and find every statement, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.exports.reading import JENA, READERS, read
from tests.query.corpus import build_store

import drugkg

#: Formats that keep named graphs.
WITH_GRAPHS = {"jsonld", "nquads", "trig"}
NEEDS = {"rapper": ("rapper",), "riot": ("java", JENA)}
PAIRS = [
    pytest.param(tool, format, marks=[pytest.mark.needs_program(name) for name in NEEDS.get(tool, ())])
    for tool, formats in READERS.items()
    for format in formats
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = Path(tmp_path_factory.mktemp("exports"))
    build_store(home / "store")
    for format in READERS["oxigraph"]:
        drugkg.export_to(home / f"graph.{format}", format, home / "store")
    return home


@pytest.mark.parametrize(("tool", "format"), PAIRS)
def test_every_statement_is_read_back(folder: Path, tool: str, format: str) -> None:
    whole = read("oxigraph", "nquads", folder / "graph.nquads")
    if format not in WITH_GRAPHS:
        whole = {line.rpartition(" ")[0] for line in whole}
    assert len(whole) > 1000
    assert read(tool, format, folder / f"graph.{format}") == whole


def test_each_format_has_two_readers_that_are_not_the_engine() -> None:
    for format in READERS["oxigraph"]:
        assert sum(format in formats for tool, formats in READERS.items() if tool != "oxigraph") >= 2
