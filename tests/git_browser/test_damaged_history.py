"""If only old history is damaged, the site is published without it, and one line names the damage in git's words."""

import subprocess
from pathlib import Path

import pytest
from tests.git_browser.test_broken_repositories import Damage, half, in_object
from tests.support.files import write
from tests.support.git import commit_all, git, new_repository
from tests.support.git_sites import build_git_site, clone_of, pages_and_files
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


def raw(repository: Path, kind: str, content: bytes) -> str:
    """Write an object of these bytes, whether git would make it or not, and return its oid."""
    return git(repository, "hash-object", "-t", kind, "-w", "--stdin", "--literally", given=content)


def test_what_git_only_dislikes_is_not_taken_for_damage(tmp_path: Path) -> None:
    repository = repository_with_history(tmp_path / "r")
    blob = bytes.fromhex(git(repository, "rev-parse", "HEAD:c"))
    tree = raw(repository, "tree", b"0100644 z\0" + blob + b"100664 a\0" + blob)
    about = f"tree {tree}\nparent {git(repository, 'rev-parse', 'HEAD')}\n".encode()
    old = raw(repository, "commit", about + b"author A<a> 1 +0000\ncommitter A<a> 1 +0000\n\nOld ways\n")
    git(repository, "update-ref", "HEAD", git(repository, "commit-tree", "HEAD^{tree}", "-p", old, "-m", "As it was"))
    missing("HEAD~3:a")(repository)
    site = build_git_site(tmp_path / "site", repository)
    (line,) = [line for line in site.said.splitlines() if "is damaged" in line]
    assert "missing blob" in line
    assert old not in line
    assert tree not in line
    page = site.page(f"commit/{old}.html")
    assert "<h3>c → z</h3>" in page
    assert "files changed: added" in page
    assert "Change 1" in site.page("log.html")


_TAGS: dict[str, tuple[bytes, ...]] = {
    "garbage": (b"garbage",),
    "another kind": (b"object %(head)s\ntype blob\ntag t\ntagger T <t@example.org> 1 +0000\n\nx\n",),
    "a missing object": (b"object 1111111111111111111111111111111111111111\ntype commit\ntag t\n\nx\n",),
    "another order": (b"type commit\nobject %(head)s\ntag t\n\nx\n",),
    "a tag of garbage": (b"garbage", b"object %(last)s\ntype tag\ntag t\n\nx\n"),
}


@pytest.mark.parametrize("name", _TAGS)
def test_a_tag_that_git_cannot_read_is_left_out_and_named(tmp_path: Path, name: str) -> None:
    repository = repository_with_history(tmp_path / "r")
    git(repository, "tag", "-a", "-m", "Fine", "v1")
    oids = {b"head": git(repository, "rev-parse", "HEAD").encode()}
    for content in _TAGS[name]:
        oids[b"last"] = raw(repository, "tag", content % oids).encode()
    write(repository / ".git" / "refs" / "tags" / "broken", oids[b"last"].decode() + "\n")
    site = build_git_site(tmp_path / "site", repository)
    assert "missing or damaged: refs/tags/broken." in site.said
    assert "v1" in site.page("refs.html")
    assert git(clone_of(site, tmp_path), "tag") == "v1"
    assert broken_links(site.output) == []


@pytest.mark.parametrize("kind", ["folder", "submodule"])
def test_a_folder_that_a_tree_calls_a_file_or_submodule_stops_no_build(tmp_path: Path, kind: str) -> None:
    repository = repository_with_history(tmp_path / "r")
    folder = bytes.fromhex(git(repository, "rev-parse", "HEAD:d"))
    blob = bytes.fromhex(git(repository, "rev-parse", "HEAD:c"))
    entry = b"100644 z\0" + folder if kind == "folder" else b"160000 z\0" + blob
    tree = raw(repository, "tree", b"100644 ok\0" + blob + entry)
    wrong = raw(repository, "tree", b"40000 x\0" + blob)
    parent = git(repository, "commit-tree", wrong, "-p", "HEAD", "-m", "A file as a folder")
    git(repository, "update-ref", "HEAD", git(repository, "commit-tree", tree, "-p", parent, "-m", "Forged"))
    site = build_git_site(tmp_path / "site", repository)
    assert "old" in site.page("file/ok.html")
    assert broken_links(site.output) == []
