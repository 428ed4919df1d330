"""A second build sees every change that its pages follow from, and reads no history if nothing changed."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support.files import stamps, write
from tests.support.git import git
from tests.support.git_sites import add_commit, build_git_site, pages_and_files
from tests.support.sites import Site

_NOTED = '#!/bin/sh\necho "$*" >> {log}\nexec {git} "$@"\n'
_HOOK = "def tell(path, before, after):\n    return ['{word}']\n"
_HOOKED = 'import sys\nsys.path.insert(0, str(Path(__file__).parent))\nGIT_SUMMARIES = ["hook:tell"]\n'


@pytest.fixture
def noting(tmp_path: Path) -> dict[str, str]:
    """Return an environment in which a git notes what it is asked, in the folder's `asked`."""
    program = tmp_path / "bin" / "git"
    write(program, _NOTED.format(log=tmp_path / "asked", git=shutil.which("git")))
    program.chmod(0o755)
    return {"PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}"}


def test_a_build_without_changes_reads_neither_history_nor_files(
    plain_repository: Path, tmp_path: Path, noting: dict[str, str]
) -> None:
    site = build_git_site(tmp_path / "site", plain_repository, environment=noting)
    history = ("log ", "rev-list", "ls-tree", "pack-objects", "diff-tree")
    first = (tmp_path / "asked").read_text(encoding="utf-8")
    assert all(command in first for command in history)
    (tmp_path / "asked").unlink()
    before = stamps(site.output)
    build_git_site(tmp_path / "site", plain_repository, environment=noting)
    assert not [command for command in history if command in (tmp_path / "asked").read_text(encoding="utf-8")]
    assert stamps(site.output) == before


def _tag(repository: Path) -> str:
    git(repository, "tag", "-a", "-m", "Said with it", "v2", "HEAD~1")
    return ""


def _branch(repository: Path) -> str:
    git(repository, "branch", "side", "HEAD~1")
    return ""


def _force_push(repository: Path) -> str:
    git(repository, "reset", "--quiet", "--hard", "HEAD~1")
    add_commit(repository, "b.txt")
    return ""


def _detach(repository: Path) -> str:
    git(repository, "checkout", "--quiet", "--detach", "HEAD")
    return ""


def _describe(repository: Path) -> str:
    write(repository / ".git" / "description", "Now described\n")
    return ""


def _mailmap(repository: Path) -> str:
    add_commit(repository, ".mailmap", "Someone Else <author@example.org>\n")
    return ""


def _show_emails(_repository: Path) -> str:
    return "GIT_SHOW_EMAILS = True\n"


def _rename_site(_repository: Path) -> str:
    return 'SITENAME = "Renamed"\n'


@pytest.mark.parametrize(
    "change", [_tag, _branch, _force_push, _detach, _describe, _mailmap, _show_emails, _rename_site]
)
def test_every_change_of_the_repository_or_the_settings_is_shown(
    plain_site: Site, built_repository: Path, tmp_path: Path, change: Callable[[Path], str]
) -> None:
    before = pages_and_files(plain_site)
    settings = change(built_repository)
    build_git_site(plain_site.folder, built_repository, settings)
    assert pages_and_files(plain_site) != before
    assert pages_and_files(plain_site) == pages_and_files(
        build_git_site(tmp_path / "clean", built_repository, settings)
    )


def test_a_changed_hook_rewrites_the_pages_of_commits(plain_repository: Path, tmp_path: Path) -> None:
    folder, name = tmp_path / "site", git(plain_repository, "rev-parse", "HEAD")
    for word in ("before", "after"):
        write(folder / "hook.py", _HOOK.format(word=word))
        site = build_git_site(folder, plain_repository, _HOOKED, environment={"PYTHONPATH": str(folder)})
        assert f"<li>{word}</li>" in site.page(f"commit/{name}.html")
