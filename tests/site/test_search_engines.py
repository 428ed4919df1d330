"""What the site tells search engines and other crawlers: site map, robots.txt, and pages that are to be left out."""

import re
import shutil
from pathlib import Path
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree as ET

import pytest
from tests.support.building_once import BuildOnce
from tests.support.files import replace_once, write
from tests.support.git import commit_all, new_repository
from tests.support.sites import Site, build, copy_project

from scanpress.pelican_build.crawlers import mistakes
from scanpress.scan_pages.data.sitemap import index_xml, outputs

URL = "https://scans.example.net/of-papers"
SCAN = "scans/iclr-2023/task-arithmetic"
NOINDEX = "<meta name=robots content=noindex>"
_NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture(scope="module")
def followed(build_once: BuildOnce) -> Site:
    """Return the site of a repository with two versions of a scan, at an address in a folder, to read only."""

    def make(folder: Path) -> Site:
        copy_project(folder)
        write(folder / ".gitignore", "output/\ncache/\n")
        new_repository(folder, "Add the scans")
        replace_once(folder / f"{SCAN}.json", '"result": "No"', '"result": "Yes"')
        (folder / "scans/iclr-2024/sequencematch.json").rename(folder / "scans/iclr-2024/sequence-match.json")
        write(
            folder / "content/redirects.yaml",
            "redirects:\n  scans/iclr-2024/sequencematch.json: scans/iclr-2024/sequence-match.json\n",
        )
        write(
            folder / "pelicanconf.py",
            (folder / "pelicanconf.py").read_text() + f"SITEURL = {URL!r}\nGIT_VERSIONS = 1\n",
        )
        commit_all(folder, "Correct one scan, and rename another one")
        return build(folder, environment={})

    return build_once.site("followed", make)


def root(site: Site, address: str) -> ET.Element:
    return ET.fromstring((site.output / address).read_bytes())  # noqa: S314 - our own output


def mapped(site: Site) -> dict[str, str]:
    """Return the pages of the site map, each with the day of its last change."""
    found = {}
    for file in root(site, "sitemap.xml").findall("s:sitemap/s:loc", _NAMES):
        for page in root(site, (file.text or "").removeprefix(f"{URL}/")):
            found[page.findtext("s:loc", "", _NAMES)] = page.findtext("s:lastmod", "", _NAMES)
    return found


def test_the_site_map_has_the_pages_for_search_engines_and_says_when_a_scan_changed(followed: Site) -> None:
    pages = mapped(followed)
    there = {address.removesuffix("index.html") for address in followed.addresses()}

    assert {page.removeprefix(f"{URL}/") for page in pages} <= there
    assert pages[f"{URL}/{SCAN}/"] == "2023-11-14"
    for address in (
        "",
        "venues/iclr/",
        "instruments/survey/3/code_released/",
        "about/",
        "imprint/",
        "statistics/",
        "log.html",
    ):
        assert f"{URL}/{address}" in pages
    assert not [
        page for page in pages if re.search(r"/(commit|blob|file|by-doi|by-arxiv)/|404|/search/|sequencematch/", page)
    ]


def test_pages_that_are_mapped_can_be_indexed_and_name_themselves_as_canonical(followed: Site) -> None:
    for page in mapped(followed):
        path = page.removeprefix(f"{URL}/")
        text = followed.page(path if path.endswith(".html") else f"{path}index.html")
        assert NOINDEX not in text
        assert re.search(rf'<link rel="?canonical[^>]* href="{re.escape(page)}">', text.replace("&#x2f;", "/"))


def test_commits_and_old_versions_ask_to_be_left_out_and_the_file_of_a_scan_leads_to_its_page(followed: Site) -> None:
    for address in followed.addresses():
        if re.match(r"commit/|404|search/index.html", address) and address.endswith(".html"):
            assert NOINDEX in followed.page(address)
    versions = [followed.page(each) for each in followed.addresses() if each.startswith("blob/")]
    assert all(NOINDEX in text or "rel=canonical" in text for text in versions)
    assert any("is not shown" in text and NOINDEX in text for text in versions)
    file = followed.page(f"file/{SCAN}.json.html")
    assert f'<link rel=canonical href="{URL}/{SCAN}/">' in file
    assert file.count("rel=canonical") == 1
    assert NOINDEX not in file


def test_robots_txt_names_the_site_map_and_keeps_crawlers_from_the_clone(followed: Site) -> None:
    paths = ("scanpress.bundle", "scanpress.git/", "scans.tar.gz")
    lines = "".join(f"Disallow: /of-papers/{path}\n" for path in paths)
    assert followed.page("robots.txt") == f"User-agent: *\n{lines}\nSitemap: {URL}/sitemap.xml\n"


def test_one_changed_scan_changes_one_file_of_the_map_and_a_git_browser_that_may_not_be_crawled_says_nothing(
    followed: Site, tmp_path: Path
) -> None:
    project = Path(shutil.copytree(followed.folder, tmp_path / "project", symlinks=True))
    replace_once(project / f"{SCAN}.json", '"result": "Yes"', '"result": "No"')
    commit_all(project, "Correct it again")
    settings = 'GIT_CRAWL = False\nAI_USE = "search=y,train-ai=n"\n'
    write(project / "pelicanconf.py", (project / "pelicanconf.py").read_text() + settings)

    site = build(project, environment={})

    robots = site.page("robots.txt")
    rules = RobotFileParser()
    rules.parse(robots.splitlines())
    for address in site.addresses():
        if re.match(r"(blame|blob|commit|file|files|history|log|raw|refs|scanpress\.git)[./]", address):
            assert not rules.can_fetch("*", f"{URL}/{address}"), address
            assert NOINDEX.encode() not in (site.output / address).read_bytes()
    assert rules.can_fetch("*", f"{URL}/{SCAN}/")
    assert "\nContent-Usage: search=y, train-ai=n\n" in robots
    assert (
        f"Crawlers do not find robots.txt in a folder: add its lines to {'/'.join(URL.split('/')[:3])}/robots.txt."
        in site.said
    )
    assert f"{URL}/log.html" not in mapped(site)
    changed = [
        each for each in site.addresses() if each.startswith("sitemap/") and site.page(each) != followed.page(each)
    ]
    assert changed == ["sitemap/pages-1.xml"]  # which no longer has the pages of the git browser


def test_without_an_address_there_is_no_site_map(site: Site) -> None:
    assert site.page("robots.txt") == "User-agent: *\nDisallow:\n"
    assert not [address for address in site.addresses() if address.startswith("sitemap")]


@pytest.mark.parametrize(
    "given", ["train-ai", "train-ai=no", "genai=n", "train-ai=n, train-ai=y", "train-ai=n;search=y"]
)
def test_a_wrong_preference_about_ai_is_a_mistake(given: str) -> None:
    (found,) = mistakes({"AI_USE": given})

    assert found.startswith(f"AI_USE: {given!r} cannot be used: write train-ai and search, each once with =y or =n")


def test_a_large_site_map_is_split_and_a_new_page_changes_one_file() -> None:
    def files(pages: int) -> dict[str, object]:
        addresses = [f"venues/{number}/index.html" for number in range(pages)]
        return {file.address: file.made_from for file in outputs(URL, addresses, ["sitemap/scans-1.xml"], most=100)}

    few, more = files(700), files(701)

    assert len(few) == 1 + 8
    assert len([address for address in more if more[address] != few.get(address)]) == 1
    index = index_xml(few["sitemap.xml"])  # type: ignore[arg-type]
    assert index.count(b"<loc>") == 1 + 8
    assert urlsplit(ET.fromstring(index)[0][0].text or "").path == "/of-papers/sitemap/scans-1.xml"  # noqa: S314
