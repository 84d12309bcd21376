"""Terminologies of others become tables that read back as they were written."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugkg.errors import VocabularyError
from drugkg.vocabulary import Concept, ConceptType, Header
from drugkg.vocabulary.files import parse
from drugkg.vocabulary.imported import as_table, read_terms
from drugkg.vocabulary.raw import RawFile

OBO = """format-version: 1.2

[Term]
id: EX:1
name: Purple ear
synonym: "Violet ear" EXACT []
synonym: "Odd ear" BROAD []

[Term]
id: EX:2
name: Purple left ear
is_a: EX:1 ! Purple ear

[Term]
id: EX:3
name: Gone
is_obsolete: true
"""
GRAPH = json.dumps(
    {
        "graphs": [
            {
                "nodes": [
                    {
                        "id": "http://example.org/obo/EX_1",
                        "lbl": "Purple ear",
                        "type": "CLASS",
                        "meta": {
                            "synonyms": [
                                {"pred": "hasExactSynonym", "val": "Violet ear"},
                                {"pred": "hasBroadSynonym", "val": "Odd ear"},
                            ]
                        },
                    },
                    {"id": "http://example.org/obo/EX_2", "lbl": "Purple left ear", "type": "CLASS"},
                    {"id": "http://example.org/obo/EX_3", "lbl": "Gone", "type": "CLASS", "meta": {"deprecated": True}},
                ],
                "edges": [{"sub": "http://example.org/obo/EX_2", "pred": "is_a", "obj": "http://example.org/obo/EX_1"}],
            }
        ]
    }
)
SKOS = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<http://example.org/ears/1> skos:prefLabel "Purple ear"@en, "Lila Ohr"@de ; skos:altLabel "Violet ear"@en .
<http://example.org/ears/2> skos:prefLabel "Purple left ear" ; skos:broader <http://example.org/ears/1> .
"""
RDF_XML = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#">
<skos:Concept rdf:about="http://example.org/ears#1"><skos:prefLabel xml:lang="en">Purple ear</skos:prefLabel>
<skos:altLabel>Violet ear</skos:altLabel><skos:narrower rdf:resource="http://example.org/ears#2"/></skos:Concept>
<skos:Concept rdf:about="http://example.org/ears#2"><skos:prefLabel>Purple left ear</skos:prefLabel></skos:Concept>
</rdf:RDF>
"""
TSV = "label\tsynonyms\tids\tbroader\nPurple ear\tViolet ear\tEX:1\t\nPurple left ear\t\tEX:2\tpurple-ear\n"


@pytest.mark.parametrize(
    ("format", "text"),
    [("obo", OBO), ("obograph", GRAPH), ("skos", SKOS), ("skos", RDF_XML), ("tsv", TSV)],
    ids=["obo", "obograph", "turtle", "rdf-xml", "tsv"],
)
def test_every_format_gives_the_same_concepts(format: str, text: str) -> None:
    found = read_terms(text.encode(), "ears", format, ConceptType.FINDING, "EX")
    assert [(c.key, c.label, c.synonyms, c.ids, c.broader) for c in found] == [
        ("purple-ear", "Purple ear", ("Violet ear",), ("EX:1",), ()),
        ("purple-left-ear", "Purple left ear", (), ("EX:2",), ("purple-ear",)),
    ]


@pytest.mark.parametrize("format", ["obo", "obograph", "skos", "tsv"])
@pytest.mark.parametrize("data", [b"", b"no such thing", b"\xff\xfe\x00"])
def test_a_file_of_another_format_is_told_with_its_name(format: str, data: bytes) -> None:
    with pytest.raises(VocabularyError, match=r"ears\.x: .*--format"):
        read_terms(data, "ears.x", format, ConceptType.FINDING)


def test_equal_names_become_one_concept() -> None:
    text = "label\tids\nPurple ear\tA:1\nPURPLE EAR\tB:2\n"
    (one,) = read_terms(text.encode(), "t", "tsv", ConceptType.FINDING)
    assert one.ids == ("A:1", "B:2")


_WORDS = st.from_regex(r"[A-Za-z][a-z]{0,8}( [a-z]{1,8}){0,2}", fullmatch=True)
_TERMS = st.lists(st.tuples(_WORDS, st.lists(_WORDS, max_size=3), st.integers(1, 9999)), min_size=1, max_size=8)


@given(_TERMS)
def test_what_is_written_reads_back(terms: list[tuple[str, list[str], int]]) -> None:
    rows = "".join(f"{label}\t{'|'.join(names)}\tX:{number}\n" for label, names, number in terms)
    concepts = read_terms(f"label\tsynonyms\tids\n{rows}".encode(), "t", "tsv", ConceptType.DRUG)
    header = Header("t.tsv", "Title", ConceptType.DRUG, "here", "CC0-1.0", "1")
    text = as_table(header, concepts)
    problems: list[object] = []
    read, entries = parse(RawFile("t.tsv", "t.tsv", text.encode()), problems)  # type: ignore[arg-type]
    assert problems == []
    assert read == header

    def all_of(c: Concept) -> tuple[object, ...]:
        return c.key, c.label, c.synonyms, c.ids, c.broader

    assert [all_of(entry.concept) for entry in entries if entry.concept] == [all_of(c) for c in concepts]
    assert read_terms(text.encode(), "t", "tsv", ConceptType.DRUG) == concepts
