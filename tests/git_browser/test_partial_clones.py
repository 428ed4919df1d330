"""Clones that lack files of earlier commits: their pages show what is here, and say what may be missing."""

from pathlib import Path

from tests.git_browser.test_comparison_with_git import compare
from tests.git_browser.test_odd_repositories import section
from tests.support.files import write
from tests.support.git import commit_all, git, new_repository
from tests.support.git_sites import build_git_site


def partial_clone(full: Path, *options: str) -> Path:
    git(full, "config", "uploadpack.allowFilter", "true")
    git(full.parent, "clone", "--quiet", *options, full.as_uri(), "partial")
    return full.parent / "partial"


def test_partial_clone_shows_what_is_here(tmp_path: Path) -> None:
    write(tmp_path / "full" / "old", "old\n")
    write(tmp_path / "full" / "gone", "gone\n")
    full = new_repository(tmp_path / "full")
    write(full / "old", "new\n")
    write(full / "fresh", "fresh\n")
    (full / "gone").unlink()
    commit_all(full)
    site = build_git_site(tmp_path / "site", partial_clone(full, "--filter=blob:none"))
    assert "+fresh" in section(site, full, "fresh")
    assert "objects are missing in this partial clone" in section(site, full, "old")
    assert "objects are missing in this partial clone" in section(site, full, "gone")


def test_partial_clone_counts_lines_and_follows_renames_where_nothing_is_missing(tmp_path: Path) -> None:
    write(tmp_path / "full" / "first", "line\n" * 20)
    full = new_repository(tmp_path / "full")
    write(full / "large", "large\n" * 999)
    write(full / "b", "b\n")
    large = commit_all(full, "Add a large file")
    (full / "large").unlink()
    commit_all(full, "Remove it")
    git(full, "mv", "first", "second")
    moved = commit_all(full, "Move")
    site = build_git_site(tmp_path / "site", partial_clone(full, "--filter=blob:limit=1k"))
    assert "first → second" in site.page(f"commit/{moved}.html")
    assert "Add all files" in site.page("file/second.html")
    page = site.page(f"commit/{large}.html")
    assert "2 files changed</p>" in page
    assert "objects are missing in this partial clone" in page
    assert "lines changed" not in page
    report = compare("--repository", tmp_path / "partial", "--site", site.output)
    assert "commits: changes that git cannot read: 2 checked, 0 differ" in report
