"""The site of the five real scans, or that of a module, opened in a browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from tests.support.browsing import Open, visits
from tests.support.building_once import BuildOnce
from tests.support.hostile_site import build_hostile_site
from tests.support.serving import served
from tests.support.sites import Site


@pytest.fixture(scope="session")
def record(build_once: BuildOnce) -> Site:
    """Return a public site of real scans, hostile ones, and ones with odd identifiers, to read only."""
    return build_once.site("one-record", build_hostile_site)


@pytest.fixture(scope="module")
def collection(site: Site) -> Site:
    """Return the site that `visit` opens: that of the five real scans, unless a module has another one."""
    return site


@pytest.fixture(scope="module")
def address(collection: Site) -> Iterator[str]:
    """Return where the site is served."""
    with served(collection.output) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Open]:
    """Return a function that opens a page of the site, which may print nothing to the console."""
    yield from visits(browser, address)
