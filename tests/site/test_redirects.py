"""A published address keeps working: of a scan that was moved, and of one that was withdrawn."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.support.building_once import BuildOnce
from tests.support.files import write, write_json
from tests.support.paths import REPRODUCIBILITY, SURVEY
from tests.support.serving import served
from tests.support.site_checks import broken_links, invalid_html
from tests.support.sites import Site, build, copy_project

OLD, NEW = "scans/acl-2023/alignment", SURVEY
WITHDRAWN = REPRODUCIBILITY


@pytest.fixture(scope="module")
def moved(build_once: BuildOnce) -> Site:
    """Return a site of which one scan has moved and one was withdrawn."""
    return build_once.site("moved-scan", _build)


def _build(folder: Path) -> Site:
    redirect(copy_project(folder), f"{NEW}.json")
    file = folder / f"{WITHDRAWN}.json"
    status = {"state": "withdrawn", "note": "The wrong paper was read.", "date": "2026-06-01", "by": "The editors"}
    write_json(file, {**json.loads(file.read_bytes()), "status": status})
    return build(folder)


def redirect(project: Path, target: str) -> Path:
    """Redirect the old address to a target, and return the file of redirects."""
    return write(project / "content" / "redirects.yaml", f"redirects:\n  {OLD}.json: {target}\n")


def test_an_old_address_leads_on_and_says_so(moved: Site) -> None:
    page = moved.page(f"{OLD}/index.html")
    assert f'<noscript><meta http-equiv="refresh" content="0; url=../../../{NEW}/"></noscript>' in page
    assert f'<link rel="canonical" href="../../../{NEW}/">' in page
    assert f'<a href="../../../{NEW}/">Probing the Emergence' in page
    assert "<h1>This scan has moved</h1>" in page


def test_an_old_raw_address_gives_the_scan(moved: Site) -> None:
    assert (moved.output / f"{OLD}.json").read_bytes() == (moved.folder / f"{NEW}.json").read_bytes()


def test_a_moved_scan_is_listed_once(moved: Site) -> None:
    assert OLD not in moved.page("scans/index.html") + moved.page("scans/rows-1-titles.json")


def test_every_link_still_leads_somewhere(moved: Site) -> None:
    assert broken_links(moved.output) == []
    assert invalid_html(moved.output) == []


def test_a_withdrawn_scan_keeps_its_page_and_says_so(moved: Site) -> None:
    page = moved.page(f"{WITHDRAWN}/index.html")
    assert "This scan was withdrawn and is left out of all figures." in page
    assert "The wrong paper was read." in page
    assert len(re.findall(r"<tr id=", page)) == 9
    assert (moved.output / f"{WITHDRAWN}.json").read_bytes() == (moved.folder / f"{WITHDRAWN}.json").read_bytes()


@pytest.mark.browser
@pytest.mark.parametrize("script", [True, False])
def test_a_browser_is_led_on(moved: Site, browser: Browser, *, script: bool) -> None:
    with served(moved.output) as address:
        context = browser.new_context(java_script_enabled=script)
        page = context.new_page()
        page.goto(f"{address}{OLD}/")
        page.wait_for_url(f"{address}{NEW}/")
        context.close()


@pytest.mark.browser
@pytest.mark.parametrize(
    "asked",
    [
        "#code_released",
        "?from=a-list#code_released",
        "?//evil.example/#//evil.example/",
        "#javascript:alert(1)",
        "?a=%22%3E%3Cscript%3E",
    ],
)
def test_what_follows_the_path_is_kept_and_leads_nowhere_else(moved: Site, browser: Browser, asked: str) -> None:
    with served(moved.output) as address:
        page = browser.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.goto("about:blank")
        page.goto(f"{address}{OLD}/{asked}", wait_until="commit")
        page.wait_for_url(f"{address}{NEW}/**")
        page.wait_for_load_state()
        assert page.url == f"{address}{NEW}/{asked}"
        assert said == []
        page.go_back()  # not to the old address, which would lead on again
        assert page.url == "about:blank"
        page.close()


@pytest.mark.browser
def test_an_answer_that_was_linked_at_the_old_address_is_shown(moved: Site, browser: Browser) -> None:
    with served(moved.output) as address:
        page = browser.new_page(viewport={"width": 800, "height": 600})
        page.goto(f"{address}{OLD}/#code_released", wait_until="commit")
        page.wait_for_url(f"{address}{NEW}/**")
        page.wait_for_load_state()
        assert page.locator(":target").get_attribute("id") == "code_released"
        assert page.evaluate("scrollY") > 600
        page.close()


def test_the_canonical_address_is_absolute_if_the_site_has_one(public_project: Path) -> None:
    redirect(public_project, f"{NEW}.json")
    site_url = "https://scans.kielholz-archiv.de"
    done = build(public_project, settings="publishconf.py", environment={"SITEURL": site_url})
    assert f'<link rel=canonical href="{site_url}/{NEW}/">' in done.page(f"{OLD}/index.html")


def test_a_redirect_to_no_scan_stops_the_build(project: Path) -> None:
    redirect(project, "scans/a/gone.json")
    assert "there is no scan scans/a/gone.json" in build(project, code=1).said


def test_an_address_that_is_no_longer_redirected_is_removed(built_project: Path) -> None:
    redirects = redirect(built_project, f"{NEW}.json")
    first = build(built_project)
    assert (first.output / f"{OLD}.json").exists()
    redirects.unlink()
    second = build(built_project)
    assert not (second.output / f"{OLD}.json").exists()
