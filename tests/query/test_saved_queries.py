from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from rdflib.plugins.sparql import prepareQuery
from tests.query.corpus import MemoryGraph, memory_graph, quads

from drugkg.graph import to_nquads
from drugkg.query.resolve import Names
from drugkg.query.results import Table, write
from drugkg.query.run import ask, find, prepare, saved_queries
from drugkg.query.saved import SavedQuery

NAMES = list(saved_queries())
GOLDEN = Path(__file__).parents[1] / "golden" / "queries"


@cache
def graph() -> MemoryGraph:
    return memory_graph()


def example(query: SavedQuery) -> str:
    return prepare(Names(graph()), query, {name: [value] for name, value in query.example}).sparql


#: How every query asks how a claim stands to the others.
STANDING = """
  BIND(IF(EXISTS { ?conflict dkg:conflictOf ?claim }, "conflict",
       IF(EXISTS { ?difference dkg:differenceOf ?claim }, "difference",
       IF(EXISTS { ?agreement dkg:agreementOf ?claim }, "agreement", ""))) AS ?finding)
"""


def test_there_are_enough_queries() -> None:
    assert len(NAMES) >= 34


@pytest.mark.parametrize("name", NAMES)
def test_who_shows_claims_asks_in_the_same_words_how_they_stand_to_others(name: str) -> None:
    answer = ask(graph(), find(name).text)
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    shown = {variable.value for variable in answer.variables}
    assert ("claim" in shown) == (" ".join(STANDING.split()) in " ".join(find(name).text.split()))


def test_the_documentation_tells_these_words() -> None:
    told = (Path(__file__).parents[2] / "docs" / "queries.md").read_text("utf-8")
    assert textwrap.dedent(STANDING) in told


def test_claims_stand_to_each_other_in_every_way() -> None:
    answer = ask(graph(), find("claims").text)
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    assert {row["finding"].value for row in answer} == {"conflict", "difference", "agreement", ""}


@pytest.mark.parametrize("name", NAMES)
def test_file_has_what_every_query_needs(name: str) -> None:
    query = find(name)
    assert query.summary[0].isupper()
    assert query.group
    assert query.example
    assert all(parameter.help for parameter in query.parameters)
    assert "ORDER BY" in query.text
    assert max(map(len, query.text.splitlines())) <= 120


@pytest.mark.parametrize("name", NAMES)
def test_file_runs_as_it_is(name: str) -> None:
    answer = ask(graph(), find(name).text)
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    assert list(answer), "the defaults find something"


@pytest.mark.parametrize("name", NAMES)
def test_columns_that_the_header_explains_exist(name: str) -> None:
    query = find(name)
    answer = ask(graph(), query.text)
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    columns = [variable.value for variable in answer.variables]
    assert {column for column, _ in query.columns} <= set(columns)
    if "claim" in columns:
        assert {"quote", "stance", "finding", "sourceLabel", "documentTitle"} <= set(columns)
        assert columns[-1] == "claim"
    assert any(column.endswith("Label") for column in columns)


@pytest.mark.parametrize("name", NAMES)
def test_example_gives_the_golden_answer(name: str, request: pytest.FixtureRequest) -> None:
    found = write(ask(graph(), example(find(name))), "tsv")
    golden = GOLDEN / f"{name}.tsv"
    if request.config.getoption("--update-golden", default=False):
        golden.write_bytes(found)
    assert found.count(b"\n") > 1, "the example finds nothing"
    assert found.decode() == golden.read_text("utf-8")


def test_every_golden_answer_belongs_to_a_query() -> None:
    assert {path.stem for path in GOLDEN.glob("*.tsv")} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_answer_does_not_depend_on_the_order_of_loading(name: str) -> None:
    lines = to_nquads(quads()).splitlines(keepends=True)
    other = MemoryGraph()
    for line in reversed(lines):
        other.load(line)
    sparql = example(find(name))
    assert write(ask(other, sparql), "tsv") == write(ask(graph(), sparql), "tsv")


def solutions(sparql: str) -> list[Iterable[object]]:
    return [row for row in other_engine().query(sparql) if isinstance(row, Iterable)]


@cache
def other_engine() -> rdflib.Dataset:
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=to_nquads(quads()), format="nquads")
    return dataset


#: rdflib evaluates optional parts before it joins, and needs minutes for these; it parses them all the same.
SLOW_ELSEWHERE = {
    "doses", "interactions", "off-label", "over-time", "pharmacokinetics", "products", "treatments", "unsuitable",
    "withdrawal-and-overdose",
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_another_engine_takes_the_file_as_it_is(name: str) -> None:
    prepareQuery(find(name).text)


@pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")
@pytest.mark.parametrize("name", [name for name in NAMES if name not in SLOW_ELSEWHERE])
def test_another_engine_gives_the_same_rows(name: str) -> None:
    def cells(row: Iterable[object]) -> tuple[str, ...]:
        return tuple("" if cell is None else str(getattr(cell, "value", cell)).lower() for cell in row)

    theirs = [tuple("" if cell is None else str(cell).lower() for cell in row) for row in solutions(find(name).text)]
    ours = [cells(row) for row in Table.of(ask(graph(), find(name).text)).rows]
    assert sorted(theirs) == sorted(ours)


@pytest.mark.parametrize("name", NAMES)
def test_no_drug_stands_in_a_query_but_as_default(name: str) -> None:
    lines = [line for line in find(name).text.splitlines() if not line.startswith("#+") and "#+ param" not in line]
    assert not re.search(r"\bc:[a-z]", "\n".join(lines))
