"""The licence of the scans: on every page, of each scan, and needed to publish."""

import json
from pathlib import Path

from tests.support.files import replace_once
from tests.support.paths import REPRODUCIBILITY, SURVEY
from tests.support.sites import PUBLIC_URL, Site, build

OF_ALL = "Licence of the scans: "
OF_ONE = "Licence of this scan: "


def test_every_page_shows_the_licence_of_the_collection(public_site: Site) -> None:
    pages = [address for address in public_site.addresses() if address.endswith(".html")]
    without = [page for page in pages if OF_ALL not in public_site.page(page)]
    assert without == []
    assert "https://spdx.org/licenses/CC-BY-4.0.html" in public_site.page("index.html").replace("&#x2f;", "/")


def test_a_scan_shows_its_own_licence_and_that_of_its_source(public_project: Path) -> None:
    path = public_project / f"{REPRODUCIBILITY}.json"
    scan = json.loads(path.read_bytes())
    scan["license"] = "LicenseRef-the-index"
    scan["source"] = {"url": "https://example.org/index", "license": "CC-BY-NC-4.0"}
    path.write_text(json.dumps(scan), encoding="utf-8")

    site = build(public_project)

    page = site.page(f"{REPRODUCIBILITY}/index.html")
    assert f"{OF_ONE}LicenseRef-the-index" in page
    assert OF_ALL not in page
    assert "under CC-BY-NC-4.0" in page
    assert OF_ONE not in site.page(f"{SURVEY}/index.html")
    assert "LicenseRef-the-index" in (site.output / "data/scans.csv").read_text("utf-8")


def test_a_site_without_a_licence_is_not_published(public_project: Path) -> None:
    operator = public_project / "content" / "operator.yaml"
    replace_once(operator, "license: CC-BY-4.0", "license:")
    said = build(public_project, settings="publishconf.py", code=1, environment={"SITEURL": PUBLIC_URL}).said
    assert "license: is empty; say how scans may be used, with an SPDX identifier such as CC-BY-4.0" in said
    assert not (public_project / "output").exists()

    site = build(public_project)
    assert "Preview only: the licence of the scans is not set." in site.page("index.html")
    assert "No licence is given for the whole collection." in site.page("data/index.html")


def test_a_licence_that_spdx_does_not_know_stops_the_build(public_project: Path) -> None:
    replace_once(public_project / "content" / "operator.yaml", "license: CC-BY-4.0", "license: CC BY 4.0")
    said = build(public_project, code=1).said
    assert "'CC BY 4.0' is not an SPDX licence expression" in said


def test_a_data_file_that_does_not_exist_is_a_mistake_and_the_others_can_be_left_out(project: Path) -> None:
    with (project / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write('DATA_FILES = ["scans.csv", "scans.xls"]\n')
    assert "DATA_FILES: there is no data file 'scans.xls': choose from scans.jsonl.gz" in build(project, code=1).said

    replace_once(project / "pelicanconf.py", ', "scans.xls"', "")
    site = build(project)
    assert {path.name for path in (site.output / "data").glob("*scans*")} == {"scans.csv"}
    assert "scans.sqlite" not in site.page("data/index.html")
