"""The site in a real browser."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect
from tests.support.sites import Site

pytestmark = pytest.mark.browser

PAGES = [
    "",
    "scans/",
    "scans/acl-2024/cross-lingual-alignment/",
    "scans/iclr-2023/task-arithmetic/",
    "instruments/survey/3/",
    "about/",
    "methodology/",
    "contribute/",
    "imprint/",
    "datenschutz/",
    "404.html",
]
WIDTHS = [390, 1280]
FIND = "Find a paper"


class Visit:
    """A page that notes what it says and whom it asks."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.page = context.new_page()
        self.said: list[str] = []
        self.asked_elsewhere: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", self._note)
        self.home = home

    def _note(self, request: Request) -> None:
        if not request.url.startswith(self.home):
            self.asked_elsewhere.append(request.url)

    def open(self, path: str) -> Page:
        self.page.goto(self.home + path)
        return self.page


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Callable[..., Visit]]:
    contexts = []

    def begin(**options: Any) -> Visit:
        contexts.append(browser.new_context(**options))
        return Visit(contexts[-1], address)

    yield begin
    for context in contexts:
        context.close()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_page_is_silent_asks_nobody_else_and_fits(visit: Callable[..., Visit], path: str, width: int) -> None:
    visitor = visit(viewport={"width": width, "height": 900})
    page = visitor.open(path)
    picture = page.screenshot(full_page=True)
    assert len(picture) > 10_000
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert visitor.said == []
    assert visitor.asked_elsewhere == []


def test_scan_is_complete_without_script(visit: Callable[..., Visit]) -> None:
    page = visit(java_script_enabled=False).open("scans/acl-2024/cross-lingual-alignment/")
    assert page.locator(".category li").count() == 64
    page.locator(".category summary").first.click()
    assert page.locator(".category details[open] li").first.is_visible()


def test_list_is_found_by_typing_and_sorted_by_a_click(visit: Callable[..., Visit]) -> None:
    page = visit().open("scans/")
    rows = page.locator("table.scans tbody tr")
    assert rows.count() == 5
    page.get_by_label(FIND).fill("ilharco 2023")
    expect(page.get_by_role("status")).to_have_text("1 scan")
    assert rows.count() == 1
    assert "Editing models with task arithmetic" in rows.first.inner_text()
    page.get_by_label(FIND).fill("")
    page.get_by_role("button", name="Year").click()
    expect(page.get_by_role("status")).to_have_text("5 scans")
    assert [row.locator("td").nth(1).inner_text() for row in rows.all()] == ["2022", "2023", "2024", "2024", "2025"]


def test_list_is_complete_without_script(visit: Callable[..., Visit]) -> None:
    page = visit(java_script_enabled=False).open("scans/")
    assert page.locator("table.scans tbody tr").count() == 5
    assert page.locator("main input").count() == 0


def test_skip_link_is_the_first_stop_of_the_keyboard(visit: Callable[..., Visit]) -> None:
    page = visit().open("scans/iclr-2023/task-arithmetic/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"


def test_nothing_is_kept_in_the_browser(visit: Callable[..., Visit], site: Site) -> None:
    visitor = visit()
    for path in PAGES:
        page = visitor.open(path)
        assert page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0
    scripts = sorted((Path(site.output) / "theme").glob("*.js"))
    assert {"home.js", "scans.js"} <= {path.name for path in scripts}
    assert all("innerHTML" not in path.read_text(encoding="utf-8") for path in scripts)
