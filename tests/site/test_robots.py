"""The file for search engines, which counts only at the root of a host."""

from pathlib import Path

import pytest
from tests.support.files import replace_once
from tests.support.sites import Site, build


def test_search_engines_may_read_all_pages(site: Site) -> None:
    assert site.page("robots.txt") == "User-agent: *\nDisallow:\n"


@pytest.mark.parametrize(("site_url", "is_there"), [("https://example.org", True), ("https://example.org/a", False)])
def test_the_file_is_made_only_at_the_root_of_a_host(built_project: Path, site_url: str, *, is_there: bool) -> None:
    replace_once(built_project / "pelicanconf.py", 'SITEURL = ""', f"SITEURL = {site_url!r}")
    assert ("robots.txt" in build(built_project).addresses()) is is_there
