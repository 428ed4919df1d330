"""A build does not empty a site because something was not found; what is taken away on purpose goes."""

import shutil
from pathlib import Path

import pytest
from tests.support.files import append, write
from tests.support.git import git, new_repository
from tests.support.restoring import Place
from tests.support.sites import build, copy_project

from scanpress.git_browser.notes import not_found
from scanpress.git_browser.settings import Settings
from scanpress.git_browser.snapshot.snapshot import Snapshot
from scanpress.pelican_build.removal import require_removable
from scanpress.repository import Repository
from scanpress.writer import Memory


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    project = copy_project(tmp_path_factory.mktemp("collection"))
    write(project / ".gitignore", "output/\ncache/\n")
    for number in range(40):
        write(project / "data" / f"{number}.txt", f"{number}\n")
    new_repository(project, "Add all")
    return Place.of(build(project).folder)


@pytest.fixture
def project(place: Place) -> Path:
    """Return a collection in git whose site is built, a fifth of it by the git browser."""
    return place.restored()


def files(project: Path, folder: str) -> int:
    return sum(path.is_file() for path in (project / "output" / folder).rglob("*"))


def test_git_that_is_not_on_the_path_removes_nothing_unless_that_is_allowed(project: Path, tmp_path: Path) -> None:
    pages = files(project, "file")
    done = build(project, code=1, environment={"PATH": str(tmp_path)})
    assert "files would be removed, because something was not found:" in done.said
    assert "  No git browser: git is not installed, or not on the PATH." in done.said
    assert "ALLOW_REMOVAL=1" in done.said
    assert files(project, "file") == pages
    append(project / "pelicanconf.py", "ALLOW_REMOVAL = True\n")
    build(project, environment={"PATH": str(tmp_path)})
    assert files(project, "file") == 0


def test_a_folder_without_scans_removes_nothing(project: Path) -> None:
    shutil.rmtree(project / "scans")
    (project / "scans").mkdir()
    done = build(project, code=1)
    assert "  There is no scan in scans/." in done.said
    assert files(project, "scans/iclr-2022")


def test_a_plugin_that_is_turned_off_takes_its_pages_with_it(project: Path) -> None:
    append(project / "pelicanconf.py", "PLUGINS = ['scanpress.scan_pages']\n")
    build(project)
    assert files(project, "file") == 0


def test_each_part_that_a_repository_lacks_is_named(plain_repository: Path, tmp_path: Path) -> None:
    def reasons(path: Path) -> list[str]:
        repository, memory = Repository.open(path), Memory(None, "commits")
        assert repository is not None
        parsed = Settings.parse({"GIT_REPOSITORY": str(path), "PATH": str(path)})
        return list(not_found(Snapshot.of(repository, parsed, memory)))

    assert reasons(plain_repository) == []
    write(plain_repository / ".git" / "shallow", "0" * 40 + "\n")
    write(plain_repository / ".git" / "objects" / "pack" / "pack-0.promisor", "")
    assert [reason.rpartition(": ")[2] for reason in reasons(plain_repository)] == [
        "fetch the rest with git fetch --unshallow.",
        "make a whole one.",
    ]
    (tmp_path / "empty").mkdir()
    git(tmp_path / "empty", "init", "--quiet")
    assert "has no commit" in reasons(tmp_path / "empty")[0]


@pytest.mark.parametrize(
    ("removed", "published", "missing"), [(49, 50, ["git"]), (50, 500, ["git"]), (5_000, 5_000, [])]
)
def test_few_files_and_what_is_removed_on_purpose_go(removed: int, published: int, missing: list[str]) -> None:
    require_removable(missing, {}, removed, published)
