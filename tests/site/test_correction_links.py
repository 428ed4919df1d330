"""Readers can report a mistake in every scan and every answer, by one link for each scan."""

import gzip
import re
import shutil
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.support.browsing import violations
from tests.support.building_once import BuildOnce
from tests.support.files import append, write
from tests.support.git import new_repository
from tests.support.paths import REAL_SCANS, ROOT, SURVEY
from tests.support.serving import served
from tests.support.site_checks import HtmlPage
from tests.support.sites import Site, build, complete_operator, copy_project

INDEXES = [path for path in REAL_SCANS if path.startswith("scans/iclr-")]
# As long as addresses of forges are: an organisation's, a university's own server, a collective's.
FORGES = {
    "mail": "",
    "github": "https://github.com/open-research-scans/scanpress-data",
    "gitlab": "https://gitlab.informatik.uni-beispiel.de/reproducibility/paper-scans",
    "forgejo": "https://codeberg.org/open-research/paper-scans",
}


@pytest.fixture(scope="module")
def forged(build_once: BuildOnce) -> Site:
    """Return a site whose repository is on a forge."""
    return build_once.site("forge", _build_forged)


def _build_forged(folder: Path) -> Site:
    copy_project(folder)
    append(folder / "pelicanconf.py", 'FORGE_KIND = "github"\nFORGE_URL = "https://github.com/owner/repository"\n')
    return build(folder)


@pytest.fixture(scope="module", params=FORGES)
def public(request: pytest.FixtureRequest, build_once: BuildOnce) -> tuple[str, Site]:
    """Return a forge and a public site: with its imprint, the git browser, and the line to clone it."""
    forge = str(request.param)
    return forge, build_once.site(f"public-{forge}", partial(_build_public, forge=forge))


def _build_public(folder: Path, *, forge: str) -> Site:
    complete_operator(copy_project(folder))
    for name in ("README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    if FORGES[forge]:
        append(folder / "pelicanconf.py", f'FORGE_KIND = "{forge}"\nFORGE_URL = "{FORGES[forge]}"\n')
    write(folder / ".gitignore", "output/\ncache/\n")
    new_repository(folder, "Add five scans")
    return build(folder, settings="publishconf.py", environment={"SITEURL": "https://scans.uni-beispiel.de"})


def test_each_scan_links_the_page_to_report_a_mistake_with_its_path(forged: Site, site: Site) -> None:
    for done in forged, site:
        for path in [SURVEY, *(index.removesuffix(".json") for index in INDEXES)]:
            assert f"<a id=report href=../../../report/#{path}/>Report a mistake</a>" in done.page(f"{path}/index.html")


@pytest.mark.browser
@pytest.mark.parametrize("path", [f"{SURVEY}/#code_released", f"{INDEXES[0].removesuffix('.json')}/#pseudocode"])
def test_the_link_names_the_answer_that_the_address_names(site: Site, browser: Browser, path: str) -> None:
    question = path.partition("#")[2]
    with served(site.output) as address:
        page = browser.new_page()
        page.goto(address + path)
        named = "Code released" if question == "code_released" else "Pseudocode"
        assert page.locator("#report").inner_text() == f"Report a mistake in “{named}”"
        page.locator("#report").click()
        page.locator("#question", has_text=named).wait_for()
        assert page.url == f"{address}report/#{path.replace('#', ':')}"
        page.go_back()
        page.evaluate("location.hash = ''")
        page.locator("#report", has_text=re.compile("^Report a mistake$")).wait_for()
        page.close()


def test_mistakes_in_the_settings_stop_the_build_together(project: Path) -> None:
    append(project / "pelicanconf.py", 'FORGE_KIND = "hub"\nFORGE_BRANCH = "two words"\nSCANS_KEEP_GOING = 1\n')
    done = build(project, code=1)
    assert all(f"{name}: " in done.said for name in ("FORGE_KIND", "FORGE_URL", "FORGE_BRANCH", "SCANS_KEEP_GOING"))


def test_a_page_of_a_reproducibility_scan_is_little_larger_than_its_file(
    public: tuple[str, Site],
) -> None:
    _, done = public
    for path in INDEXES:
        page = done.page(path.removesuffix(".json") + "/index.html")
        assert all(text in page for text in ("git clone https://", ">Refs</a>", "labelled by people", ">Impressum</a>"))
        grown = len(page.encode()) - (ROOT / path).stat().st_size
        # 700 bytes lead on: to the nine questions, the rater, the venue and the scans before and after. 150 name the
        # licence, and lead to it and to the data. 1,850 say what the page is and how to cite it.
        assert grown <= 7_900, path


def test_pages_that_leave_out_what_html_implies_are_valid(public: tuple[str, Site]) -> None:
    _, done = public
    for path in [f"{SURVEY}.json", *INDEXES]:
        assert HtmlPage(done.output, done.output / path.removesuffix(".json") / "index.html").errors == []


@pytest.mark.browser
def test_each_row_links_itself_by_its_header(public: tuple[str, Site], browser: Browser) -> None:
    _, done = public
    with served(done.output) as address:
        page = browser.new_page(viewport={"width": 390, "height": 800})
        page.goto(address + INDEXES[0].removesuffix(".json") + "/")
        rows = page.get_by_role("row").filter(has=page.get_by_role("rowheader"))
        assert rows.count() == 9
        for row in rows.all():
            question, itself = row.get_by_role("rowheader").get_by_role("link").all()
            assert question.is_visible()
            assert itself.get_attribute("href") == f"#{row.get_attribute('id')}"
        assert page.get_by_role("columnheader").count() == 4
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert violations(page) == ""
        page.close()


def test_the_page_of_the_published_survey_has_at_most_43_kilobytes(
    site: Site, forged: Site, public: tuple[str, Site]
) -> None:
    for done in (site, forged, public[1]):
        page = done.page(f"{SURVEY}/index.html").encode()
        assert len(page) < 43_300  # of which 1,300 say in the head what the page is, and how to cite it
        assert len(gzip.compress(page, 9)) < 14_000
