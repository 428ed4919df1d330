"""How tests fill in a form and take its file."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

# Chromium's remark on a date in a file that its date field cannot hold.
_DATE = "does not conform to the required format"
SURVEY = "instruments/survey/3/form/"
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


def fill(page: Page, *, verdict: str) -> None:
    """Answer all that the form requires, whatever it asks."""
    answers = page.locator("[data-as=merge]:visible")
    for index in range(answers.count()):
        answers.nth(index).get_by_label(verdict, exact=False).first.check()
    for kind, text in (("number", "2024"), ("lines", "Ada Lovelace\n  Zoë Ångström \n"), ("text", "See “Section 3”.")):
        parts = page.locator(
            f"[data-required] > label[data-as={kind}][data-required]:visible, form > label[data-as={kind}]"
        )
        for part in parts.all():
            part.locator("input, textarea").fill(text)
    for choice in page.locator("label[data-as=choice][data-required]:visible").all():
        if choice.evaluate("part => part.parentElement.matches('[data-required]')"):
            choice.locator("select").select_option(index=1)
    for boxes in page.locator("[data-as=choices][data-required]").all():
        boxes.locator("input").first.check()


def download(page: Page, button: str = "Download the scan") -> tuple[str, bytes]:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def command(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    surroundings = {**os.environ, "NO_COLOR": "1"}
    run = [sys.executable, "-m", "scanpress.cli", *words]
    return subprocess.run(run, cwd=folder, env=surroundings, capture_output=True, text=True, check=False)


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / "scans" / "made" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return folder
