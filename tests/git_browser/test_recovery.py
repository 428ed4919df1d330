"""A build repairs what an earlier or a killed build left, and works without git."""

import shutil
from pathlib import Path

import pytest
from tests.support.git import git
from tests.support.git_sites import add_commit, build_git_site, clone_of, refs
from tests.support.sites import Site


def test_a_clone_with_an_earlier_name_is_removed(plain_site: Site, built_repository: Path) -> None:
    assert (plain_site.output / "nasty.git").is_dir()
    (plain_site.output / "other.git").mkdir()
    (plain_site.output / "other.git" / "HEAD").write_text("someone else's\n", encoding="utf-8")
    build_git_site(plain_site.folder, built_repository, 'GIT_NAME = "renamed"\n')
    assert (plain_site.output / "renamed.git").is_dir()
    assert not (plain_site.output / "nasty.git").exists()
    assert (plain_site.output / "other.git").is_dir()


def test_without_git_the_site_builds_and_says_why(plain_repository: Path, tmp_path: Path) -> None:
    site = build_git_site(tmp_path / "site", plain_repository, environment={"PATH": str(tmp_path)})
    assert [line for line in site.said.splitlines() if "No git browser: git is not installed" in line]
    assert not (site.output / "log.html").exists()


# The steps of publishing a clone, as they end up on the disk; a build may be killed between any two of them.
@pytest.mark.parametrize(
    "left",
    [
        ".part-x/pack-1.pack",
        ".part-77",
        "info/.part-77",
        "objects/info/.part-77",
        "objects/pack/pack-0000.pack",
        ".part-rewriting",
    ],
)
def test_a_clone_is_repaired_after_a_build_was_killed(
    plain_site: Site, built_repository: Path, tmp_path: Path, left: str
) -> None:
    file = plain_site.output / "nasty.git" / left
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(b"half")
    add_commit(built_repository)
    build_git_site(plain_site.folder, built_repository)
    assert not file.exists()
    clone = clone_of(plain_site, tmp_path)
    assert refs(clone) == refs(built_repository)
    git(clone, "fsck", "--full")


@pytest.mark.parametrize("lost", ["info/refs", "objects/info/packs", "HEAD", "objects/pack"])
def test_a_clone_with_missing_files_is_repaired(
    plain_site: Site, built_repository: Path, tmp_path: Path, lost: str
) -> None:
    path = plain_site.output / "nasty.git" / lost
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    build_git_site(plain_site.folder, built_repository)
    assert refs(clone_of(plain_site, tmp_path)) == refs(built_repository)


def test_rewritten_commits_are_removed_after_a_build_was_killed(
    plain_site: Site, built_repository: Path, tmp_path: Path
) -> None:
    secret = git(built_repository, "rev-parse", "HEAD")
    git(built_repository, "tag", "--delete", "v1")
    git(built_repository, "reset", "--quiet", "--hard", "HEAD~1")
    folder = plain_site.output / "nasty.git"
    shutil.copytree(folder / "objects", tmp_path / "objects")
    build_git_site(plain_site.folder, built_repository)
    # As if it had been killed before the old packs were removed.
    shutil.copytree(tmp_path / "objects" / "pack", folder / "objects" / "pack", dirs_exist_ok=True)
    (folder / ".part-rewriting").touch()
    build_git_site(plain_site.folder, built_repository)
    names = git(clone_of(plain_site, tmp_path), "cat-file", "--batch-all-objects", "--batch-check")
    assert secret not in names
    assert len(list((folder / "objects" / "pack").glob("*.pack"))) == 1
