"""What the graph of one document holds, seen through SPARQL as a user would."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pyoxigraph
import pytest
from tests.factories import (
    ADULT,
    CRAMP,
    GOUT,
    ORAL,
    TEXT,
    THIRST,
    VOCABULARY,
    amount,
    claim,
    claims,
    document,
    evidence,
)  # fmt: skip

from drugkg.claims.model import Claim, Stance
from drugkg.graph import Iris, Making, document_quads, to_nquads
from drugkg.graph.namespaces import PREFIXES
from drugkg.merge import merge
from drugkg.text import Block, BlockKind, Document, Metadata, Reading, Reference, Source, Span
from drugkg.vocabulary.concept import phrase

MAKING = Making("9c1f", "77ab", "0.1.0", concept=VOCABULARY.get)


def load(*parts: tuple[Document, Iterable[Claim]], making: Making = MAKING) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    for each, made in parts:
        lines = to_nquads(document_quads(each, merge(made), making))
        store.bulk_load(lines.encode(), pyoxigraph.RdfFormat.N_QUADS)
    return store


def rows(store: pyoxigraph.Store, query: str) -> list[tuple[str, ...]]:
    found = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    return sorted(tuple(getattr(cell, "value", "").rpartition("#")[2] for cell in row) for row in found)


def one(made: Claim) -> pyoxigraph.Store:
    return load((document(), [made]))


def test_every_claim_reaches_its_exact_words() -> None:
    store = load((document(), claims()))
    found = rows(
        store,
        """SELECT ?relation ?stance ?exact WHERE {
             ?claim dkg:proposition/dkg:relation ?relation ; dkg:stance ?stance .
             ?evidence oa:hasBody ?claim ; oa:hasTarget/oa:hasSelector/oa:exact ?exact }""",
    )
    assert found == [
        ("hasAdverseEffect", "asserts", "Thirst was noted in up to 63 % of takers"),
        ("hasDose", "asserts", "Grown-ups start with 5 mg by mouth three times a day"),
        ("treats", "denies", "Leg cramp due to gout is no reason to take it"),
    ]


def test_selectors_agree_with_the_text() -> None:
    store = load((document(), claims()))
    found = store.query(
        """SELECT ?start ?end ?prefix ?exact ?suffix WHERE {
             ?passage oa:hasSelector ?p , ?q . ?p oa:start ?start ; oa:end ?end .
             ?q oa:exact ?exact ; oa:prefix ?prefix ; oa:suffix ?suffix }""",
        prefixes=PREFIXES,
        use_default_graph_as_union=True,
    )
    assert isinstance(found, pyoxigraph.QuerySolutions)
    passages = list(found)
    assert len(passages) == 3
    for passage in passages:
        start, end = int(passage["start"].value), int(passage["end"].value)
        assert TEXT[start:end] == passage["exact"].value
        assert TEXT[:start].endswith(passage["prefix"].value)
        assert TEXT[end:].startswith(passage["suffix"].value)
        assert 20 <= len(passage["prefix"].value) <= 100
        assert 20 <= len(passage["suffix"].value) <= 100


def test_at_the_edge_of_the_text_there_is_no_empty_context() -> None:
    text = "Thirst is seen."
    store = load((document(text), [claim("hasAdverseEffect", THIRST, evidence(text, text=text))]))
    assert rows(store, "SELECT ?x WHERE { { ?q oa:prefix ?x } UNION { ?q oa:suffix ?x } }") == []


def test_values_are_on_the_claim_and_scope_is_on_the_proposition() -> None:
    store = load((document(), claims()))
    dose = """SELECT ?population ?route ?low ?unit ?per ?times ?note WHERE {
        ?proposition dkg:relation dkg:hasDose ; dkg:population ?population ; dkg:route ?route .
        ?claim dkg:proposition ?proposition ; dkg:amount [ dkg:low ?low ; dkg:unit ?unit ] ; dkg:per ?per ;
          dkg:timesPerDay/dkg:high ?times ; dkg:conditionText ?note }"""
    base = "https://w3id.org/drugkg/concept/"
    assert rows(store, dose) == [(f"{base}adult", f"{base}oral", "5", "mg", "perDose", "3", "as tolerated")]
    frequency = "SELECT ?high ?incidence WHERE { ?claim dkg:frequency/dkg:high ?high ; dkg:incidence ?incidence }"
    assert rows(store, frequency) == [("63", "veryCommon")]


def test_a_scoped_proposition_has_its_core_beside_it() -> None:
    store = load((document(), claims()))
    cores = """SELECT ?key ?core WHERE { ?p dkg:scopeKey ?key ; dkg:core/dkg:scopeKey ?core }"""
    assert rows(store, cores) == [("", ""), ("", ""), ("", ""), ("cause=gout", ""), ("population=adult;route=oral", "")]


PLAIN = """SELECT ?p WHERE { GRAPH ?g { ?drug ?p ?x . ?claim a dkg:Claim }
    FILTER (STRSTARTS(STR(?drug), "https://w3id.org/drugkg/concept/")) }"""


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (claim("treats", GOUT), ["treats"]),
        (claim("treats", GOUT, population=ADULT), ["treats", "treatsInScope"]),
        (claim("treats", GOUT, offLabel=True), ["treats", "treatsInScope"]),
        (claim("treats", GOUT, offLabel=False), ["treats"]),
        (claim("treats", GOUT, stance=Stance.DENIES), ["treatsDenied"]),
        (claim("treats", GOUT, stance=Stance.DENIES, route=ORAL), []),
        (claim("treats", GOUT, stance=Stance.HEDGES), []),
        (claim("treats", GOUT, stance=Stance.DOUBTS), []),
        (claim("treats", GOUT, stance=Stance.NO_DATA), []),
        (claim("hasMechanism", phrase("works in some way")), []),
        (claim("hasDose", GOUT, amount=amount(1, 1, "mg")), []),
        (claim("hasAdverseEffect", THIRST, frequency=amount(1, 1, "%")), ["hasAdverseEffect"]),
    ],
)
def test_plain_triples_follow_from_stance_and_scope(made: Claim, expected: list[str]) -> None:
    assert [row[0] for row in rows(one(made), PLAIN)] == expected


def test_wider_concepts_come_along_with_labels_and_identifiers() -> None:
    store = one(claim("treats", GOUT))
    found = rows(store, "SELECT ?name ?same WHERE { ?c skos:prefLabel ?name . OPTIONAL { ?c skos:exactMatch ?same } }")
    assert found == [
        ("example class", "http://id.nlm.nih.gov/mesh/D1"),
        ("examplin", "http://purl.obolibrary.org/obo/CHEBI_1"),
        ("gout", "http://purl.obolibrary.org/obo/MONDO_0005393"),
    ]
    assert rows(store, "SELECT ?l WHERE { ?c skos:broader/skos:prefLabel ?l }") == [("example class",)]


def test_an_identifier_without_a_home_is_kept_as_a_notation() -> None:
    assert rows(one(claim("hasAdverseEffect", THIRST)), "SELECT ?n WHERE { ?c skos:notation ?n }") == [("LOCAL:7",)]


def test_the_vocabulary_s_label_stands_for_a_concept_whatever_a_claim_calls_it() -> None:
    store = one(claim("treats", replace(GOUT, label="podagra", ids=())))
    assert rows(store, "SELECT ?l WHERE { ?p a dkg:Proposition ; rdfs:label ?l }") == [("examplin treats gout",)]


def test_the_document_names_its_source_dates_hash_and_making() -> None:
    source = Source(
        "monographs", title="Examplin (oral)", publisher="Example House", kind="monograph", language="en-GB",
        issued="2026-05", modified="2026-06-01", licence="CC-BY-4.0", jurisdiction="GB", version="3",
    )  # fmt: skip
    made = replace(document(), source=source, metadata=Metadata(authors=("A. Author",), reviewed="2025"))
    store = load((made, claims()))
    query = """SELECT ?title ?issued ?modified ?reviewed ?language ?version ?file ?hash ?by ?kind ?place ?rights WHERE {
        ?d a dkg:Document ; dct:title ?title ;
           dct:issued ?issued ; dct:modified ?modified ; schema:lastReviewed ?reviewed ;
           dct:language ?language ; pav:version ?version ; dkg:fileName ?file ; dkg:contentHash ?hash ;
           dct:subject/skos:prefLabel "examplin"@en ; dc:creator "A. Author" ; dct:isVersionOf ?s .
        ?s rdfs:label ?by ; dkg:kind ?kind ; dkg:jurisdiction ?place ; dc:rights ?rights }"""
    assert rows(store, query) == [
        ("Examplin (oral)", "2026-05", "2026-06-01", "2025", "en-GB", "3", "examplin.md", made.content_hash,
         "Example House", "monograph", "GB", "CC-BY-4.0"),
    ]  # fmt: skip
    activity = """SELECT ?rules ?vocabulary ?version WHERE { GRAPH ?g { ?claim a dkg:Claim }
        ?g prov:wasDerivedFrom ?d ; prov:wasGeneratedBy [ prov:used ?d ; dkg:ruleSet ?rules ;
          dkg:vocabularyVersion ?vocabulary ; dkg:extractorVersion ?version ] }"""
    assert rows(store, activity)[0] == ("rules:9c1f", "vocabulary:77ab", "0.1.0")


def test_what_a_document_says_of_itself_names_its_series_and_version() -> None:
    metadata = Metadata(kind="DRUG LABEL", identifier="0a", series="0b", version="7")
    made = replace(document(), metadata=metadata)
    query = """SELECT ?kind ?id ?series ?version WHERE {
        ?d dc:type ?kind ; dc:identifier ?id ; dkg:series ?series ; pav:version ?version }"""
    assert rows(load((made, claims())), query) == [("DRUG LABEL", "0a", "0b", "7")]
    told = replace(made, source=replace(made.source, version="8"))
    assert rows(load((told, claims())), "SELECT ?v WHERE { ?d pav:version ?v }") == [("8",)]


def test_a_section_has_the_code_that_the_document_gives_it() -> None:
    heading = Block(BlockKind.HEADING, Reading.of("Uses", 0, 4), code="34067-9")
    store = load((replace(document(), blocks=(heading,)), claims()))
    assert set(rows(store, "SELECT ?code WHERE { ?p dkg:section 'Uses' ; dkg:sectionCode ?code }")) == {
        ("https://loinc.org/34067-9",)
    }


def test_a_revision_and_the_covered_relations_are_told() -> None:
    former = Iris().document("monographs", "sha256:00")
    making = replace(MAKING, revised=former, covered=lambda _: ("treats", "hasDose"))
    store = load((document(), claims()), making=making)
    assert rows(store, "SELECT ?former WHERE { ?d prov:wasRevisionOf ?former }") == [(former,)]
    assert rows(store, "SELECT ?r WHERE { ?d dkg:covers ?r }") == [("hasDose",), ("treats",)]


def test_a_cited_work_is_resolved_only_where_one_work_has_the_label() -> None:
    work = Span(TEXT.index("A. Author"), TEXT.index("A work.") + len("A work."))
    query = """SELECT ?label ?work WHERE {
        ?r a dkg:Reference ; rdfs:label ?label OPTIONAL { ?r dct:bibliographicCitation ?work } }"""
    for references, expected in [
        ((Reference("1", work),), [("1", "A. Author. A work."), ("2", "")]),
        ((Reference("1", work), Reference("1", Span(0, 5))), [("1", ""), ("2", "")]),
        ((Reference(None, work),), [("1", ""), ("2", "")]),
    ]:
        made = replace(document(), metadata=Metadata(references=references))
        assert rows(load((made, claims())), query) == expected


def test_a_section_has_its_heading_verbatim_and_a_code_where_one_is_known() -> None:
    making = replace(MAKING, section_code={"Uses": "34067-9"}.get)
    store = load((document(), claims()), making=making)
    found = rows(store, "SELECT DISTINCT ?h ?c WHERE { ?p dkg:section ?h OPTIONAL { ?p dkg:sectionCode ?c } }")
    assert found == [("Uses", "https://loinc.org/34067-9")]


def test_two_documents_share_propositions_and_not_claims() -> None:
    store = load((document(), claims()), (document(source="other"), claims()))
    count = "SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE { ?x a dkg:%s }"
    assert rows(store, count % "Proposition") == [("5",)]
    assert rows(store, count % "Claim") == [("6",)]
    graphs = [graph.value for graph in store.named_graphs() if "/graph/document/" in graph.value]
    assert len(graphs) == 2


def test_building_twice_adds_nothing_and_no_node_is_blank() -> None:
    quads = to_nquads(document_quads(document(), claims(), MAKING))
    again = to_nquads(document_quads(document(), tuple(reversed(claims())), MAKING))
    assert quads == again
    assert "_:" not in quads


def test_every_statement_is_in_the_form_that_a_store_gives_back() -> None:
    lines = to_nquads(document_quads(document(), claims(), MAKING))
    store = load((document(), claims()))
    assert "".join(sorted(f"{q.subject} {q.predicate} {q.object} {q.graph_name} .\n" for q in store)) == lines
    assert CRAMP.label in lines
