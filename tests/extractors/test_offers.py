"""Extractors of other packages: found by their entry point, and believed no more than any."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from tests.extractors.page import write

from drugkg.annotate.layers import Page
from drugkg.extractors import Choice, Extractor, Offer, Statement, extractor
from drugkg.extractors.passages import passages
from drugkg.pipeline import extract_file


def read(page: Page) -> Iterator[Statement]:
    for passage in passages(page):
        if "hiccups" in passage.text:
            yield Statement(passage, "grumbled of **hiccups**", "hasAdverseEffect", "hiccups")
            yield Statement(passage, "suffered from hiccups", "hasAdverseEffect", "hiccups")


def fails(page: Page) -> Iterator[Statement]:
    raise RuntimeError(f"no such thing on {page.drug.label}")


OFFER = Offer("mine", lambda choice: Extractor(f"mine:{choice.model}", fails if choice.model == "fails" else read))


@pytest.fixture(autouse=True)
def offered(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    entry = metadata.EntryPoint("mine", f"{__name__}:OFFER", "drugkg.extractors")
    monkeypatch.setattr(metadata.EntryPoint, "load", lambda _: OFFER)
    monkeypatch.setattr(metadata, "entry_points", lambda group: [entry] if group == "drugkg.extractors" else [])
    extractor._offers.cache_clear()
    yield
    extractor._offers.cache_clear()


def test_an_extractor_of_another_package_is_checked_like_any(tmp_path: Path) -> None:
    file = write(tmp_path / "documents")
    found = extract_file(file, "baclofen", Choice("mine", model="x"))
    assert found.extractor == "mine:x"
    assert "mine:x" in {evidence.rule for claim in found.claims for evidence in claim.evidence}
    assert found.rejected == {"the quote is not in the passage": 1}


def test_one_that_breaks_leaves_the_rules_and_is_told(tmp_path: Path) -> None:
    file = write(tmp_path / "documents")
    found = extract_file(file, "baclofen", Choice("mine", model="fails"))
    assert found.claims == extract_file(file, "baclofen").claims
    (problem,) = found.problems
    assert problem.place == str(file)
    assert "RuntimeError at test_offers.py" in problem.what
