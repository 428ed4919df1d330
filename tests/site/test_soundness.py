"""The whole site, scans and repository together: valid, and nothing linked that is not there."""

import subprocess
from pathlib import Path

import pytest
from tests.site.conftest import Build, build, copy_project
from tests.site_checks import broken_links, invalid_html


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=Ada", "-c", "user.email=ada@uni-a.de", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def commit(folder: Path) -> None:
    (folder / ".gitignore").write_text("output/\ncache/\n", encoding="utf-8")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "Add five scans")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Build:
    folder = copy_project(tmp_path_factory.mktemp("whole"))
    (folder / "README.md").write_text("# Scans\n\nOf *papers*.\n", encoding="utf-8")
    commit(folder)
    git(folder, "tag", "-a", "v1", "-m", "First collection")
    done = build(folder)
    assert done.code == 0, done.said
    return done


def test_every_link_and_anchor_resolves(whole: Build) -> None:
    assert (whole.output / "log.html").is_file()
    assert broken_links(whole.output) == []


def test_each_scan_links_the_history_of_its_file_and_how_to_cite_it(whole: Build) -> None:
    scans = [path.relative_to(whole.folder).as_posix() for path in whole.folder.glob("scans/*/*.json")]
    assert len(scans) == 5
    for path in scans:  # that each leads to what is there is proved above
        page = whole.page(path.removesuffix(".json") + "/index.html")
        assert f"<a href=../../../file/{path}.html#history>history</a>" in page
        assert "<a href=../../../about/#cite>cite</a>" in page


@pytest.mark.parametrize("without", ["file pages", "a repository", "a checkout of its own", "what is published"])
def test_no_history_is_linked_where_files_have_no_pages_at_their_paths(tmp_path: Path, without: str) -> None:
    folder = copy_project(tmp_path / "repository" / "site")
    settings = {"file pages": "GIT_FILE_PAGES = False", "what is published": 'GIT_BRANCH = "older"'}
    with (folder / "pelicanconf.py").open("a", encoding="utf-8") as file:
        file.write(settings.get(without, "") + "\n")
    if without != "a repository":
        checkout = folder.parent if without == "a checkout of its own" else folder
        commit(checkout)
        git(checkout, "branch", "older")
        git(checkout, "commit", "-q", "--allow-empty", "-m", "Go on")
    done = build(folder)
    assert done.code == 0, done.said
    assert (done.output / "log.html").exists() is (without != "a repository")
    assert ">history</a>" not in done.page("scans/iclr-2023/task-arithmetic/index.html")
    assert broken_links(done.output) == []


def test_a_site_whose_prose_does_not_say_how_to_cite_links_nothing_for_it(project: Path) -> None:
    about = project / "content/pages/about.md"
    about.write_text("Title: About\nSlug: about\n\nOurs.\n", encoding="utf-8")
    done = build(project)
    assert done.code == 0, done.said
    assert ">cite</a>" not in done.page("scans/iclr-2023/task-arithmetic/index.html")


def test_html_is_valid(whole: Build) -> None:
    assert invalid_html(whole.output) == []


def test_header_names_every_part_of_the_site(whole: Build) -> None:
    page = whole.page("scans/iclr-2023/task-arithmetic/index.html")
    header = page[page.index("<header") : page.index("</header>")]
    assert [
        label for label in ("Scans", "Log", "Files", "Refs", "README", "About") if f">{label}</a>" not in header
    ] == []
