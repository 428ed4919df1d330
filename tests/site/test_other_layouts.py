"""A collection of somebody else as it is: one folder per paper, a registry, texts beside the scans, six settings."""

import json
import os
import re
import shutil
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import expect
from tests.support.browsing import Open
from tests.support.exporting import assert_same_as_site
from tests.support.files import append, contents, replace_once, write, write_json
from tests.support.foreign_collection import EXCLUDED_NOTE, FULL_TEXT, SETTINGS, scans, survey, write_collection
from tests.support.form_filling import fill
from tests.support.git import git, new_repository
from tests.support.paths import ROOT
from tests.support.site_checks import broken_links, invalid_html
from tests.support.sites import Site, build

from scanpress.export.names import BUNDLE, OTHERS

OLD = "papers/old-method-2019/scan"
SPACED = "papers/newer_method (2021)/scan"


def state_of(folder: Path) -> dict[str, tuple[int, bytes | None]]:
    """Return the time and the content of everything in a folder, also below `.git`."""
    found = {}
    for above, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = Path(above, name)
            found[str(path)] = path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else None
    return found


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Site, bool]:
    """Return the repository, the site that was built from it, and whether the build left it as it was."""
    data, folder = write_collection(tmp_path_factory.mktemp("other"))
    before = state_of(data)
    site = build(folder)
    return data, site, state_of(data) == before


@pytest.fixture(scope="module")
def collection(built: tuple[Path, Site, bool]) -> Site:
    """Return the site for the browser."""
    return built[1]


def test_a_build_writes_nothing_into_the_repository(built: tuple[Path, Site, bool]) -> None:
    data, _, is_unchanged = built

    assert is_unchanged
    assert git(data, "status", "--short") == ""


def test_the_build_names_the_command_that_shows_the_site_without_a_folder_content(collection: Site) -> None:
    assert "See it at http://localhost:8000 with: scanpress serve, which rebuilds it" in collection.said


def test_each_scan_has_its_page_and_its_bytes_at_its_path(built: tuple[Path, Site, bool]) -> None:
    data, site, _ = built

    for slug, name, scan in scans():
        path = f"papers/{slug}/{name}"
        assert scan["paper"]["title"] in site.page(f"{path.removesuffix('.json')}/index.html")
        assert (site.output / path).read_bytes() == (data / path).read_bytes()
    assert not (site.output / "papers/old-method-2019/deep_eval.json").exists()


def test_the_command_makes_the_files_for_data_users_of_the_site(
    built: tuple[Path, Site, bool], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, site, _ = built
    monkeypatch.chdir(site.folder)

    # The site has no bundle, because it would have the texts of papers.
    made = assert_same_as_site(site, tmp_path, names=tuple(name for name in OTHERS if name != BUNDLE))

    assert "papers/Newest.Method-2025/scan-v3b.bib" in made


def test_each_address_that_a_reader_can_shorten_has_a_page(built: tuple[Path, Site, bool]) -> None:
    _, site, _ = built

    assert 'href="../papers/newer_method%20(2021)/scan/"' in site.page("papers/index.html")
    assert 'href="../../papers/Newest.Method-2025/scan-v3b/"' in site.page("papers/Newest.Method-2025/index.html")
    assert "All scans" in site.page("scans/index.html")
    assert "papers/old-method-2019/scan/" in site.page("scans/index.html")
    assert '"groups":[["papers",' in site.page("scans/rows-1-titles.json")


def test_a_paper_with_two_scans_has_a_page_that_no_scan_can_have(built: tuple[Path, Site, bool]) -> None:
    _, site, _ = built

    assert "An Old Method" not in site.page("same-paper/index.html")
    assert "Another Model" in site.page("same-paper/arxiv-2501.00001/index.html")
    assert "../../../same-paper/arxiv-2501.00001/" in site.page("papers/Newest.Method-2025/scan/index.html")


def test_all_links_lead_to_a_page(built: tuple[Path, Site, bool]) -> None:
    _, site, _ = built

    assert broken_links(site.output) == []
    assert "Use the form" in site.page("contribute/index.html")


def test_all_pages_are_valid_html(built: tuple[Path, Site, bool]) -> None:
    _, site, _ = built

    assert invalid_html(site.output / "papers") == []
    assert invalid_html(site.output / "registry") == []
    assert invalid_html(site.output / "same-paper") == []


def test_an_excluded_paper_keeps_its_page_with_the_note(built: tuple[Path, Site, bool]) -> None:
    _, site, _ = built

    assert f"left out of all figures.</strong> {EXCLUDED_NOTE}" in site.page("papers/retracted-2023/scan/index.html")
    assert EXCLUDED_NOTE in site.page("status/index.html")
    assert "2023" not in re.sub(r"<footer.*", "", site.page("statistics/index.html"), flags=re.DOTALL)


def test_papers_without_a_scan_are_listed_with_status_and_note(built: tuple[Path, Site, bool]) -> None:
    _, site, _ = built
    page = site.page("registry/index.html")

    assert "3 papers of this collection have no scan: 1 queued, 1 downloaded, 1 excluded." in page
    assert "A &lt;b&gt;Queued&lt;" in page
    assert "Of another field." in page
    assert 'href="https://doi.org/10.1000/182"' in page
    assert "Retracted" not in page
    assert "href=../registry/>Papers without a scan" in page
    assert "added_by" not in page


def test_the_git_browser_names_scans_and_leaves_the_texts_of_papers_out(built: tuple[Path, Site, bool]) -> None:
    data, site, _ = built

    for path, content in site.contents().items():
        assert FULL_TEXT.encode() not in content, path
    assert "paper.txt" in site.page("files.html")
    assert f"href=../../../{OLD}/>" in site.page(f"file/{OLD}.json.html")
    newest = git(data, "rev-parse", "HEAD")
    first = git(data, "rev-parse", "HEAD~1")
    assert "An Old Method" in site.page(f"commit/{newest}.html")
    assert "The content of this file is not published here." in site.page(f"commit/{first}.html")
    assert "No clone is published" in site.said
    assert not list(site.output.glob("*.git"))
    assert newest[:7] in site.page(f"{OLD}/index.html"), "the history of the scan follows its path"


def test_unknown_keys_are_one_warning_and_the_order_of_keys_does_not_matter(
    built: tuple[Path, Site, bool],
) -> None:
    _, site, _ = built

    assert "5 scans, 5 read, 0 errors, 1 warning" in site.said
    assert 'the schema does not have 2 keys: "hn_data", "paper_type"' in site.said


@pytest.mark.parametrize("document", ["README.md", "docs/layouts.md"])
def test_the_settings_are_those_of_the_documents(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    (shown,) = (block for block in re.findall(r"```python\n(.*?)```", text, re.DOTALL) if "SCAN_FILES" in block)
    names = ("SITENAME", "GIT_REPOSITORY")

    lines, expected = (
        [line for line in each.splitlines() if line and not line.startswith(names)] for each in (shown, SETTINGS)
    )
    assert lines == expected


def test_a_second_build_writes_only_what_changed_and_removes_what_is_gone(tmp_path: Path) -> None:
    data, folder = write_collection(tmp_path)
    append(folder / "pelicanconf.py", 'PLUGINS = ["scanpress.scan_pages"]\nSEARCH = False\n')
    build(folder)
    (data / "papers/retracted-2023/scan.json").unlink()
    replace_once(data / "registry.jsonl", '"Of another field."', '"Not about methods."')
    write_json(data / "papers/Read 2026/scan.json", survey(3, "A Paper to Read", 2026))
    site = build(folder)

    assert not (site.output / "papers/retracted-2023").exists()
    assert "Not about methods." in site.page("registry/index.html")
    assert "A Paper to Read" in site.page("papers/Read 2026/scan/index.html")
    assert "SCN074 not-in-registry" in site.said
    clean = contents(site.output)
    write(site.output / "papers/old-method-2019/notes.html", "A page of somebody else.")
    (folder / "cache").rename(folder / "lost-cache")
    removed = (data / "papers/Read 2026").rename(folder / "removed")
    site = build(folder)
    assert not (site.output / "papers/Read 2026/scan/index.html").exists(), "found without a cache, too"
    assert (site.output / "papers/old-method-2019/notes.html").is_file()
    removed.rename(data / "papers/Read 2026")
    for name in ("cache", "output"):
        (folder / name).rename(folder / f"old-{name}")
    assert contents(build(folder).output) == clean


def test_colliding_names_and_wrong_settings_stop_the_build(tmp_path: Path) -> None:
    data, folder = write_collection(tmp_path)
    append(folder / "pelicanconf.py", 'PLUGINS = ["scanpress.scan_pages"]\n')
    write_json(data / "papers/OLD-method-2019/scan.json", survey(3, "Twice", 2020))
    said = build(folder, code=1).said
    assert "papers/old-method-2019 differs from papers/OLD-method-2019 only in case" in said

    append(folder / "pelicanconf.py", 'SCAN_FILES = ["../*.json"]\nUNKNOWN_KEYS = "ignore"\nREGISTRY = 1\n')
    said = build(folder, code=1).said
    assert "SCAN_FILES: '../*.json' leaves the repository" in said
    assert "UNKNOWN_KEYS: 'ignore' is not known" in said
    assert "REGISTRY: 1 is not a path" in said

    write(folder / "pelicanconf.py", 'from scanpress.scan_pages.defaults import *\nSITENAME = "Empty"\n')
    assert "SCAN_FILES: there is no folder" in build(folder, code=1).said


def test_output_and_cache_cannot_be_in_the_repository_that_is_only_read(tmp_path: Path) -> None:
    data, folder = write_collection(tmp_path)
    append(folder / "pelicanconf.py", f"OUTPUT_PATH = {str(data / 'site')!r}\nCACHE_PATH = {str(data)!r}\n")

    said = build(folder, code=1).said

    assert "OUTPUT_PATH:" in said
    assert "CACHE_PATH:" in said
    assert not (data / "site").exists()


def test_the_site_may_be_in_a_folder_of_the_repository_and_is_not_read_as_scans(tmp_path: Path) -> None:
    """Both scans of the paper have answers of their own instrument, of which one question is the same."""
    write_json(tmp_path / "papers/a-paper/scan.json", survey(3, "A Paper", 2025))
    routed = json.loads((ROOT / "examples/typed-survey/scans/acl-2025/short-prompts.json").read_bytes())
    write_json(tmp_path / "papers/a-paper/scan-v4.json", routed | {"paper": survey(3, "A Paper", 2025)["paper"]})
    shutil.copytree(ROOT / "examples/typed-survey/instruments", tmp_path / "website/instruments")
    settings = SETTINGS.replace("../papers-of-others", "..").replace('"papers/*/scan.json", "papers/*/', '"**/')
    write(
        tmp_path / "website/pelicanconf.py",
        settings.replace('REGISTRY = "registry.jsonl"', 'INSTRUMENTS = "instruments"').replace(
            '"**/scan-v*.json"', '"**/scan*.json"'
        ),
    )
    new_repository(tmp_path, "Add scans")

    site = build(tmp_path / "website")
    assert "2 scans, 2 read" in site.said
    assert "no problems; 0 files written" in build(tmp_path / "website").said
    new = set(git(tmp_path, "status", "--short").split()) - {"website/__pycache__/"}  # Python's own
    assert new == {"??", "website/cache/", "website/output/"}

    page = site.page("same-paper/a-paper-2025/index.html")
    assert "(v4): 1 of 1 answers differ</h2>" in page
    assert "without a difference" not in page
    assert re.search(r"<summary>\d+ answered in one scan only</summary>", page)
    assert '<a href="../../same-paper/">Papers with several scans</a>' in page
    assert broken_links(site.output) == []


@pytest.mark.browser
def test_the_list_the_search_and_the_report_lead_to_the_scans(visit: Open, address: str) -> None:
    page = visit("scans/")
    page.get_by_label("Find").first.fill("newer")
    expect(page.locator("table.scans tbody tr")).to_have_count(1)
    page.get_by_role("link", name="A Newer Method").click()
    expect(page).to_have_url(f"{address}{quote(SPACED, safe='/()')}/")

    page.get_by_role("link", name="Report a mistake").first.click()
    expect(page.locator("main")).to_contain_text("Your report is about A Newer Method")
    page.get_by_role("link", name="A Newer Method").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A Newer Method")

    page = visit("search/#find=retracted")
    page.get_by_role("link", name="A Retracted Paper").first.click()
    expect(page).to_have_url(re.compile(f"{address}papers/retracted-2023/scan/.*"))


@pytest.mark.browser
def test_the_form_proposes_a_path_by_the_first_pattern(visit: Open) -> None:
    page = visit("instruments/reproducibility/1/form/")
    place = page.locator("[data-place]").last
    assert place.inner_text() == "papers/title-of-the-paper/scan.json"
    fill(page, verdict="")
    page.locator("[data-key=paper] > [data-key=title] :is(input, textarea)").fill("Ångström: or not")
    expect(place).to_have_text("papers/angstrom/scan.json")
