"""What is a kind of what stands in a graph of its own, and queries and findings go by it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugkg.graph import Iris, to_trig, to_turtle
from drugkg.graph.imported import read_graph
from drugkg.graph.namespaces import PREFIXES, Quad, term
from drugkg.pipeline import build
from drugkg.query.opened import Graph
from drugkg.schema.hierarchy import above, hierarchy_quads
from drugkg.store import Store, open_store

ROOT = Path(__file__).resolve().parents[2]
HOME = f"<{Iris().graph('hierarchy')}>"
SKOS = f"PREFIX skos: <{PREFIXES['skos']}> SELECT ?a ?b "


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store with wide and narrow effects, one of them denied."""
    home = Path(tmp_path_factory.mktemp("hierarchy"))
    for name, text in {
        "one.md": "# Baclofen\n\n## Uses\n\nIt treats back pain.\n\n## Side effects\n\nCommon: drowsiness, nausea.\n",
        "two.md": "# Baclofen\n\n## Uses\n\nIt treats pain.\n",
    }.items():
        (home / name).write_text(text, encoding="utf-8")
    build([home], home / "store")
    return home / "store"


def rows(graph: Store, query: str) -> set[tuple[str, str]]:
    return {(str(row[0]), str(row[1])) for row in graph.query(SKOS + query)}  # type: ignore[union-attr]


def test_the_graph_is_all_that_follows_from_the_steps(store: Path) -> None:
    with open_store(store) as graph:
        told = rows(graph, f"{{ GRAPH {HOME} {{ ?a skos:broaderTransitive ?b }} }}")
        assert told == rows(graph, "{ ?a skos:broader+ ?b FILTER(?a != ?b) }")
        assert told > rows(graph, "{ ?a skos:broader ?b }")


def test_findings_go_by_it(store: Path) -> None:
    with open_store(store) as graph:
        asked = "{ ?a <https://w3id.org/drugkg/ontology#byRule> ?b FILTER(STRENDS(STR(?b), 'finding.kind')) }"
        assert rows(graph, asked), "back pain is a kind of pain"


def test_a_query_finds_the_kinds_of_what_it_is_asked_for(store: Path) -> None:
    with Graph(store) as graph:
        assert {row["effectLabel"] for row in graph.query("effects", effect="nervous system disorder")} == {
            "drowsiness"
        }
        assert {row["conditionLabel"] for row in graph.query("treatments", condition="pain")} == {"pain", "back pain"}


def test_what_a_file_tells_of_it_is_made_anew() -> None:
    steps = [
        Quad(Iris().concept(name), term("skos:broader"), Iris().concept(wider), Iris().graph("vocabulary"))
        for name, wider in (("a", "b"), ("b", "c"))
    ]
    steps = [Quad(f"<{s}>", p, f"<{o}>", f"<{g}>") for s, p, o, g in steps]
    asked = [(quad.subject, quad.object) for quad in steps]
    derived = list(hierarchy_quads(lambda _: asked, Iris().base))
    assert len(derived) == 3
    for name, text in (("a.ttl", to_turtle([*steps, *derived])), ("a.trig", to_trig([*steps, *derived]))):
        assert set(read_graph(text.encode(), name, Iris())) == set(steps)


STEPS = st.dictionaries(st.sampled_from("abcdef"), st.sets(st.sampled_from("abcdef"), max_size=3))


@given(STEPS)
def test_what_is_above_is_above_what_is_below(steps: dict[str, set[str]]) -> None:
    for one, next_above in steps.items():
        found = above(one, steps)
        assert one not in found
        assert found >= next_above - {one}
        assert all(above(wider, steps) - {one} <= found for wider in found)
