"""Pages opened in a real browser."""

from collections.abc import Callable, Iterator
from typing import Any

from playwright.sync_api import Browser, Page

# Chromium says this of a date in a file that its date field cannot hold.
_DATE = "does not conform to the required format"
Open = Callable[..., Page]


def visits(browser: Browser, address: str) -> Iterator[Open]:
    """Yield a function that opens a page of the site; in the end, no page may have said anything."""
    said: list[str] = []
    contexts = []

    def begin(path: str, *, answer_dialogs: bool = True, **options: Any) -> Page:
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        page.on("console", lambda message: _is_of_a_date(message.text) or said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        if answer_dialogs:
            page.on("dialog", lambda dialog: dialog.accept())
        page.goto(address + path)
        return page

    yield begin
    for context in contexts:
        context.close()
    assert said == []


def _is_of_a_date(text: str) -> bool:
    return _DATE in text
