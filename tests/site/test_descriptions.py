"""Each page is described in its head by what it shows, for search engines and for previews of links."""

import re
from html import unescape

import pytest
from tests.support.scans_in_git import CORRECTED, commit_of
from tests.support.sites import Site

_DESCRIPTION = re.compile(r'<meta name=description property=og:description content="([^"]*)">')
_LONGEST = 400  # characters; those that show results of a search cut at half of it


def described(page: str) -> str:
    found = _DESCRIPTION.findall(page.partition("<body")[0])
    assert len(found) == 1
    return unescape(found[0])


@pytest.mark.parametrize("name", ["site", "scans_in_git", "many_scans_site", "nasty_site"])
def test_no_page_has_the_description_of_the_site_or_a_long_one(name: str, request: pytest.FixtureRequest) -> None:
    built: Site = request.getfixturevalue(name)
    pages = [address for address in built.addresses() if address.endswith(".html")]
    themed = {address: page for address in pages if "<meta property=og:title" in (page := built.page(address))}
    assert len(themed) > 10
    for address, page in themed.items():
        text = described(page)
        assert 10 < len(text) <= _LONGEST, (address, text)
        assert "\n" not in text, (address, text)
        assert "checked question by question" not in text, (address, text)


def test_a_list_is_described_by_how_much_is_in_it(site: Site, many_scans_site: Site) -> None:
    assert described(site.page("scans/index.html")).startswith(
        "All scans: 4 scans with the reproducibility record (v1), 1 scan with the methodology checklist (v3)."
    )
    assert re.match(r"Page 2 of all scans: \w+ \d{4}", described(many_scans_site.page("scans/page-2/index.html")))
    assert described(site.page("index.html")).startswith("Scanpress: 5 scans; 50.0\u202f% of experimental papers share")


def test_a_page_of_prose_is_described_by_its_summary(site: Site) -> None:
    assert described(site.page("about/index.html")).startswith("About this site: how to read a scan, how to cite it")


def test_pages_of_the_repository_name_file_commit_and_folder(scans_in_git: Site) -> None:
    file = described(scans_in_git.page(f"file/{CORRECTED}.json.html"))
    assert re.search(r"\. A file of [\d.]+ kB, \d+ lines\. Last change ", file)
    assert "Correct a scan" in file
    commit = described(scans_in_git.page(commit_of(scans_in_git, "Correct a scan")))
    assert "Correct a scan" in commit
    assert "1 file changed" in commit
    assert described(scans_in_git.page("files/scans/iclr-2024.html")).startswith(
        "1 file in the folder scans/iclr-2024/"
    )
    assert "tools/count.py" in described(scans_in_git.page("history/tools/count.py.html"))
    assert "main" in described(scans_in_git.page("refs.html"))
