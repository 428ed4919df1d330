"""A build does not empty a site because something was not found; what is taken away on purpose goes."""

import shutil
from pathlib import Path

import pytest
from tests.support.files import append
from tests.support.restoring import Place
from tests.support.scans_in_git import build_scans_in_git
from tests.support.sites import build


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return Place.of(build_scans_in_git(tmp_path_factory.mktemp("scans-in-git")).folder)


@pytest.fixture
def project(place: Place) -> Path:
    """Return a collection in git whose site is built, with 400 pages of the git browser."""
    return place.restored()


def files(project: Path, folder: str) -> int:
    return sum(path.is_file() for path in (project / "output" / folder).rglob("*"))


def test_a_repository_that_is_gone_removes_nothing(project: Path) -> None:
    (project / ".git").rename(project / "moved away")
    pages = files(project, "file")
    done = build(project, code=1)
    assert "files would be removed, because something was not found:" in done.said
    assert "is not in a git repository. Set GIT_REPOSITORY" in done.said
    assert "ALLOW_REMOVAL=1" in done.said
    assert files(project, "file") == pages
    append(project / "pelicanconf.py", "ALLOW_REMOVAL = True\n")
    build(project)
    assert files(project, "file") == 0


def test_git_that_is_not_on_the_path_removes_nothing(project: Path, tmp_path: Path) -> None:
    pages = files(project, "commit")
    done = build(project, code=1, environment={"PATH": str(tmp_path)})
    assert "git is not installed, or not on the PATH" in done.said
    assert files(project, "commit") == pages


def test_a_history_that_is_cut_off_removes_nothing(project: Path) -> None:
    head = (project / ".git" / "refs" / "heads" / "main").read_text()
    (project / ".git" / "shallow").write_text(head)
    done = build(project, code=1)
    assert "is cut off (a shallow clone): fetch the rest with git fetch --unshallow" in done.said


def test_a_folder_without_scans_removes_nothing(project: Path) -> None:
    shutil.rmtree(project / "scans")
    (project / "scans").mkdir()
    done = build(project, code=1)
    assert "  There is no scan in scans/." in done.said
    assert files(project, "scans/iclr-2022")


@pytest.mark.parametrize(
    "change", ["PLUGINS = ['scanpress.scan_pages']", "GIT_VERSIONS = 'none'", "GIT_FILE_PAGES = False"]
)
def test_what_the_settings_take_away_goes(project: Path, change: str) -> None:
    pages = files(project, ".")
    append(project / "pelicanconf.py", f"{change}\n")
    build(project)
    assert files(project, ".") < pages


def test_a_site_without_git_from_the_beginning_may_change(project: Path) -> None:
    shutil.rmtree(project / ".git")
    for name in ("output", "cache"):
        shutil.rmtree(project / name)
    assert "No git browser" in build(project).said
    shutil.rmtree(project / "scans" / "iclr-2022")
    build(project)
    assert not files(project, "scans/iclr-2022")
