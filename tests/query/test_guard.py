from __future__ import annotations

import pyoxigraph
import pytest

from drugkg.errors import QueryError
from drugkg.query.guard import check, is_update

STAYS = [
    "SELECT ?service { ?service ?from ?SERVICE }",
    "PREFIX service: <x:> PREFIX from: <y:> SELECT * { ?s service:service from:from }",
    "SELECT * { ?s ?p 'SERVICE <http://x> {}' . ?s ?p \"FROM <http://x>\" }",
    'SELECT * { ?s ?p """SERVICE <http://x> { "" } \\""" FROM""" }',
    "SELECT * { ?s ?p '''FROM ' SERVICE''' }",
    "SELECT * { ?s ?p ?o } # SERVICE <http://x> { }",
    "# FROM <http://x>\nSELECT * { <http://x/service#from> ?p ?o }",
    "SELECT * { ?s ?p 'a\\'b SERVICE c' }",
    r'SELECT ("a\u0022 SERVICE <http://x> " AS ?x) {}',
    "SELECT * { ?s ?p 'x'@service }",
    "SELECT (1<2 AS ?x) { FILTER(?a < ?b && ?c > ?d) }",
    "PREFIX a: <x:> SELECT * { ?s a:service ?o ; a:b.from ?x }",
]

REACHES = [
    "SELECT * { SERVICE <http://x> { ?s ?p ?o } }",
    "SELECT * { service silent ?where { ?s ?p ?o } }",
    "SELECT * { SeRvIcE a:b { ?s ?p ?o } }",
    "SELECT * { { ?s ?p '#' } SERVICE <http://x> {} }",
    "SELECT * { ?s ?p <http://x#> . SERVICE <http://x> {} }",
    # A name, or a keyword and a name.
    "SELECT*FROMa:b{}",
    "SELECT*{{}SERVICE<http://x>{}}",
    # The engine needs no space around keywords.
    "SELECT*{?s ?p trueSERVICE<http://x>{}}",
    "SELECT*{?s ?p 1SERVICE<http://x>{}}",
    "SELECT*{?s ?p 1.e1SERVICE<http://x>{}}",
    "SELECT*{?s ?p 'a'@en.SERVICE<http://x>{}}",
    "PREFIX a: <b:> SELECT*{?s ?p a:.SERVICE<http://x>{}}",
    "PREFIX a: <b:> SELECT*{SERVICEa:b{}}",
    "SELECT*{SERVICESILENT<http://x>{}}",
    "PREFIX SERVICE: <x:> SELECT*{SERVICE<http://x>{}}",
    # What looks like an IRI may be an operator, and hide the keyword up to the end of a comment.
    "SELECT (1 AS ?x) { FILTER(1<2)SERVICE#>\n<http://x>{?s ?p ?o} }",
    # An escape may be read as the letter that it stands for.
    r"SELECT * { \u0053ERVICE <http://x> {} }",
]


#: The engine looks these up in the store and nowhere else.
CHOOSES = [
    "SELECT * FROM <http://x> { ?s ?p ?o }",
    "SELECT * from named <http://x> { ?s ?p ?o }",
    "SELECT*FROM<http://x>{}",
    "ASKFROM<http://x>{}",
    "PREFIX a: <x:> SELECT * FROM a:b FROM NAMED a:service { ?s ?p ?o }",
]
CHANGES = [
    "INSERT DATA { <a:b> <a:b> <a:b> }",
    "BASE <http://x> PREFIX insert: <x:> # SELECT\n delete where { ?s ?p ?o }",
    "load <http://127.0.0.1/>",
    "LOAD SILENT <http://127.0.0.1/> INTO GRAPH <http://x>",
    "with <http://x> delete { ?s ?p ?o } where { ?s ?p ?o }",
    "CLEAR ALL",
]


@pytest.mark.parametrize("sparql", STAYS)
def test_query_that_stays_within_the_store_passes(sparql: str) -> None:
    assert check(sparql) is False


@pytest.mark.parametrize("sparql", CHOOSES)
def test_query_that_chooses_its_graphs_is_known(sparql: str) -> None:
    assert check(sparql) is True


@pytest.mark.parametrize("sparql", CHANGES)
def test_what_would_change_the_graph_is_no_query_and_known_as_an_update(sparql: str) -> None:
    with pytest.raises(SyntaxError):
        pyoxigraph.Store().query(sparql)
    assert is_update(sparql)


@pytest.mark.parametrize("sparql", REACHES)
def test_query_that_reaches_beyond_the_store_is_refused(sparql: str) -> None:
    with pytest.raises(QueryError) as refused:
        check(sparql)
    assert refused.value.problems[0].remedy


def test_error_names_the_line() -> None:
    with pytest.raises(QueryError, match="query:3"):
        check("SELECT *\n{\nSERVICE <http://x> {} }")
