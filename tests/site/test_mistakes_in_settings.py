"""Mistakes in settings: one build reports all of them with what to write, and writes nothing."""

import os
from pathlib import Path

import pytest
from tests.support.files import append, write
from tests.support.git import git, new_repository
from tests.support.sites import build


def mistakes(project: Path, settings: str) -> list[str]:
    """Build a project with more lines of settings, and return the lines of the mistakes that this reports."""
    append(project / "pelicanconf.py", settings)
    said = build(project, code=1).said
    assert "Traceback" not in said
    assert not (project / "output" / "index.html").exists()
    return [line for line in said.splitlines() if ": " in line]


def test_all_mistakes_of_all_kinds_are_in_one_report(project: Path) -> None:
    new_repository(project)
    write(project / "file", "")
    (project / "bare").mkdir()
    found = mistakes(
        project,
        """
SITEURL = "example.org"
OUTPUT_PATH = "scans/output"
CACHE_PATH = "file"
THEME = "bare"
THEME_TEMPLATES_OVERRIDES = ["templates"]
HOST_LIMITS = "nowhere"
SCANPRESS_JOBS = "many"
FORGE_KIND = "x"
SCANS_KEEP_GOING = "yes"
GIT_SHOW_EMAILS = 1
GIT_BRANCH = "mian"
GIT_VERSIONS = -1
""",
    )
    named = [line.partition(":")[0] for line in found]
    expected = "GIT_SHOW_EMAILS SITEURL OUTPUT_PATH CACHE_PATH THEME THEME_TEMPLATES_OVERRIDES HOST_LIMITS "
    expected += "SCANPRESS_JOBS SCANS_KEEP_GOING FORGE_KIND FORGE_URL GIT_VERSIONS GIT_BRANCH"
    assert named == expected.split()


def test_a_branch_that_does_not_exist_is_reported_with_mistakes_in_files(project: Path) -> None:
    new_repository(project)
    append(project / "content" / "venues.yaml", "\nvenues_typo: 1\n")
    found = mistakes(project, 'GIT_BRANCH = "mian"\n')
    assert any("venues_typo" in line for line in found)
    assert "GIT_BRANCH: neither the repository nor its origin has a branch 'mian': write one of main" in found


def test_a_head_that_names_no_branch_is_reported_with_the_others(project: Path) -> None:
    new_repository(project)
    git(project, "branch", "one")
    git(project, "branch", "--move", "main", "two")
    git(project, "symbolic-ref", "HEAD", "refs/heads/nowhere")
    named = [line.partition(":")[0] for line in mistakes(project, "SITEURL = 'x'\n")]
    assert named == ["SITEURL", "GIT_BRANCH"]


def test_a_repository_that_is_not_one_is_reported_with_the_others(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("alone")
    (folder / "content").mkdir()
    (folder / "empty").mkdir()
    write(folder / "pelicanconf.py", "from scanpress.git_browser.defaults import *\n")
    found = mistakes(folder, 'SITEURL = "x"\nGIT_REPOSITORY = "empty"\n')
    assert [line.partition(":")[0] for line in found] == ["SITEURL", "GIT_REPOSITORY"]
    assert "is not in a git repository" in found[1]


def test_pages_that_lead_out_of_the_repository_or_never_end_stop_the_build(
    project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = write(tmp_path_factory.mktemp("elsewhere") / "secret.md", "Title: Outside\n\nFROM-OUTSIDE\n")
    pages = project / "content" / "pages"
    write(project / "notes.md", "Title: Notes\n\nThis link is inside the repository.\n")
    (pages / "inside.md").symlink_to("../../notes.md")
    (pages / "out.md").symlink_to(outside)
    (pages / "folder").symlink_to(outside.parent)
    (pages / "device.md").symlink_to("/dev/zero")
    (pages / "nowhere.md").symlink_to("gone.md")
    os.mkfifo(pages / "pipe.md")
    write(pages / "large.md", "Title: Large\n\n" + "word " * 2**20)
    found = mistakes(project, "GIT_SHOW_EMAILS = 1\n")
    named = sorted(Path(line.partition(":")[0]).name for line in found)
    assert named == ["GIT_SHOW_EMAILS", "device.md", "folder", "large.md", "nowhere.md", "out.md", "pipe.md"]


def test_messages_are_shown_on_an_output_that_is_not_unicode(project: Path) -> None:
    write(project / "scans" / "acl-2024" / "ελληνικά.json", "{")
    said = build(project, code=1, environment={"PYTHONIOENCODING": "iso-8859-15"}).said
    assert "Checking the scans in scans/ ..." in said
    assert "\\u03b5\\u03bb" in said
    assert "UnicodeEncodeError" not in said
