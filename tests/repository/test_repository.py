"""What the rest of the house may ask of a repository."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support.files import write
from tests.support.git import commit_all, git

from scanpress.repository import (
    GitError,
    History,
    Limits,
    Repository,
    blame,
    differ,
    objects,
    parse_changes,
    parse_commit,
)


@pytest.fixture(scope="module")
def odd(nasty_repository: Path) -> Repository:
    """Return the repository with every oddity that git allows."""
    return opened(nasty_repository)


def opened(folder: Path) -> Repository:
    found = Repository.open(folder)
    assert found is not None
    return found


def test_repository_is_found_from_within(plain_repository: Path) -> None:
    (plain_repository / "deep" / "down").mkdir(parents=True)
    assert opened(plain_repository / "deep" / "down").location.work_tree == plain_repository.resolve()


def test_no_repository_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scanpress.repository.location.Location.find", lambda _: None)
    assert Repository.open(tmp_path) is None


def test_changed_paths_are_those_of_the_folder_as_it_is(plain_repository: Path) -> None:
    (plain_repository / "new é\n.txt").write_text("new\n", encoding="utf-8")
    (plain_repository / "README.md").unlink()
    assert opened(plain_repository).changed_paths("HEAD") == ("README.md", "new é\n.txt")
    assert opened(plain_repository).changed_paths("HEAD~1") == ("README.md", "a.txt", "new é\n.txt")


def test_changes_of_others_since_the_common_ancestor_do_not_count(plain_repository: Path) -> None:
    git(plain_repository, "branch", "mine")
    write(plain_repository / "theirs.txt", "x\n")
    commit_all(plain_repository)
    git(plain_repository, "checkout", "--quiet", "mine")
    assert opened(plain_repository).changed_paths("main") == ()


def test_unknown_revision_is_an_error_with_its_name(plain_repository: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere: no such revision"):
        opened(plain_repository).changed_paths("nowhere")


def records(repository: Repository) -> dict[str, bytes]:
    return repository.records(list(repository.graph([repository.resolve("HEAD") or ""])))


def test_commits_are_read_as_git_shows_them(odd: Repository) -> None:
    folder = odd.location.work_tree
    assert folder is not None
    for oid, record in records(odd).items():
        commit = parse_commit(record)
        assert commit.parents == tuple(git(folder, "show", "-s", "--format=%P", oid).split())
        assert commit.author.person.name == git(folder, "show", "-s", "--format=%aN", oid)
        stat = git(folder, "show", "--diff-merges=first-parent", "--shortstat", "--format=", "-M", oid)
        files = int(stat.split()[0]) if stat else 0
        assert len(parse_changes(record)) == files


def test_diffs_stand_in_the_order_of_the_changes(odd: Repository) -> None:
    found = records(odd)
    commits = {oid: parse_commit(record) for oid, record in found.items()}
    for oid, commit in commits.items():
        if commit.parents:
            diffs = (
                differ(odd.location.store)
                .diffs(commits[commit.parents[0]].tree, commit.tree, Limits(1 << 20, 1 << 24))
                .found
            )
            changes = parse_changes(found[oid])
            assert len(diffs) == len(changes) + sum(change.status == "T" for change in changes)


def test_history_of_every_file_ends_in_what_is_there(odd: Repository) -> None:
    graph = odd.graph([odd.resolve("HEAD") or ""])
    changes = {oid: parse_changes(record) for oid, record in records(odd).items()}
    history = History.of(list(graph), graph, changes)
    assert {path: version.oid for path, version in history.files.items()} == {
        entry.path: entry.oid for entry in odd.tree("HEAD")
    }
    assert [version.path for version in history.versions("src/b.py")] == ["src/b.py", "src/a.py"]


def lines(text: str) -> list[bytes]:
    return text.encode().split()


@pytest.mark.parametrize(
    ("versions", "origins"),
    [
        ([("a b c", [])], [0, 0, 0]),
        ([("a b c", []), ("a x c", [0])], [0, 1, 0]),
        ([("a b c", []), ("b c a", [0])], [0, 0, 1]),
        ([("a", []), ("a b", [0]), ("c a", [0]), ("c a b", [1, 2])], [2, 0, 1]),
        ([("a", []), ("", [0]), ("a", [1])], [2]),
        ([("x x x", []), ("x y x x", [0])], [0, 1, 0, 0]),
    ],
    ids=["one", "changed", "moved", "merged", "reverted", "repeated"],
)
def test_lines_come_from_the_version_that_brought_them(
    versions: list[tuple[str, list[int]]], origins: list[int]
) -> None:
    assert blame([(lines(text), older) for text, older in versions]) == origins


def test_refs_that_name_missing_objects_are_left_out(plain_repository: Path) -> None:
    (plain_repository / ".git" / "refs" / "heads" / "broken").write_text("1" * 40 + "\n", encoding="ascii")
    (plain_repository / ".git" / "refs" / "heads" / "garbage").write_text("garbage\n", encoding="ascii")
    assert [ref.name for ref in opened(plain_repository).refs] == ["main", "v1"]


def test_failure_of_git_says_what_it_was_asked(plain_repository: Path) -> None:
    with pytest.raises(GitError, match="git ls-tree"):
        opened(plain_repository).tree("1" * 40)


@pytest.mark.parametrize("make", [lambda path: path, lambda path: path / ".git"], ids=["checkout", "git folder"])
def test_reading_leaves_no_trace(plain_repository: Path, make: Callable[[Path], Path]) -> None:
    def state() -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in (plain_repository / ".git").rglob("*")}

    before = state()
    repository = opened(make(plain_repository))
    records(repository)
    repository.changed_paths("HEAD~1")
    assert state() == before


def test_repository_of_sha256_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "long"
    git(tmp_path, "init", "--quiet", "--object-format=sha256", "long")
    write(folder / "a", "a\n")
    commit_all(folder)
    repository = opened(folder)
    assert [entry.path for entry in repository.tree("HEAD")] == ["a"]
    assert len(repository.resolve("HEAD") or "") == 64


@pytest.mark.parametrize("format_", ["sha1", "sha256"])
def test_a_copy_gives_the_bytes_of_a_blob_only_if_it_has_its_oid(tmp_path: Path, format_: str) -> None:
    folder, copy = tmp_path / "repository", tmp_path / "copy"
    write(folder / "a.txt", "committed\n")
    git(folder, "init", f"--object-format={format_}")
    commit_all(folder)
    oid = git(folder, "rev-parse", "HEAD:a.txt")
    write(copy, "edited\n")
    blob = objects(str(folder / ".git")).blob(oid, copy=str(copy))
    assert blob
    assert blob.content == b"committed\n"
    write(copy, "another\n")
    elsewhere = git(folder, "hash-object", str(copy))
    blob = objects(str(folder / ".git")).blob(elsewhere, copy=str(copy))
    assert blob
    assert blob.content == b"another\n"  # git was not asked, which does not have it
    assert objects(str(folder / ".git")).blob("0" * len(oid), copy=str(copy)) is None
