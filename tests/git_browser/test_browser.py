"""The pages in a real browser: read by anyone, at any width, in either colour scheme."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.support.browsing import violations_in_both_schemes
from tests.support.git import git
from tests.support.serving import served
from tests.support.sites import Site

pytestmark = pytest.mark.browser
PAGES = [
    "index.html",
    "log.html",
    "files.html",
    "refs.html",
    "file/README.md.html",
    "file/src/b.py.html",
    "file/crlf.txt.html",
    "file/dot.png.html",
    "file/many.txt.html#blame",
    "history/many.txt.html",
    "commit",
]

# By how much a page is wider than its window.
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def address(nasty_site: Site) -> Iterator[str]:
    with served(nasty_site.output) as address:
        yield address


@pytest.fixture(scope="module")
def commit(nasty_repository: Path) -> str:
    """Return the commit with most kinds of change."""
    name = git(nasty_repository, "log", "--all", "--format=%H", "--grep=A body", "-1")
    return f"commit/{name}.html"


@pytest.mark.parametrize("path", PAGES)
def test_page_is_accessible_and_as_wide_as_the_window(browser: Browser, address: str, commit: str, path: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{address}{commit if path == 'commit' else path}")
    assert violations_in_both_schemes(page) == ""
    assert page.evaluate(WIDER) == 0
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate(WIDER) == 0
    context.close()


def test_line_numbers_are_the_names_of_their_links(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}file/many.txt.html")
    asked = page.context.new_cdp_session(page)
    link = asked.send("Runtime.evaluate", {"expression": "document.querySelector('#l12')"})["result"]["objectId"]
    node = asked.send("Accessibility.getPartialAXTree", {"objectId": link, "fetchRelatives": False})["nodes"][0]
    page.close()
    assert (node["role"]["value"], node["name"]["value"]) == ("link", "12")
