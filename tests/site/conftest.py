"""The site of the five real scans, opened in a browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from tests.support.browsing import Open, visits
from tests.support.serving import served
from tests.support.sites import Site


@pytest.fixture(scope="module")
def address(site: Site) -> Iterator[str]:
    """Return where the site is served."""
    with served(site.output) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Open]:
    """Return a function that opens a page of the site, which may print nothing to the console."""
    yield from visits(browser, address)
