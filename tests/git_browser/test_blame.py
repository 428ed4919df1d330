"""Blame: every line has its number and the commit that brought it."""

import re
from itertools import pairwise
from pathlib import Path

from tests.support.files import write
from tests.support.git import commit_all, git, new_repository
from tests.support.git_sites import build_git_site


def test_blame_numbers_every_line(tmp_path: Path) -> None:
    write(tmp_path / "r" / "f", "\none\n\n\ntwo\n\n")
    repository = new_repository(tmp_path / "r")
    write(repository / "f", "\none\n\n\nother\n\n\n")
    commit_all(repository)
    page = build_git_site(tmp_path / "site", repository).page("file/f.html")
    assert re.findall(r"<a id=l(\d+) href=#l\1>\1</a>", page) == [str(line) for line in range(1, 8)]
    assert "Made from 2 versions" in page
    assert "It may differ from <code>git blame</code>" in page


def test_blame_knows_ends_of_lines_from_blank_lines(tmp_path: Path) -> None:
    texts = {"blank": ("\n", "\n\n", "\n\n\nq"), "end": ("a\nx", "a\nx\n", "a\nx\ny")}
    write(tmp_path / "r" / "other", "")
    repository = new_repository(tmp_path / "r")
    for step in range(3):
        for name, versions in texts.items():
            write(repository / name, versions[step])
        commit_all(repository, f"step {step}")
    site = build_git_site(tmp_path / "site", repository)
    for name in texts:
        shown = re.findall(
            r'<i><a href=../commit/(\w+).html title="[^"]*">|<a id=l(\d+)', site.page(f"file/{name}.html")
        )
        marks = {int(line): commit for (commit, _), (_, line) in pairwise(shown) if commit}
        blamed = git(repository, "blame", "-s", "-l", "--root", name).splitlines()
        assert [blamed[line - 1][:40] for line in marks] == list(marks.values())
        assert len(marks) == 3


def test_blame_of_a_new_life_knows_no_earlier_one(tmp_path: Path) -> None:
    write(tmp_path / "r" / "f", "one\n")
    repository = new_repository(tmp_path / "r")
    (repository / "f").unlink()
    commit_all(repository, "remove")
    write(repository / "f", "one\n")
    again = commit_all(repository, "again")
    site = build_git_site(tmp_path / "site", repository)
    page = site.page("file/f.html")
    assert page.count("<tr><td><time ") == 3
    assert f"<i><a href=../commit/{again}.html" in page
    assert "Made from one version" in page
