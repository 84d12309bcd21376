"""The processes that answer queries of users: no way out of them, and frames that say what they are."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pyoxigraph
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import drugkg
from drugkg.errors import QueryError
from drugkg.query import nursery
from drugkg.query.answering import answer
from drugkg.query.asked import Asked, StoppedError
from drugkg.query.formats import ROWS, Rows
from drugkg.query.frames import Frames, Kind, packed
from drugkg.query.guard import check
from drugkg.store import open_store

JSON = "application/sparql-results+json"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("answering")
    lines = [f'<http://a/{number}> <http://b> "c" <http://g/{number % 2}> .\n' for number in range(20)]
    (folder / "graph.nq").write_text("".join(lines), "utf-8")
    drugkg.build([folder / "graph.nq"], store=folder / "store")
    return str(folder / "store")


class Listener:
    """A server that counts its callers, and hangs up on them."""

    def __init__(self) -> None:
        self.line = socket.create_server(("127.0.0.1", 0))
        self.line.settimeout(0.1)
        self.calls = 0
        self.address = f"http://127.0.0.1:{self.line.getsockname()[1]}/"
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self.listen)
        self.thread.start()

    def listen(self) -> None:
        while not self.stopped.is_set():
            try:
                other, _ = self.line.accept()
            except TimeoutError:
                continue
            self.calls += 1
            other.close()

    def close(self) -> None:
        self.stopped.set()
        self.thread.join()
        self.line.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    listening = Listener()
    yield listening
    listening.close()


#: Puts the guard out of work in the process that answers, so that only the wall behind it is left.
UNGUARDED = """
import sys
from drugkg.query import run, worker
run.check = lambda sparql: False
sys.exit(worker.main(sys.argv[1:]))
"""


@pytest.mark.parametrize("held", [0, 100_000], ids=["on disk", "in memory"])
def test_no_query_calls_another_server_even_without_the_guard(
    store: str, listener: Listener, monkeypatch: pytest.MonkeyPatch, held: int
) -> None:
    query = f"SELECT * {{ SERVICE <{listener.address}> {{ ?s ?p ?o }} }}"
    with pytest.raises(OSError, match=r"\w"):
        list(pyoxigraph.Store().query(query))  # type: ignore[arg-type]
    assert listener.calls == 1, "the engine itself calls"
    monkeypatch.setattr(nursery, "PROGRAM", ("-c", UNGUARDED))
    with nursery.Nursery(store, held) as one:
        for text in (query, query.replace("127.0.0.1", "localhost"), f"LOAD <{listener.address}>"):
            with pytest.raises(StoppedError):
                one.answer(Asked(text, rows=JSON, graph="text/turtle"), 60)
        one.answer(Asked(f"ASK FROM <{listener.address}> {{ ?s ?p ?o }}", rows=JSON), 60)
    assert listener.calls == 1


def sent(store: str, asked: Asked) -> tuple[list[Kind], bytes]:
    """Return the kinds of the frames of an answer, and the data that they hold."""
    frames = Frames()
    found: list[tuple[Kind, bytes]] = []
    with open_store(store) as graph:
        answer(graph, asked, lambda data: found.extend(frames.add(data)))
    return [kind for kind, _ in found], b"".join(part for kind, part in found if kind is Kind.DATA)


def test_an_answer_says_that_it_is_whole(store: str) -> None:
    kinds, data = sent(store, Asked("SELECT ?s { ?s ?p 'c' }", rows="text/csv"))
    assert kinds == [Kind.HEAD, Kind.DATA, Kind.END]
    assert data.count(b"\r\n") == 21


@pytest.mark.parametrize(
    "asked",
    [
        Asked("SELECT", rows=JSON),
        Asked("SELECT * { SERVICE <http://127.0.0.1/> {} }", rows=JSON),
        Asked("SELECT * { ?s ?p ?o }", graph="text/turtle"),
        Asked("CONSTRUCT WHERE { ?s ?p ?o }", rows=JSON),
        Asked("SELECT * { ?s ?p ?o }", rows=JSON, most_rows=19),
        Asked("SELECT * { ?s ?p ?o }", rows=JSON, most_bytes=100),
        Asked("SELECT (<http://no/function>(1) AS ?x) {}", rows=JSON),
    ],
    ids=lambda asked: asked.sparql,
)
def test_trouble_is_told_and_nothing_said_to_be_whole(store: str, asked: Asked) -> None:
    kinds, _ = sent(store, asked)
    assert (kinds[-1], Kind.END in kinds) == (Kind.TROUBLE, False)


@pytest.mark.parametrize(
    ("clause", "rows"), [("", b"20"), ("FROM <http://g/0>", b"10"), ("FROM <http://no/such>", b"0")]
)
def test_a_query_sees_all_graphs_or_those_that_it_names(store: str, clause: str, rows: bytes) -> None:
    query = f"SELECT (COUNT(*) AS ?n) {clause} {{ ?s <http://b> ?o }}"
    assert sent(store, Asked(query, rows="text/csv"))[1] == b"n\r\n" + rows + b"\r\n"


@given(st.lists(st.binary(max_size=20), max_size=8), st.lists(st.integers(1, 30), max_size=20))
def test_frames_come_back_however_they_are_cut(parts: list[bytes], cuts: list[int]) -> None:
    stream, frames, at = b"".join(packed(Kind.DATA, part) for part in parts), Frames(), 0
    found: list[bytes] = []
    for cut in [*cuts, len(stream)]:
        found += [part for _, part in frames.add(stream[at : at + cut])]
        at += cut
    assert found == parts


TEXTS = st.text(alphabet='a"}{\\\r\n,<>/', max_size=12)


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=12), st.integers(1, 40))
@example([('"}}', "{}"), ("\r\n", "</result>")], 1)
def test_no_row_is_missed(rows: list[tuple[str, str]], cut: int) -> None:
    values = " ".join(f"({pyoxigraph.Literal(a)} {pyoxigraph.Literal(b)})" for a, b in rows)
    for media, form in ROWS.items():
        found = pyoxigraph.Store().query(f"SELECT ?a ?b {{ VALUES (?a ?b) {{ {values} }} }}")
        assert isinstance(found, pyoxigraph.QuerySolutions)
        data, counter = found.serialize(format=form) or b"", Rows(form)
        for at in range(0, len(data), cut):
            counter.add(data[at : at + cut])
        counted = counter.add(b"") - int(media in ("text/csv", "text/tab-separated-values"))
        assert counted >= len(rows)
        if "xml" in media or "tab" in media:
            assert counted == len(rows)


#: Pieces of SPARQL that set traps: what looks like a keyword and is none, and the other way round.
PIECES = st.sampled_from(
    [
        "SERVICE", "service", "SERVICE SILENT", "FROM", "FROM NAMED", "<b:b>", "a:b", "a:", ":service", "SERVICEa:b",
        "{", "}", "(", ")", "{ ?s ?p ?o }", "SELECT", "*", "SELECT *", "ASK", "WHERE", "FILTER", "FILTER(1<2)", "1<2",
        "<", ">", "?a", "?service", "$from", "'SERVICE'", '"', "'", '"""', "'''", "\\'", "#", "#>", "\n", " ", ".",
        ";", ",", "'x'@en", "@service", "^^", "true", "1", "1.e1", "BIND(1 AS ?x)", "PREFIX a: <b:>", "BASE",
        "PREFIX service: <b:>", "\\u0053ERVICE", "\\u003c", "OPTIONAL", "UNION", "VALUES ?x { 1 }", "_:service", "[]",
        "<x#", "||", "&&",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=12).map("".join) | st.lists(PIECES, max_size=12).map(" ".join))
@example("FILTER(1<2)SERVICE#>\n<b:b>{ ?s ?p ?o }")
@example("SERVICEa:b{ ?s ?p ?o }")
def test_what_the_engine_would_call_never_passes(query: str) -> None:
    for text in (query, f"PREFIX a: <b:> SELECT * {{ {query} }}", f"PREFIX a: <b:> SELECT (1 AS ?y) {{ {query} }}"):
        try:
            check(text)
        except QueryError:
            continue
        assert not calls(text), text


def calls(query: str) -> bool:
    """Tell whether the engine calls another server; the addresses in `PIECES` are such that it fails at once."""
    try:
        found = pyoxigraph.Store().query(query)
        if not isinstance(found, pyoxigraph.QueryBoolean):
            list(found)
    except (SyntaxError, ValueError):
        return False
    except (OSError, RuntimeError) as error:
        return "scheme" in str(error) or "service" in str(error)
    return False


def test_the_engine_would_call() -> None:
    assert calls("SELECT * { SERVICE <b:b> { ?s ?p ?o } }")


@given(st.lists(PIECES, max_size=8).map("".join) | st.lists(PIECES, max_size=8).map(" ".join))
@example("FROM<b:b>")
@example("# FROM <b:b>\n")
@example("FROM a:b")
def test_it_is_known_whether_a_query_names_its_graphs(clause: str) -> None:
    text = f"PREFIX a: <b:> ASK {clause} {{ ?s ?p ?o }}"
    node = pyoxigraph.NamedNode("b:b")
    default, named = pyoxigraph.Store(), pyoxigraph.Store()
    default.add(pyoxigraph.Quad(node, node, node))
    named.add(pyoxigraph.Quad(node, node, node, node))
    try:
        names = check(text)
        in_default, in_named = default.query(text), named.query(text)
    except (QueryError, SyntaxError, ValueError, RuntimeError, OSError):
        return
    assert not (in_default and names), text
    assert not (in_named and not names), text
