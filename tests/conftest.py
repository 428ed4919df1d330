"""Fixtures that tests of several folders share."""

import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright
from tests.support.building_once import BuildOnce
from tests.support.git_sites import build_git_site
from tests.support.many_scans import write_many_scans
from tests.support.nasty_repository import nasty, plain
from tests.support.restoring import Place
from tests.support.scans_in_git import build_scans_in_git
from tests.support.sites import PUBLIC_URL, Site, build, complete_operator, copy_project

from scanpress.instruments import use_schemas

# A Chromium without windows comes first: it opens a page in a fifth of the time.
_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
_QUIET = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync")

# A busy machine makes no test fail.
settings.register_profile("untimed", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let a skipped test fail in continuous integration: what tests need is installed there."""
    report = yield
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"no test may be skipped in continuous integration: {report.longrepr}"
    return report


@pytest.fixture(autouse=True)
def _instruments_of_the_package_alone() -> Iterator[None]:
    """Forget the instruments of a collection after the test that used it: they are kept for the whole process."""
    yield
    use_schemas({})


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return the system's Chromium, or skip the test if there is none."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        pytest.skip("no Chromium was found: install it, on Debian with apt-get install chromium-headless-shell")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=list(_QUIET))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def build_once(tmp_path_factory: pytest.TempPathFactory) -> BuildOnce:
    """Return what builds each shared site once for all workers."""
    return BuildOnce(tmp_path_factory)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of this repository's project to change and to build."""
    return copy_project(tmp_path)


@pytest.fixture
def public_project(project: Path) -> Path:
    """Return a project whose operator has filled everything in."""
    return complete_operator(project)


@pytest.fixture(scope="session")
def site(build_once: BuildOnce) -> Site:
    """Return the site of the five real scans, to read only."""
    return build_once.site("site", lambda folder: build(copy_project(folder), environment={}))


@pytest.fixture(scope="session")
def public_site(build_once: BuildOnce) -> Site:
    """Return the site of the five real scans as it is built for the public, to read only."""

    def make(folder: Path) -> Site:
        project = complete_operator(copy_project(folder))
        return build(project, settings="publishconf.py", environment={"SITEURL": PUBLIC_URL})

    return build_once.site("public-site", make)


@pytest.fixture(scope="session")
def scans_in_git(build_once: BuildOnce) -> Site:
    """Return the site of a repository of scans with both plugins, to read only."""
    return build_once.site("scans-in-git", build_scans_in_git)


@pytest.fixture(scope="session")
def _project_place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return Place.of(build(copy_project(tmp_path_factory.mktemp("built-project"))).folder)


@pytest.fixture
def built_project(_project_place: Place) -> Path:
    """Return a copy of this repository's project after a first build, to change and to build again."""
    return _project_place.restored()


@pytest.fixture(scope="session")
def nasty_repository(build_once: BuildOnce) -> Path:
    """Return the repository with every oddity, to read only."""
    return build_once.folder("nasty-repository", nasty)


@pytest.fixture
def plain_repository(tmp_path: Path) -> Path:
    """Return a repository of two commits to change."""
    return plain(tmp_path / "plain")


@pytest.fixture(scope="session")
def nasty_site(nasty_repository: Path, build_once: BuildOnce) -> Site:
    """Return the site of the repository with every oddity, to read only."""
    return build_once.site("nasty-site", lambda folder: build_git_site(folder, nasty_repository, environment={}))


@pytest.fixture(scope="session")
def many_scans_site(build_once: BuildOnce) -> Site:
    """Return the site of 500 made-up scans, to read only."""

    def make(folder: Path) -> Site:
        project = copy_project(folder)
        shutil.rmtree(project / "scans")
        write_many_scans(project)
        return build(project, environment={})

    return build_once.site("many-scans-site", make)
