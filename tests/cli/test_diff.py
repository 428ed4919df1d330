"""`scanpress diff` as it is called: which states it compares."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.support.files import write
from tests.support.git import commit_all, git, new_repository
from tests.support.paths import REPRODUCIBILITY_FILE as REAL

from scanpress.cli import main

NAME = "scans/a/b.json"


def commit(folder: Path, revision: str = "HEAD") -> str:
    return git(folder, "rev-parse", revision)


def put(folder: Path, text: str, name: str = NAME) -> None:
    write(folder / name, text)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a repository with one scan, and go there."""
    put(tmp_path, REAL.read_text())
    new_repository(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def changes(capsys: pytest.CaptureFixture[str], *words: str) -> list[Any]:
    capsys.readouterr()
    assert main(["diff", *words, "--format", "json"]) == 0
    return list(json.loads(capsys.readouterr().out)["changes"])


def test_nothing_changed(repository: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    put(repository, "a,b\n", "scans/a/table.csv")  # not a scan
    monkeypatch.chdir(repository / "scans")

    assert main(["diff"]) == 0
    assert capsys.readouterr().out == f"no scans changed, compared with HEAD ({commit(repository)[:7]})\n"


def test_files_are_compared_with_main(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(repository, REAL.read_text().replace('"Yes"', '"No"', 1))
    put(repository, REAL.read_text().replace("Editing", "Changing"), "scans/a/new.json")

    assert [(each["kind"], each["path"]) for each in changes(capsys)] == [
        ("changed", NAME),
        ("added", "scans/a/new.json"),
    ]
    assert main(["diff", "--format", "markdown"]) == 0
    compared = f"compared with `HEAD ({commit(repository)[:7]})`"
    assert capsys.readouterr().out.startswith(f"**2 scans: 1 added, 1 changed**, {compared}\n")


@pytest.fixture(params=["main", "master", "trunk"])
def cloned(request: pytest.FixtureRequest, repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a clone whose default branch has one commit that was not pushed, and stay out of it."""
    git(repository, "branch", "-m", request.param)
    clone = tmp_path_factory.mktemp("clone") / "clone"
    git(repository, "clone", "-q", ".", str(clone))
    put(clone, REAL.read_text().replace("Editing", "Changing"), "scans/a/new.json")
    commit_all(clone)
    return clone


def reported(capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert main(["diff"]) == 0
    return capsys.readouterr().out.split("\n")[-2]


def test_the_default_branch_is_compared_with_what_was_pushed(
    cloned: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(cloned)
    name, pushed = git(cloned, "branch", "--show-current"), commit(cloned, "HEAD~1")
    assert reported(capsys) == f"1 scan: 1 added, compared with origin/{name} ({pushed[:7]})"

    # A clone whose remote says nothing of its default branch has the usual names; "trunk" is none of them.
    git(cloned, "remote", "set-head", "origin", "--delete")
    assert reported(capsys) == f"1 scan: 1 added, compared with origin/{name} ({pushed[:7]})"

    git(cloned, "update-ref", f"refs/remotes/origin/{name}", "HEAD")
    assert reported(capsys) == f"no scans changed, compared with origin/{name} ({commit(cloned)[:7]})"


def test_another_branch_is_compared_with_the_default_branch(
    cloned: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(cloned)
    name, pushed = git(cloned, "branch", "--show-current"), commit(cloned, "HEAD~1")
    git(cloned, "switch", "-qc", "mine")
    assert reported(capsys) == f"1 scan: 1 added, compared with origin/{name} ({pushed[:7]})"

    git(cloned, "switch", "-q", "--detach")
    assert reported(capsys) == f"1 scan: 1 added, compared with origin/{name} ({pushed[:7]})"


def test_the_upstream_of_the_default_branch_is_the_one_that_git_notes(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = commit(repository)
    git(repository, "commit", "-q", "--allow-empty", "-m", "two")
    git(repository, "update-ref", "refs/remotes/theirs/stable", old)
    git(repository, "config", "branch.main.remote", "theirs")
    git(repository, "config", "branch.main.merge", "refs/heads/stable")
    assert reported(capsys) == f"no scans changed, compared with theirs/stable ({old[:7]})"

    # A branch can follow another one of the same repository.
    git(repository, "branch", "next", old)
    git(repository, "config", "branch.main.remote", ".")
    git(repository, "config", "branch.main.merge", "refs/heads/next")
    assert reported(capsys) == f"no scans changed, compared with next ({old[:7]})"


def test_the_base_is_reported_in_json_too(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(repository, "switch", "-qc", "mine")
    capsys.readouterr()

    assert main(["diff", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["base"] == {"name": "main", "commit": commit(repository)}
    assert main(["diff", commit(repository)]) == 0
    assert capsys.readouterr().out == f"no scans changed, compared with {commit(repository)[:7]}\n"


def test_a_branch_is_compared_with_where_it_parted(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(repository, "switch", "-qc", "mine")
    git(repository, "mv", NAME, "scans/a/c.json")
    git(repository, "commit", "-qm", "mine")
    git(repository, "switch", "-q", "main")
    put(repository, REAL.read_text().replace("Editing", "Changing"), "scans/a/theirs.json")
    commit_all(repository)
    git(repository, "switch", "-q", "mine")

    (moved,) = changes(capsys)
    assert (moved["kind"], moved["moved_from"], moved["path"]) == ("moved", NAME, "scans/a/c.json")
    assert changes(capsys, "main", "HEAD") == [moved]
    assert [each["kind"] for each in changes(capsys, "HEAD~1", "main")] == ["added"]


def test_a_scan_that_is_gone_is_reported(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / NAME).unlink()

    assert main(["diff", "HEAD"]) == 0
    assert capsys.readouterr().out.startswith(f"removed  {NAME}  Editing models with task arithmetic\n")


@pytest.mark.parametrize("words", [["nowhere"], ["HEAD", "nowhere"]])
def test_an_unknown_commit_is_wrong_use(words: list[str], repository: Path) -> None:
    assert repository.is_dir()
    assert main(["diff", *words]) == 2


def test_without_a_repository_it_is_wrong_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(["diff"]) == 2


@pytest.fixture
def damaged(repository: Path) -> Path:
    """Make a repository that lacks the old versions of a scan that changed, of one that is gone, and no others."""
    put(repository, REAL.read_text().replace("Editing", "Leaving"), "scans/a/gone.json")
    put(repository, REAL.read_text().replace("Editing", "Correcting"), "scans/a/read.json")
    commit_all(repository)
    put(repository, REAL.read_text().replace("Editing", "Changing"))
    put(repository, REAL.read_text().replace("Editing", "Changed"), "scans/a/read.json")
    put(repository, REAL.read_text().replace("Editing", "Adding"), "scans/a/new.json")
    (repository / "scans" / "a" / "gone.json").unlink()
    for path in (NAME, "scans/a/gone.json"):
        oid = commit(repository, f"HEAD:{path}")
        (repository / ".git" / "objects" / oid[:2] / oid[2:]).unlink()
    return repository


@pytest.mark.parametrize("words", [["HEAD~1"], ["HEAD~1", "HEAD"]])
def test_a_version_that_cannot_be_read_is_reported_and_counted_apart(
    words: list[str], damaged: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commit_all(damaged)
    found = {each["path"]: (each["kind"], each["unread"]) for each in changes(capsys, *words)}
    assert found == {
        NAME: ("changed", "old"),
        "scans/a/gone.json": ("removed", "old"),
        "scans/a/new.json": ("added", ""),
        "scans/a/read.json": ("changed", ""),
    }
    assert main(["diff", *words]) == 0
    said = capsys.readouterr().out
    assert f"changed  {NAME}  " in said
    assert said.count("    the old version could not be read: missing or damaged") == 2
    assert "\n4 scans: 1 added, 1 changed, 2 that could not be read, compared with" in said


def test_a_new_version_that_cannot_be_read_is_not_removed(damaged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(damaged, "restore", "scans/a/read.json")
    (lost,) = [each for each in changes(capsys, "HEAD~1", "HEAD") if each["path"] == "scans/a/gone.json"]
    assert (lost["kind"], lost["unread"], lost["title"]) == ("added", "new", "")

    assert main(["diff", "HEAD~1", "HEAD", "--format", "markdown"]) == 0
    assert "- the new version could not be read" in capsys.readouterr().out
