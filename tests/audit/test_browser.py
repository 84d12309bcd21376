"""The page of an audit in a real browser: filters, deep links, keyboard, phone width, accessibility, no network."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright
from tests.audit.auditing import HOSTILE, built, page_in
from tests.findings.saying import case, says

import drugkg
from drugkg.audit.page import Reading
from drugkg.audit.page import page as audit_page
from drugkg.audit.report import Column, report
from drugkg.audit.report_reading import audit_of
from drugkg.resources import folder
from drugkg.store import open_store

pytestmark = pytest.mark.needs_program("chromium")

DESK, PHONE = ViewportSize(width=1280, height=900), ViewportSize(width=390, height=844)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        program = shutil.which("chromium")
        opened = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page of the samples' best-documented drug."""
    home = tmp_path_factory.mktemp("samples")
    drugkg.build([folder("sources") / "samples"], home / "store")
    (home / "audit.html").write_text(page_in(home / "store"), encoding="utf-8")
    return home / "audit.html"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page of three short documents."""
    home = tmp_path_factory.mktemp("small")
    (home / "audit.html").write_text(page_in(built(home)), encoding="utf-8")
    return home / "audit.html"


@pytest.fixture
def view(browser: Browser, file: Path) -> Iterator[Page]:
    """Open the page; nothing may be asked of a network, and nothing may go wrong."""
    context = browser.new_context(viewport=DESK)
    opened = context.new_page()
    asked: list[str] = []
    wrong: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda message: wrong.append(message.text))
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.goto(file.as_uri())
    yield opened
    assert {url.partition("#")[0] for url in asked} == {file.as_uri()}
    assert not wrong
    context.close()


def test_filters_by_words_relation_source_and_finding(view: Page) -> None:
    rows = view.locator("#claims tbody tr:visible")
    every = rows.count()
    view.get_by_label("Words", exact=True).fill("drowsi")
    told = view.locator("form output")
    expect(told).to_contain_text(f"of {every} rows")
    assert 0 < rows.count() < every
    assert all("drowsi" in text.lower() for text in rows.all_inner_texts())
    view.get_by_role("button", name="Show all").click()
    expect(rows).to_have_count(every)
    view.get_by_label("Relation", exact=True).select_option("hasDose")
    view.get_by_label("Finding", exact=True).select_option("conflict")
    expect(view.locator("#claims .relation:visible")).to_have_count(1)
    expect(view.locator("#claims tbody tr:not(.conflict):visible")).to_have_count(0)
    expect(view.locator('#conflicts .finding:not([data-relation~="hasDose"]):visible')).to_have_count(0)
    assert rows.count() > 0
    view.get_by_label("Said by", exact=True).select_option("A")
    expect(told).to_contain_text("findings")
    expect(view.locator('#claims tbody tr:not([data-source~="A"]):visible')).to_have_count(0)
    assert rows.count() > 0


def test_a_cell_leads_to_its_words_and_back(view: Page) -> None:
    row = view.locator("#row-hasAdverseEffect-confusion")
    link = row.locator("a.stance").first
    wanted = str(link.get_attribute("href"))[1:]
    link.click()
    marks = view.locator("mark.here")
    expect(marks.first).to_be_in_viewport()
    said = "".join(marks.all_inner_texts())
    assert "confusion" in said.lower()
    assert view.evaluate("location.hash") == f"#{wanted}"
    whence = view.locator("aside.whence")
    expect(whence).to_contain_text("confusion")
    whence.get_by_role("link", name="Adverse effects: confusion", exact=True).first.click()
    expect(row).to_be_in_viewport()


def test_passages_that_overlap_are_marked_as_a_whole(view: Page, file: Path) -> None:
    crowded = view.locator("mark.many").first
    for name in str(crowded.get_attribute("data-p")).split():
        view.goto(f"{file.as_uri()}#{name}")
        start, end = map(int, name.split("-")[2:])
        marked = "".join(
            str(text) for text in view.locator("mark.here").evaluate_all("all => all.map(n => n.textContent)")
        )
        assert len(marked) == end - start
        expect(view.locator("mark.here").first).to_be_in_viewport()


def test_the_keyboard_alone_does_it_all(view: Page) -> None:
    view.keyboard.press("Tab")
    skip = view.get_by_text("Skip to the conflicts")
    expect(skip).to_be_focused()
    expect(skip).to_be_visible()
    view.keyboard.press("Enter")
    expect(view.locator("main")).to_be_focused()
    view.keyboard.press("Tab")
    link = view.locator("#conflicts .finding a").first
    expect(link).to_be_focused()
    assert view.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    view.locator("#conflicts blockquote a").first.focus()
    view.keyboard.press("Enter")
    expect(view.locator("mark.here").first).to_be_in_viewport()
    view.keyboard.press("Escape")
    expect(view.locator("aside.whence")).to_be_hidden()
    view.get_by_label("Words", exact=True).focus()
    view.keyboard.type("zzz")
    expect(view.locator("form output")).to_contain_text("0 of")


def test_a_deep_link_opens_what_is_folded_or_filtered(view: Page, file: Path) -> None:
    for name in ("differences", "agreements"):
        finding = str(view.locator(f"#{name} .finding").last.get_attribute("id"))
        view.get_by_label("Words", exact=True).fill("zzz")
        expect(view.locator("form output")).to_contain_text("0 of")
        view.goto(f"{file.as_uri()}#{finding}")
        expect(view.locator(f"#{finding}")).to_be_in_viewport()
    claim = str(view.locator(".claim").last.get_attribute("id"))
    view.goto(f"{file.as_uri()}#{claim}")
    expect(view.locator(f"#{claim}")).to_be_in_viewport()


def test_unread_sentences_can_be_marked(view: Page) -> None:
    style = "getComputedStyle(document.querySelector('.u')).textDecorationLine"
    assert view.evaluate(style) == "none"
    view.get_by_label("Underline sentences that led to no claim").check()
    assert view.evaluate(style) == "underline"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_nobody_is_shut_out(browser: Browser, small: Path, scheme: str, size: ViewportSize) -> None:
    context = browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    opened = context.new_page()
    opened.goto(small.as_uri())
    opened.evaluate("for (const box of document.querySelectorAll('details')) box.open = true")
    found = Axe().run(opened, options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()
    assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_thirty_documents_stay_within_the_page(browser: Browser, tmp_path: Path) -> None:
    names = [f"d{nth}" for nth in range(30)]
    made = case(*(says(name, "hasAdverseEffect", "pain") for name in names))
    columns = [Column(f"L{nth}", made.documents[name]) for nth, name in enumerate(names)]
    (tmp_path / "audit.html").write_text(audit_page(report(made, (), columns), {}), encoding="utf-8")
    opened = browser.new_page(viewport=DESK)
    opened.goto((tmp_path / "audit.html").as_uri())
    assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")
    last = opened.locator("#claims td").last
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport()
    expect(opened.locator("#claims tbody th")).to_be_in_viewport()
    opened.close()


def test_without_script_the_links_still_lead_to_the_words(browser: Browser, file: Path) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    opened = context.new_page()
    opened.goto(file.as_uri())
    assert not opened.locator("form.filter").is_visible()
    opened.locator("#row-hasAdverseEffect-confusion a.stance").first.click()
    expect(opened.locator(":target mark").first).to_be_in_viewport()
    context.close()


def test_a_hostile_document_is_shown_and_does_nothing(browser: Browser, tmp_path: Path) -> None:
    documents = {
        "one.md": HOSTILE + "x" * 20_000 + "\n",
        "two.md": "# Baclofen\n\n## Uses\n\nBaclofen treats spasticity.\n",
    }
    (tmp_path / "audit.html").write_text(page_in(built(tmp_path, documents)), encoding="utf-8")
    context = browser.new_context(viewport=PHONE)
    opened = context.new_page()
    happened: list[str] = []
    opened.on("dialog", lambda dialog: happened.append(dialog.message))
    opened.on("request", lambda request: happened.append(request.url))
    opened.goto((tmp_path / "audit.html").as_uri())
    assert happened == [(tmp_path / "audit.html").as_uri()]
    expect(opened.locator("#documents")).to_contain_text("<script>alert(1)</script>")
    expect(opened.locator("#documents")).to_contain_text("<img src=x onerror=alert(2)>")
    assert opened.locator("img").count() == 0
    assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_a_long_document_opens_fast(browser: Browser, tmp_path: Path) -> None:
    with open_store(built(tmp_path)) as graph:
        found = audit_of(graph, "baclofen")
        texts = {column.document.iri: graph.text(column.document.iri) for column in found.columns}
    filler = "The weather was fine that year in all the towns by the sea, and nobody minded.\n\n"
    long = {iri: Reading(text + filler * (1_000_000 // len(filler))) for iri, text in texts.items()}
    (tmp_path / "audit.html").write_text(audit_page(found, long), encoding="utf-8")
    opened = browser.new_page()
    opened.goto((tmp_path / "audit.html").as_uri())
    timing = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
    assert opened.evaluate(timing) < 10_000
    assert opened.locator("#documents").evaluate("node => node.textContent.length") > 2_900_000
    opened.close()
