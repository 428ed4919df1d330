"""The whole site with the git browser: its HTML is valid, and every link leads to a page of it."""

from pathlib import Path

import pytest
from tests.support.building_once import BuildOnce
from tests.support.files import append, write
from tests.support.git import git, new_repository
from tests.support.paths import REPRODUCIBILITY
from tests.support.site_checks import broken_links, invalid_html
from tests.support.sites import Site, build, copy_project


def commit(folder: Path) -> None:
    write(folder / ".gitignore", "output/\ncache/\n")
    new_repository(folder, "Add five scans")


@pytest.fixture(scope="module")
def whole(build_once: BuildOnce) -> Site:
    """Return the site of the five real scans with the git browser."""
    return build_once.site("scans-and-repository", _build)


def _build(folder: Path) -> Site:
    copy_project(folder)
    write(folder / "README.md", "# Scans\n\nOf *papers*.\n")
    commit(folder)
    git(folder, "tag", "-a", "v1", "-m", "First collection")
    return build(folder)


def test_every_link_and_anchor_resolves(whole: Site) -> None:
    assert (whole.output / "log.html").is_file()
    assert broken_links(whole.output) == []


def test_each_scan_links_the_history_of_its_file_and_how_to_cite_it(whole: Site) -> None:
    scans = [path.relative_to(whole.folder).as_posix() for path in whole.folder.glob("scans/*/*.json")]
    assert len(scans) == 5
    for path in scans:  # that each leads to what is there is proved above
        page = whole.page(path.removesuffix(".json") + "/index.html")
        assert f"<a href=../../../file/{path}.html#history>History</a>" in page
        assert "<a href=../../../about/#cite>Cite</a>" in page


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
    assert ">history</a>" not in done.page(f"{REPRODUCIBILITY}/index.html")
    assert broken_links(done.output) == []


def test_a_site_whose_prose_does_not_say_how_to_cite_links_nothing_for_it(project: Path) -> None:
    about = project / "content/pages/about.md"
    write(about, "Title: About\nSlug: about\n\nOurs.\n")
    done = build(project)
    assert ">cite</a>" not in done.page(f"{REPRODUCIBILITY}/index.html")


def test_html_is_valid(whole: Site) -> None:
    assert invalid_html(whole.output) == []


def test_header_names_every_part_of_the_site(whole: Site) -> None:
    page = whole.page(f"{REPRODUCIBILITY}/index.html")
    header = page[page.index("<header") : page.index("</header>")]
    assert [
        label
        for label in ("Papers", "Instruments", "Methodology", "About", "Contribute", "Log", "Files", "Refs", "README")
        if f">{label}</a>" not in header
    ] == []
