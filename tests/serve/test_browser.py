"""The pages in a real browser: a walk through them, editor, picture, keyboard, accessibility, no other host."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright
from tests.serve.serving import Server

from drugkg.query.names import with_prefixes

pytestmark = pytest.mark.needs_program("chromium")

DESK, PHONE = ViewportSize(width=1280, height=900), ViewportSize(width=390, height=844)
DRUG, EDITOR = "/concept/baclofen", "/sparql"
#: The kinds of pages: addresses, or a pattern that finds one.
PAGES = {
    "home": "/",
    "search": "/search?q=bac",
    "nothing found": "/search?q=zzzz",
    "drug": "/concept/tizanidine",
    "concept": "/concept/drowsiness",
    "claim": "?found dkg:conflictOf ?x",
    "document": "?x a dkg:Document",
    "source": "?x a dkg:EvidenceSource",
    "finding": "?x a dkg:Conflict",
    "proposition": "?x a dkg:Proposition",
    "passage": "?x a oa:SpecificResource",
    "node": "?x a dkg:Quantity",
    "ontology": "/ontology",
    "findings": "/findings",
    "documents": "/documents",
    "sources": "/sources",
    "queries": "/queries",
    "query": "/queries/counts?drug=baclofen",
    "form": "/queries/evidence",
    "picture": "/concept/tizanidine/picture",
    "editor": EDITOR,
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        program = shutil.which("chromium")
        expect.set_options(timeout=20_000)
        opened = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield opened
        opened.close()


@pytest.fixture
def context(browser: Browser, server: Server) -> Iterator[BrowserContext]:
    """A fresh browser of which every request must go to the server, and in which nothing may go wrong."""
    opened = browser.new_context(viewport=DESK, reduced_motion="reduce", base_url=server.url)
    opened.set_default_timeout(20_000)
    asked: list[str] = []
    wrong: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda message: wrong.append(message.text))
    opened.on("weberror", lambda error: wrong.append(str(error.error)))
    yield opened
    opened.close()
    assert asked
    assert not [url for url in asked if not url.startswith((f"{server.url}/", "data:", f"blob:{server.url}/"))]
    assert not wrong


@pytest.fixture
def view(context: BrowserContext) -> Page:
    return context.new_page()


def found(server: Server, pattern: str) -> str:
    """Return the address of the first node that a pattern finds."""
    query = with_prefixes(f"SELECT ?x {{ {pattern} }} ORDER BY ?x LIMIT 1")
    (row,) = json.loads(server.get(f"/sparql?format=json&query={quote(query)}").text)["results"]["bindings"]
    return "/" + str(row["x"]["value"]).split("/drugkg/")[1]


def test_a_walk_through_all_pages(view: Page, server: Server) -> None:
    view.goto("/")
    search = view.get_by_role("combobox")
    search.press_sequentially("bacl")
    expect(view.get_by_role("option").first).to_contain_text("baclofen")
    search.press("ArrowDown")
    search.press("Enter")
    view.wait_for_url(f"**{DRUG}")

    view.locator("tr.conflict a.stance").first.click()
    view.wait_for_url("**/claim/*")
    quoted = view.locator("figure.quote mark").first.inner_text()
    view.locator("figure.quote figcaption a").first.click()
    view.wait_for_url("**/document/*#p-*")
    start, end = map(int, view.url.rpartition("#p-")[2].split("-")[:2])
    assert end - start >= len(quoted.strip()) > 0
    here = view.locator("mark.here, :target mark, mark:target").first
    expect(here).to_be_in_viewport()
    assert here.inner_text()[:10].strip() in quoted

    view.go_back()
    view.locator(".verdict.conflict + .hint + a, .verdict.conflict ~ a").first.click()
    view.wait_for_url("**/finding/*")
    expect(view.locator("blockquote").nth(1)).to_be_visible()

    view.get_by_role("link", name="Queries").click()
    view.get_by_role("link", name="effects", exact=True).click()
    view.get_by_label("drug", exact=True).select_option("baclofen")
    view.get_by_role("button", name="Ask").click()
    with view.expect_download() as saved:
        view.get_by_role("link", name="csv", exact=True).click()
    rows = Path(saved.value.path()).read_bytes()
    assert rows == server.get("/queries/effects?drug=baclofen&format=csv").body
    assert b"drowsiness" in rows

    view.get_by_role("link", name="Open it in the SPARQL editor").click()
    expect(view.locator(".yasr_response_chip:visible")).to_contain_text(re.compile(r"\d+ results"))
    view.locator('td a.iri[href^="/claim/"]:visible').first.click()
    view.wait_for_url("**/claim/*")

    view.goto(DRUG)
    view.get_by_role("link", name="Graph picture").click()
    expect(view.locator("#picture canvas").first).to_be_visible()
    view.locator("table.drawn th a").first.click()
    view.wait_for_url("**/concept/*")


def test_an_example_is_put_into_a_tab_and_asked(view: Page) -> None:
    view.goto(EDITOR)
    view.locator("[data-example=counts]").click()
    expect(view.locator(".yasr_response_chip:visible")).to_contain_text(re.compile(r"\d+ results"))
    expect(view.get_by_role("tab", name="counts")).to_have_attribute("aria-selected", "true")
    written = view.locator(".tabPanel.active .CodeMirror-code").inner_text()
    assert "# Number of claims" in written
    assert "#+ params" not in written
    with view.expect_download() as saved:
        view.locator(".tabPanel.active .yasr_downloadIcon").click()
    assert saved.value.suggested_filename == "counts.csv"
    names = view.locator("td a.iri").evaluate_all("all => all.map(each => each.getAttribute('href'))")
    assert names
    assert all(name.startswith("/") for name in names)


def test_a_shared_query_is_asked_here_whatever_the_link_says(view: Page, context: BrowserContext) -> None:
    view.goto(EDITOR)
    view.locator("[data-example=documents]").click()
    expect(view.locator(".yasr_response_chip:visible")).to_contain_text(re.compile(r"\d+ results"))
    view.locator(".tabPanel.active .yasqe_share").click()
    link = view.locator(".yasqe_sharePopup input").input_value()
    assert "endpoint" not in link
    other = context.new_page()
    other.goto(f"{link}&endpoint={quote('https://elsewhere.test/sparql')}&headers={quote('{}')}")
    expect(other.locator(".yasr_response_chip:visible")).to_contain_text(re.compile(r"\d+ results"))
    expect(other.get_by_role("tab", name="documents")).to_have_attribute("aria-selected", "true")


def test_the_keyboard_leaves_the_editor_and_asks(view: Page) -> None:
    view.goto(EDITOR)
    field = view.get_by_label("Query in SPARQL")
    field.focus()
    view.keyboard.press("Tab")
    expect(field).to_be_focused()
    view.keyboard.press("Control+z")
    view.keyboard.press("Control+Enter")
    expect(view.locator(".yasr_response_chip:visible")).to_contain_text(re.compile(r"\d+ results"))
    field.focus()
    view.keyboard.press("Escape")
    for _ in range(3):
        view.keyboard.press("Tab")
    expect(field).not_to_be_focused()
    assert view.evaluate("document.activeElement !== document.body")


def test_completion_knows_this_graph_and_asks_nobody(view: Page) -> None:
    view.goto(EDITOR)
    view.get_by_label("Query in SPARQL").focus()
    view.keyboard.press("Control+a")
    view.keyboard.type("PREFIX dkg: <https://w3id.org/drugkg/ontology#>\nSELECT * { ?x a dkg:Cla")
    view.keyboard.press("Control+Space")
    expect(view.locator(".CodeMirror-hint").first).to_contain_text("Claim")


def test_a_mistake_is_told_in_the_words_of_the_server(browser: Browser, server: Server) -> None:
    opened = browser.new_page(base_url=server.url)
    opened.goto(EDITOR)
    opened.get_by_label("Query in SPARQL").focus()
    opened.keyboard.press("Control+End")
    opened.keyboard.type(" nonsense")
    opened.keyboard.press("Control+Enter")
    expect(opened.get_by_role("alert")).to_contain_text("query:")
    assert Axe().run(opened, options={"resultTypes": ["violations"]}).violations_count == 0
    opened.close()


def test_a_table_sorts_by_its_columns_and_charts_its_numbers(view: Page) -> None:
    view.goto("/queries/counts?drug=baclofen")
    column = view.locator("th[data-name=claims]")
    place = column.evaluate("head => head.cellIndex")
    cells = view.locator("table.result tbody tr")

    def numbers() -> list[int]:
        texts = cells.evaluate_all("(rows, place) => rows.map(row => row.cells[place].textContent)", place)
        return [int(text) for text in texts]

    before = numbers()
    assert before != sorted(before)
    bars = view.locator(".chart rect")
    expect(bars).to_have_count(min(12, len(before)))
    column.get_by_role("button").press("Enter")
    expect(column).to_have_attribute("aria-sort", "ascending")
    assert numbers() == sorted(before)
    column.get_by_role("button").press("Enter")
    expect(column).to_have_attribute("aria-sort", "descending")
    assert numbers() == sorted(before, reverse=True)
    widest = bars.evaluate_all("all => all.map(each => each.getBBox().width)")
    assert widest == sorted(widest, reverse=True)
    column.get_by_role("button").press("Enter")
    assert column.get_attribute("aria-sort") is None
    assert numbers() == before
    expect(view.get_by_role("img", name=re.compile("The table below says the same"))).to_be_visible()


def test_the_picture_is_walked_by_keyboard(view: Page) -> None:
    view.goto(f"{DRUG}/picture")
    canvas = view.get_by_role("application")
    expect(view.locator("#picture canvas").first).to_be_visible()
    canvas.focus()
    told = view.locator("#told")
    for key in ("ArrowRight", "ArrowRight", "ArrowRight"):
        view.keyboard.press(key)
    expect(told).to_contain_text(re.compile("asserts|denies|hedges|doubts|reports no data"))
    said = told.inner_text()
    view.keyboard.press("ArrowDown")
    expect(told).not_to_have_text(said)
    view.keyboard.press("Escape")
    expect(told).to_have_text("")
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "Enter"):
        view.keyboard.press(key)
    view.wait_for_url("**/concept/*")
    view.go_back()
    view.get_by_label("conflicts only").check()
    view.get_by_role("button", name="Show").click()
    expect(view.locator("table.drawn tbody tr").first).to_be_visible()
    assert "conflicts=1" in view.url


def test_without_script_everything_can_be_read_and_asked(browser: Browser, server: Server) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False, base_url=server.url)
    opened = context.new_page()
    opened.goto(f"{DRUG}/picture")
    expect(opened.locator("table.drawn tbody tr").first).to_be_visible()
    expect(opened.get_by_role("application")).to_be_hidden()
    opened.goto("/queries/counts?drug=baclofen")
    expect(opened.locator("table.result tbody tr").first).to_be_visible()
    opened.goto(EDITOR)
    opened.get_by_label("Answer as").select_option("json")
    opened.get_by_role("button", name="Ask").click()
    opened.wait_for_url("**/sparql?query=*")
    assert "hasAdverseEffect" in opened.locator("body").inner_text()
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_nobody_is_shut_out(context: BrowserContext, server: Server, name: str) -> None:
    place = PAGES[name] if PAGES[name].startswith("/") else found(server, PAGES[name])
    opened = context.new_page()
    opened.goto(place)
    for size, scheme in ((DESK, "light"), (PHONE, "dark")):
        opened.set_viewport_size(size)
        opened.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        told = Axe().run(opened, options={"resultTypes": ["violations"]})
        assert told.violations_count == 0, told.generate_report()
        assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")
