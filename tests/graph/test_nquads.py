"""N-Quads: what is written is what a store reads, and what a store writes is read back."""

from __future__ import annotations

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugkg.graph import Quad, parse_nquads, to_nquads
from drugkg.graph.namespaces import exact_match, literal, moment

texts = st.text(st.characters(exclude_categories=["Cs"]))
nodes = st.sampled_from([f"<https://example.org/{name}>" for name in "abcd"])
literals = st.one_of(
    texts.map(literal),
    st.builds(literal, texts, st.sampled_from(["en", "de", "en-gb"])),
    st.builds(lambda number: literal(str(number), datatype="integer"), st.integers(-(10**9), 10**9)),
    st.sampled_from([literal("true", datatype="boolean"), literal("0.5", datatype="decimal"), moment("2026-05")]),
)
quads = st.builds(Quad, nodes, nodes, st.one_of(nodes, literals), st.one_of(nodes, st.just("")))


@given(texts, st.sampled_from(["", "en"]))
def test_a_literal_is_written_as_the_store_writes_it(text: str, language: str) -> None:
    theirs = pyoxigraph.Literal(text, language=language) if language else pyoxigraph.Literal(text)
    assert literal(text, language) == str(theirs)


@given(st.lists(quads))
def test_round_trip_through_a_store_loses_and_changes_nothing(written: list[Quad]) -> None:
    store = pyoxigraph.Store()
    store.bulk_load(to_nquads(written).encode(), pyoxigraph.RdfFormat.N_QUADS)
    dump = store.dump(format=pyoxigraph.RdfFormat.N_QUADS)
    assert dump is not None
    assert set(parse_nquads(line for line in dump.decode().split("\n") if line)) == set(written)


@given(st.lists(quads), st.randoms(use_true_random=False))
def test_order_and_repetition_do_not_matter(written: list[Quad], random: object) -> None:
    shuffled = [*written, *written[:3]]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert to_nquads(shuffled) == to_nquads(written)


@pytest.mark.parametrize("line", ["_:b <p> <o> .", "<s> <p> _:b <g> .", "<s> <p> .", "<< <a> <b> <c> >> <p> <o> ."])
def test_what_is_no_quad_of_the_model_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="not a quad"):
        list(parse_nquads([line]))


def test_dates_are_typed_only_where_they_are_dates() -> None:
    typed = [moment(text).rpartition("#")[2] for text in ("2026-05-01", "2026-05", "2026")]
    assert typed == ["date>", "gYearMonth>", "gYear>"]
    assert [moment(text) for text in ("2026-13-01", "May 2026")] == ['"2026-13-01"', '"May 2026"']


def test_only_known_terminologies_have_a_home() -> None:
    assert exact_match("MESH:D001") == "http://id.nlm.nih.gov/mesh/D001"
    assert exact_match("HP:0002329") == "http://purl.obolibrary.org/obo/HP_0002329"
    assert exact_match("NOWHERE:1") is None
    assert exact_match("HP:a b") is None
