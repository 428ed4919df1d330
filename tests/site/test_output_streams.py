"""A build whose output cannot be written ends with one line; one whose output is closed, or plain ASCII, is built."""

import os
import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.support.files import write
from tests.support.git import new_repository
from tests.support.git_sites import build_git_site
from tests.support.sites import PELICAN

_UNWRITABLE = "The output of this command cannot be written: No space left on device. Send it elsewhere.\n"
_GIT = "#!/bin/sh\necho {said}\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project whose site is built."""
    folder = tmp_path_factory.mktemp("streams")
    write(folder / "r" / "naïve….md", "# Naïve…\n")
    build_git_site(folder / "site", new_repository(folder / "r", "Naïve…"))
    return folder / "site"


def pelican(project: Path, redirections: str, environment: Mapping[str, str] | None = None) -> tuple[int, str]:
    """Call the command from a shell; return its exit code, and what it wrote as errors."""
    command = f"{shlex.quote(str(PELICAN))} --fatal warnings -o new {redirections}"
    done = subprocess.run(
        ["sh", "-c", command], cwd=project, env={**os.environ, **(environment or {})}, capture_output=True, check=False
    )
    return done.returncode, done.stderr.decode()


def test_an_output_that_cannot_be_written_ends_the_build_with_one_line(project: Path) -> None:
    assert pelican(project, ">/dev/full") == (1, _UNWRITABLE)


def test_a_reader_that_goes_away_ends_the_build_without_a_word(project: Path) -> None:
    assert pelican(project, "| head -c 1 >/dev/null")[1] == ""


@pytest.mark.parametrize(
    ("redirections", "environment"),
    [
        (">&-", {}),
        (">&- 2>&-", {}),
        ("", {"PYTHONIOENCODING": "ascii:strict"}),
        ("", {"LC_ALL": "C"}),
        ("", {"LC_ALL": "POSIX", "PYTHONIOENCODING": "latin-1:strict"}),
    ],
)
def test_a_site_is_built_whatever_its_output_can_show(
    project: Path, redirections: str, environment: dict[str, str]
) -> None:
    assert pelican(project, redirections, environment) == (0, "")


def test_a_python_that_cannot_name_files_ends_the_build_with_one_line(project: Path) -> None:
    code, said = pelican(project, "", {"LC_ALL": "C", "PYTHONUTF8": "0"})
    assert code == 1
    assert said.startswith("Python writes names of files in ascii here")
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize("said", ["git version 2.20.1", "nonsense", ""])
def test_a_git_that_cannot_be_used_ends_the_build_with_one_line(
    said: str, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "git", _GIT.format(said=said)).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    site = build_git_site(project, project.parent / "r", code=1)
    expected = "git 2.20 is too old: install git 2.31 or newer." if "20" in said else "git does not work: run "
    (line,) = site.said.splitlines()
    assert line.startswith(expected)
