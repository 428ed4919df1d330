"""Fixtures that tests of several rooms share."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_QUIET = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return the system's Chromium; without one, skip with the reason, or fail in continuous integration."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        reason = "no Chromium was found: install it, on Debian with apt-get install chromium"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=list(_QUIET))
        yield chromium
        chromium.close()
