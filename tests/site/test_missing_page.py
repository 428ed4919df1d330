"""The page for missing pages: its links work from any depth of address."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.support.browsing import ColorScheme, violations
from tests.support.building_once import BuildOnce
from tests.support.files import append, replace_once
from tests.support.git import git
from tests.support.serving import served
from tests.support.site_checks import HtmlPage, broken_links
from tests.support.sites import Site, build, copy_project


def set_site_url(project: Path, written: str) -> None:
    replace_once(project / "pelicanconf.py", 'SITEURL = ""', f"SITEURL = {written}")


def links_of(done: Site) -> list[str]:
    page = HtmlPage(done.output, done.output / "404.html")
    return [link for link in page.links() if not link.startswith("#")]


def test_the_page_says_what_became_of_the_address_and_leads_to_the_list(site: Site) -> None:
    page = site.page("404.html")
    assert "<h1>Page not found</h1>" in page
    assert 'one stopped working, please <a href="/report/">report it</a>.' in page
    assert '<a href="/scans/">All scans</a>' in page


def test_every_link_begins_at_the_root(site: Site) -> None:
    links = links_of(site)
    assert {"/", "/scans/", "/about/", "/theme/site.css"} <= set(links)
    assert [link for link in links if not link.startswith("/") or link.startswith("//")] == []


def test_the_log_is_linked_if_there_is_a_git_browser(project: Path) -> None:
    git(project, "init", "--quiet")
    git(project, "add", "scans")
    git(project, "commit", "--quiet", "--message", "Add scans")
    done = build(project)
    assert links_of(done).count("/log.html") == 2  # in the header, and in the text
    assert broken_links(done.output) == []
    append(project / "pelicanconf.py", 'PLUGINS = ["scanpress.scan_pages"]\n')
    assert "/log.html" not in links_of(build(project))


@pytest.mark.parametrize(
    ("site_url", "root"),
    [
        ("https://example.org", "/"),
        ("https://example.org/scans-site", "/scans-site/"),
        ("https://example.org//a/b%20c/ü'", "/a/b%20c/%C3%BC%27/"),
    ],
)
def test_links_begin_at_the_sites_own_address(built_project: Path, site_url: str, root: str) -> None:
    set_site_url(built_project, repr(site_url))
    done = build(built_project)
    assert f"<a href={root}scans/>" in done.page("404.html")
    assert [link for link in links_of(done) if not link.startswith(root)] == []


@pytest.mark.parametrize(
    "site_url", ["'example.org'", "'/scans-site'", "'https:scans'", "'http://['", "'https://example.org/?a'"]
)
def test_an_address_from_which_no_links_follow_stops_the_build(project: Path, site_url: str) -> None:
    set_site_url(project, site_url)
    done = build(project, code=1)
    assert f"SITEURL: {site_url} is not a web address: write one such as https://example.org/scans" in done.said
    assert "Traceback" not in done.said


@pytest.fixture(scope="module")
def host(build_once: BuildOnce) -> Path:
    """Return the folder of a host of which a site is a part."""
    return build_once.folder("site-of-a-host", _publish)


def _publish(folder: Path) -> None:
    project = copy_project(folder / "project")
    set_site_url(project, '"https://example.org/scans-site"')
    build(project).output.rename(folder / "scans-site")


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_whole_below_the_address_of_a_site(host: Path, browser: Browser, scheme: ColorScheme) -> None:
    with served(host) as address:
        page = browser.new_page(color_scheme=scheme)
        failed: list[str] = []
        page.on("response", lambda response: failed.extend([response.url] if response.status >= 400 else []))
        page.goto(f"{address}scans-site/404.html")
        assert violations(page) == ""
        page.get_by_role("main").get_by_role("link", name="All scans").click()
        assert page.url == f"{address}scans-site/scans/"
        assert failed == []
        page.close()


def test_the_site_has_no_other_page_with_links_from_the_root(site: Site) -> None:
    for path in site.output.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert bool(re.search(r'(?:href|src)="?/', page)) is (path.name == "404.html"), path
