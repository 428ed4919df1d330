"""If only old history is damaged, the site is published without it, and one line names the damage in git's words."""

import subprocess
from pathlib import Path

import pytest
from tests.git_browser.test_broken_repositories import Damage, half, in_object
from tests.support.files import write
from tests.support.git import commit_all, git, new_repository
from tests.support.git_sites import build_git_site, pages_and_files
from tests.support.site_checks import broken_links, invalid_html


def missing(expression: str) -> Damage:
    """Return what removes the file of a loose object."""

    def damage(repository: Path) -> None:
        oid = git(repository, "rev-parse", expression)
        (repository / ".git" / "objects" / oid[:2] / oid[2:]).unlink()

    return damage


def garbage(expression: str) -> Damage:
    return in_object(expression, lambda _: b"garbage")


def repository_with_history(folder: Path) -> Path:
    """Make a repository whose files a and d/b have changed three times; c is as it was first."""
    for number in range(4):
        write(folder / "a", f"{number} of a\n" * 50)
        write(folder / "d" / "b", f"{number}\n")
        write(folder / "c", "old\n")
        if number:
            commit_all(folder, f"Change {number}")
        else:
            new_repository(folder, "Begin")
    return folder


DAMAGES: dict[str, tuple[Damage, str]] = {
    "a missing blob": (missing("HEAD~2:a"), "missing blob"),
    "a blob that is garbage": (garbage("HEAD~2:a"), "missing blob"),
    "a blob that was cut": (in_object("HEAD~2:a", half), "HEAD~2:a"),
    "a missing commit": (missing("HEAD~2"), "missing commit"),
    "a commit that is garbage": (garbage("HEAD~2"), "missing commit"),
    "a missing tree": (missing("HEAD~2^{tree}"), "missing tree"),
    "a tree that is garbage": (garbage("HEAD~2:d"), "missing tree"),
    "the first commit is missing": (missing("HEAD~3"), "missing commit"),
    "a tree of the first commit is missing": (missing("HEAD~3^{tree}"), "missing tree"),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_site_is_published_without_damaged_history(tmp_path: Path, name: str) -> None:
    damage, said = DAMAGES[name]
    repository = repository_with_history(tmp_path / "r")
    oids = {
        f"HEAD~{n}{path}": git(repository, "rev-parse", f"HEAD~{n}{path}") for n in (1, 2, 3) for path in ("", ":a")
    }
    damage(repository)
    site = build_git_site(tmp_path / "site", repository)
    (line,) = [line for line in site.said.splitlines() if "is damaged" in line]
    assert oids.get(said, said) in line
    assert "git fsck --full" in line
    assert {"file/a.html", "file/d/b.html", "file/c.html", "log.html"} <= site.addresses()
    assert "3 of a" in site.page("file/a.html")
    assert invalid_html(site.output) == []
    assert broken_links(site.output) == []


@pytest.mark.parametrize(("mode", "of"), [(b"40000", "HEAD:c"), (b"100644", "HEAD:d")], ids=["file", "folder"])
def test_an_old_commit_that_takes_a_file_for_a_folder_or_the_reverse_ends_no_build(
    tmp_path: Path, mode: bytes, of: str
) -> None:
    repository = repository_with_history(tmp_path / "r")
    entry = mode + b" z\0" + bytes.fromhex(git(repository, "rev-parse", of))
    given = subprocess.run(
        ["git", "cat-file", "tree", "HEAD^{tree}"], cwd=repository, capture_output=True, check=True
    ).stdout
    tree = git(repository, "hash-object", "-t", "tree", "-w", "--stdin", "--literally", given=given + entry)
    forged = git(repository, "commit-tree", tree, "-p", "HEAD", "-m", "Forged")
    after = git(repository, "commit-tree", "HEAD^{tree}", "-p", forged, "-m", "As it was")
    git(repository, "update-ref", "HEAD", after)
    site = build_git_site(tmp_path / "site", repository)
    assert "3 of a" in site.page("file/a.html")
    assert {"file/c.html", "file/d/b.html", f"commit/{after}.html"} <= site.addresses()
    assert broken_links(site.output) == []


@pytest.mark.parametrize("name", ["a missing blob", "a missing commit"])
def test_damage_that_comes_later_is_found_by_the_next_build(tmp_path: Path, name: str) -> None:
    repository = repository_with_history(tmp_path / "r")
    before = build_git_site(tmp_path / "site", repository).contents()
    moved = {path: path.read_bytes() for path in (repository / ".git" / "objects").glob("??/*")}
    DAMAGES[name][0](repository)
    write(repository / "d" / "b", "new\n")
    commit_all(repository)
    site = build_git_site(tmp_path / "site", repository)
    assert DAMAGES[name][1] in site.said
    assert "new" in site.page("file/d/b.html")
    assert broken_links(site.output) == []

    for path, content in moved.items():
        if not path.exists():
            path.write_bytes(content)
    git(repository, "reset", "--quiet", "--hard", "HEAD~1")
    site = build_git_site(tmp_path / "site", repository)
    assert "is damaged" not in site.said
    assert pages_and_files(site) == {path: content for path, content in before.items() if ".git/" not in path}
