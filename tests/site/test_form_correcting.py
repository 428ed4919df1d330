"""A scan is corrected in its form: opened from the address, changed, downloaded or sent, and not lost by accident."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from tests.support.browsing import Open, violations_in_both_schemes
from tests.support.form_filling import REPRODUCIBILITY_FORM, SURVEY_FORM, download, letter, loaded
from tests.support.paths import REAL_SCANS, ROOT

pytestmark = pytest.mark.browser

RECORD = "scans/iclr-2023/task-arithmetic"
RECORD_FILE = ROOT / f"{RECORD}.json"


def test_a_scan_that_redirects_to_another_host_is_not_read(browser: Browser, address: str) -> None:
    page = browser.new_page()
    asked: list[str] = []

    def redirect(route: Route) -> None:
        route.fulfill(status=302, headers={"location": "https://evil.example.org/scan.json"})

    page.on("request", lambda request: asked.append(request.url))
    page.route("**/*.json", redirect)
    page.goto(f"{address}{REPRODUCIBILITY_FORM}#{RECORD}/:open_datasets")
    page.get_by_text(f"{RECORD}.json was not loaded").wait_for()
    assert not any("evil" in url for url in asked)
    page.close()


def test_a_scan_that_is_missing_or_of_another_instrument_is_not_opened(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}{SURVEY_FORM}#scans/acl-2024/nothing/:code_released")
    page.get_by_text("scans/acl-2024/nothing.json was not loaded: the site answered with 404.").wait_for()
    page.goto(f"{address}{SURVEY_FORM}#{RECORD}/:open_datasets")
    page.get_by_text("task-arithmetic.json was not opened: ").wait_for()
    link = page.get_by_role("link", name="Open it in its own form")
    assert link.evaluate("link => link.href") == f"{address}{REPRODUCIBILITY_FORM}#{RECORD}/:open_datasets"
    assert page.locator("#progress").inner_text().startswith("0 of 51 answered")
    page.close()


@pytest.mark.parametrize("scan", REAL_SCANS)
def test_a_scan_in_which_nothing_was_changed_is_returned_byte_for_byte(visit: Open, scan: str) -> None:
    form = SURVEY_FORM if "acl" in scan else REPRODUCIBILITY_FORM
    page = loaded(visit(f"{form}#{scan.removesuffix('.json')}/"))
    assert download(page) == (Path(scan).name, (ROOT / scan).read_bytes())


def test_a_file_in_another_form_is_returned_as_it_was_until_something_is_changed(visit: Open) -> None:
    page = visit(REPRODUCIBILITY_FORM)
    content = json.dumps(json.loads(RECORD_FILE.read_bytes()), indent="\t").encode()
    chooser = page.get_by_label("Open a scan")
    chooser.set_input_files({"name": "mine.json", "mimeType": "application/json", "buffer": content})
    loaded(page)
    assert download(page) == ("mine.json", content)
    title = page.locator("[data-key=paper] > [data-key=title] input")
    title.fill("Another title")
    assert json.loads(download(page)[1])["paper"]["title"] == "Another title"
    title.fill(json.loads(content)["paper"]["title"])
    assert download(page)[1] == content


def test_a_few_changes_are_in_the_email_and_many_are_not(visit: Open) -> None:
    page = loaded(visit(f"{REPRODUCIBILITY_FORM}#{RECORD}/:open_datasets"))
    assert letter(page, "#mail")[1] == f"Scan: {RECORD}.json\nThe file task-arithmetic.json is attached.\n"
    question = page.locator("[data-key=open_datasets]")
    question.locator("select").select_option("No")
    subject, body = letter(page, "#mail")
    assert subject == f"Corrected scan: {RECORD}.json"
    assert body.splitlines() == [
        f"Scan: {RECORD}.json", "", "variables.open_datasets.result", "  was: Yes", "  now: No",
    ]  # fmt: skip
    question.locator("textarea").fill("ä" * 2000)
    assert "The file task-arithmetic.json is attached." in letter(page, "#mail")[1]


class Leaving:
    """Whether a page asks before it is left."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.asked: list[str] = []
        page.on("dialog", self._note)

    def _note(self, dialog: Any) -> None:
        self.asked.append(dialog.type)
        dialog.dismiss()

    def asks(self) -> bool:
        """Try to leave the page."""
        self.asked.clear()
        self.page.evaluate("setTimeout(() => { location.href = location.href.split('#')[0] + '?'; }, 0)")
        self.page.wait_for_timeout(400)
        return self.asked == ["beforeunload"]


@pytest.fixture
def leaving(browser: Browser, address: str) -> Iterator[Leaving]:
    """Return a form that may copy, and in which nothing was typed."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}{REPRODUCIBILITY_FORM}#{RECORD}/:open_datasets")
    yield Leaving(loaded(page))
    context.close()


def test_the_form_warns_before_what_was_typed_is_lost(leaving: Leaving) -> None:
    reason = leaving.page.locator("[data-key=open_datasets] textarea")
    reason.press_sequentially(" And Table 2.")
    assert leaving.asks()
    download(leaving.page)
    assert leaving.page.locator("#saved").inner_text() == "task-arithmetic.json was downloaded."
    reason.press_sequentially(" And more.")
    assert leaving.asks()
    leaving.page.get_by_role("button", name="Copy the JSON").click()
    leaving.page.get_by_text("The scan was copied.").wait_for()
    copied = json.loads(leaving.page.evaluate("navigator.clipboard.readText()"))
    assert copied["variables"]["open_datasets"]["response"].endswith(" And Table 2. And more.")
    assert not leaving.asks()


def test_the_form_does_not_warn_if_nothing_was_typed(leaving: Leaving) -> None:
    leaving.page.locator("h1").click()  # a browser never asks on a page that nobody used
    assert not leaving.asks()


def test_an_email_may_be_opened_without_a_warning(leaving: Leaving) -> None:
    leaving.page.locator("[data-key=open_datasets] textarea").press_sequentially("x")
    leaving.page.locator("#mail").click()
    leaving.page.wait_for_timeout(700)
    assert leaving.asked == []
    assert leaving.asks()


def test_the_progress_is_seen_at_once_and_read_out_after_a_pause(visit: Open) -> None:
    page = visit(REPRODUCIBILITY_FORM, viewport={"width": 390, "height": 800})
    progress = page.locator("#progress")
    expect(progress).to_be_in_viewport()
    question = page.locator("[data-key=open_datasets]")
    question.locator("select").select_option("Yes")
    question.locator("textarea").press_sequentially("Section 3.")
    assert progress.inner_text().startswith("1 of 9 answered")
    assert page.locator("#announced").text_content() == ""
    expect(page.locator("#announced")).to_have_text("1 of 9 answered, 3 other fields to complete.")


def test_the_keyboard_alone_reaches_the_next_open_question_above_the_progress(visit: Open) -> None:
    page = visit(REPRODUCIBILITY_FORM, viewport={"width": 390, "height": 800})
    page.get_by_role("button", name="Next open field").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('[data-key]').dataset.key") == "title"
    for _ in range(25):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "(() => { const bar = document.querySelector('.progress'); const at = document.activeElement;"
            " return bar.contains(at) || !document.querySelector('form').contains(at)"
            " || at.getBoundingClientRect().top < bar.getBoundingClientRect().top; })()"
        )


@pytest.mark.parametrize("width", [390, 1280])
def test_a_filled_form_has_no_violation_and_fits(visit: Open, width: int) -> None:
    page = visit(f"{REPRODUCIBILITY_FORM}#{RECORD}/:open_datasets", viewport={"width": width, "height": 800})
    loaded(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations_in_both_schemes(page) == ""
