"""Pages opened in a real browser."""

from collections.abc import Callable, Iterator
from typing import Any, Literal

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

# Chromium says this of a date in a file that its date field cannot hold.
_DATE = "does not conform to the required format"
Open = Callable[..., Page]
ColorScheme = Literal["light", "dark"]


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
