"""What a reader copies from a file's page is the file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.git_browser.conftest import Site, build_site
from tests.git_browser.nasty import FILES, git
from tests.git_browser.test_publishing import serving

_NAME = "scans/acl-2024/cross-lingual-alignment.json"
_SCAN = (Path(__file__).parents[2] / _NAME).read_bytes()
_SIZE = 45_000

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def scan_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the site of a repository that holds the survey scan, as it is published."""
    repository = tmp_path_factory.mktemp("scan") / "repository"
    (repository / _NAME).parent.mkdir(parents=True)
    (repository / _NAME).write_bytes(_SCAN)
    (repository / "README.md").write_text("# Scans\n", encoding="utf-8")
    (repository / "LICENSE").write_text("Free.\n", encoding="utf-8")
    git(repository, "init", "--quiet", "--initial-branch=main")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "Add a scan")
    site = build_site(tmp_path_factory.mktemp("scan-site"), repository, 'SITEURL = "https://scans.example.org"\n')
    assert site.code == 0, site.said
    return site


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return a page that may read the clipboard."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


def copied(page: Page, url: str) -> str:
    """Open a file's page, select all of its code, copy it, and return what is in the clipboard then."""
    page.goto(url)
    page.evaluate("getSelection().selectAllChildren(document.querySelector('pre.lines'))")
    page.keyboard.press("Control+C")
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_copied_lines_of_the_survey_scan_are_the_file(scan_site: Site, page: Page) -> None:
    with serving(scan_site.output) as address:
        assert copied(page, f"{address}/file/{_NAME}.html").encode() == _SCAN


def test_page_of_the_survey_scan_is_small(scan_site: Site) -> None:
    assert len(scan_site.page(f"file/{_NAME}.html").encode()) <= _SIZE


def test_lost_carriage_returns_are_told(nasty_site: Site, page: Page) -> None:
    with serving(nasty_site.output) as address:
        assert copied(page, f"{address}/file/crlf.txt.html").encode() == FILES[b"crlf.txt"].replace(b"\r\n", b"\n")
    assert "CR and LF" in nasty_site.page("file/crlf.txt.html")
    assert "CR and LF" not in nasty_site.page("file/LICENSE.html")
