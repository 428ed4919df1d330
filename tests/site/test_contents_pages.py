"""Every address that a reader can shorten has a page that lists what is below it."""

import json
from pathlib import Path

from tests.support.files import write_json
from tests.support.paths import REPRODUCIBILITY
from tests.support.sites import Site, build


def test_every_folder_above_a_scan_an_instrument_and_a_schema_has_a_page(site: Site) -> None:
    pages = {path for path in site.addresses() if path.startswith(("scans/", "instruments/", "schemas/"))}
    folders = {parent for path in pages for parent in Path(path).parents} - {Path()}
    assert [folder.as_posix() for folder in folders if f"{folder.as_posix()}/index.html" not in pages] == []


def test_the_list_of_a_folder_names_each_scan_with_authors_year_score_and_rater(site: Site) -> None:
    page = site.page("scans/iclr-2023/index.html")
    assert "1 scan in this folder" in page
    assert '<a href="../../scans/iclr-2023/task-arithmetic/">Editing models with task arithmetic</a>' in page
    assert "2023 · 4 of 7 · " in page


def test_the_lists_of_instruments_and_schemas_name_each_version(site: Site) -> None:
    page = site.page("instruments/survey/index.html")
    assert page.index("instruments/survey/3/") < page.index("instruments/survey/1/")
    assert "instruments/reproducibility/1/" in site.page("instruments/index.html")
    assert 'href="../schemas/survey-3.schema.json"' in site.page("schemas/index.html")


def test_a_large_folder_has_numbered_pages_and_a_new_scan_changes_those_of_its_folder_alone(project: Path) -> None:
    scan = json.loads((project / f"{REPRODUCIBILITY}.json").read_text(encoding="utf-8"))
    for number in range(250):
        scan["paper"] |= {"title": f"A made-up paper, number {number}", "doi": "", "arxiv_id": ""}
        write_json(project / f"scans/icml-2019/paper-{number:03}.json", scan)
    first = build(project)
    folder = "scans/icml-2019"
    assert "page 1 of 2" in first.page(f"{folder}/index.html")
    assert "number 249" in first.page(f"{folder}/~2/index.html")
    assert '<a rel=prev href="../../../scans/icml-2019/">Previous</a>' in first.page(f"{folder}/~2/index.html")

    before = first.contents()
    scan["paper"]["title"] = "Another made-up paper"
    write_json(project / f"{folder}/paper-999.json", scan)
    after = build(project).contents()
    changed = {path for path in after if path.startswith("scans/") and before.get(path) != after[path]}
    lists = {path for path in changed if "/page-" not in path and (path.count("/") == 2 or "/~" in path)}
    own = {f"{folder}/paper-999.{kind}" for kind in ("json", "bib", "ris", "csl.json", "svg")}
    assert lists == {f"{folder}/index.html", f"{folder}/~2/index.html"} | own
