"""Errors of the user's machine are reported in one line; internal errors show a traceback."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support.files import write
from tests.support.git import git, new_repository
from tests.support.paths import REPRODUCIBILITY_FILE as REAL

import scanpress
from scanpress import instruments
from scanpress.cli import main, user_files
from scanpress.repository import process

NAME = "scans/a/b.json"
DENIED = "permission denied; change its permissions, or work on a copy of your own"
Reported = Callable[..., str]


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a repository with one scan that is not canonical, and go there."""
    write(tmp_path / NAME, REAL.read_text(encoding="utf-8").replace("  ", "    "))
    write(tmp_path / "README.md", "# Scans\n")
    (tmp_path / "pelicanconf.py").touch()
    new_repository(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def reported(capsys: pytest.CaptureFixture[str]) -> Reported:
    """Return why a command cannot work: one line, with exit code 2."""

    def run(*words: str) -> str:
        capsys.readouterr()
        assert main(words) == 2
        (line,) = capsys.readouterr().err.splitlines()
        return line.removeprefix("scanpress: ")

    return run


def test_where_all_scans_are_gone_the_check_tells_which(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(repository, "rm", "-rq", "scans")
    assert main(["check", "--since", "HEAD"]) == 1
    assert f"{NAME}:1:1  error  SCN036 lost-scan" in capsys.readouterr().out

    git(repository, "commit", "-qm", "two")
    assert main(["check", "--since", "HEAD~1"]) == 1
    assert main(["diff", "HEAD~1"]) == 0
    assert f"removed  {NAME}" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["diff"], ["preview"], ["check", "--since", "HEAD"], ["check"], ["fmt"]])
def test_a_repository_without_scans_is_reported(words: list[str], repository: Path, reported: Reported) -> None:
    git(repository, "rm", "-rq", "scans")
    git(repository, "commit", "-qm", "two")

    assert reported(*words).startswith("there is no folder scans ")


def test_a_file_where_a_folder_is_wanted_is_reported(repository: Path, reported: Reported) -> None:
    for name in ("scans/c", ".vscode"):
        (repository / name).touch()
    (repository / NAME).write_bytes(REAL.read_bytes())

    wanted = "this is a file, but a folder is needed; name another path, or move the file"
    assert reported("schema", "--write", "README.md") == f"README.md: {wanted}"
    assert reported("schema", "--editor", "vscode") == f"{repository}/.vscode/scanpress: {wanted}"
    assert reported("new", "survey", "--title", "A", "--group", "c") == f"{repository}/scans/c: {wanted}"
    assert reported("preview", "--output", "README.md") == f"{repository}/README.md: {wanted}"


@pytest.mark.parametrize("command", ["check", "fmt", "diff", "preview"])
def test_a_folder_that_cannot_be_read_is_reported(
    command: str, repository: Path, reported: Reported, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed, scandir = str(repository / "scans" / "a"), os.scandir

    def refuse(folder: str | Path) -> object:
        if str(folder) == closed:
            raise PermissionError(errno.EACCES, "Permission denied", closed)
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    assert reported(command) == f"{closed}: {DENIED}"


def test_a_folder_that_cannot_be_written_is_reported(
    repository: Path, reported: Reported, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", "scans/a/.scanpress-x")

    monkeypatch.setattr(user_files, "NamedTemporaryFile", refuse)
    assert reported("fmt") == f"{repository}/{NAME}: {DENIED}"
    assert reported("new", "survey", "--title", "A", "--group", "b") == f"{repository}/scans/b/a.json: {DENIED}"
    assert reported("schema", "--write", "out") == f"out/reproducibility-1.schema.json: {DENIED}"


def test_a_disk_that_is_full_is_reported_with_the_file(
    repository: Path, reported: Reported, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    full = "no space left on the disk; free some space, and run the command again"
    assert reported("fmt") == f"{repository}/{NAME}: {full}"


def test_git_that_is_not_installed_is_reported(
    repository: Path, reported: Reported, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(repository))

    assert reported("diff") == "git was not found: install it, or add its folder to PATH"
    assert reported("check", "--since", "HEAD").startswith("git was not found")


def test_a_folder_that_is_gone_is_reported(tmp_path: Path, reported: Reported, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    (tmp_path / "here").rmdir()

    assert reported("check") == "the current folder no longer exists: change to another one"


@pytest.mark.parametrize(
    ("program", "line"),
    [
        ("echo git version 2.20.1", "git 2.20 is too old: install git 2.31 or newer."),
        ("echo nonsense", "git does not work: run `{git} --version` to see why, and repair git."),
        ("kill -9 $$", "git does not work: run `{git} --version` to see why, and repair git."),
        ("exec sleep 100", "git does not work: run `{git} --version` to see why, and repair git."),
    ],
)
def test_a_git_that_cannot_be_used_is_reported(
    program: str, line: str, repository: Path, reported: Reported, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "_LONGEST_VERSION", 0.5)
    fake = write(repository / "bin" / "git", f"#!/bin/sh\n{program}\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(fake.parent), prepend=os.pathsep)

    assert reported("diff") == line.format(git=fake)
    assert reported("check", "--since", "HEAD") == line.format(git=fake)


def test_a_damaged_repository_is_reported(repository: Path, reported: Reported) -> None:
    tree = git(repository, "rev-parse", "HEAD:scans")
    (repository / ".git" / "objects" / tree[:2] / tree[2:]).unlink()

    assert tree in reported("diff")
    assert reported("diff").endswith("run git fsck --full to see what is missing")


@pytest.mark.parametrize(
    "words", [["check"], ["fmt", "--check"], ["diff"], ["schema"], ["completion", "bash"], ["--help"]]
)
def test_output_that_cannot_be_written_is_reported(words: list[str], repository: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "scanpress.cli", *words],
            check=False,
            cwd=repository,
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONUNBUFFERED": ""},
            text=True,
        )

    assert done.returncode == 2
    assert done.stderr == (
        "scanpress: the output of this command: no space left on the disk; free some space, and run the command again\n"
    )


def test_a_closed_output_changes_nothing(repository: Path) -> None:
    script = f"'{sys.executable}' -m scanpress.cli check >&- 2>&-"

    assert subprocess.run(["sh", "-c", script], check=False, cwd=repository).returncode == 0


OURS = {
    "a file of the package": FileNotFoundError(errno.ENOENT, "No such file", f"{Path(scanpress.__file__).parent}/x"),
    "no file at all": OSError(errno.ENOENT, "No such file"),
    "a file that was used wrongly": OSError(errno.EBADF, "Bad file descriptor", "scans/a/b.json"),
    "something else": KeyError("x"),
    "an end of something that is no prompt": EOFError(),
}


@pytest.mark.parametrize("error", OURS.values(), ids=OURS)
def test_an_internal_error_shows_its_traceback(
    error: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(instruments, "schema_names", fail)

    assert main(["schema"]) == 3
    assert "Traceback" in capsys.readouterr().err
