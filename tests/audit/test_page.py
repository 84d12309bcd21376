"""The page of an audit, as text: complete, sound, and proof against what documents hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from justhtml import JustHTML
from tests.audit.auditing import DOCUMENTS, HOSTILE, built, page_in

import drugkg
from drugkg.audit.page_text import parts
from drugkg.audit.report_reading import audit_of
from drugkg.cli.root import root
from drugkg.store import open_store
from drugkg.text import Span


@pytest.fixture(scope="module")
def html(tmp_path_factory: pytest.TempPathFactory) -> str:
    return page_in(built(tmp_path_factory.mktemp("page")))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> str:
    documents = {"one.md": HOSTILE + "x" * 20_000 + "\n", "two.md": DOCUMENTS["letter.md"]}
    return page_in(built(tmp_path_factory.mktemp("hostile"), documents))


def elements(html: str, selector: str) -> list[dict[str, str | None]]:
    return [dict(node.attrs or {}) for node in JustHTML(html, sanitize=False).query(selector)]


def test_every_link_leads_into_the_page_and_every_id_is_one(html: str) -> None:
    ids = [str(each["id"]) for each in elements(html, "[id]")]
    assert len(ids) == len(set(ids))
    links = {str(each["href"]) for each in elements(html, "a")}
    assert links
    assert all(link.startswith("#") and link[1:] in ids for link in links)


def test_every_document_is_there_as_a_whole(html: str) -> None:
    text = re.sub(r"\s+", " ", JustHTML(html, sanitize=False).to_text(separator="", strip=False))
    for document in DOCUMENTS.values():
        for line in filter(None, document.splitlines()):
            assert " ".join(line.split()) in text


def test_conflicts_stand_before_claims_and_say_that_this_is_no_advice(html: str) -> None:
    assert html.index("It is no medical advice") < html.index('class="finding conflict"') < html.index('id="claims"')


def test_nothing_is_fetched_and_only_own_code_runs(html: str) -> None:
    assert not re.search(r"""\b(?:src|srcset|action|style|on\w+)\s*=\s*["']""", html)
    assert not re.search(r"url\(|@import|https?:", html)
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', html)
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-\S+'; script-src 'sha256-\S+'; base-uri 'none'; form-action 'none'",
        policy,
    )


def test_documents_stay_text(hostile: str) -> None:
    assert [len(elements(hostile, name)) for name in ("script", "style", "img", "main", "form")] == [1, 1, 0, 1, 1]
    assert "<script>alert" not in hostile
    assert "{{ 7 * 7 }}" in hostile
    assert "\u202e" not in hostile
    assert "[U+202E] evil [U+0007]" in hostile


def test_a_graph_without_texts_shows_the_quoted_words(html: str, tmp_path: Path) -> None:
    store = built(tmp_path)
    (tmp_path / "graph.trig").write_text(drugkg.export("trig", store))
    drugkg.build([tmp_path / "graph.trig"], tmp_path / "again")
    again = page_in(tmp_path / "again")
    assert "The store has not the text" in again
    assert {e["id"] for e in elements(again, "span.at")} == {e["id"] for e in elements(html, "span.at")}
    test_every_link_leads_into_the_page_and_every_id_is_one(again)


def test_a_notebook_shows_the_report(tmp_path: Path) -> None:
    documents = {"one.md": HOSTILE, "two.md": DOCUMENTS["letter.md"]}
    with open_store(built(tmp_path, documents)) as graph:
        shown = audit_of(graph, "baclofen")._repr_html_()
    assert "<td>nausea</td><td>conflict</td>" in shown
    assert "<script" not in shown


def test_the_command_writes_the_page(tmp_path: Path) -> None:
    store, file = built(tmp_path), tmp_path / "baclofen.html"
    shown = CliRunner().invoke(root, ["audit", "baclofen", "--store", str(store), "--html", str(file)])
    assert (shown.exit_code, shown.stdout) == (0, "")
    assert file.read_text("utf-8") == page_in(store)


TEXTS = st.text(st.sampled_from("ab .\n\r\t"), max_size=40)
SPANS = st.lists(
    st.builds(lambda start, size: Span(start, start + size), st.integers(0, 45), st.integers(1, 12)), max_size=6
)


@given(TEXTS, SPANS, SPANS)
def test_pieces_are_the_text_and_name_what_covers_them(text: str, passages: list[Span], unread: list[Span]) -> None:
    found = [piece for part in parts(text, None, passages, unread) for chunk in part for piece in chunk.pieces]
    shown = "".join(piece.text for piece in found)
    assert "".join(shown.split()) == "".join(text.split())
    assert sorted(span for piece in found for span in piece.anchors) == sorted(set(passages))
    for piece, start in zip(found, _starts(text, [piece.text for piece in found]), strict=True):
        if piece.text.strip():
            covering = {s for s in passages if s.start <= start and start + len(piece.text) <= s.end}
            assert set(piece.passages) == covering


def _starts(text: str, pieces: list[str]) -> Iterator[int]:
    at = 0
    for piece in pieces:
        at = text.index(piece, at)
        yield at
        at += len(piece)
