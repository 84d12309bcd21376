"""Findings in a built graph: written, read back, and the same whatever the order."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.findings.saying import case, percent, says

import drugkg
from drugkg.findings.every import findings
from drugkg.findings.model import Statement
from drugkg.graph.iri import Iris

ONE = "# Baclofen\n\n## Side effects\n\nRare: confusion.\n\n## Contraindications\n\nDo not use baclofen in epilepsy.\n"
TWO = "# Baclofen\n\n## Side effects\n\nCommon: confusion.\n\n## Precautions\n\nUse with caution in epilepsy.\n"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("two")
    (folder / "one.md").write_text(ONE)
    (folder / "two.md").write_text(TWO)
    drugkg.build([folder], folder / "store")
    return folder / "store"


def conflicts(store: Path) -> list[dict[str, Any]]:
    lines = drugkg.export("conflicts", store).splitlines()
    return [found for line in lines if (found := json.loads(line))["verdict"] == "conflict"]


def test_the_findings_file(store: Path) -> None:
    by_type = {found["type"]: found for found in conflicts(store)}
    assert set(by_type) == {"value", "strength"}
    forbidden = by_type["strength"]
    assert {(each["side"], each["document"]) for each in forbidden["claims"]} == {
        ("must not be used", "one.md"),
        ("use with caution", "two.md"),
    }
    assert {each["document"] for each in by_type["value"]["claims"]} == {"one.md", "two.md"}


def test_an_exported_graph_gives_the_same_findings(store: Path, tmp_path: Path) -> None:
    (tmp_path / "graph.trig").write_text(drugkg.export("trig", store))
    drugkg.build([tmp_path / "graph.trig"], tmp_path / "again")
    assert drugkg.export("conflicts", tmp_path / "again") == drugkg.export("conflicts", store)
    assert drugkg.export("nquads", tmp_path / "again") == drugkg.export("nquads", store)


def test_findings_are_made_anew(store: Path, tmp_path: Path) -> None:
    graph = drugkg.export("nquads", store)
    claims = "".join(line for line in graph.splitlines(keepends=True) if "/graph/document/" not in line)
    (tmp_path / "nothing-claimed.nq").write_text(claims)
    drugkg.build([tmp_path / "nothing-claimed.nq"], tmp_path / "again")
    assert drugkg.export("conflicts", tmp_path / "again") == ""


EFFECTS = st.builds(
    says,
    st.sampled_from("abcd"),
    st.sampled_from(["hasAdverseEffect", "treats", "cautionIn", "contraindicatedIn"]),
    st.sampled_from(["pain", "back-pain", "asthma"]),
    st.sampled_from(["asserts", "denies", "hedges", "doubts", "reportsNoData"]),
    scope=st.sampled_from([(), (("population", "child"),), (("population", "elderly"),), (("route", "oral"),)]),
    frequency=st.sampled_from([percent(1, 1), percent(None, 9), percent(20, 30)]),
)


@given(st.lists(EFFECTS, max_size=12, unique_by=lambda each: each.claim))
def test_sides_hold_known_claims_and_no_claim_twice(made: list[Statement]) -> None:
    found = findings(case(*made), len_of, Iris())
    known = {each.claim for each in made}
    assert len({each.iri for each in found}) == len(found)
    for each in found:
        members = [member.claim for member in each.members]
        assert set(members) <= known
        assert len(members) == len(set(members))
        assert all(side.members for side in each.sides)
        assert 0 <= each.weight <= 100
        assert each.verdict.value == "agreement" or len(each.sides) > 1


@given(st.lists(EFFECTS, max_size=12, unique_by=lambda each: each.claim), st.randoms(use_true_random=False))
def test_the_order_of_claims_does_not_matter(made: list[Statement], random: object) -> None:
    shuffled = list(made)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = (findings(case(*each), len_of, Iris()) for each in (made, shuffled))
    assert one == other


def len_of(members: object) -> int:
    return len({member.document for member in members})  # type: ignore[attr-defined]
