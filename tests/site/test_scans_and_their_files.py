"""The page of a scan, the page of its file, and the commits that changed it link each other."""

from html import unescape
from pathlib import Path

import pytest
from tests.support.files import append, replace_once, write
from tests.support.git import commit_all, new_repository
from tests.support.scans_in_git import CORRECTED, REMOVED, commit_of
from tests.support.site_checks import broken_links
from tests.support.sites import Site, build

TITLE = "Editing models with task arithmetic"


def test_a_scan_links_the_history_of_its_file_which_links_the_scan(scans_in_git: Site) -> None:
    assert f"/file/{CORRECTED}.json.html#history" in scans_in_git.page(f"{CORRECTED}/index.html")
    page = unescape(scans_in_git.page(f"file/{CORRECTED}.json.html"))
    assert f"<p><a href=../../../{CORRECTED}/>This scan's page</a>: {TITLE}\n" in page
    assert "<h2 id=history>" in page


def test_a_scan_names_its_last_commit_and_links_those_that_changed_an_answer(scans_in_git: Site) -> None:
    commit = commit_of(scans_in_git, "Correct a scan")
    oid = commit.removeprefix("commit/").removesuffix(".html")
    page = unescape(scans_in_git.page(f"{CORRECTED}/index.html"))
    told = f"<li>Pseudocode: ✗ No → ✓ Yes, 2023-11-14, <a href=../../../{commit}>commit {oid[:7]}</a></ul></details>"
    assert f"<summary>What changed since this scan was added</summary><ul>{told}" in page
    assert f"<a href=../../../{commit}>commit {oid[:12]}</a>" in page
    other = unescape(scans_in_git.page("scans/iclr-2024/sequencematch/index.html"))
    first = commit_of(scans_in_git, "Add six scans").removeprefix("commit/")
    assert f">commit {first[:12]}</a>" in other
    assert "What changed" not in other


def test_files_that_are_not_scans_have_no_such_link(scans_in_git: Site) -> None:
    for address in ("file/README.md.html", "file/scans/README.md.html", "file/content/venues.yaml.html"):
        assert "This scan" not in scans_in_git.page(address)


def test_a_commit_links_the_scan_that_it_changed_by_its_title(scans_in_git: Site) -> None:
    page = scans_in_git.page(commit_of(scans_in_git, "Correct a scan"))
    assert f'<p><a href="../{CORRECTED}/">{TITLE}</a></p>' in page
    assert "<del>✗ No</del> → <ins>✓ Yes</ins>" in page


def test_a_commit_names_a_scan_that_is_gone_without_a_link(scans_in_git: Site) -> None:
    for subject in ("Add six scans", "Remove a scan"):
        page = scans_in_git.page(commit_of(scans_in_git, subject))
        assert "<p>A paper whose scan was removed</p>" in page
        assert f"{REMOVED}/" not in page


def test_a_folder_of_scans_shows_titles_beside_names(scans_in_git: Site) -> None:
    for address in ("files/scans/iclr-2023.html", "files/scans.html", "files.html"):
        assert f">task-arithmetic.json</a> <small>{TITLE}</small>" in scans_in_git.page(address)


def test_titles_follow_the_scans_and_links_the_pages_that_there_are(project: Path) -> None:
    write(project / ".gitignore", "output/\ncache/\n")
    new_repository(project, "Add five scans")
    build(project)
    replace_once(project / f"{CORRECTED}.json", TITLE, "Another <title>")
    commit_all(project, "Correct a title")
    corrected = build(project)
    changed = commit_of(corrected, "Correct a title")
    for address in (f"file/{CORRECTED}.json.html", "files/scans/iclr-2023.html", changed):
        assert "Another &lt;title&gt;" in corrected.page(address)
    assert TITLE in corrected.page(commit_of(corrected, "Add five scans"))

    (project / f"{CORRECTED}.json").unlink()
    commit_all(project, "Remove the scan")
    removed = build(project)
    assert f'/{CORRECTED}/"' not in removed.page(commit_of(removed, "Add five scans"))
    assert broken_links(removed.output) == []
    assert "0 files written" in build(project).said


def test_a_scan_that_is_left_out_is_not_linked(project: Path) -> None:
    append(project / "pelicanconf.py", "SCANS_KEEP_GOING = True\n")
    replace_once(project / f"{CORRECTED}.json", '"year": 2023', '"year": "?"')
    new_repository(project, "Add five scans")
    site = build(project)
    assert "This scan" not in site.page(f"file/{CORRECTED}.json.html")
    assert broken_links(site.output) == []


def test_a_hook_that_cannot_be_imported_is_a_mistake(project: Path) -> None:
    append(project / "pelicanconf.py", 'GIT_TITLES = ["no.such:function"]\n')
    assert "GIT_TITLES: 'no.such:function' is not a function" in build(project, code=1).said


@pytest.mark.parametrize(
    ("setting", "linked", "said"),
    [
        ("None", ["README"], ""),
        ('["scans/README.md", "pelicanconf.py"]', ["README", "pelicanconf"], ""),
        ('["scans/README.md", "no/such.md"]', ["README"], "main has no such file: no/such.md"),
        ("[]", [], ""),
    ],
)
def test_settings_say_which_files_the_header_links(project: Path, setting: str, linked: list[str], said: str) -> None:
    new_repository(project)
    (project / "README.md").write_text("# The generator\n", encoding="utf-8")
    commit_all(project)
    append(project / "pelicanconf.py", f"GIT_HEADER_FILES = {setting}\nGIT_FILE_PAGES = False\n")
    for site in (build(project), build(project)):  # the second one takes the links from the cache
        header = site.page("log.html").partition("</header>")[0]
        repository = header.partition("aria-label=Repository>")[2]
        found = [part.rpartition(">")[2] for part in repository.split("</a>")[:-1]]
        assert found == ["Log", "Files", "Refs", *linked]
        assert said in site.said
        assert broken_links(site.output) == []
