"""The whole site with the git browser: its HTML is valid, and every link leads to a page of it."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.support.files import append, write, write_json
from tests.support.git import git, new_repository
from tests.support.paths import REPRODUCIBILITY
from tests.support.site_checks import broken_links, invalid_html
from tests.support.sites import Site, build, copy_project


def commit(folder: Path) -> None:
    write(folder / ".gitignore", "output/\ncache/\n")
    new_repository(folder, "Add five scans")


def test_every_link_and_anchor_resolves(scans_in_git: Site) -> None:
    assert (scans_in_git.output / "log.html").is_file()
    assert broken_links(scans_in_git.output) == []


def test_each_scan_links_the_history_of_its_file_and_how_to_cite_it(scans_in_git: Site) -> None:
    scans = [path.relative_to(scans_in_git.folder).as_posix() for path in scans_in_git.folder.glob("scans/*/*.json")]
    assert len(scans) == 5
    for path in scans:  # that each leads to what is there is proved above
        page = scans_in_git.page(path.removesuffix(".json") + "/index.html")
        assert f"<a href=../../../file/{path}.html#history>History</a>" in page
        assert "<a href=../../../about/#cite>How to cite</a>" in page


@pytest.mark.parametrize("without", ["file pages", "a repository", "a checkout of its own", "what is published"])
def test_no_history_is_linked_where_files_have_no_pages_at_their_paths(tmp_path: Path, without: str) -> None:
    folder = copy_project(tmp_path / "repository" / "site")
    settings = {"file pages": "GIT_FILE_PAGES = False", "what is published": 'GIT_BRANCH = "older"'}
    append(folder / "pelicanconf.py", settings.get(without, "") + "\n")
    if without != "a repository":
        checkout = folder.parent if without == "a checkout of its own" else folder
        commit(checkout)
        git(checkout, "branch", "older")
        git(checkout, "commit", "--quiet", "--allow-empty", "--message", "Go on")
    done = build(folder)
    assert (done.output / "log.html").exists() is (without != "a repository")
    assert ">History</a>" not in done.page(f"{REPRODUCIBILITY}/index.html")
    assert broken_links(done.output) == []


def test_no_history_is_linked_of_a_scan_without_a_page_at_its_path(tmp_path: Path) -> None:
    folder = copy_project(tmp_path / "site")
    append(folder / "pelicanconf.py", 'SCAN_FILES = ["scans/*/*.json", "posters/*/*.json"]\n')
    long, new = f"posters/{'l' * 245}/a", "posters/new/not-committed"
    document = json.loads((folder / f"{REPRODUCIBILITY}.json").read_bytes())
    write_json(folder / f"{long}.json", _named(document, "A paper in a folder with a long name"))
    commit(folder)
    write_json(folder / f"{new}.json", _named(document, "A paper whose scan is not committed"))
    done = build(folder)
    assert ">History</a>" in done.page(f"{REPRODUCIBILITY}/index.html")
    assert [">History</a>" in done.page(f"{path}/index.html") for path in (long, new)] == [False, False]
    assert broken_links(done.output) == []


def _named(document: dict[str, Any], title: str) -> dict[str, Any]:
    paper = document["paper"]
    return document | {"paper": {"title": title} | {key: paper[key] for key in ("authors", "year", "venue")}}


def test_a_site_whose_prose_does_not_say_how_to_cite_links_nothing_for_it(project: Path) -> None:
    about = project / "content/pages/about.md"
    write(about, "Title: About\nSlug: about\n\nOurs.\n")
    done = build(project)
    assert ">How to cite</a>" not in done.page(f"{REPRODUCIBILITY}/index.html")


def test_html_is_valid(scans_in_git: Site) -> None:
    assert invalid_html(scans_in_git.output) == []


def test_header_names_every_part_of_the_site(scans_in_git: Site) -> None:
    page = scans_in_git.page(f"{REPRODUCIBILITY}/index.html")
    header = page[page.index("<header") : page.index("</header>")]
    readers = ("Scans", "Instruments", "Methodology", "About", "Contribute")
    assert [label for label in (*readers, "Log", "Files", "Refs", "README") if f">{label}</a>" not in header] == []
