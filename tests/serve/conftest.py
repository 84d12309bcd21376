"""The store and the server that the tests of this folder share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.serve.serving import Server, serving

import drugkg
from drugkg.resources import folder


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the sample documents."""
    store = tmp_path_factory.mktemp("served") / "store"
    drugkg.build([folder("sources") / "samples"], store=store)
    return store


@pytest.fixture(scope="session")
def server(built: Path) -> Iterator[Server]:
    """A server over the sample documents, with all settings as they come."""
    with serving(built, "--log", "none") as running:
        yield running
