"""Pages opened in a real browser."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Request

# Chromium says this of a date or a number that a script puts into a field which cannot hold it.
_NOT_HELD = ("does not conform to the required format", "cannot be parsed, or is out of range")
Open = Callable[..., Page]
ColorScheme = Literal["light", "dark"]


_STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What axe says of all that is right takes half of its time.
_ALL = {
    "runOnly": {"type": "tag", "values": _STANDARDS},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
_COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}


def violations(page: Page) -> str:
    """Return what axe finds on a page: levels A and AA, best practice, and the size of targets; empty if nothing."""
    return _found(page, _ALL)


def violations_in_both_schemes(page: Page) -> str:
    """Return what axe finds on a page in light colours, and what it finds in the colours of the dark scheme."""
    page.emulate_media(color_scheme="light")
    light = _found(page, _ALL)
    page.emulate_media(color_scheme="dark")
    return light + _found(page, _COLOURS)


def _found(page: Page, options: dict[str, Any]) -> str:
    found = Axe().run(page, options=options)
    return str(found.generate_report()) if found.violations_count else ""


def titles(page: Page) -> list[str]:
    """Return the titles that a list of scans shows."""
    return page.locator("table.scans tbody th a").all_inner_texts()


def visits(browser: Browser, address: str) -> Iterator[Open]:
    """Yield a function that opens a page of a site; in the end, assert that no page printed anything to the console."""
    said: list[str] = []
    contexts: list[BrowserContext] = []

    def note(message: ConsoleMessage) -> None:
        if not any(each in message.text for each in _NOT_HELD):
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


def asked_and_said(browser: Browser, addresses: Iterable[str]) -> tuple[list[str], list[str]]:
    """Open pages, and return what they asked for, and what their dialogs and errors said."""
    asked: list[str] = []
    said: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    def refuse(dialog: Dialog) -> None:
        said.append(dialog.message)
        dialog.dismiss()

    page = browser.new_page()
    page.on("request", note)
    page.on("dialog", refuse)
    page.on("pageerror", lambda error: said.append(str(error)))
    for address in addresses:
        page.goto(address)
    page.close()
    return asked, said
