"""Every kind of page is accessible and as wide as the window, on a phone and on a desk, in both colour schemes."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from tests.support.browsing import violations
from tests.support.scans_in_git import CORRECTED, commit_of
from tests.support.sites import Site

pytestmark = pytest.mark.browser
SCANS = [
    "",
    "404.html",
    "about/",
    "contribute/",
    "datenschutz/",
    "impressum/",
    "imprint/",
    "instruments/",
    "instruments/survey/",
    "instruments/survey/3/",
    "instruments/survey/3/form/",
    "instruments/reproducibility/1/",
    "instruments/reproducibility/1/form/",
    "methodology/",
    "privacy/",
    f"report/#{CORRECTED}",
    "scans/",
    "scans/iclr-2024/",
    "scans/acl-2024/cross-lingual-alignment/",
    f"{CORRECTED}/",
    "schemas/",
    "statistics/",
    "venues/iclr/",
    "venues/iclr/2023/",
    "instruments/reproducibility/1/open_source_code/",
    "search/",
    "search/#find=learning&instrument=reproducibility-1",
]
FILES = [
    "file/README.md.html",
    "file/data/0/0.csv.html",
    "file/tools/count.py.html",
    f"file/{CORRECTED}.json.html",
    "files.html",
    "files/many~2.html",
    "files/scans.html",
    "files/scans/iclr-2024.html",
    "history/tools/count.py.html",
    "log.html",
    "refs.html",
]
COMMITS = ["Add six scans", "Correct a scan", "Remove a scan", "Add data", "Count to 3"]
# What may open only by a click is open: answers, folders, blame.
OPEN = "document.querySelectorAll('details').forEach((part) => { part.open = true; })"


@pytest.fixture(scope="module")
def collection(scans_in_git: Site) -> Site:
    return scans_in_git


@pytest.fixture(scope="module", params=[(390, "light"), (1280, "dark")], ids=["phone", "desk"])
def window(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, scheme = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce", bypass_csp=True
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", [*SCANS, *FILES, *COMMITS])
def test_page_is_accessible_and_fits(window: Page, address: str, scans_in_git: Site, path: str) -> None:
    window.goto(address + (commit_of(scans_in_git, path) if path in COMMITS else path))
    window.evaluate(OPEN)
    assert violations(window) == ""
    assert window.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
