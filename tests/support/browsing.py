"""Pages opened in a real browser."""

from collections.abc import Callable, Iterator
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

# Chromium says this of a date in a file that its date field cannot hold.
_DATE = "does not conform to the required format"
Open = Callable[..., Page]
ColorScheme = Literal["light", "dark"]


_STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_OPTIONS = {"runOnly": {"type": "tag", "values": _STANDARDS}, "rules": {"target-size": {"enabled": True}}}


def violations(page: Page) -> str:
    """Return what axe finds on a page: levels A and AA, best practice, and the size of targets; empty if nothing."""
    found = Axe().run(page, options=_OPTIONS)
    return str(found.generate_report()) if found.violations_count else ""


def visits(browser: Browser, address: str) -> Iterator[Open]:
    """Yield a function that opens a page of a site; in the end, assert that no page printed anything to the console."""
    said: list[str] = []
    contexts: list[BrowserContext] = []

    def note(message: ConsoleMessage) -> None:
        if _DATE not in message.text:
            said.append(message.text)

    def begin(path: str, *, answer_dialogs: bool = True, **options: Any) -> Page:
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: said.append(str(error)))
        if answer_dialogs:
            page.on("dialog", lambda dialog: dialog.accept())
        page.goto(address + path)
        return page

    yield begin
    for context in contexts:
        context.close()
    assert said == []
