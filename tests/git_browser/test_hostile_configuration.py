"""What a repository configures, replaces or finds around it, and what none of it can do."""

from pathlib import Path

from tests.git_browser.test_comparison_with_git import compare
from tests.support.git import git
from tests.support.git_sites import add_commit, build_git_site

_TRAPS = """
[core]
\tfsmonitor = {program}
\thooksPath = {folder}
\tpager = {program}
\tsshCommand = {program}
\talternateRefsCommand = {program}
\trepositoryFormatVersion = 1
[extensions]
\tpartialClone = origin
[remote "origin"]
\turl = ext::{program}
\tpromisor = true
[log]
\tshowSignature = true
[gpg]
\tprogram = {program}
[diff]
\texternal = {program}
[diff "evil"]
\ttextconv = {program}
\tcommand = {program}
[filter "evil"]
\tclean = {program}
\tsmudge = {program}
[credential]
\thelper = {program}
[uploadpack]
\tpackObjectsHook = {program}
[alias]
\tlog = !{program}
\trev-list = !{program}
[include]
\tpath = {folder}/included
"""


def test_nothing_that_a_repository_configures_is_run(plain_repository: Path, tmp_path: Path) -> None:
    add_commit(plain_repository, ".gitattributes", "* diff=evil filter=evil\n")
    sprung, program = tmp_path / "sprung", tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {sprung}\n", encoding="utf-8")
    program.chmod(0o755)
    (tmp_path / "included").write_text(f"[core]\n\tfsmonitor = {program}\n", encoding="utf-8")
    with (plain_repository / ".git" / "config").open("a", encoding="utf-8") as configuration:
        configuration.write(_TRAPS.format(program=program, folder=tmp_path))
    git(plain_repository, "diff", "HEAD~1")
    assert sprung.exists()  # so the traps do work on a git that reads them
    sprung.unlink()
    site = build_git_site(tmp_path / "site", plain_repository)
    assert not sprung.exists()
    compare("--repository", plain_repository, "--site", site.output)
    assert not sprung.exists()


def test_replaced_and_grafted_commits_are_shown_as_they_are(plain_repository: Path, tmp_path: Path) -> None:
    head = git(plain_repository, "rev-parse", "HEAD")
    before = build_git_site(tmp_path / "before", plain_repository)
    git(plain_repository, "replace", "--graft", head)
    (plain_repository / ".git" / "info" / "grafts").write_text(f"{head}\n", encoding="utf-8")
    after = build_git_site(tmp_path / "after", plain_repository)
    assert after.page(f"commit/{head}.html") == before.page(f"commit/{head}.html")


def test_variables_of_git_in_the_environment_are_ignored(plain_repository: Path, tmp_path: Path) -> None:
    misleading = dict.fromkeys(("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"), "/nowhere")
    site = build_git_site(tmp_path / "site", plain_repository, environment=misleading)
    assert "Second" in site.page("log.html")
