"""What a host shows where there is no page: links that work from any depth of address."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from tests.site.conftest import Build, build
from tests.site.serving import served
from tests.site_checks import HtmlPage, broken_links

Edit = Callable[[str, str, str], Path]


def links_of(done: Build) -> list[str]:
    page = HtmlPage(done.output, done.output / "404.html")
    return [link for link in page.links() if not link.startswith("#")]


def test_the_page_says_what_became_of_the_address_and_leads_to_the_list(site: Build) -> None:
    page = site.page("404.html")
    assert "<h1>Page not found</h1>" in page
    assert "Addresses of scans are permanent; if one stopped working, please tell us." in page
    assert '<a href="/scans/">All scans</a>' in page


def test_every_link_begins_at_the_root(site: Build) -> None:
    links = links_of(site)
    assert {"/", "/scans/", "/about/", "/theme/site.css"} <= set(links)
    assert [link for link in links if not link.startswith("/") or link.startswith("//")] == []


def test_the_log_is_linked_where_there_is_a_git_browser(project: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=project, check=True)
    identity = ["-c", "user.name=Ada", "-c", "user.email=ada@uni-a.de"]
    subprocess.run(["git", "add", "scans"], cwd=project, check=True)
    subprocess.run(["git", *identity, "commit", "-qm", "Add scans"], cwd=project, check=True)
    done = build(project)
    assert done.code == 0, done.said
    assert links_of(done).count("/log.html") == 2  # in the header, and in the text
    assert broken_links(done.output) == []
    with (project / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write('PLUGINS = ["scanpress.scan_pages"]\n')
    assert "/log.html" not in links_of(build(project))


@pytest.mark.parametrize(
    ("site_url", "root"),
    [
        ("https://example.org", "/"),
        ("https://example.org/scans-site", "/scans-site/"),
        ("https://example.org//a/b%20c/ü'", "/a/b%20c/%C3%BC%27/"),
    ],
)
def test_links_begin_at_the_sites_own_address(project: Path, edit: Edit, site_url: str, root: str) -> None:
    assert build(project).code == 0
    edit("pelicanconf.py", 'SITEURL = ""', f"SITEURL = {site_url!r}")
    done = build(project)
    assert done.code == 0, done.said
    assert f'<a href="{root}scans/">' in done.page("404.html")
    assert [link for link in links_of(done) if not link.startswith(root)] == []


@pytest.mark.parametrize(
    "site_url", ["'example.org'", "'/scans-site'", "'https:scans'", "'http://['", "'https://example.org/?a'"]
)
def test_an_address_from_which_no_links_follow_stops_the_build(project: Path, edit: Edit, site_url: str) -> None:
    edit("pelicanconf.py", 'SITEURL = ""', f"SITEURL = {site_url}")
    done = build(project)
    assert done.code == 1
    assert f"SITEURL: {site_url} is no web address: write one such as https://example.org/scans" in done.said
    assert "Traceback" not in done.said


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_whole_below_the_address_of_a_site(
    project: Path, edit: Edit, browser: Browser, tmp_path_factory: pytest.TempPathFactory, scheme: str
) -> None:
    edit("pelicanconf.py", 'SITEURL = ""', 'SITEURL = "https://example.org/scans-site"')
    host = tmp_path_factory.mktemp("host")
    build(project).output.rename(host / "scans-site")
    with served(host) as address:
        page = browser.new_page(color_scheme=scheme)
        failed: list[str] = []
        page.on("response", lambda response: response.status < 400 or failed.append(response.url))
        page.goto(f"{address}scans-site/404.html")
        assert Axe().run(page).violations_count == 0
        page.get_by_role("link", name="All scans").click()
        assert page.url == f"{address}scans-site/scans/"
        assert failed == []
        page.close()


def test_the_site_has_no_other_page_with_links_from_the_root(site: Build) -> None:
    for path in site.output.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert bool(re.search(r'(?:href|src)="?/', page)) is (path.name == "404.html"), path
