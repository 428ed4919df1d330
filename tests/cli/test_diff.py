"""`scanpress diff` as it is called: which states it compares."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from scanpress.cli import main

ROOT = Path(__file__).parents[2]
REAL = ROOT / "scans" / "iclr-2023" / "task-arithmetic.json"
NAME = "scans/a/b.json"
GIT = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
ME = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", *ME, *words], check=True, cwd=folder, env=GIT, capture_output=True)


def put(folder: Path, text: str, name: str = NAME) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a repository with one scan, and go there."""
    put(tmp_path, REAL.read_text())
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def changes(capsys: pytest.CaptureFixture[str], *words: str) -> list[Any]:
    capsys.readouterr()
    assert main(["diff", *words, "--format", "json"]) == 0
    return list(json.loads(capsys.readouterr().out)["changes"])


def test_nothing_changed(repository: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository / "scans")

    assert main(["diff"]) == 0
    assert capsys.readouterr().out == "no scan changed\n"


def test_files_are_compared_with_main(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(repository, REAL.read_text().replace('"Yes"', '"No"', 1))
    put(repository, REAL.read_text().replace("Editing", "Changing"), "scans/a/new.json")

    assert [(each["kind"], each["path"]) for each in changes(capsys)] == [
        ("changed", NAME),
        ("added", "scans/a/new.json"),
    ]
    assert main(["diff", "--format", "markdown"]) == 0
    assert capsys.readouterr().out.startswith("**2 scans: 1 added, 1 changed**\n")


def test_a_branch_is_compared_with_where_it_parted(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(repository, "switch", "-qc", "mine")
    git(repository, "mv", NAME, "scans/a/c.json")
    git(repository, "commit", "-qm", "mine")
    git(repository, "switch", "-q", "main")
    put(repository, REAL.read_text().replace("Editing", "Changing"), "scans/a/theirs.json")
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "theirs")
    git(repository, "switch", "-q", "mine")

    (moved,) = changes(capsys)
    assert (moved["kind"], moved["moved_from"], moved["path"]) == ("moved", NAME, "scans/a/c.json")
    assert changes(capsys, "main", "HEAD") == [moved]
    assert [each["kind"] for each in changes(capsys, "HEAD~1", "main")] == ["added"]


def test_a_scan_that_is_gone_is_told(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
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
