from __future__ import annotations

from pathlib import Path

import pytest

from drugkg.pipeline import build
from drugkg.query.opened import Graph
from drugkg.query.run import saved_queries
from drugkg.resources import folder
from drugkg.store import open_store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = Path(tmp_path_factory.mktemp("samples")) / "store"
    build([folder("sources") / "samples"], home)
    return home


@pytest.mark.parametrize("name", saved_queries())
def test_query_runs_on_the_samples_and_quotes_their_words(store: Path, name: str) -> None:
    with Graph(store) as graph, open_store(store) as texts:
        text = "\n".join(texts.text(document.iri) for document in graph.documents())
        assert all(row["quote"] in text for row in graph.query(name) if row.get("quote"))


def test_most_queries_find_something_in_the_samples(store: Path) -> None:
    with Graph(store) as graph:
        empty = [name for name in saved_queries() if not len(graph.query(name))]
    assert len(empty) <= 3, empty


def test_every_claim_of_the_samples_can_be_explained(store: Path) -> None:
    with Graph(store) as graph:
        rows = graph.query("claims", drug="baclofen").records()
        for row in rows[::20]:
            explained = graph.explain(row["claim"])
            assert row["quote"] in {passage.quote for passage in explained.passages}
