"""The search box in a real browser: suggestions by keyboard and pointer, and search without any script."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright
from tests.serve.serving import Server

pytestmark = pytest.mark.needs_program("chromium")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        program = shutil.which("chromium")
        opened = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield opened
        opened.close()


@pytest.fixture
def home(browser: Browser, server: Server) -> Iterator[Page]:
    """Open the first page; nothing may go wrong in it, and its policy may be broken nowhere."""
    page = browser.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(server.url)
    yield page
    assert not wrong
    page.close()


def test_suggestions_are_taken_by_keyboard(home: Page) -> None:
    box = home.get_by_role("combobox")
    box.press_sequentially("baclo")
    options = home.get_by_role("listbox").get_by_role("option")
    expect(options.first).to_contain_text("baclofen")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    box.press("ArrowDown")
    expect(box).not_to_have_attribute("aria-activedescendant", "suggestion-0")
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "suggestion-0")
    assert not Axe().run(home).response["violations"]
    box.press("Enter")
    home.wait_for_url("**/concept/baclofen")


def test_suggestions_close_and_come_again(home: Page) -> None:
    box = home.get_by_role("combobox")
    box.press_sequentially("dro")
    options = home.get_by_role("option")
    expect(options.first).to_be_visible()
    box.press("Escape")
    expect(home.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press("ArrowDown")
    expect(options.first).to_be_visible()
    home.get_by_role("heading", level=1).click()
    expect(home.get_by_role("listbox")).to_be_hidden()


def test_suggestions_are_taken_by_pointer_and_words_searched_as_they_are(home: Page) -> None:
    box = home.get_by_role("combobox")
    box.press_sequentially("drowsi")
    home.get_by_role("option").first.click()
    home.wait_for_url("**/concept/drowsiness")
    home.get_by_role("combobox").fill("baklofen")
    home.get_by_role("combobox").press("Enter")
    home.wait_for_url("**/search?q=baklofen")
    expect(home.get_by_role("main")).to_contain_text("Did you mean")


def test_search_needs_no_script(browser: Browser, server: Server) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server.url)
    page.get_by_role("searchbox").fill("somnolence")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="drowsiness").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("drowsiness")
    context.close()
