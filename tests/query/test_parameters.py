from __future__ import annotations

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.query.corpus import MemoryGraph, memory_graph

from drugkg.errors import QueryError
from drugkg.query.bind import bind
from drugkg.query.resolve import Names
from drugkg.query.results import Table
from drugkg.query.run import ask, find, prepare
from drugkg.query.saved import SavedQuery, parse

LITERAL = parse(
    '#+ summary: The text itself\n#+ params:\n#+   words: {type: literal, default: ear, help: a text}\n'
    'SELECT ?words {\n  VALUES ?words { "ear" } #+ param\n} ORDER BY ?words',
    "text",
)  # fmt: skip


@pytest.fixture(scope="module")
def graph() -> MemoryGraph:
    return memory_graph()


def rows(graph: MemoryGraph, name: str | SavedQuery, **values: str | list[str]) -> list[dict[str, object]]:
    given = {key: [value] if isinstance(value, str) else value for key, value in values.items()}
    query = find(name) if isinstance(name, str) else name
    return Table.of(ask(graph, prepare(Names(graph), query, given).sparql)).records()


@pytest.mark.parametrize(
    "effect",
    ["drowsiness", "Drowsiness", "SOMNOLENCE", "sleepiness", "c:drowsiness", "HP:0002329", "obo:HP_0002329",
     "https://w3id.org/drugkg/concept/drowsiness", "<http://purl.obolibrary.org/obo/HP_0002329>"],
)  # fmt: skip
def test_thing_is_found_by_name_synonym_and_identifier(graph: MemoryGraph, effect: str) -> None:
    found = rows(graph, "effects", drug="baclofen", effect=effect)
    assert {row["effectLabel"] for row in found} == {"drowsiness"}


def test_several_values_are_alternatives(graph: MemoryGraph) -> None:
    found = rows(graph, "effects", drug="baclofen", effect=["nausea", "somnolence"])
    assert {row["effectLabel"] for row in found} == {"drowsiness", "nausea"}


def test_relation_and_stance_are_named_as_in_the_ontology(graph: MemoryGraph) -> None:
    found = rows(graph, "claims", drug="baclofen", relation="treats", stance="denies")
    assert [row["objectLabel"] for row in found] == ["rheumatic disorder"]
    assert rows(graph, "claims", drug="baclofen", relation="dkg:treats", stance="denies") == found


def test_document_source_and_population_parameters(graph: MemoryGraph) -> None:
    assert {row["sourceLabel"] for row in rows(graph, "only-here", source="Example Pages")} == {"Example Pages"}
    assert [row["amount"] for row in rows(graph, "doses", drug="tizanidine", population="older adult")] == ["2 mg"]
    assert rows(graph, "doses", drug="tizanidine", population="adult") == []


def test_integer_is_bound_and_checked(graph: MemoryGraph) -> None:
    twice = {row["objectLabel"] for row in rows(graph, "agreed", minimum="2")}
    assert twice >= {"drowsiness", "spasticity"}
    assert "coma" not in twice, "one of the two copied it from the other"
    assert {row["objectLabel"] for row in rows(graph, "agreed", minimum="3")} == {"spasticity"}
    assert rows(graph, "agreed", minimum="4") == []
    with pytest.raises(QueryError, match="not a whole number"):
        rows(graph, "agreed", minimum="2 } DROP")


def test_unknown_name_gets_those_near_it(graph: MemoryGraph) -> None:
    with pytest.raises(QueryError, match="Names near it are baclofen") as error:
        rows(graph, "effects", drug="baclofeen")
    assert error.value.exit_code == 2
    with pytest.raises(QueryError, match=r"no Drug of this name.*baclofen, tizanidine"):
        rows(graph, "effects", drug="zzz")


def test_name_of_another_class_is_no_match(graph: MemoryGraph) -> None:
    with pytest.raises(QueryError, match="no Drug of this name"):
        rows(graph, "effects", drug="drowsiness")


def test_name_of_several_things_lists_them() -> None:
    graph = memory_graph()
    label = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/drugkg/ontology#Drug>"
    graph.load(f'<urn:twin> {label} "Baclofen"@en .\n<urn:twin> {kind} .\n')
    with pytest.raises(QueryError, match=r"2 things of class Drug .*concept/baclofen>, <urn:twin>"):
        rows(graph, "effects", drug="baclofen")


def test_all_wrong_values_are_told_at_once(graph: MemoryGraph) -> None:
    with pytest.raises(QueryError) as error:
        rows(graph, "effects", drug="zzz", effect="yyy", colour="red")
    assert len(error.value.problems) == 3
    assert "it has: drug, effect" in str(error.value).lower()


def test_default_that_the_graph_lacks_is_an_error() -> None:
    empty = MemoryGraph()
    with pytest.raises(QueryError, match="lacks the default c:baclofen"):
        rows(empty, "effects")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    store = pyoxigraph.Store()
    answer = store.query(bind(LITERAL, {"words": [pyoxigraph.Literal(text)]}))
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    assert [row["words"].value for row in answer] == [text]


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("#+ params: {drug: {type: iri}}", "no summary"),
        ("#+ summary: x\n#+ colour: red", "unknown key colour"),
        ("#+ summary: x\n#+ params: {drug: {type: animal}}", "no known type"),
        ("#+ summary: x\n#+ params: {store: {type: iri}}", "taken by an option"),
        ("#+ summary: x\n#+ params: {Drug: {type: iri}}", "not usable"),
        ("#+ summary: x\n#+ params: {drug: {type: iri}}", "no VALUES line"),
        (
            "#+ summary: x\n#+ params: {drug: {type: iri, default: c:y}}\nVALUES ?drug { c:x } #+ param",
            "the header says c:y",
        ),
        ("#+ summary: x\nVALUES ?drug { c:x } #+ param", "the header does not have"),
        ("#+ summary: x\n#+ example: {drug: y}", "which is no parameter"),
        ("#+ summary: [", "not YAML"),
        ("#+ - x", "not a list of keys"),
    ],
)
def test_wrong_header_is_told(header: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        parse(f"{header}\nSELECT * {{}}", "wrong")
