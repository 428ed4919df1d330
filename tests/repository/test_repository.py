"""What the rest of the house may ask of a repository."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.git_browser.nasty import git, nasty, plain

from scanpress.repository import GitError, History, Repository, blame, differ, parse_changes, parse_commit


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a checkout of two commits."""
    return plain(tmp_path / "plain")


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """Return the repository with everything that git allows."""
    return opened(nasty(tmp_path_factory.mktemp("odd") / "repository"))


def opened(folder: Path) -> Repository:
    found = Repository.open(folder)
    assert found is not None
    return found


def test_repository_is_found_from_within(checkout: Path) -> None:
    (checkout / "deep" / "down").mkdir(parents=True)
    assert opened(checkout / "deep" / "down").location.work_tree == checkout.resolve()


def test_no_repository_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scanpress.repository.location.Location.find", lambda _: None)
    assert Repository.open(tmp_path) is None


def test_changed_paths_are_those_of_the_folder_as_it_is(checkout: Path) -> None:
    (checkout / "new é\n.txt").write_text("new\n", encoding="utf-8")
    (checkout / "README.md").unlink()
    assert opened(checkout).changed_paths("HEAD") == ("README.md", "new é\n.txt")
    assert opened(checkout).changed_paths("HEAD~1") == ("README.md", "a.txt", "new é\n.txt")


def test_changes_of_others_since_the_common_ancestor_do_not_count(checkout: Path) -> None:
    git(checkout, "branch", "mine")
    (checkout / "theirs.txt").write_text("x\n", encoding="utf-8")
    git(checkout, "add", "--all")
    git(checkout, "commit", "--quiet", "--message", "Theirs")
    git(checkout, "checkout", "--quiet", "mine")
    assert opened(checkout).changed_paths("main") == ()


def test_unknown_revision_is_an_error_with_its_name(checkout: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere: no such revision"):
        opened(checkout).changed_paths("nowhere")


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
            diffs = differ(odd.location.store).diffs(commits[commit.parents[0]].tree, commit.tree)
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


def test_refs_that_name_missing_objects_are_left_out(checkout: Path) -> None:
    (checkout / ".git" / "refs" / "heads" / "broken").write_text("1" * 40 + "\n", encoding="ascii")
    (checkout / ".git" / "refs" / "heads" / "garbage").write_text("garbage\n", encoding="ascii")
    assert [ref.name for ref in opened(checkout).refs] == ["main", "v1"]


def test_failure_of_git_says_what_it_was_asked(checkout: Path) -> None:
    with pytest.raises(GitError, match="git ls-tree"):
        opened(checkout).tree("1" * 40)


@pytest.mark.parametrize("make", [lambda path: path, lambda path: path / ".git"], ids=["checkout", "git folder"])
def test_reading_leaves_no_trace(checkout: Path, make: Callable[[Path], Path]) -> None:
    def state() -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in (checkout / ".git").rglob("*")}

    before = state()
    repository = opened(make(checkout))
    records(repository)
    repository.changed_paths("HEAD~1")
    assert state() == before


def test_repository_of_sha256_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "long"
    subprocess.run(["git", "init", "--quiet", "--object-format=sha256", str(folder)], check=True, capture_output=True)
    (folder / "a").write_text("a\n", encoding="utf-8")
    git(folder, "add", "a")
    git(folder, "commit", "--quiet", "--message", "First")
    repository = opened(folder)
    assert [entry.path for entry in repository.tree("HEAD")] == ["a"]
    assert len(repository.resolve("HEAD") or "") == 64
