from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from drugkg.cli.reference import commands_page, queries_page

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize(("file", "page"), [("queries.md", queries_page), ("cli.md", commands_page)])
def test_page_is_current(file: str, page: Callable[[], str], request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden", default=False):
        (DOCS / file).write_text(page(), encoding="utf-8")
    assert (DOCS / file).read_text("utf-8") == page()
