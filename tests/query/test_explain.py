from __future__ import annotations

from pathlib import Path

import pytest
from tests.query.corpus import MONOGRAPH, build_store

from drugkg.errors import UsageError
from drugkg.query.opened import Graph


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return Graph(build_store(Path(tmp_path_factory.mktemp("explain")) / "store"))


def claim_of(graph: Graph, effect: str, stance: str = "asserts") -> str:
    rows = graph.query("claims", drug="baclofen").records()
    return next(str(r["claim"]) for r in rows if r["objectLabel"] == effect and r["stance"].endswith(stance))


def test_explanation_has_the_words_in_their_place(graph: Graph) -> None:
    explained = graph.explain(claim_of(graph, "drowsiness"))
    (passage,) = explained.passages
    assert MONOGRAPH[passage.start : passage.end] == passage.quote or passage.quote.startswith("Up to 24")
    assert explained.stance == "asserts"
    assert dict(explained.values)["frequency"] in ("up to 63 %", "up to 24 %")


def test_explanation_names_rule_section_references_and_other_voices(graph: Graph) -> None:
    explained = graph.explain(claim_of(graph, "rheumatic disorder", "denies"))
    (passage,) = explained.passages
    assert (passage.rule, passage.section) == ("test.treats", "Uses")
    assert passage.references == ("2: B. Author. Second trial of baclofen.",)
    assert passage.before == "Baclofen relieves spasticity of spinal origin [1]. "
    assert passage.after == " [2]."
    assert [voice.stance for voice in explained.others] == ["asserts", "hedges"]


def test_claim_is_named_by_iri_and_by_the_first_letters_of_its_id(graph: Graph) -> None:
    iri = claim_of(graph, "coma")
    name = iri.rpartition("/")[2]
    for given in (iri, f"<{iri}>", name, name[:10], f"claim:{name[:10]}", f"claim:{name}"):
        assert graph.explain(given).claim == iri


@pytest.mark.parametrize(
    ("name", "message"), [("abc", "no name of a claim"), ("zzzzzzzz", "no such claim"), ("a b c d", "no name")]
)
def test_wrong_name_is_told(graph: Graph, name: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        graph.explain(name)


def test_beginning_of_several_claims_lists_them(graph: Graph) -> None:
    with pytest.raises(UsageError, match="claims begin so: https"):
        graph.explain("https://w3id.org/drugkg/claim/")
