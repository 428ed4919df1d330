"""Files that GIT_LEAVE_OUT names are listed, and their content is nowhere: no page, raw file, diff, patch or clone."""

from pathlib import Path

import pytest
from tests.support.files import write
from tests.support.git import commit_all, git, new_repository
from tests.support.git_sites import build_git_site
from tests.support.sites import Site

FULL_TEXT = "Words that nobody may publish."
SETTINGS = (
    'GIT_LEAVE_OUT = ["**/paper.txt", "private/**/*"]\nGIT_PATCHES = True\nGIT_HEADER_FILES = ["private/README.md"]\n'
)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository in which such files come, change, move and go."""
    folder = tmp_path_factory.mktemp("repository")
    write(folder / "a/paper.txt", f"{FULL_TEXT}\n")
    write(folder / "private/README.md", f"# {FULL_TEXT}\n")
    write(folder / "private/deep/down.svg", f"<svg>{FULL_TEXT}</svg>\n")
    write(folder / "README.md", "# Open\n")
    new_repository(folder)
    write(folder / "README.md", "# Open to all\n")
    commit_all(folder, "Change what is open")
    write(folder / "a/paper.txt", f"{FULL_TEXT}\n{FULL_TEXT}\n")
    commit_all(folder, "Change what is left out")
    git(folder, "mv", "a/paper.txt", "a/open.txt")
    write(folder / "a/open.txt", "Other words.\n")
    git(folder, "rm", "-q", "-r", "private/deep")
    commit_all(folder, "Move and remove")
    write(folder / "a/paper.txt", f"{FULL_TEXT}\n")
    commit_all(folder, "Bring it back")
    return folder


@pytest.fixture(scope="module")
def site(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build_git_site(tmp_path_factory.mktemp("site"), repository, SETTINGS)


def test_their_content_is_nowhere(site: Site) -> None:
    assert [path for path, content in site.contents().items() if FULL_TEXT.encode() in content] == []


def test_they_are_listed_and_named_in_commits(site: Site, repository: Path) -> None:
    assert "paper.txt" in site.page("files.html")
    assert not (site.output / "file/a/paper.txt.html").exists()
    assert (site.output / "file/a/open.txt.html").is_file()
    changed = git(repository, "rev-parse", "HEAD~2")
    assert "The content of this file is not published here." in site.page(f"commit/{changed}.html")
    assert "GIT_LEAVE_OUT leaves these out: private/README.md" in site.said


def test_commits_without_them_have_a_patch(site: Site, repository: Path) -> None:
    patches = {path.stem for path in (site.output / "commit").glob("*.patch")}
    assert patches == {git(repository, "rev-parse", "HEAD~3")}


def test_there_is_a_clone_only_if_the_settings_ask_for_it(site: Site, repository: Path, tmp_path: Path) -> None:
    assert not list(site.output.glob("*.git"))
    assert "No clone is published: it would have files that GIT_LEAVE_OUT leaves out, such as a/paper.txt" in site.said

    asked = build_git_site(tmp_path, repository, f"{SETTINGS}GIT_PUBLISH_CLONE = True\nGIT_FILE_PAGES = False\n")
    assert list(asked.output.glob("*.git"))
    assert "No clone" not in asked.said


def test_a_wrong_list_is_reported(repository: Path, tmp_path: Path) -> None:
    said = build_git_site(tmp_path, repository, 'GIT_LEAVE_OUT = "paper.txt"\n', code=1).said
    assert "GIT_LEAVE_OUT: 'paper.txt' is not a list of patterns" in said
