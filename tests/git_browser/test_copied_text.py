"""What a reader copies from a file's page is the file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.support.building_once import BuildOnce
from tests.support.files import write
from tests.support.git import new_repository
from tests.support.git_sites import build_git_site
from tests.support.nasty_repository import FILES
from tests.support.paths import SURVEY, SURVEY_FILE
from tests.support.serving import served
from tests.support.sites import Site

from scanpress.git_browser.content.code import decode_text
from scanpress.repository import printable

_NAME = f"{SURVEY}.json"
_SCAN = SURVEY_FILE.read_bytes()
_SIZE = 46_800  # of which 170 lead search engines to the page of the scan

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def scan_site(build_once: BuildOnce) -> Site:
    """Return the site of a repository that holds the survey scan, as it is published."""
    return build_once.site("survey-scan", _build)


def _build(folder: Path) -> Site:
    repository = folder / "repository"
    write(repository / _NAME, "").write_bytes(_SCAN)
    write(repository / "README.md", "# Scans\n")
    write(repository / "LICENSE", "Free.\n")
    new_repository(repository)
    return build_git_site(folder, repository, 'SITEURL = "https://scans.example.org"\n')


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return a page that may read the clipboard."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


def copied(page: Page, url: str) -> str:
    """Open a file's page with its blame, select all of its code, copy it, and return what is in the clipboard then."""
    page.goto(url)
    for blame in page.query_selector_all(".blame"):
        blame.evaluate("details => details.open = true")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('pre.lines'))")
    page.keyboard.press("Control+C")
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_copied_lines_of_the_survey_scan_are_the_file(scan_site: Site, page: Page) -> None:
    with served(scan_site.output) as address:
        assert copied(page, f"{address}file/{_NAME}.html").encode() == _SCAN


def test_a_button_copies_the_whole_file(scan_site: Site, page: Page) -> None:
    with served(scan_site.output) as address:
        page.goto(f"{address}file/{_NAME}.html")
        page.get_by_role("button", name="Copy file").click()
        page.get_by_role("button", name="Copied").wait_for()
        assert str(page.evaluate("navigator.clipboard.readText()")).encode() == _SCAN


def test_page_of_the_survey_scan_is_small(scan_site: Site) -> None:
    assert len(scan_site.page(f"file/{_NAME}.html").encode()) <= _SIZE


def test_each_character_that_no_page_can_hold_is_replaced() -> None:
    planes = (range(0xD800), range(0xE000, 0x30000), range(0xE0000, 0xE0200), range(0x10FF00, 0x110000))
    for code in (code for plane in planes for code in plane):
        text = f"a{chr(code)}b\n"
        assert decode_text(text.encode()) == (printable(text), True), hex(code)
    assert decode_text(b"a\xff\x01b\r\n") == ("a\N{REPLACEMENT CHARACTER}\N{SYMBOL FOR START OF HEADING}b\n", False)


def test_commits_and_numbers_of_lines_are_not_copied(nasty_site: Site, page: Page) -> None:
    expected = "changed on the right\n" + "".join(f"version {number}\n" for number in range(15))
    with served(nasty_site.output) as address:
        assert copied(page, f"{address}file/many.txt.html") == expected
        assert page.is_visible("pre.lines i a")


def test_lost_carriage_returns_are_reported(nasty_site: Site, page: Page) -> None:
    with served(nasty_site.output) as address:
        assert copied(page, f"{address}file/crlf.txt.html").encode() == FILES[b"crlf.txt"].replace(b"\r\n", b"\n")
    assert "CRLF line endings" in nasty_site.page("file/crlf.txt.html")
    assert "CRLF line endings" not in nasty_site.page("file/LICENSE.html")
