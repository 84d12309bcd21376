"""The pages of the saved queries: a form that knows what may be asked, a table whose cells lead on."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.serve.serving import Server, serving

import drugkg
from drugkg.query.run import saved_queries

PAGE = "text/html"


class Marks(HTMLParser):
    """The elements of a page with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def test_the_list_names_every_query_once(server: Server) -> None:
    page = server.get("/queries", Accept=PAGE).text
    assert sorted(re.findall(r'<dt><a href="/queries/([^"]+)">', page)) == sorted(saved_queries())
    listed = server.get("/queries")
    assert listed.headers["content-type"] == "application/json"
    assert listed.text.count('"address"') == len(saved_queries())


@pytest.mark.parametrize("name", saved_queries())
def test_every_query_has_a_page_that_a_browser_can_fill_in(server: Server, name: str) -> None:
    reply = server.get(f"/queries/{name}", Accept=PAGE)
    assert reply.status == 200
    marks = Marks(reply.text)
    assert all("data-sortable" in table for table in marks.all("table"))
    assert marks.all("table") or "Nothing found" in reply.text
    assert all(head["data-type"] in ("number", "text", "iri") for head in marks.all("th"))
    labelled = {label.get("for") for label in marks.all("label")}
    fields = [field for field in (*marks.all("input"), *marks.all("select")) if field.get("name") != "q"]
    assert fields
    assert {field["id"] for field in fields} <= labelled
    assert not [each for _, each in marks.found if "style" in each or any(key.startswith("on") for key in each)]


def test_cells_lead_to_what_they_name(server: Server) -> None:
    page = server.get("/queries/effects?drug=baclofen&effect=confusion", Accept=PAGE).text
    leads = {str(link.get("href")) for link in Marks(page).all("a")}
    assert {"/concept/baclofen", "/concept/confusion"} <= leads
    for kind in ("claim", "document", "source"):
        assert any(re.fullmatch(rf"/{kind}/[a-z0-9-]+", lead) for lead in leads), kind
    assert '<span class="mark conflict">conflict</span>' in page


def test_numbers_are_marked_as_numbers(server: Server) -> None:
    marks = Marks(server.get("/queries/counts", Accept=PAGE).text)
    assert {"claims", "documents", "passages"} <= {
        h["data-name"] for h in marks.all("th") if h["data-type"] == "number"
    }
    assert all(str(cell["data-value"]).isdecimal() for cell in marks.all("td") if cell["class"] == "number claims")


def test_what_may_be_chosen_is_a_list_and_what_is_too_much_is_suggested(server: Server) -> None:
    page = server.get("/queries/claims?drug=BACLOFEN&stance=denies", Accept=PAGE).text
    assert '<option value="baclofen" selected>' in page
    assert '<option value="denies" selected>' in page
    assert '<option value="treats">' in page
    effects = Marks(server.get("/queries/effects", Accept=PAGE).text)
    (effect,) = [field for field in effects.all("input") if field.get("name") == "effect"]
    assert effect["list"] in {each["id"] for each in effects.all("datalist")}


def test_a_mistake_keeps_the_form_and_tells_what_comes_near(server: Server) -> None:
    reply = server.get("/queries/effects?drug=baclofen&effect=drowsines%3Cb%3E", Accept=PAGE)
    assert reply.status == 400
    assert "drowsiness" in reply.text
    assert 'value="drowsines&lt;b&gt;"' in reply.text
    assert "<b>" not in reply.text


def test_a_long_answer_comes_in_pages(built: Path) -> None:
    with serving(built, "--log", "none", "--page-rows", "30") as small:
        first = small.get("/queries/claims?drug=baclofen", Accept=PAGE).text
        second = small.get("/queries/claims?drug=baclofen&page=2", Accept=PAGE).text
        beyond = small.get("/queries/claims?drug=baclofen&page=99999", Accept=PAGE)
    assert 'href="?drug=baclofen&amp;page=2"' in first
    assert len(Marks(first).all("tr")) == len(Marks(second).all("tr")) == 31
    assert "Rows 31 to 60" in second
    assert beyond.status == 200
    assert "Nothing found" in beyond.text


def test_a_value_that_is_missing_is_asked_for(tmp_path: Path) -> None:
    page = tmp_path / "zaleplon.txt"
    page.write_text("Zaleplon\n\nUses\nZaleplon is used to treat insomnia.\n", encoding="utf-8")
    drugkg.build([page], store=tmp_path / "store")
    with serving(tmp_path / "store", "--log", "none") as other:
        form, program = other.get("/queries/effects", Accept=PAGE), other.get("/queries/effects")
    assert form.status == 200
    assert "Choose a value for drug" in form.text
    assert '<option value="zaleplon">' in form.text
    assert program.status == 400
    assert "zaleplon" in program.text
