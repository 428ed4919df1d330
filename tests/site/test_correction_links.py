"""Readers can report a mistake in every scan and every answer."""

import gzip
import re
import shutil
from collections.abc import Iterator
from functools import partial
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from tests.support.building_once import BuildOnce
from tests.support.files import append, write
from tests.support.git import new_repository
from tests.support.paths import REAL_SCANS, ROOT, SURVEY, SURVEY_FILE
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
EDITORS = {"github": "/edit/main/", "gitlab": "/-/edit/main/", "forgejo": "/_edit/main/"}


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


def answers(page: str) -> Iterator[tuple[str, str]]:
    yield from re.findall(r'<div class="answer" id="([^"]+)">.*?</h4> <a href="([^"]+)">Report a mistake</a>', page)


def test_each_answer_is_edited_at_its_line(forged: Site) -> None:
    lines = SURVEY_FILE.read_text(encoding="utf-8").splitlines()
    found = list(answers(forged.page(f"{SURVEY}/index.html")))
    assert len(found) == 64
    for question, link in found:
        start, _, line = link.partition("#L")
        assert start == f"https://github.com/owner/repository/edit/main/{SURVEY}.json"
        assert lines[int(line) - 1].strip() == f'"{question}": {{'


def test_without_a_forge_a_letter_to_the_operator_is_begun(site: Site) -> None:
    found = list(answers(site.page(f"{SURVEY}/index.html")))
    assert len(found) == 64
    assert all(re.match(rf"mailto:[^?]+\?subject={SURVEY}\.json:\d+%20{name}$", link) for name, link in found)


def test_a_letter_about_a_whole_scan_asks_what_is_wrong_and_where_that_can_be_read(site: Site) -> None:
    found = re.search(r'href="(mailto:[^"]+)">report a mistake<', site.page(f"{SURVEY}/index.html"))
    assert found
    asked = parse_qs(urlsplit(unescape(found[1])).query)
    assert asked == {"subject": [f"{SURVEY}.json"], "body": ["Wrong:\r\n\r\nThe paper says, and where: "]}


@pytest.mark.parametrize("path", [f"{SURVEY}.json", *INDEXES])
def test_each_scan_has_a_link_of_its_own(forged: Site, path: str) -> None:
    link = f'<a href="https://github.com/owner/repository/edit/main/{path}">report a mistake</a>'
    assert link in forged.page(path.removesuffix(".json") + "/index.html")


def test_mistakes_in_the_settings_stop_the_build_together(project: Path) -> None:
    append(project / "pelicanconf.py", 'FORGE_KIND = "hub"\nFORGE_BRANCH = "two words"\nSCANS_KEEP_GOING = 1\n')
    done = build(project, code=1)
    assert all(f"{name}: " in done.said for name in ("FORGE_KIND", "FORGE_URL", "FORGE_BRANCH", "SCANS_KEEP_GOING"))


def variables(page: str) -> Iterator[tuple[str, str]]:
    yield from re.findall(r'<tr id="([^"]+)">(?:(?!<tr ).)*?<a href="([^"]+)">Report a mistake</a>', page)


def test_each_variable_is_edited_at_its_line(public: tuple[str, Site]) -> None:
    forge, done = public
    for path in INDEXES:
        lines = (ROOT / path).read_text(encoding="utf-8").split("\n")
        found = list(variables(done.page(path.removesuffix(".json") + "/index.html")))
        assert len(found) == 9
        for variable, link in found:
            line = lines.index(f'    "{variable}": {{') + 1
            letter = f"mailto:kontakt@nachpruefbare-forschung.berlin?subject={path}:{line}%20{variable}"
            assert link == (f"{FORGES[forge]}{EDITORS[forge]}{path}#L{line}" if FORGES[forge] else letter)


def test_a_page_of_a_reproducibility_scan_is_at_most_five_kilobytes_larger_than_its_file(
    public: tuple[str, Site],
) -> None:
    _, done = public
    for path in INDEXES:
        page = done.page(path.removesuffix(".json") + "/index.html")
        assert all(
            text in page for text in ("git clone https://", ">LICENSE</a>", "labelled by people", ">Impressum</a>")
        )
        grown = len(page.encode()) - (ROOT / path).stat().st_size
        assert grown <= 5_000, path


def test_pages_that_leave_out_what_html_implies_are_valid(public: tuple[str, Site]) -> None:
    _, done = public
    for path in [f"{SURVEY}.json", *INDEXES]:
        assert HtmlPage(done.output, done.output / path.removesuffix(".json") / "index.html").errors == []


@pytest.mark.browser
def test_a_link_stands_in_the_row_that_its_variable_heads(public: tuple[str, Site], browser: Browser) -> None:
    _, done = public
    with served(done.output) as address:
        page = browser.new_page(viewport={"width": 390, "height": 800})
        page.goto(address + INDEXES[0].removesuffix(".json") + "/")
        rows = page.get_by_role("row").filter(has=page.get_by_role("rowheader"))
        assert rows.count() == 9
        for row in rows.all():
            assert row.get_by_role("rowheader").count() == 1
            assert row.get_by_role("link", name="Report a mistake").is_visible()
        assert page.get_by_role("columnheader").count() == 4
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        page.close()


def test_the_links_keep_the_pages_of_surveys_small(site: Site, forged: Site, public: tuple[str, Site]) -> None:
    for done in (site, forged, public[1]):
        page = done.page(f"{SURVEY}/index.html").encode()
        assert len(page) < 70_000
        assert len(gzip.compress(page, 9)) < 20_000
