"""Files that the scan pages recognise as their own, compared with what they write now."""

import math
from pathlib import Path

from tests.support.files import append
from tests.support.sites import Site, build

from scanpress.scan_pages import list_data
from scanpress.scan_pages.groups import OWNED_PATHS


def test_every_file_below_scans_and_search_is_recognised(site: Site) -> None:
    written = {address for address in site.addresses() if address.startswith(("scans/", "search/"))}
    assert {"scans/rows-0.json", "scans/rows-1-titles.json", "search/texts/1/words-0.json"} < written
    assert {found for found in OWNED_PATHS.find(site.output, since=math.inf) if found in written} == written


def test_files_of_others_are_not_recognised(tmp_path: Path) -> None:
    for name, text in (("rows-1.json", '[{"name": "a table"}]'), ("a/b.json", "{}"), ("a/c/index.html", "<p>Mine.")):
        path = tmp_path / "scans" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert not list(OWNED_PATHS.find(tmp_path, since=math.inf))


def test_data_of_an_empty_list_is_recognised_too() -> None:
    made = (list_data.titles(()), list_data.authors(()), list_data.ids(()), list_data.facts((), ()))
    assert all(map(list_data.is_data, made))


def test_rows_of_scans_that_are_gone_go_although_nothing_is_cached(project: Path) -> None:
    build(project)
    for path in sorted((project / "scans").glob("*/*.json")):
        path.unlink()
    for path in (project / "cache").iterdir():
        path.unlink()
    append(project / "pelicanconf.py", "ALLOW_REMOVAL = True\n")
    site = build(project)
    assert not [address for address in site.addresses() if address.endswith(".json") and "rows" in address]
