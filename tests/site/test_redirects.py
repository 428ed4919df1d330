"""A published address keeps working: of a scan that was moved, and of one that was withdrawn."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.site.conftest import Build, build, copy_project
from tests.site.serving import served
from tests.site_checks import broken_links, invalid_html

OLD, NEW = "scans/acl-2023/alignment", "scans/acl-2024/cross-lingual-alignment"
WITHDRAWN = "scans/iclr-2023/task-arithmetic"


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Return a site of which one scan has moved and one was withdrawn."""
    folder = copy_project(tmp_path_factory.mktemp("moved"))
    (folder / "content" / "redirects.yaml").write_text(f"redirects:\n  {OLD}.json: {NEW}.json\n", encoding="utf-8")
    file = folder / f"{WITHDRAWN}.json"
    status = {"state": "withdrawn", "note": "The wrong paper was read.", "date": "2026-06-01", "by": "The editors"}
    document = {**json.loads(file.read_text(encoding="utf-8")), "status": status}
    file.write_text(json.dumps(document, indent=2, ensure_ascii=False), encoding="utf-8")
    done = build(folder)
    assert done.code == 0, done.said
    return done


def test_an_old_address_leads_on_and_says_so(moved: Build) -> None:
    page = moved.page(f"{OLD}/index.html")
    assert f'<noscript><meta http-equiv="refresh" content="0; url=../../../{NEW}/"></noscript>' in page
    assert f'<link rel="canonical" href="../../../{NEW}/">' in page
    assert f'<a href="../../../{NEW}/">Probing the Emergence' in page
    assert "<h1>This scan has moved</h1>" in page


def test_an_old_raw_address_gives_the_scan(moved: Build) -> None:
    assert (moved.output / f"{OLD}.json").read_bytes() == (moved.folder / f"{NEW}.json").read_bytes()


def test_a_moved_scan_is_listed_once(moved: Build) -> None:
    assert OLD not in moved.page("scans/index.html") + moved.page("scans/rows-1.json")


def test_every_link_still_leads_somewhere(moved: Build) -> None:
    assert broken_links(moved.output) == []
    assert invalid_html(moved.output) == []


def test_a_withdrawn_scan_keeps_its_page_and_says_so(moved: Build) -> None:
    page = moved.page(f"{WITHDRAWN}/index.html")
    assert "This scan was withdrawn." in page
    assert "The wrong paper was read." in page
    assert len(re.findall(r'<tr id="', page)) == 9
    assert (moved.output / f"{WITHDRAWN}.json").read_bytes() == (moved.folder / f"{WITHDRAWN}.json").read_bytes()


@pytest.mark.browser
@pytest.mark.parametrize("script", [True, False])
def test_a_browser_is_led_on(moved: Build, browser: Browser, *, script: bool) -> None:
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
def test_what_follows_the_path_is_kept_and_leads_nowhere_else(moved: Build, browser: Browser, asked: str) -> None:
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
def test_an_answer_that_was_linked_at_the_old_address_is_shown(moved: Build, browser: Browser) -> None:
    with served(moved.output) as address:
        page = browser.new_page(viewport={"width": 800, "height": 600})
        page.goto(f"{address}{OLD}/#code_released", wait_until="commit")
        page.wait_for_url(f"{address}{NEW}/**")
        page.wait_for_load_state()
        assert page.locator(":target").get_attribute("id") == "code_released"
        assert page.evaluate("scrollY") > 600
        page.close()


def test_the_canonical_address_is_absolute_where_the_site_has_one(published: Path) -> None:
    (published / "content" / "redirects.yaml").write_text(f"redirects:\n  {OLD}.json: {NEW}.json\n", encoding="utf-8")
    site_url = "https://scans.kielholz-archiv.de"
    done = build(published, settings="publishconf.py", SITEURL=site_url)
    assert f'<link rel="canonical" href="{site_url}/{NEW}/">' in done.page(f"{OLD}/index.html")


def test_a_redirect_that_leads_nowhere_stops_the_build(project: Path) -> None:
    (project / "content" / "redirects.yaml").write_text(
        f"redirects:\n  {OLD}.json: scans/a/gone.json\n", encoding="utf-8"
    )
    done = build(project)
    assert done.code == 1
    assert "there is no scan scans/a/gone.json" in done.said


def test_an_address_that_is_no_longer_redirected_goes(project: Path) -> None:
    redirects = project / "content" / "redirects.yaml"
    redirects.write_text(f"redirects:\n  {OLD}.json: {NEW}.json\n", encoding="utf-8")
    first = build(project)
    assert (first.output / f"{OLD}.json").exists()
    redirects.unlink()
    second = build(project)
    assert second.code == 0, second.said
    assert not (second.output / f"{OLD}.json").exists()
